"""One identity sheet in every form that offices give it: what comes out is always the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.documents import A3, A4, FOLIO, LANDSCAPE, Document
from tests.builders.sop import (
    BOXES,
    FIELDS,
    HEADER,
    NAMES,
    SECTIONS,
    UPPER,
    Content,
    header_of,
    identity_sheet,
    labels_left,
    pairs,
    sections_of,
)
from tests.builders.steps import step_table
from tests.builders.tables import Border, C, Look, Table

SECTIONS_READ = {NAMES[heading]: list(items) for heading, items in SECTIONS.items()}


def check(document: Document, folder: Path) -> None:
    sops = document.read(folder)
    assert len(sops) == 1
    assert header_of(sops[0]) == HEADER
    assert sections_of(sops[0]) == SECTIONS_READ
    assert sops[0].extra_sections == {}


@pytest.mark.parametrize("upper", UPPER)
@pytest.mark.parametrize("boxes", BOXES)
def test_wherever_labels_and_headings_stand(upper: str, boxes: str, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet(upper, boxes))
    check(document, tmp_path)


@pytest.mark.parametrize("border", Border)
@pytest.mark.parametrize("boxes", ["pairs", "item-rows"])
def test_however_the_borders_are_drawn(border: Border, boxes: str, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet(boxes=boxes, look=Look(border)))
    check(document, tmp_path)


@pytest.mark.parametrize("gap", [1.5, 2.0, 2.5, 3.0])
def test_whatever_the_gap_of_double_lines(gap: float, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet(look=Look(Border.DOUBLE, gap)))
    check(document, tmp_path)


@pytest.mark.parametrize("border", [Border.LINES, Border.WHOLE, Border.THIN])
@pytest.mark.parametrize(
    "sides", [("left",), ("right",), ("top",), ("bottom",), ("left", "right"),
              ("left", "right", "top", "bottom")],
)  # fmt: skip
def test_without_the_outer_borders(sides: tuple[str, ...], border: Border, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet(look=Look(border, open_sides=sides)))
    check(document, tmp_path)


@pytest.mark.parametrize("size", [A4, FOLIO, LANDSCAPE, A3])
@pytest.mark.parametrize("boxes", ["pairs", "heading-left"])
def test_whatever_the_size_of_the_paper(
    size: tuple[float, float], boxes: str, tmp_path: Path
) -> None:
    document = Document(size)
    table = identity_sheet(boxes=boxes)
    scale = (size[0] - 80) / sum(table.widths)
    document.table(Table([w * scale for w in table.widths], table.rows))
    check(document, tmp_path)


@pytest.mark.parametrize("border", Border)
def test_on_pages_that_are_shown_turned(border: Border, tmp_path: Path) -> None:
    document = Document(LANDSCAPE, turn=90)
    document.table(identity_sheet(look=Look(border)))
    check(document, tmp_path)


def test_a_banner_above_everything(tmp_path: Path) -> None:
    document = Document()
    table = identity_sheet()
    banner = [C("STANDAR OPERASIONAL PROSEDUR", cols=4, shaded=True)]
    document.table(Table(table.widths, [banner, *table.rows]))
    check(document, tmp_path)


def test_the_letterhead_above_the_table(tmp_path: Path) -> None:
    document = Document()
    document.text(*Content().letterhead.split("\n"), x=300)
    document.table(identity_sheet(content=Content(letterhead="")))
    check(document, tmp_path)


def test_the_letterhead_above_and_a_banner_in_the_cell(tmp_path: Path) -> None:
    document = Document()
    document.text(*Content().letterhead.split("\n"), x=300)
    document.table(identity_sheet(content=Content(letterhead="STANDAR OPERASIONAL PROSEDUR")))
    check(document, tmp_path)


def test_a_logo_and_a_letterhead_in_two_cells(tmp_path: Path) -> None:
    content = Content()
    rows = labels_left(content)
    rows[0] = [C("", rows=6), C(content.letterhead, rows=6), *rows[0][1:]]
    boxes = [[C(row[0].text, cols=2), *row[1:]] for row in pairs(content) if isinstance(row[0], C)]
    document = Document()
    document.table(Table((60, 320, 130, 10, 240), [*rows, *boxes]))
    check(document, tmp_path)


def test_the_approver_below_the_title_of_the_sop(tmp_path: Path) -> None:
    content = Content()
    rows = [
        [C(content.letterhead, rows=6), C("Nama SOP"), C(content.title, cols=2)],
        *([C(label), C(value, cols=2)] for label, value in FIELDS.items()),
        [C("Disahkan oleh"), C(content.approver, cols=2)],
    ]
    document = Document()
    document.table(Table((380, 130, 10, 240), [*rows, *pairs(content)]))
    check(document, tmp_path)


@pytest.mark.parametrize("repeat_heading", [False, True])
def test_boxes_running_on_to_a_second_page(repeat_heading: bool, tmp_path: Path) -> None:
    """The last pair of boxes begins on one page and ends on the next."""
    content = Content()
    rows = pairs(content)
    first, second = content.box("Peralatan/Perlengkapan").split("\n", 1)
    rows[3] = [rows[3][0], C(first, cols=3)]
    document = Document()
    document.table(Table((380, 130, 10, 240), [*labels_left(content), *rows[:4]]))
    document.page()
    headings = [rows[2]] if repeat_heading else []
    document.table(Table((380, 130, 10, 240), [*headings, [C(""), C(second, cols=3)], *rows[4:]]))
    check(document, tmp_path)


def test_the_letterhead_repeated_on_the_second_page(tmp_path: Path) -> None:
    content = Content()
    rows = pairs(content)
    document = Document()
    document.text(*content.letterhead.split("\n"))
    document.table(Table((380, 130, 10, 240), [*labels_left(content), *rows[:2]]))
    document.page()
    document.text(*content.letterhead.split("\n"))
    document.table(Table((380, 130, 10, 240), rows[2:]))
    check(document, tmp_path)


def test_the_upper_part_repeated_on_the_second_page(tmp_path: Path) -> None:
    content = Content()
    rows = pairs(content)
    document = Document()
    document.table(Table((380, 130, 10, 240), [*labels_left(content), *rows[:2]]))
    document.page()
    document.table(Table((380, 130, 10, 240), [*labels_left(content), *rows[2:]]))
    check(document, tmp_path)


def test_upper_part_and_boxes_in_two_tables(tmp_path: Path) -> None:
    content = Content()
    document = Document()
    document.table(Table((380, 130, 10, 240), labels_left(content)))
    document.table(Table((380, 130, 10, 240), pairs(content)))
    check(document, tmp_path)


def test_fields_two_by_two(tmp_path: Path) -> None:
    content = Content()
    f = list(FIELDS.items())
    rows = [
        [C(content.letterhead, cols=4)],
        [*f[0], *f[1]],
        [*f[2], *f[3]],
        ["Disahkan oleh", content.approver, "Nama SOP", content.title],
    ]
    document = Document()
    document.table(Table((120, 260, 120, 260), rows))
    document.table(Table((380, 130, 10, 240), pairs(content)))
    check(document, tmp_path)


def test_labels_in_a_row_above_their_values(tmp_path: Path) -> None:
    content = Content()
    rows = [
        [C(content.letterhead, cols=4)],
        list(FIELDS),
        list(FIELDS.values()),
        [C("Nama SOP", cols=2), C("Disahkan oleh", cols=2)],
        [C(content.title, cols=2), C(content.approver, cols=2)],
    ]
    document = Document()
    document.table(Table((190, 190, 190, 190), rows))
    document.table(Table((380, 130, 10, 240), pairs(content)))
    check(document, tmp_path)


def test_capital_labels_and_values_below_a_short_label(tmp_path: Path) -> None:
    content = replace(
        Content(),
        fields={label.upper(): value for label, value in FIELDS.items()},
        approver_label="DISAHKAN OLEH",
        title_label="NAMA SOP",
    )
    document = Document()
    document.table(identity_sheet("inside", content=content))
    check(document, tmp_path)


def test_the_letterhead_in_a_cell_of_two_lines_each(tmp_path: Path) -> None:
    """An office's name wraps where its cell is narrow."""
    content = Content(
        letterhead="PEMERINTAH KABUPATEN TIRTA AMAN\nDINAS KEARSIPAN\nDAERAH\nBIDANG LAYANAN\nARSIP"
    )
    document = Document()
    document.table(identity_sheet(content=content))
    check(document, tmp_path)


