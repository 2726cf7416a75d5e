"""One step table in every form that offices give it: what comes out is always the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.checks import check, draw
from tests.builders.documents import A3, A4, FOLIO, LANDSCAPE, Document
from tests.builders.sop import identity_sheet
from tests.builders.steps import (
    ACTORS,
    ALL,
    HEADINGS,
    STEPS,
    Flow,
    Heading,
    S,
    draw_flow,
    step_table,
)
from tests.builders.tables import Border, C, Look, Table


def without(*columns: str) -> tuple[str, ...]:
    return tuple(column for column in ALL if column not in columns)


@pytest.mark.parametrize("border", Border)
def test_however_the_borders_are_drawn(border: Border, tmp_path: Path) -> None:
    document = Document()
    draw(document, look=Look(border))
    check(document, tmp_path)


@pytest.mark.parametrize("gap", [1.5, 3.0])
def test_whatever_the_gap_of_double_lines(gap: float, tmp_path: Path) -> None:
    document = Document()
    draw(document, look=Look(Border.DOUBLE, gap))
    check(document, tmp_path)


@pytest.mark.parametrize("border", [Border.LINES, Border.WHOLE])
@pytest.mark.parametrize(
    "sides", [("left", "right"), ("top", "bottom"), ("left", "right", "top", "bottom")]
)
def test_without_the_outer_borders(sides: tuple[str, ...], border: Border, tmp_path: Path) -> None:
    document = Document()
    draw(document, look=Look(border, open_sides=sides))
    check(document, tmp_path)


@pytest.mark.parametrize("size", [A4, FOLIO, LANDSCAPE, A3])
def test_whatever_the_size_of_the_paper(size: tuple[float, float], tmp_path: Path) -> None:
    document = Document(size)
    document.table(step_table(room=size[0] - 80))
    check(document, tmp_path)


def test_on_pages_that_are_shown_turned(tmp_path: Path) -> None:
    document = Document(LANDSCAPE, turn=90)
    draw(document)
    check(document, tmp_path)


HEADING_FORMS = {
    "two rows": Heading(),
    "shaded": Heading(shaded=True),
    "one row": Heading(flat=True),
    "no actors' heading": Heading(group=None),
    "no quality heading": Heading(quality=None),
    "turned names": Heading(turned=True),
    "numbered 1 2 3": Heading(numbering=lambda i: str(i + 1)),
    "numbered (1) (2)": Heading(numbering=lambda i: f"({i + 1})"),
    "numbered 1. 2.": Heading(numbering=lambda i: f"{i + 1}."),
    "numbered a b c": Heading(numbering=lambda i: "abcdefghijkl"[i]),
    "numbered A B C": Heading(numbering=lambda i: "ABCDEFGHIJKL"[i]),
    "numbered (a) (b)": Heading(numbering=lambda i: f"({'abcdefghijkl'[i]})"),
    "numbered I II III": Heading(
        numbering=lambda i: ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][i]
    ),
    "capitals": Heading(
        names={k: v.upper() for k, v in HEADINGS.items()}, group="PELAKSANA", quality="MUTU BAKU"
    ),
    "slips": Heading(
        names={**HEADINGS, "activity": "Uraian Kegiatn", "requirements": "Kelengkapn",
               "remarks": "Keteranagan"},
        quality="Mutu Buku",
    ),
    "other words": Heading(
        names={"number": "No.", "activity": "Aktivitas", "requirements": "Input",
               "duration": "Waktu (Menit)", "output": "Out put", "remarks": "Ket."},
        group="Pelaksana Kegiatan",
    ),
    "wrapped words": Heading(
        names={**HEADINGS, "requirements": "Persyaratan /\nKelengkapan", "remarks": "Kete-\nrangan"}
    ),
    "one actor": Heading(actors=("Arsiparis",)),
}  # fmt: skip


@pytest.mark.parametrize("form", HEADING_FORMS)
def test_however_the_heading_is_set(form: str, tmp_path: Path) -> None:
    heading = HEADING_FORMS[form]
    document = Document()
    steps = [replace(s, actor=min(s.actor, len(heading.actors) - 1)) for s in STEPS]
    document.table(identity_sheet())
    document.page()
    table = step_table(steps, heading=heading)
    draw_flow(document, document.table(table), steps, heading=heading)
    check(document, tmp_path, actors=heading.actors)


def test_a_heading_of_three_rows(tmp_path: Path) -> None:
    heading = Heading()
    widths = step_table().widths
    rows = [
        [C("No", rows=3), C("Uraian Kegiatan", rows=3), C("Pelaksana", cols=3),
         C("Mutu Baku", cols=3), C("Keterangan", rows=3)],
        [C("Bidang Layanan", cols=2), C("Pimpinan"), C("Kelengkapan", rows=2),
         C("Waktu", rows=2), C("Output", rows=2)],
        [*ACTORS],
    ]  # fmt: skip
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(widths, [*rows, *step_table(heading=heading, headed=False).rows]))
    check(document, tmp_path)


def test_a_title_row_above_the_heading_in_the_same_table(tmp_path: Path) -> None:
    table = step_table()
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(table.widths, [[C("SOP PEMINJAMAN ARSIP", cols=9)], *table.rows]))
    check(document, tmp_path)


@pytest.mark.parametrize(
    "columns",
    [
        without("number"),
        without("remarks"),
        without("number", "remarks"),
        without("actors"),
        without("requirements"),
        without("output", "remarks"),
        without("requirements", "duration", "output"),
        ("number", "activity", "requirements", "duration", "output", "actors", "remarks"),
        ("number", "actors", "activity", "requirements", "duration", "output"),
    ],
)
@pytest.mark.parametrize("flat", [False, True])
def test_whichever_columns_there_are(columns: Sequence[str], flat: bool, tmp_path: Path) -> None:
    heading = Heading(flat=flat)
    document = Document()
    document.table(identity_sheet())
    document.page()
    placed = document.table(step_table(columns=columns, heading=heading))
    if "actors" in columns:
        draw_flow(document, placed, STEPS, columns, heading)
    actors = ACTORS if "actors" in columns else ()
    check(document, tmp_path, columns, actors)


def test_numbers_printed_before_the_activities(tmp_path: Path) -> None:
    """Without a number column, a number before the activity is the step's."""
    columns = without("number")
    steps = [replace(s, activity=f"{s.number} {s.activity}") for s in STEPS]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(steps, columns))
    check(document, tmp_path)


