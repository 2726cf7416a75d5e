"""Recognition of text: cells laid out for the OCR engine, and its words put in order."""
