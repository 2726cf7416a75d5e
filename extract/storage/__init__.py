"""The files of an output folder: their paths, and writing them atomically."""
