"""Drawings of office files (DrawingML and its forerunner VML) as diagrams."""
