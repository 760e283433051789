"""The workshop of policy staff: checking packs and running their cases."""
