"""Limits of a document, and the findings about what they left out."""