@pytest.mark.parametrize("upper", UPPER)
@pytest.mark.parametrize("empty", ["", "-", "....................", "/      /"])
def test_values_that_are_not_filled_in(upper: str, empty: str, tmp_path: Path) -> None:
    fields = {**FIELDS, "Tanggal Revisi": empty, "Tanggal Efektif": empty}
    document = Document()
    document.table(identity_sheet(upper, content=Content(fields=fields)))
    [sop] = document.read(tmp_path)
    header = header_of(sop)
    assert header.get("revised_on", "") in ("", empty)
    assert {name: header[name] for name in ("sop_number", "title", "agency")} == {
        name: HEADER[name] for name in ("sop_number", "title", "agency")
    }
    assert header["approver.name"] == HEADER["approver.name"]
    assert sections_of(sop) == SECTIONS_READ


@pytest.mark.parametrize("filled", [False, True])
def test_the_letterhead_to_the_right_of_the_fields(filled: bool, tmp_path: Path) -> None:
    content = Content(fields=FIELDS if filled else {**FIELDS, "Tanggal Revisi": ""})
    rows = labels_left(content)
    letterhead = rows[0][0]
    turned = [[*rows[0][1:], letterhead], *rows[1:]]
    boxes = [[C(r.text, cols=2), C(left.text)] for left, r in pairs(content)
             if isinstance(r, C) and isinstance(left, C)]  # fmt: skip
    widened = [[row[0], C(row[1].text), *row[2:]] for row in turned if isinstance(row[1], C)]
    document = Document()
    document.table(Table((130, 250, 380), [*widened, *boxes]))
    [sop] = document.read(tmp_path)
    wanted = dict(HEADER) if filled else {k: v for k, v in HEADER.items() if k != "revised_on"}
    assert header_of(sop) == wanted


