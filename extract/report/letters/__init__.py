"""Letters to offices: what is to be mended in their SOPs, as HTML and DOCX to print and send."""
