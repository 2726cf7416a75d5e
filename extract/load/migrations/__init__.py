"""Migrations: the changes from each version of the database's tables to the next."""
