"""Findings about a flowchart: open ends, lines with several readings, symbols between rows."""

from __future__ import annotations

from collections.abc import Iterator

from extract.findings.messages import Param
from extract.findings.registry import make_finding
from extract.flow.result import Flow
from models.finding import Finding
from models.geometry import BBox

POINTS_A_CM = 72 / 2.54


def findings_of(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each thing that the drawing leaves open, with its place on the page."""
    for page, around in flow.loose:
        yield make_finding(
            "arrow-end-unknown",
            params=_near(around),
            field="/flow",
            page=page,
        )
    for page, around in flow.tangled:
        yield make_finding(
            "arrows-tangled",
            params=_near(around),
            field="/flow",
            page=page,
        )
    for page, around in flow.between_rows:
        yield make_finding(
            "symbol-between-rows",
            params=_near(around),
            field="/steps",
            page=page,
        )
    for page in flow.dense:
        yield make_finding(
            "flowchart-too-dense",
            field="/flow",
            page=page,
        )


def _near(around: BBox) -> dict[str, Param]:
    """Return where the middle of a box is, in centimetres from the page's left and top."""
    return {
        "left_cm": round((around.x0 + around.x1) / 2 / POINTS_A_CM),
        "top_cm": round((around.top + around.bottom) / 2 / POINTS_A_CM),
    }
