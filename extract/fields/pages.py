"""Pages that are no part of an SOP: what each looks like, said in a finding."""

from __future__ import annotations

from extract.findings.registry import make_finding
from extract.vocabulary.documents import page_kind
from models.finding import Finding
from models.grid import PageLayout


def passed_over(layout: PageLayout) -> Finding:
    """Return the finding that a page was skipped, and what it looks like."""
    return make_finding(
        "page-passed-over",
        f"The page was passed over as no part of an SOP; it looks like {_described(layout)}.",
        page=layout.number,
    )


def _described(layout: PageLayout) -> str:
    """Return what a page without a part of an SOP looks like, in words: "a decree"."""
    lines = [line.text for line in layout.lines]
    lines += [line.text for grid in layout.grids for cell in grid.cells for line in cell.lines]
    if not lines:
        return "a picture without text" if layout.page.pictures else "a blank page"
    kind = page_kind(lines)
    if kind is None:
        return "text without an SOP's labels"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
