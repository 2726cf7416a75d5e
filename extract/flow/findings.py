"""Findings about a flowchart: open ends, lines with several readings, symbols between rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.findings.messages import Param
from extract.findings.registry import make_finding
from extract.flow.result import Flow
from models.finding import Finding
from models.geometry import BBox

POINTS_A_CM = 72 / 2.54
# So many of a kind on a page are one finding. Unfitted.
MANY = 3


def findings_of(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each thing that the drawing leaves open, with its place on the page.

    Many of a kind on one page are one finding: they have one cause.
    """
    yield from _by_page("arrow-end-unknown", "/flow", flow.loose)
    yield from _by_page("arrows-tangled", "/flow", flow.tangled)
    yield from _by_page("symbol-between-rows", "/steps", flow.between_rows)
    for page in flow.dense:
        yield make_finding("flowchart-too-dense", field="/flow", page=page)


def _by_page(code: str, field: str, places: Sequence[tuple[int, BBox]]) -> Iterator[Finding]:
    """Yield the findings of a kind, those of a page together where they are many."""
    pages: dict[int, list[BBox]] = {}
    for page, around in places:
        pages.setdefault(page, []).append(around)
    for page, boxes in pages.items():
        if len(boxes) >= MANY:
            params = {**_near(boxes[0]), "count": len(boxes)}
            yield make_finding(code, "several", params, field=field, page=page)
            continue
        for around in boxes:
            yield make_finding(code, "one", _near(around), field=field, page=page)


def _near(around: BBox) -> dict[str, Param]:
    """Return where the middle of a box is, in centimetres from the page's left and top."""
    return {
        "left_cm": round((around.x0 + around.x1) / 2 / POINTS_A_CM),
        "top_cm": round((around.top + around.bottom) / 2 / POINTS_A_CM),
    }
