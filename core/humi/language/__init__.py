"""What a rule can say: nodes, their reader, and the one lowering to two-valued terms. Knows no engine."""
