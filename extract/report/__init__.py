"""A run's records as web pages that a person reads without anything installed."""