def test_a_title_over_several_lines(tmp_path: Path) -> None:
    title = "Peminjaman Arsip Statis oleh Perangkat Daerah dan Masyarakat Umum di Depo Arsip"
    document = Document()
    document.table(identity_sheet(content=Content(title=title)))
    [sop] = document.read(tmp_path)
    assert header_of(sop)["title"] == title


def test_labels_that_wrap_in_a_narrow_column(tmp_path: Path) -> None:
    document = Document()
    table = identity_sheet()
    document.table(Table((440, 50, 10, 260), table.rows))
    check(document, tmp_path)


def test_an_approval_block_without_a_label(tmp_path: Path) -> None:
    content = Content()
    rows = [row for row in labels_left(content) if "Disahkan" not in str(row)]
    rows[0] = [C(content.letterhead, rows=6), *rows[0][1:]]
    rows.insert(4, [C(content.approver, cols=3)])
    document = Document()
    document.table(Table((380, 130, 10, 240), [*rows, *pairs(content)]))
    [sop] = document.read(tmp_path)
    assert header_of(sop) == HEADER
    assert sop.header["approver.name"].confidence < 1


@pytest.mark.parametrize("title", ["SOP PEMINJAMAN ARSIP STATIS", "PEMINJAMAN ARSIP STATIS"])
def test_a_title_without_a_label(title: str, tmp_path: Path) -> None:
    content = Content()
    rows = [row for row in labels_left(content) if "Nama SOP" not in str(row)]
    rows[0] = [C(content.letterhead, rows=5), *rows[0][1:]]
    banner = [C(title, cols=4)]
    document = Document()
    document.table(Table((380, 130, 10, 240), [banner, *rows, *pairs(content)]))
    [sop] = document.read(tmp_path)
    assert header_of(sop) == {**HEADER, "title": title}
    assert sop.header["title"].confidence < 1


def test_a_title_that_only_the_step_table_s_caption_names(tmp_path: Path) -> None:
    content = Content()
    rows = [row for row in labels_left(content) if "Nama SOP" not in str(row)]
    rows[0] = [C(content.letterhead, rows=5), *rows[0][1:]]
    document = Document()
    document.table(Table((380, 130, 10, 240), [*rows, *pairs(content)]))
    document.page()
    document.text("SOP PEMINJAMAN ARSIP STATIS", x=300)
    document.table(step_table())
    [sop] = document.read(tmp_path)
    assert header_of(sop)["title"] == "SOP PEMINJAMAN ARSIP STATIS"
    assert sop.header["title"].confidence < 1
