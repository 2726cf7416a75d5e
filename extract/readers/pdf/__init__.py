"""PDF pages, read by PDFium within bounds."""

from extract.readers.pdf.read import read_pdf

__all__ = ["read_pdf"]
