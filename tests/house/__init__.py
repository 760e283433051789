"""What holds for the project as a whole: its surface, its packs, its documents, its files."""
