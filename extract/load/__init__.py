"""Records into a database that is already there, and may hold records of earlier runs."""
