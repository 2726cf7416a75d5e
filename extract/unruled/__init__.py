"""Tables without ruling lines: their cells found by white space and by what headings say."""
