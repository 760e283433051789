"""Reading files strictly: every value keeps its place, and whatever is wrong becomes a problem with a code."""
