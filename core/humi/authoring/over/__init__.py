"""Two versions of a pack over a population: who is answered otherwise, by which criterion, and what it costs.

`facts` are those of both versions, `judged` lays what they find of a batch side by side, `tally` counts, `rows` tells the rows
that changed, and `files` is all of it from a population to result files; `report` and `picture` show it.
"""
