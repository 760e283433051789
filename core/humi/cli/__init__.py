"""The terminal: one file per command. `main.py` finds them when they are asked for."""
