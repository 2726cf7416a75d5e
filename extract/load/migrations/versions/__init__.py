"""One module for each migration; `docs/database.md` says how to add one."""
