"""A population read from files or a database: applicants and their related records, encoded, in batches of bounded size.

`inputs` finds the tables, the `*_chunks` read them piece by piece, `columns` and `mapping` tell what their headings mean,
`encoding` writes slots, `aside` keeps the rows that cannot be read, `staging` sorts the rest into ranges of applicants, and
`population` is all of it together. Polars is imported only when used.
"""