@pytest.mark.parametrize(
    "flow",
    [
        Flow(),
        Flow(margin=0),
        Flow(margin=2),
        Flow(along=True),
        Flow(margin=0, along=True),
        Flow(back=True),
        Flow(right=True),
        Flow(back=True, right=True, margin=1),
    ],
    ids=str,
)
@pytest.mark.parametrize("border", [Border.LINES, Border.THIN, Border.RECTS])
def test_wherever_the_flowchart_crosses_the_rulings(
    flow: Flow, border: Border, tmp_path: Path
) -> None:
    document = Document()
    draw(document, flow=flow, look=Look(border))
    check(document, tmp_path)


MANY = tuple(replace(s, number=f"{i + 1}.") for i, s in enumerate(STEPS * 2))
PAGES: dict[str, Callable[[Heading], list[Sequence[C | str]]]] = {
    "without heading": lambda heading: [],
    "with the heading": lambda heading: heading.rows(ALL),
    "with the column numbers only": lambda heading: heading.rows(ALL)[-1:],
    "with heading and column numbers": lambda heading: heading.rows(ALL),
    "with the actors' row only": lambda heading: [
        ["", "", *ACTORS, "Kelengkapan", "Waktu", "Output", ""]
    ],
    "with the first row only": lambda heading: [
        ["No", "Uraian Kegiatan", C("Pelaksana", cols=3), C("Mutu Baku", cols=3), "Keterangan"]
    ],
}


@pytest.mark.parametrize("form", PAGES)
def test_a_table_that_goes_on_on_the_next_page(form: str, tmp_path: Path) -> None:
    numbered = "numbers" in form
    heading = Heading(numbering=(lambda i: str(i + 1)) if numbered else None)
    table = step_table(MANY[:5], heading=heading)
    rest = step_table(MANY[5:], heading=heading, headed=False)
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(table)
    document.page()
    document.table(Table(rest.widths, [*PAGES[form](heading), *rest.rows]))
    check(document, tmp_path, steps=MANY)


CUT = {
    "only the activity goes on": S("", "dan mencatatnya dalam buku"),
    "only another cell goes on": S("", "", "dan kartu identitas"),
    "every cell goes on": S(
        "", "dan mencatatnya", "dan kartu identitas", "per berkas", "dan dicatat", "depan"
    ),
    "the rest begins with a capital": S("", "Kabupaten Tirta Aman", "", "", "Kepala Dinas"),
}


@pytest.mark.parametrize("headed", [False, True])
@pytest.mark.parametrize("form", CUT)
def test_a_step_cut_by_the_page_break(form: str, headed: bool, tmp_path: Path) -> None:
    rest = CUT[form]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(STEPS[:2]))
    document.page()
    document.table(step_table([rest, *STEPS[2:]], headed=headed))
    joined = {
        name: f"{getattr(STEPS[1], name)} {getattr(rest, name)}".strip()
        for name in ("activity", "requirements", "duration", "output", "remarks")
    }
    check(document, tmp_path, steps=[STEPS[0], replace(STEPS[1], **joined), *STEPS[2:]])


def test_cells_merged_over_several_steps_are_given_to_each(tmp_path: Path) -> None:
    heading = Heading()
    table = step_table(heading=heading)
    rows = [list(row) for row in table.rows]
    rows[3][6] = C("2 hari", rows=2)
    rows[3][7] = C("Persetujuan peminjaman", rows=2)
    rows[3][8] = C("Sesuai jadwal", rows=2)
    for column in (8, 7, 6):
        del rows[4][column]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(table.widths, rows))
    merged = {"duration": "2 hari", "output": "Persetujuan peminjaman", "remarks": "Sesuai jadwal"}
    steps = [STEPS[0], replace(STEPS[1], **merged), replace(STEPS[2], **merged), STEPS[3]]
    check(document, tmp_path, steps=steps)


def test_a_merged_number_stands_for_the_first_row_only(tmp_path: Path) -> None:
    table = step_table()
    rows = [list(row) for row in table.rows]
    rows[3][0] = C("2.", rows=2)
    del rows[4][0]
    rows[5][0] = "3."
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(Table(table.widths, rows))
    steps = [*STEPS[:2], replace(STEPS[2], number=""), replace(STEPS[3], number="3.")]
    check(document, tmp_path, steps=steps)


@pytest.mark.parametrize("numbers", [("1", "1a", "1b", "2"), ("1", "1.1", "1.2", "2"),
                                     ("1", "a.", "b.", "2")])  # fmt: skip
def test_sub_steps_keep_their_numbers(numbers: tuple[str, ...], tmp_path: Path) -> None:
    steps = [replace(s, number=n) for s, n in zip(STEPS, numbers, strict=True)]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(steps))
    check(document, tmp_path, steps=steps)
