"""OCR engines behind one protocol: `engine` says what one is, `registry` which there are."""
