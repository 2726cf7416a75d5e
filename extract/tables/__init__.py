"""Records as tables with keys: one relational model, from which every tabular form is made."""
