"""Every kind of finding, and how one is raised."""
