"""What a process does to itself, or is held to, before it meets a document."""
