"""Documents as the review shows them: pictures of pages, and their words."""
