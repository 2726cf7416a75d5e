"""Documents and outputs that are not on this machine, by their URLs."""
