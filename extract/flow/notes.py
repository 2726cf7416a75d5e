"""What a person should look at in a flowchart, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from extract.flow.join import Flow
from models.finding import Finding, Severity
from models.geometry import BBox


def findings_of(flow: Flow) -> Iterator[Finding]:
    """Yield what the drawing of a flow leaves open, each with its place on the page."""
    for page, around in flow.loose:
        yield _finding(
            "arrow-end-unknown",
            Severity.WARNING,
            f"A line of the flowchart leads to no symbol; see the page {_between(around)}.",
            page,
        )
    for page, around in flow.tangled:
        yield _finding(
            "arrows-tangled",
            Severity.INFO,
            "Lines of the flowchart run together or behind a symbol, so that they can be read in "
            f"several ways; compare the flow with the page {_between(around)}.",
            page,
        )
    for page in flow.dense:
        yield _finding(
            "flowchart-too-dense",
            Severity.WARNING,
            "Too much is drawn over the table to be a flowchart, so its symbols and arrows were "
            "not read; fill in the steps' actors and the flow by hand.",
            page,
        )


def _finding(code: str, severity: Severity, message: str, page: int) -> Finding:
    """Return a finding on the flow."""
    return Finding(code=code, severity=severity, field="/flow", message=message, page=page)


def _between(around: BBox) -> str:
    """Return where a box is, in words."""
    return (
        f"between ({around.x0:.0f}, {around.top:.0f}) and ({around.x1:.0f}, "
        f"{around.bottom:.0f}) points from its top left"
    )
