"""Word documents in the official form, read without any office program."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.office.docx.numbering import Numbering
from extract.readers.office.docx.read import read_document
from extract.readers.office.package import parse_xml
from tests.readers.office.reading import parted, read, sample_records
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_docx_drawing import Writing
from tools.make_samples.office_form import Form, both_of, cover_of, steps_of
from tools.make_samples.office_grid import Cell, Grid

VARIETIES: dict[str, tuple[Form, Writing, bool]] = {
    "shapes anchored one by one": (Form(), Writing(), False),
    "a canvas, all in one table": (Form(), Writing(drawing="canvas"), True),
    "a group, lists that Word counts": (
        Form(colon="value", turned=True), Writing(drawing="group", lists="numbering"), False,
    ),
    "VML, tracked changes": (Form(colon="none"), Writing(drawing="vml", tracked=True), False),
    "tables in tables, connectors that name no shape": (
        Form(), Writing(nested=True, glued=False, drawing="canvas"), False,
    ),
}  # fmt: skip
FIRST = next(iter(VARIETIES))


@pytest.mark.parametrize("variety", VARIETIES)
def test_what_is_written_is_read(variety: str, tmp_path: Path) -> None:
    form, writing, one_table = VARIETIES[variety]
    records = sample_records()
    for record in records if variety == FIRST else records[:3]:
        grids = [cover_of(record, form), steps_of(record, form)]
        if one_table:
            grids = [both_of(record, form)]
        found = read(write_docx(grids, writing), tmp_path / "document.docx")
        assert len(found) == 1
        assert not parted(record, found[0])
        assert found[0].source.media_type.endswith("wordprocessingml.document")


def test_a_cell_shows_what_changes_leave_of_it() -> None:
    grid = Grid("x", [100.0, 100.0, 100.0, 100.0])
    grid.add(*(Cell(0, column, f"Isi sel {column}") for column in range(4)))
    (page,) = read_document(write_docx([grid], Writing(tracked=True)))
    assert page.exact is not None
    cells = page.exact.tables[0]
    assert ["".join(word.text for word in cell.words) for cell in cells] == [
        f"Isisel{column}" for column in range(4)
    ]


def numbering(level: str) -> Numbering:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:numbering xmlns:w="{w}"><w:abstractNum w:abstractNumId="0">'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{level}</w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    return Numbering(parse_xml(xml.encode(), "numbering"))


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("decimalZero", "%1)", ["01)", "02)", "03)"]),
        ("lowerLetter", "%1.", ["a.", "b.", "c."]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("bullet", "\uf0b7", ["\u2022", "\u2022", "\u2022"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_lists_count_as_word_counts(form: str, text: str, labels: list[str]) -> None:
    lists = numbering(f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>')
    assert [lists.label("1", 0) for _ in labels] == labels


def test_lists_of_one_kind_count_on_and_deeper_levels_anew() -> None:
    lists = numbering('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>')
    steps = [("1", 0), ("1", 1), ("1", 1), ("2", 0), ("2", 1), ("3", 0), ("9", 0)]
    assert [lists.label(*step) for step in steps] == [
        "1.", "1.a", "1.b", "2.", "2.a", "5.", "",
    ]  # fmt: skip
