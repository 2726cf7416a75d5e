"""Office files read as they are: cells, paragraphs and drawings, without printing them."""
