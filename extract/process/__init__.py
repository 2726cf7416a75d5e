"""Limits and guards of the processes that read documents."""
