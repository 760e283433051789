"""Whole tables in and out: from a population in files or a database to result files that people or programs read.

`files` is the way from one to the other, `batches` what regions find in a batch, `columns` how that is told, `output` the
files. Polars is imported only when used.
"""
