"""What is known about somebody: the vocabulary of facts, the dossier, and how it looks on a given day."""
