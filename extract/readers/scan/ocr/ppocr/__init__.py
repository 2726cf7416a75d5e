"""PP-OCR as ONNX models: where they are, line detection, line recognition."""
