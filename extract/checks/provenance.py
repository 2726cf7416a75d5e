"""Where a value of a record was read, and how surely."""

from __future__ import annotations

from extract.checks.thresholds import READING
from extract.findings.messages import ROW_MARK
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


def step_name(step: Step) -> str:
    """Return a step as messages take it: its printed number, or its row where it has none."""
    return step.number or f"{ROW_MARK}{step.seq}"


def page_of_step(record: SopRecord, step: Step) -> int | None:
    """Return the page a step's row was read on, where that is known."""
    pointer = f"/steps/{step.seq - 1}"
    for part in ("symbol", "activity", "number"):
        if place := record.provenance.get(f"{pointer}/{part}"):
            return place.page
    return None
