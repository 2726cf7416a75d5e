"""Word documents (ECMA-376 part 1, WordprocessingML): tables and drawings laid out on pages."""
