"""Helpers: an SOP as read, as plain values."""

from __future__ import annotations

from extract.text import read_text_sops
from models.raw import RawSop


def read_one(text: str) -> RawSop:
    """Read a text that holds one SOP."""
    sops = read_text_sops(text)
    assert len(sops) == 1
    return sops[0]


def header_of(sop: RawSop) -> dict[str, str]:
    """Return the header's texts."""
    return {name: reading.text for name, reading in sop.header.items()}


def sections_of(sop: RawSop) -> dict[str, list[str]]:
    """Return the texts of the boxes' items."""
    return {name: [item.text for item in items] for name, items in sop.sections.items()}


def steps_of(sop: RawSop) -> list[dict[str, str]]:
    """Return the texts of the steps' cells."""
    return [{name: cell.text for name, cell in step.cells.items()} for step in sop.steps]


def codes_of(sop: RawSop) -> list[str]:
    """Return the codes of what was found."""
    return [finding.code for finding in sop.findings]
