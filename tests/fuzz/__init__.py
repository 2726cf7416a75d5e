"""Any bytes at all: what comes out of them is a record or one of our errors, within the limits."""
