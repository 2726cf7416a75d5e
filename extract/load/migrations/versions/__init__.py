"""One module for each step; `docs/database.md` says how to add one."""
