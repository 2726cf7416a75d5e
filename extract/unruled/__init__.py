"""Tables that no rulings draw: their cells found by white space and by what headings say."""
