"""CSV cells that a spreadsheet program would run as formulas."""

from __future__ import annotations

# Excel, LibreOffice and others run a cell that begins with one of these when they open a CSV file
# (OWASP, "CSV Injection"). Some of them treat the full-width signs as the plain ones and skip line
# ends and NUL. The apostrophe is the programs' own mark for text; it is included so that removing
# the mark always gives the text back.
DANGEROUS = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20'")
MARK = "'"


def guard(text: str) -> str:
    """Return a text as a CSV cell, marked as text if it would be run as a formula."""
    return MARK + text if text[:1] in DANGEROUS else text


def unguard(cell: str) -> str:
    """Return the text of a cell that `guard` made."""
    return cell.removeprefix(MARK)
