"""The steps that lead from each version of the database's tables to the next."""
