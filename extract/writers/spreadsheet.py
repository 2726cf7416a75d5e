"""Cells of CSV files that a spreadsheet program would take for formulas."""

from __future__ import annotations

# Excel, LibreOffice and others run a cell that begins with one of these when they open a CSV file
# (OWASP, "CSV Injection"). The apostrophe is what such programs themselves mark text with; it is
# here so that taking the mark off again always gives the text back.
DANGEROUS = frozenset("=+-@\t\r'")
MARK = "'"


def guard(text: str) -> str:
    """Return a text as a CSV cell may have it: marked as text where it would be run."""
    return MARK + text if text[:1] in DANGEROUS else text


def unguard(cell: str) -> str:
    """Return the text of a cell that `guard` made."""
    return cell.removeprefix(MARK)
