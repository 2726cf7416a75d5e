"""The routes of the review, in groups; each module has `routes(site)`."""
