"""Findings about a flowchart: open ends, lines with several readings, symbols between rows."""

from __future__ import annotations

from collections.abc import Iterator

from extract.findings.registry import make_finding
from extract.flow.result import Flow
from models.finding import Finding
from models.geometry import BBox


def findings_of(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each thing that the drawing leaves open, with its place on the page."""
    for page, around in flow.loose:
        yield make_finding(
            "arrow-end-unknown",
            f"A line of the flowchart leads to no symbol; see the page {_between(around)}.",
            field="/flow",
            page=page,
        )
    for page, around in flow.tangled:
        yield make_finding(
            "arrows-tangled",
            "Lines of the flowchart run together or behind a symbol, so that they can be read in "
            f"several ways; compare the flow with the page {_between(around)}.",
            field="/flow",
            page=page,
        )
    for page, around in flow.between_rows:
        yield make_finding(
            "symbol-between-rows",
            "A symbol of the flowchart stands between two rows of the table; compare the steps' "
            f"actors with the page {_between(around)}.",
            field="/steps",
            page=page,
        )
    for page in flow.dense:
        yield make_finding(
            "flowchart-too-dense",
            "Too much is drawn over the table to be a flowchart, so its symbols and arrows were "
            "not read; fill in the steps' actors and the flow by hand.",
            field="/flow",
            page=page,
        )


def _between(around: BBox) -> str:
    """Return where a box is, in words."""
    return (
        f"between ({around.x0:.0f}, {around.top:.0f}) and ({around.x1:.0f}, "
        f"{around.bottom:.0f}) points from its top left"
    )
