"""The workshop of policy staff: check, test, show, and what is generated."""
