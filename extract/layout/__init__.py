"""Pages laid out: ruling lines to grids, white space to grids, words to lines."""
