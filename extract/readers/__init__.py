"""Readers: a file's bytes to pages, or to text."""
