"""Records as files; nothing here knows how they were read."""
