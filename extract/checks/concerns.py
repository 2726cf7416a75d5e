"""Decides which findings the office should mend and which a person should compare."""

from __future__ import annotations

from extract.checks.provenance import is_recognised, is_sure
from extract.checks.thresholds import READING
from extract.findings.messages import PART_MARK, retold, spoken
from extract.findings.registry import About, load_kinds
from models.finding import Concern, Finding, Scope
from models.provenance import Origin
from models.record import SopRecord
from models.review import ReviewState
from models.source import TextOrigin

# Findings that say that something of the drawing was not read, or not in one way only.
_OPEN = frozenset(
    {
        "arrow-end-unknown",
        "arrows-tangled",
        "flow-arrows-missing",
        "flowchart-too-dense",
        "page-cut-short",
        "page-damaged",
        "picture-not-read",
        "recognition-failed",
        "symbol-between-rows",
    }
)
# Findings that say that a part of the document was not read: what was not found may be there.
_UNREAD = frozenset(
    {
        "pdf-portfolio",
        "identity-sheet-unread",
        "page-cut-short",
        "page-damaged",
        "pages-left-out",
        "picture-not-read",
        "recognition-failed",
        "text-layer-untrusted",
        "text-order-unreliable",
    }
)
_PASSED_OVER = "page-passed-over"
# What pages passed over may look like where nothing of an SOP stands on them.
_KNOWN_LOOKS = ("cover", "decree", "foreword", "table of contents")


def settle_concerns(record: SopRecord) -> list[Finding]:
    """Return a record's findings, each with what it concerns: the document or the reading.

    Args:
        record: The record, with the findings of all checks.
    """
    is_drawing_sure = is_drawing_known(record)
    return [_settled(record, finding, is_drawing_sure) for finding in record.findings]


def is_drawing_known(record: SopRecord) -> bool:
    """Return whether the flowchart is known: read completely and surely, or confirmed by a person.

    It was read completely if arrows were found and no line is left unexplained, and surely if
    every arrow and every symbol has a confidence of `READING.min_sure_confidence` at least.
    """
    if record.review is not None and record.review.state is ReviewState.DONE:
        return True
    places = [
        place
        for at, place in record.provenance.items()
        if at.startswith("/flow/") or (at.startswith("/steps/") and at.endswith("/symbol"))
    ]
    if places and all(place.origin is Origin.REVIEWED for place in places):
        return True
    if not record.flow or record.source.text_origin is TextOrigin.PLAIN_TEXT:
        return False
    if any(finding.code in _OPEN for finding in record.findings):
        return False
    return all(place.confidence >= READING.min_sure_confidence for place in places)


def _settled(record: SopRecord, finding: Finding, is_drawing_sure: bool) -> Finding:
    """Return a finding with what it concerns."""
    kind = load_kinds().get(finding.code)
    about = kind.about if kind else None  # other packages' readers have codes of their own
    if finding.scope is Scope.BATCH or about not in (About.VALUE, About.DRAWING):
        return finding
    sure = is_drawing_sure
    if about is About.VALUE:
        pointer = finding.field or ""
        sure = (
            is_sure(record, pointer)
            if pointer in record.provenance
            else not is_recognised(record) and not _is_read_in_part(record)
        )
    concerns = Concern.DOCUMENT if sure else Concern.READING
    settled = finding.model_copy(update={"concerns": concerns})
    return settled.model_copy(update={"message": retold(settled, spoken())})


def _is_read_in_part(record: SopRecord) -> bool:
    """Return whether something of the document was not read, or is of no known kind."""
    return any(
        finding.code in _UNREAD or (finding.code == _PASSED_OVER and _hides_something(finding))
        for finding in record.findings
    )


def _hides_something(passed_over: Finding) -> bool:
    """Return whether a value may stand on the pages that were passed over."""
    looks = passed_over.params.get("looks", [])
    kinds = [look.partition(PART_MARK)[0] for look in looks] if isinstance(looks, list) else []
    return any(kind not in _KNOWN_LOOKS for kind in kinds)
