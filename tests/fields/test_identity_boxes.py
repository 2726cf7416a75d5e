"""The boxes of the identity sheet: bullets, wrapped items, headings spelt in many ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from models.raw import RawSop
from tests.builders.documents import A4, Document
from tests.builders.sop import (
    NAMES,
    SECTIONS,
    Content,
    identity_sheet,
    labels_left,
    sections_of,
)
from tests.builders.tables import C, Row, Table

WIDTHS = (380.0, 130.0, 10.0, 240.0)
READ = {NAMES[heading]: list(items) for heading, items in SECTIONS.items()}

BULLETS: dict[str, Callable[[int], str]] = {
    "1.": lambda i: f"{i + 1}. ",
    "1)": lambda i: f"{i + 1}) ",
    "(1)": lambda i: f"({i + 1}) ",
    "a.": lambda i: f"{'abcdef'[i]}. ",
    "A.": lambda i: f"{'ABCDEF'[i]}. ",
    "I.": lambda i: f"{('I', 'II', 'III', 'IV')[i]}. ",
    "-": lambda i: "- ",
    "–": lambda i: "– ",
    "•": lambda i: "• ",
    "none": lambda i: "",
}


def read(document: Document, folder: Path) -> RawSop:
    sops = document.read(folder)
    assert len(sops) == 1
    return sops[0]


def sheet(rows: list[Row]) -> Document:
    document = Document()
    document.table(Table(WIDTHS, [*labels_left(Content()), *rows]))
    return document


def extra(sop: RawSop) -> dict[str, list[str]]:
    return {name: [item.text for item in items] for name, items in sop.extra_sections.items()}


@pytest.mark.parametrize("bullet", BULLETS)
@pytest.mark.parametrize("boxes", ["pairs", "stacked-inside", "heading-left"])
@pytest.mark.parametrize("size", [A4, (842.0, 595.0)])
def test_whatever_the_bullets(
    bullet: str, boxes: str, size: tuple[float, float], tmp_path: Path
) -> None:
    document = Document(size)
    table = identity_sheet(boxes=boxes, content=Content(bullet=BULLETS[bullet]))
    scale = (size[0] - 80) / sum(table.widths)
    document.table(Table([w * scale for w in table.widths], table.rows))
    assert sections_of(read(document, tmp_path)) == READ


def test_bullets_in_a_column_of_their_own(tmp_path: Path) -> None:
    rows: list[Row] = []
    for row in labels_left(Content()):
        *before, label, value = [cell if isinstance(cell, C) else C(cell) for cell in row]
        rows.append([*(C(c.text, cols=2, rows=6) for c in before), C(label.text, cols=2), value])
    for left, right in zip(list(SECTIONS)[::2], list(SECTIONS)[1::2], strict=True):
        rows.append([C(left, cols=2), C(right, cols=4)])
        one, other = SECTIONS[left], SECTIONS[right]
        for i in range(max(len(one), len(other))):
            rows.append([*_item(one, i), *_item(other, i)])
    document = Document()
    document.table(Table((25, 355, 25, 105, 10, 240), rows))
    assert sections_of(read(document, tmp_path)) == READ


def _item(items: Sequence[str], index: int) -> list[C]:
    """Return a bullet's cell and its item's."""
    wide = 3 if items in list(SECTIONS.values())[1::2] else 1
    if index >= len(items):
        return [C(""), C("", cols=wide)]
    return [C(f"{index + 1}."), C(items[index], cols=wide)]


def test_items_that_wrap_in_narrow_boxes(tmp_path: Path) -> None:
    document = Document((420.0, 842.0))
    table = identity_sheet()
    scale = 340 / sum(table.widths)
    document.table(Table([w * scale for w in table.widths], table.rows))
    assert sections_of(read(document, tmp_path)) == READ


SPELLINGS = [
    ("Dasar Hukum :", "legal_basis"), ("DASAR HUKUM", "legal_basis"),
    ("Landasan Hukum", "legal_basis"), ("A. Dasar Hukum", "legal_basis"),
    ("Kualitas Pelaksana", "qualifications"), ("KUALIFIKASI PELAKSANA:", "qualifications"),
    ("Kualifikasi Pelaksana SOP", "qualifications"),
    ("KETERIKATAN", "related_sops"), ("Keterkaitan dengan SOP Lain", "related_sops"),
    ("Keterkaitan SOP AP", "related_sops"), ("Keterkaitan :", "related_sops"),
    ("Peralatan dan Perlengkapan", "equipment"), ("PERALATAN / PERLENGKAPAN", "equipment"),
    ("Perlengkapan", "equipment"), ("Sarana/Prasarana", "equipment"),
    ("PERNGATAN", "warnings"), ("Peringatan/Risiko", "warnings"),
    ("Pencatatan dan Pendaftaran", "records"), ("Pencatatan & Pendataan", "records"),
    ("PENCATATAN DAN PENDATAAN :", "records"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "name"), SPELLINGS)
@pytest.mark.parametrize("form", ["above", "inside", "left"])
def test_headings_spelt_as_offices_spell_them(
    heading: str, name: str, form: str, tmp_path: Path
) -> None:
    text = "1. Buku agenda\n2. Lembar kendali"
    rows: dict[str, list[Row]] = {
        "above": [[C(heading, cols=4)], [C(text, cols=4)]],
        "inside": [[C(f"{heading}\n{text}", cols=4)]],
        "left": [[C(heading), C(text, cols=3)]],
    }
    sop = read(sheet(rows[form]), tmp_path)
    assert sections_of(sop) == {name: ["Buku agenda", "Lembar kendali"]}
    assert extra(sop) == {}


EXTRA_HEADINGS = ("Maksud dan Tujuan", "Ruang Lingkup", "Definisi", "Pihak yang Terkait")
UNKNOWN_HEADINGS = ("Sanksi Administrasi", "Asas Pelayanan", "Kanal Pengaduan", "Motto")


@pytest.mark.parametrize("headings", [EXTRA_HEADINGS, UNKNOWN_HEADINGS])
@pytest.mark.parametrize("form", ["pairs", "inside", "left", "stacked-inside"])
def test_boxes_of_the_office_s_own_are_kept_by_their_heading(
    headings: tuple[str, ...], form: str, tmp_path: Path
) -> None:
    """They stand among the known ones, and neither lends nor borrows an item."""
    known = ["Dasar Hukum", "Kualifikasi Pelaksana", "Peringatan", "Pencatatan dan Pendataan"]
    own = [["Mewujudkan tertib arsip", "Menjamin layanan"], ["Seluruh perangkat daerah"],
           ["Arsip adalah rekaman kegiatan"], ["Bagian Organisasi", "Bagian Umum"]]  # fmt: skip
    boxes: list[tuple[str, list[str]]] = []
    for index, heading in enumerate(known):
        boxes += [(heading, list(SECTIONS[heading])), (headings[index], own[index])]

    def text(items: list[str]) -> str:
        return "\n".join(f"{i}. {item}" for i, item in enumerate(items, 1))

    pairs = list(zip(boxes[::2], boxes[1::2], strict=True))
    rows: dict[str, list[Row]] = {
        "pairs": [
            row
            for (a, x), (b, y) in pairs
            for row in ([C(a), C(b, cols=3)], [C(text(x)), C(text(y), cols=3)])
        ],
        "inside": [
            [C(f"{a} :\n{text(x)}"), C(f"{b} :\n{text(y)}", cols=3)] for (a, x), (b, y) in pairs
        ],
        "left": [[C(a), C(text(x), cols=3)] for a, x in boxes],
        "stacked-inside": [[C(f"{a} :\n{text(x)}", cols=4)] for a, x in boxes],
    }
    sop = read(sheet(rows[form]), tmp_path)
    assert sections_of(sop) == {NAMES[heading]: list(SECTIONS[heading]) for heading in known}
    assert extra(sop) == dict(zip(headings, own, strict=True))


def test_an_item_that_reads_like_a_heading_stays_an_item(tmp_path: Path) -> None:
    rows: list[Row] = [
        [C("Peralatan/Perlengkapan"), C("Pencatatan dan Pendataan", cols=3)],
        [C("Komputer"), C("Formulir", cols=3)],
        [C("Keterkaitan"), C("Peringatan", cols=3)],
        [C("SOP Penyusutan Arsip"), C("Lampiran", cols=3)],
    ]
    sop = read(sheet(rows), tmp_path)
    assert sections_of(sop)["records"] == ["Formulir"]
    assert sections_of(sop)["warnings"] == ["Lampiran"]
    assert extra(sop) == {}


def test_empty_boxes_stay_empty(tmp_path: Path) -> None:
    rows: list[Row] = [
        [C("Dasar Hukum"), C("Kualifikasi Pelaksana", cols=3)],
        [C(""), C("1. Memahami tata kearsipan", cols=3)],
        [C("Keterkaitan"), C("Peralatan/Perlengkapan", cols=3)],
        [C("-"), C("", cols=3)],
        [C("Peringatan"), C("Pencatatan dan Pendataan", cols=3)],
        [C(""), C("Buku agenda", cols=3)],
    ]
    sop = read(sheet(rows), tmp_path)
    assert {name: items for name, items in sections_of(sop).items() if items} == {
        "qualifications": ["Memahami tata kearsipan"], "records": ["Buku agenda"],
    }  # fmt: skip


def test_boxes_of_three_columns(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Dasar Hukum", "Kualifikasi Pelaksana", "Keterkaitan"],
        ["1. Undang-Undang Nomor 43 Tahun 2009", "1. Memahami arsip", "1. SOP Penyusutan Arsip"],
        ["Peralatan/Perlengkapan", "Peringatan", "Pencatatan dan Pendataan"],
        ["1. Komputer", "Arsip dapat hilang", "Buku agenda"],
    ]
    document = Document()
    document.table(Table(WIDTHS, labels_left(Content())), gap=0)
    document.table(Table((254, 253, 253), rows))
    assert sections_of(read(document, tmp_path)) == {
        "legal_basis": ["Undang-Undang Nomor 43 Tahun 2009"],
        "qualifications": ["Memahami arsip"],
        "related_sops": ["SOP Penyusutan Arsip"],
        "equipment": ["Komputer"],
        "warnings": ["Arsip dapat hilang"],
        "records": ["Buku agenda"],
    }


def test_a_running_paragraph_is_one_item(tmp_path: Path) -> None:
    warning = (
        "Apabila prosedur ini tidak dilaksanakan sebagaimana mestinya maka pelayanan peminjaman "
        "arsip akan terhambat dan arsip yang dipinjam dapat rusak atau hilang tanpa diketahui"
    )
    sop = read(sheet([[C("Peringatan"), C("Keterkaitan", cols=3)],
                      [C(warning), C("-", cols=3)]]), tmp_path)  # fmt: skip
    assert sections_of(sop)["warnings"] == [warning]


def test_sub_items_are_items_of_their_own(tmp_path: Path) -> None:
    text = "1. Komputer\n2. Alat tulis:\na. Pulpen\nb. Spidol\n3. Printer"
    sop = read(sheet([[C("Peralatan"), C("Keterkaitan", cols=3)], [C(text), C("-", cols=3)]]),
               tmp_path)  # fmt: skip
    assert sections_of(sop)["equipment"] == [
        "Komputer",
        "Alat tulis:",
        "Pulpen",
        "Spidol",
        "Printer",
    ]


def test_the_approval_block_below_the_boxes(tmp_path: Path) -> None:
    content = Content()
    rows = [
        [C(content.letterhead, rows=5), C("Nomor SOP"), C("067/01", cols=2)],
        *([C(label), C(value, cols=2)] for label, value in list(content.fields.items())[1:]),
        [C("Nama SOP"), C(content.title, cols=2)],
    ]
    boxes: list[Row] = [
        [C("Dasar Hukum"), C("Kualifikasi Pelaksana", cols=3)],
        [C("1. Undang-Undang Nomor 43 Tahun 2009"), C("1. Memahami arsip", cols=3)],
        [C("Disahkan oleh"), C(content.approver, cols=3)],
    ]
    document = Document()
    document.table(Table(WIDTHS, [*rows, *boxes]))
    sop = read(document, tmp_path)
    assert sop.header["approver.name"].text == "Bunga Ujian, S.Sos., M.Si"
    assert sections_of(sop)["qualifications"] == ["Memahami arsip"]


def test_labels_without_a_field_are_kept_too(tmp_path: Path) -> None:
    content = Content()
    rows = labels_left(content)
    first = [C(content.letterhead, rows=8), *rows[0][1:]]
    more: list[Row] = [
        [C("Nomor Revisi"), C("02", cols=2)],
        [C("Halaman"), C("1 dari 3", cols=2)],
    ]
    document = Document()
    document.table(
        Table(WIDTHS, [first, *rows[1:4], *more, *rows[4:], [C("Peringatan"), C("-", cols=3)]])
    )
    sop = read(document, tmp_path)
    assert extra(sop) == {"Nomor Revisi": ["02"]}
    assert "revised_on" in sop.header
    assert sop.header["revised_on"].text == "3 Mei 2024"


def test_boxes_that_begin_higher_on_one_side(tmp_path: Path) -> None:
    """The last field stands level with the first heading of the other side."""
    content = Content()
    rows = labels_left(content)
    rows[0] = [C(content.letterhead, rows=5), *rows[0][1:]]
    label, value = rows[5][-2:]
    boxes: list[Row] = [
        [C("Dasar Hukum"), label, value],
        [C("1. Undang-Undang Nomor 43 Tahun 2009", rows=2), C("Kualifikasi Pelaksana", cols=3)],
        [C("1. Memahami tata kearsipan", cols=3)],
        [C("Keterkaitan"), C("Peralatan/Perlengkapan", cols=3)],
        [C("1. SOP Penyusutan Arsip"), C("1. Komputer", cols=3)],
    ]
    document = Document()
    document.table(Table(WIDTHS, [*rows[:5], *boxes]))
    sop = read(document, tmp_path)
    assert sop.header["title"].text == content.title
    assert sections_of(sop) == {
        "legal_basis": ["Undang-Undang Nomor 43 Tahun 2009"],
        "qualifications": ["Memahami tata kearsipan"],
        "related_sops": ["SOP Penyusutan Arsip"],
        "equipment": ["Komputer"],
    }
