"""Pages of source documents as pictures for people, beside what was read of them."""
