"""Whole populations: the road for every row of a table at once.

Each file says in columns what the file of the same name in `road` says of one dossier: `matter` asks conditions, `found` joins
outcomes, `screen` gathers everything that a region's document says.
"""
