"""Office files made to do harm end with a typed error, or are read in part, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extract.errors import DamagedError, DocumentError, EncryptedError, LimitError, NotAnSopError
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.docx.read import read_document
from extract.readers.office.package import Package
from extract.readers.office.xlsx.read import read_workbook
from tests.readers.office.reading import changed, read, sample_records
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_form import Form, cover_of, steps_of
from tools.make_samples.office_xlsx import write_xlsx

MOST_SECONDS = 30.0


def book() -> bytes:
    record = sample_records()[0]
    return write_xlsx([cover_of(record, Form()), steps_of(record, Form())])


def document() -> bytes:
    record = sample_records()[0]
    return write_docx([cover_of(record, Form()), steps_of(record, Form())])


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DRAWING = "xl/drawings/drawing2.xml"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def without_declaration(xml: bytes) -> bytes:
    return xml.partition(b"?>")[2] if xml.startswith(b"<?xml") else xml


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, b"\n" * 9000 + BOMB.partition(b"?>")[2]])
@pytest.mark.parametrize("part", [STRINGS, "xl/workbook.xml", "xl/styles.xml", DRAWING])
def test_entities_are_refused_or_stay_unread(head: bytes, part: str) -> None:
    data = changed(book(), part, lambda xml: head + without_declaration(xml))
    try:
        pages = list(read_workbook(data))
    except DamagedError:
        return
    assert not any("root:" in word.text for page in pages for word in page.words)


def test_entities_in_a_document_are_refused() -> None:
    data = changed(document(), "word/document.xml", lambda xml: OUTSIDE + without_declaration(xml))
    with pytest.raises(DamagedError):
        list(read_document(data))


def test_a_part_that_unpacks_to_too_much_is_not_read() -> None:
    data = changed(book(), STRINGS, lambda xml: xml + b" " * 70_000_000)
    with pytest.raises(LimitError):
        list(read_workbook(data))


def test_shared_strings_are_bounded() -> None:
    def many(xml: bytes) -> bytes:
        return xml.replace(b"</sst>", b"<si><t>x</t></si>" * 3000 + b"</sst>")

    with pytest.raises(LimitError):
        list(read_workbook(changed(book(), STRINGS, many), OfficeBounds(max_strings=1000)))


def test_one_long_string_in_many_cells_is_bounded() -> None:
    def repeated(xml: bytes) -> bytes:
        cells = "".join(
            f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9000)
        )
        start, end = xml.index(b"<sheetData>") + 11, xml.index(b"</sheetData>")
        return xml[:start] + cells.encode() + xml[end:]

    def long(xml: bytes) -> bytes:
        start, end = xml.index(b"<si>"), xml.index(b"</si>") + 5
        return xml[:start] + b"<si><t>" + b"x " * 50_000 + b"</t></si>" + xml[end:]

    data = changed(changed(book(), SHEET, repeated), STRINGS, long)
    began = time.monotonic()
    pages = list(read_workbook(data, OfficeBounds(max_text=1_000_000)))
    assert [note.code for note in pages[0].notes] == ["page-cut-short"]
    assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "ranges",
    [
        ['<mergeCell ref="A1:XFD1048576"/>'],
        ['<mergeCell ref="A1:XFD1048576"/>'] * 2000,
        [f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 30_000)],
    ],
)
def test_a_billion_merged_cells_cost_no_more_than_those_in_use(ranges: list[str]) -> None:
    def merged(xml: bytes) -> bytes:
        before, _, rest = xml.partition(b"<mergeCells")
        tail = rest.partition(b"</mergeCells>")[2]
        return before + b"<mergeCells>" + "".join(ranges).encode() + b"</mergeCells>" + tail

    began = time.monotonic()
    list(read_workbook(changed(book(), SHEET, merged)))
    assert time.monotonic() - began < MOST_SECONDS


def test_too_many_merged_ranges_are_refused() -> None:
    def merged(xml: bytes) -> bytes:
        before, _, rest = xml.partition(b"<mergeCells")
        tail = rest.partition(b"</mergeCells>")[2]
        return (
            before + b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 200 + b"</mergeCells>" + tail
        )

    with pytest.raises(LimitError):
        list(read_workbook(changed(book(), SHEET, merged), OfficeBounds(max_merges=100)))


def test_a_sheet_of_a_million_rows_is_read_in_part(tmp_path: Path) -> None:
    def tall(xml: bytes) -> bytes:
        rows = "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(300, 1_048_577, 3)
        )
        return xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    began = time.monotonic()
    (record,) = read(changed(book(), SHEET, tall), tmp_path / "book.xlsx")
    assert "page-cut-short" in {finding.code for finding in record.findings}
    assert record.header.title == sample_records()[0]["header"]["title"]
    assert time.monotonic() - began < MOST_SECONDS


def test_frames_within_frames_are_bounded() -> None:
    def nested(count: int) -> bytes:
        record = sample_records()[0]
        grid = cover_of(record, Form())
        grid.cells.clear()
        grid.heights = [15.0] * count * 4
        grid.widths = [20.0] * count * 4
        from tools.make_samples.office_grid import Cell

        for n in range(count):
            size = (count - n) * 2
            grid.cells.append(Cell(n * 2, n * 2, "\0frame", rows=size, columns=size))
        return write_xlsx([grid])

    began = time.monotonic()
    list(read_workbook(nested(40)))
    assert time.monotonic() - began < MOST_SECONDS


def test_a_drawing_of_too_many_shapes_is_refused() -> None:
    with pytest.raises(LimitError):
        list(read_workbook(book(), OfficeBounds(max_shapes=5)))


def test_groups_within_groups_end_somewhere() -> None:
    def deep(xml: bytes) -> bytes:
        group = b"<xdr:grpSp><xdr:grpSpPr><a:xfrm><a:ext cx='9' cy='9'/></a:xfrm></xdr:grpSpPr>"
        start, end = xml.index(b"<xdr:sp "), xml.index(b"</xdr:sp>") + 9
        return xml[:start] + group * 400 + xml[start:end] + b"</xdr:grpSp>" * 400 + xml[end:]

    with pytest.raises(DamagedError):
        list(read_workbook(changed(book(), DRAWING, deep)))


def test_too_many_paragraphs_are_refused() -> None:
    with pytest.raises(LimitError):
        list(read_document(document(), OfficeBounds(max_blocks=20)))


def test_links_out_of_the_file_are_not_followed() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/drawing" Target="file:///etc/passwd" '
        b'TargetMode="External"/><Relationship Id="rId2" Type="http://x/drawing" '
        b'Target="../../../../etc/passwd"/></Relationships>'
    )
    data = changed(book(), "xl/worksheets/_rels/sheet2.xml.rels", lambda _: rels)
    package = Package.opened(data)
    relations = package.relationships("xl/worksheets/sheet2.xml")
    assert next(relation.target for relation in relations) == ""
    pages = list(read_workbook(data))
    assert pages[1].diagram is not None and not pages[1].diagram.shapes


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", SHEET, "xl/styles.xml", STRINGS, DRAWING, "_rels/.rels"]
)
@pytest.mark.parametrize("how", ["cut", "gone", "empty", "text", "nul"])
def test_a_broken_part_ends_with_a_typed_error(part: str, how: str, tmp_path: Path) -> None:
    def broken(xml: bytes) -> bytes | None:
        return {
            "cut": xml[: len(xml) // 2], "gone": None, "empty": b"", "text": b"hello",
            "nul": xml.replace(b"<", b"\0", 1),
        }[how]  # fmt: skip

    try:
        read(changed(book(), part, broken), tmp_path / "book.xlsx")
    except DocumentError as error:
        assert isinstance(error, (DamagedError, LimitError, NotAnSopError)) or str(error)


def test_every_cut_and_flipped_byte_ends_with_a_typed_error(tmp_path: Path) -> None:
    for data, name in ((book(), "a.xlsx"), (document(), "a.docx")):
        for at in range(3, len(data), len(data) // 25):
            for hurt in (data[:at], data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]):
                try:
                    read(hurt, tmp_path / name)
                except DocumentError:
                    continue


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(EncryptedError):
        read(ole + "EncryptedPackage".encode("utf-16-le") + bytes(900), tmp_path / "a.xlsx")


def test_formulas_are_not_computed() -> None:
    def formulas(xml: bytes) -> bytes:
        cells = (
            b'<row r="200"><c r="A200"><f>WEBSERVICE("http://x")</f><v>7</v></c>'
            b'<c r="B200" t="str"><f>A1&amp;"x"</f><v>tersimpan</v></c>'
            b'<c r="C200"><f>1+1</f></c><c r="D200" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        )
        return xml.replace(b"</sheetData>", cells + b"</sheetData>")

    page, *_ = read_workbook(changed(book(), SHEET, formulas))
    texts = [word.text for word in page.words]
    assert "7" in texts and "tersimpan" in texts
    assert not {"2", "#DIV/0!", "WEBSERVICE"} & set(texts)
