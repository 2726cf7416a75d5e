"""A run's records as web pages that need no server."""
