"""Loads records into an existing database, which may hold records of earlier runs."""
