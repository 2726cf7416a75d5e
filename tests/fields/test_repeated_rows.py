"""A step table wider than the paper that repeats its leading columns on every page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders.checks import check
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet
from tests.builders.steps import STEPS, Heading, body, draw_flow, widths
from tests.builders.tables import C, Row, Table

LEFT = ("number", "activity", "actors")
RIGHT = ("requirements", "duration", "output", "remarks")
# Rows of a sheet are as high on every tile; these differ from each other, as real ones do.
HEIGHTS = (40.0, 52.0, 44.0, 61.0)


def draw_tile(
    document: Document, columns: Sequence[str], first: int, last: int, *, headed: bool
) -> None:
    """Draw some columns of some steps."""
    heading = Heading()
    steps = STEPS[first:last]
    rows: list[Row] = []
    for row, height in zip(body(steps, columns, heading), HEIGHTS[first:last], strict=True):
        start, *rest = row
        rows.append([C(start if isinstance(start, str) else start.text, height=height), *rest])
    top = heading.rows(columns) if headed else []
    wide = widths(columns, heading, 80.0 * len(widths(columns, heading)))
    placed = document.table(Table(wide, [*top, *rows]))
    if "actors" in columns:
        draw_flow(document, placed, list(steps), columns, heading)
    document.page()


# Columns, first step, step after the last, whether the heading is printed; a page each.
PAGES: dict[str, list[tuple[Sequence[str], int, int, bool]]] = {
    "leading columns repeated": [
        (LEFT, 0, 4, True), (("number", "activity", *RIGHT), 0, 4, True),
    ],
    "leading columns repeated, rows on two pages": [
        (LEFT, 0, 2, True), (LEFT, 2, 4, True),
        (("number", "activity", *RIGHT), 0, 2, True), (("number", "activity", *RIGHT), 2, 4, True),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", PAGES)
def test_columns_on_later_pages_belong_to_the_same_steps(form: str, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    for columns, first, last, headed in PAGES[form]:
        draw_tile(document, columns, first, last, headed=headed)
    check(document, tmp_path)
