"""Documents made for a test: drawn with reportlab, read with the real reader."""
