"""The screen: rules over tables of applicants and their related records, as Ibis expressions.

`population` says what the tables hold, `terms` is the algebra that rules are lowered to, `frames` the rows that terms stand
for, `sight` what is known on a day; `plan` puts terms in order, `columns` makes them columns of a table, `expressions`,
`months` and `lookups` say them in Ibis, which is imported only when used.
"""
