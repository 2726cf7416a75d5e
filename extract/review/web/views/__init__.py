"""What the review's pages show, worked out from an SOP; the templates only draw it."""
