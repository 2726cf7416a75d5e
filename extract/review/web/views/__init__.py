"""What the review's pages show, computed from an SOP; templates only render it."""
