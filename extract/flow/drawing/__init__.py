"""What a flowchart is drawn with: vector paths become symbols, strokes and arrowheads."""
