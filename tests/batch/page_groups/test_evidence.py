"""Which pictures may be one SOP, by what was read of each alone."""

from __future__ import annotations

import pytest

from extract.batch.page_groups.evidence import Content, PartRead, describe, find_candidates
from tests.records import make_record

SHEET = PartRead(Content.SHEET)
UNREAD = PartRead(Content.UNREAD)
OTHER = PartRead(Content.OTHER)
ALL = PartRead(Content.WHOLE, first=1, last=9)


def steps(first: int | None = 1, last: int | None = 4, title: str | None = None) -> PartRead:
    return PartRead(Content.STEPS, title, first, last)


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([SHEET, steps()], [(0, 2)]),
        ([SHEET, steps(), SHEET, steps()], [(0, 2), (2, 4)]),
        ([SHEET, steps(1, 4), steps(5, 9)], [(0, 3)]),
        ([SHEET, steps(1, 4), steps(4, 9)], [(0, 3)]),
        ([SHEET, steps(1, 4), UNREAD], [(0, 3)]),
        ([SHEET, UNREAD], [(0, 2)]),
        ([PartRead(Content.WHOLE, None, 1, 3), steps(4, 9)], [(0, 2)]),
        # The numbers begin again: another SOP's steps, whose sheet is missing.
        ([SHEET, steps(1, 4), steps(1, 3)], [(0, 2)]),
        ([PartRead(Content.WHOLE, None, 1, 3), steps(1, 9)], []),
        ([ALL, ALL], []),
        ([SHEET, SHEET], []),
        ([steps(), steps(5, 9)], []),
        ([UNREAD, steps()], []),
        ([SHEET, OTHER, steps()], []),
    ],
)
def test_a_sheet_goes_on_with_its_steps(
    parts: list[PartRead], joined: list[tuple[int, int]]
) -> None:
    found = list(find_candidates(parts, need_titles=False))
    assert [(one.start, one.end) for one in found] == joined
    assert all(one.agrees for one in found)


def test_what_recognition_made_of_a_stain_is_no_title() -> None:
    for title, told in (('"...', None), ("Izin Usaha", "izin usaha")):
        record = make_record("ab" * 32, 1, "a.jpg", title)
        assert describe([record], unread=False).title == told


def test_a_document_has_so_many_pages_at_most() -> None:
    (found,) = find_candidates([SHEET, *[UNREAD] * 90], need_titles=False)
    assert (found.start, found.end) == (0, 40)


@pytest.mark.parametrize(
    ("sheet", "table", "agrees", "agrees_in_a_folder"),
    [
        ("pelayanan izin usaha mikro", "sop pelayanan izin usaha mikr0", True, True),
        ("pelayanan izin usaha mikro", "pengaduan masyarakat", False, False),
        ("pelayanan izin usaha mikro", None, True, False),
    ],
)
def test_titles_are_compared_with_tolerance(
    sheet: str, table: str | None, *, agrees: bool, agrees_in_a_folder: bool
) -> None:
    parts = [PartRead(Content.SHEET, sheet), steps(title=table)]
    for need, expected in ((False, agrees), (True, agrees_in_a_folder)):
        (candidate,) = find_candidates(parts, need_titles=need)
        assert candidate.agrees is expected
