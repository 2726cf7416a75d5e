"""A run over many files: finding them, reading each on its own, and what came of it."""
