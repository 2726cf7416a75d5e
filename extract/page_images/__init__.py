"""Source documents as pictures that a person can look at, beside what was read of them."""
