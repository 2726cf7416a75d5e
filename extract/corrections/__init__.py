"""What people corrected in a run's records: the journal, and the records it makes."""
