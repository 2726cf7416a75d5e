"""What a page draws: ruling lines, symbols, arrows, and ink that is neither text nor line."""
