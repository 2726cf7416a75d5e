"""Copies what a page's reader noted about the page into the SOP that stands on it."""

from __future__ import annotations

from extract.findings.registry import make_finding
from models.finding import Finding
from models.page import Page
from models.raw import RawSop
from models.source import TextOrigin


def note_page_reading(sop: RawSop, page: Page) -> None:
    """Take over how a page was read: notes, origin of the text, turns, names of its cells.

    Args:
        sop: The SOP; `page` is one of its pages.
        page: The page.
    """
    sop.findings += findings_of(page)
    if page.turned or page.lean or page.bend:
        sop.turns[page.number] = page.turn
    if page.cell_names is not None:
        sop.cell_names[page.number] = page.cell_names
    if page.words and page.origin is not sop.origin:
        sop.origin = page.origin if len(sop.pages) == 1 else TextOrigin.MIXED


def findings_of(page: Page) -> list[Finding]:
    """Return a page's notes as findings."""
    return [
        make_finding(note.code, note.wording, note.params, page=page.number) for note in page.notes
    ]
