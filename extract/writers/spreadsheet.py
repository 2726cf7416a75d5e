"""Cells of CSV files that a spreadsheet program would take for formulas."""

from __future__ import annotations

# Excel, LibreOffice and others run a cell that begins with one of these when they open a CSV file
# (OWASP, "CSV Injection"). The apostrophe is what such programs themselves mark text with; it is
# here so that taking the mark off again always gives the text back.
# The same signs in full width, the end of a line and a zero are taken for nothing or for the signs
# by some of them.
DANGEROUS = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20'")
MARK = "'"


def guard(text: str) -> str:
    """Return a text as a CSV cell may have it: marked as text where it would be run."""
    return MARK + text if text[:1] in DANGEROUS else text


def unguard(cell: str) -> str:
    """Return the text of a cell that `guard` made."""
    return cell.removeprefix(MARK)
