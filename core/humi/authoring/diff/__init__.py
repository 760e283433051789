"""Two versions of a pack: what changed, which answers change with it, and the smallest dossier that shows each change."""
