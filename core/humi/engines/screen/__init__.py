"""The screen: rules over tables of applicants and their related records, as Ibis expressions.

`population` says what the tables hold, `terms` is the algebra that rules are lowered to, `frames` the rows that terms stand
for, `sight` what is known on a day, `columns` turns terms into the columns of an Ibis table. Ibis is imported only when used.
"""
