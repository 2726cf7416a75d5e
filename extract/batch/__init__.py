"""A run over many files: finding them, reading each in isolation, and the account of the run."""
