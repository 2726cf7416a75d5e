"""Which findings the office should mend, and which a person should compare with the source."""

from __future__ import annotations

import pytest

from extract.checks import check_record
from extract.findings.registry import make_finding
from models import (
    Concern,
    FlowEdge,
    Origin,
    Provenance,
    Review,
    ReviewState,
    SopRecord,
    Step,
    Symbol,
    TextOrigin,
)
from tests.records import make_record


def drawn(*confidences: float, origin: Origin = Origin.EXTRACTED, **fields: object) -> SopRecord:
    """Return a record of three steps, the second a decision with one way out."""
    symbols = (Symbol.TERMINATOR, Symbol.DECISION, Symbol.TERMINATOR)
    steps = [
        Step(seq=seq, number=str(seq), activity="Kegiatan", actors=["Staf"], symbol=symbol)
        for seq, symbol in enumerate(symbols, 1)
    ]
    flow = [FlowEdge(source=1, target=2), FlowEdge(source=2, target=3)]
    provenance = {
        f"/flow/{index}": Provenance(page=1, confidence=confidence, origin=origin)
        for index, confidence in enumerate(confidences)
    }
    update = {"steps": steps, "actors": ["Staf"], "flow": flow, "provenance": provenance, **fields}
    return make_record().model_copy(update={**update, "procedures": [], "findings": []})


def concern_of(record: SopRecord, code: str) -> Concern:
    [finding] = [f for f in check_record(record).findings if f.code == code]
    return finding.concerns


REVIEW = Review(
    state=ReviewState.DONE, revision=1, by="A", at="2026-01-01", corrected=0, confirmed=0,
    conflicts=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "concern"),
    [
        pytest.param(drawn(1, 0.95), Concern.DOCUMENT, id="every arrow is sure"),
        pytest.param(drawn(1, 0.8), Concern.READING, id="an arrow is not"),
        pytest.param(drawn(1, 0.8, review=REVIEW), Concern.DOCUMENT, id="the review is done"),
        pytest.param(drawn(1, 1, origin=Origin.REVIEWED), Concern.DOCUMENT, id="confirmed"),
    ],
)
def test_a_drawing_is_blamed_on_the_document_once_it_was_read_surely(
    record: SopRecord, concern: Concern
) -> None:
    assert concern_of(record, "decision-ways-missing") is concern


def test_a_line_without_end_keeps_the_drawing_a_matter_of_reading() -> None:
    loose = make_finding("arrow-end-unknown", "one", {"left_cm": 3, "top_cm": 9}, field="/flow")
    record = drawn(1, 1).model_copy(update={"findings": [loose]})
    assert concern_of(record, "decision-ways-missing") is Concern.READING


@pytest.mark.parametrize(
    ("origin", "concern"),
    [(TextOrigin.DIGITAL, Concern.DOCUMENT), (TextOrigin.OCR, Concern.READING)],
)
def test_what_was_not_found_in_a_scan_may_be_there(origin: TextOrigin, concern: Concern) -> None:
    header = make_record().header.model_copy(update={"effective_on": None})
    record = make_record().model_copy(update={"header": header, "findings": []})
    record.source.text_origin = origin
    assert concern_of(record, "effective-date-missing") is concern
