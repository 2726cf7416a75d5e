"""Where a value of a record was read, and how surely."""

from __future__ import annotations

from extract.checks.thresholds import READING
from models.record import SopRecord
from models.source import TextOrigin
from models.step import Step


def page_of(record: SopRecord, pointer: str) -> int | None:
    """Return the page that a value, or the first one below a pointer, was read on.

    Args:
        record: The record.
        pointer: JSON pointer of a value, or of a list or object that holds values.
    """
    if place := record.provenance.get(pointer):
        return place.page
    below = f"{pointer}/" if pointer else "/"
    return next((p.page for at, p in record.provenance.items() if at.startswith(below)), None)


def is_recognised(record: SopRecord) -> bool:
    """Return whether some of a record's text was recognised from a picture."""
    return record.source.text_origin in (TextOrigin.OCR, TextOrigin.MIXED)


def is_sure(record: SopRecord, pointer: str) -> bool:
    """Return whether a value is what the document says and not a misreading.

    Values of a digital document are sure; recognised ones from `READING.min_sure_confidence` on.
    """
    if not is_recognised(record):
        return True
    place = record.provenance.get(pointer)
    return place is not None and place.confidence >= READING.min_sure_confidence


def name_step(step: Step, *, capital: bool = True) -> str:
    """Return what to call a step: its printed number, or its place where it has none."""
    if step.number:
        return f"{'Step' if capital else 'step'} {step.number}"
    return f"{'The' if capital else 'the'} step in row {step.seq}"
