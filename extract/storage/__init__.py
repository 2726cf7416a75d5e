"""Where files stand in an output folder, and how they are written whole."""
