"""Identity sheets of kinds that offices never seen may print; all offices are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.documents import Document
from tests.builders.sop import (
    FIELDS,
    HEADER,
    NAMES,
    SECTIONS,
    TITLE,
    WIDTHS,
    Content,
    header_of,
    identity_sheet,
    labels_left,
    pairs,
    sections_of,
)
from tests.builders.steps import step_table
from tests.builders.tables import C, Table
from tools.fit_labels import TOML, fit, read_pairs, to_toml

COVER = (
    "PEMERINTAH KABUPATEN TIRTA AMAN", "STANDAR OPERASIONAL PROSEDUR (SOP)",
    "PEMINJAMAN ARSIP STATIS", "OLEH", "DINAS KEARSIPAN DAN", "PERPUSTAKAAN DAERAH",
    "DINAS KEARSIPAN DAN PERPUSTAKAAN", "DAERAH",
    "Jalan Merdeka Nomor 1 Tirta Kodepos 12345 Telepon (0511) 123456",
    "Faksimile (0511) 654321 http://www.arsip.tirtaaman.go.id",
)  # fmt: skip
ON_COVER = {
    "agency": "DINAS KEARSIPAN DAN PERPUSTAKAAN DAERAH",
    "address": "Jalan Merdeka Nomor 1 Tirta Kodepos 12345",
    "phone": "(0511) 123456",
    "website": "http://www.arsip.tirtaaman.go.id",
}


@pytest.mark.parametrize("letterhead", ["PEMERINTAH KABUPATEN TIRTA AMAN", ""])
def test_what_the_cover_alone_prints_of_the_office(letterhead: str, tmp_path: Path) -> None:
    document = Document().text(*COVER, x=200).page()
    document.table(identity_sheet(content=Content(letterhead=letterhead)))
    (sop,) = document.read(tmp_path)
    found = header_of(sop)
    assert {name: found.get(name) for name in ON_COVER} == ON_COVER
    assert found["government"] == "PEMERINTAH KABUPATEN TIRTA AMAN"
    assert all(sop.header[name].confidence < 0.9 for name in ON_COVER)


def test_the_cover_of_another_office_says_nothing(tmp_path: Path) -> None:
    document = Document().text(*COVER, x=200).page()
    letterhead = "PEMERINTAH KOTA LAIN SEKALI\nDINAS SOSIAL"
    document.table(identity_sheet(content=Content(letterhead=letterhead)))
    (sop,) = document.read(tmp_path)
    assert header_of(sop)["agency"] == "DINAS SOSIAL"
    assert "address" not in sop.header


def test_a_letterhead_above_a_step_table_without_a_sheet(tmp_path: Path) -> None:
    document = Document()
    document.text(
        "PEMERINTAH KABUPATEN TIRTA AMAN", "DINAS KEARSIPAN DAERAH",
        "Jalan Merdeka Nomor 1 Telp. (0511) 123456", x=200, gap=30,
    )  # fmt: skip
    document.text("SOP PEMINJAMAN ARSIP STATIS", x=200)
    document.table(step_table())
    (sop,) = document.read(tmp_path)
    found = header_of(sop)
    assert found["government"] == "PEMERINTAH KABUPATEN TIRTA AMAN"
    assert found["agency"] == "DINAS KEARSIPAN DAERAH"
    assert found["address"] == "Jalan Merdeka Nomor 1"
    assert found["phone"] == "(0511) 123456"
    assert "PEMINJAMAN ARSIP STATIS" in found["title"]


CONTENT = Content()


def sheet(content: Content = CONTENT, *, above: tuple[str, ...] = ()) -> Document:
    """Return a document of one identity sheet, with lines of text above it."""
    document = Document().text(*above, x=300) if above else Document()
    document.table(identity_sheet(content=content))
    return document


def untitled(row: str = "", *above: str) -> Document:
    """Return a sheet without the title's label, with the title elsewhere."""
    rows = labels_left(CONTENT)[:-1]
    rows[0] = [C(CONTENT.letterhead, rows=len(rows)), *rows[0][1:]]
    title = [[C(row, cols=4)]] if row else []
    document = Document().text(*above, x=300) if above else Document()
    document.table(Table(WIDTHS, [*rows, *title, *pairs(CONTENT)]))
    return document


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (lambda: untitled(TITLE.upper()), TITLE.upper()),
        (lambda: untitled(f"SOP {TITLE.upper()}"), f"SOP {TITLE.upper()}"),
        (lambda: untitled("", "STANDAR OPERASIONAL PROSEDUR", TITLE.upper()), TITLE.upper()),
        (lambda: untitled("", f"STANDAR OPERASIONAL PROSEDUR {TITLE.upper()}"), TITLE.upper()),
        (lambda: sheet(replace(CONTENT, title="Penetapan Tarif yang\nBERLAKU")),
         "Penetapan Tarif yang BERLAKU"),
        (lambda: sheet(replace(CONTENT, title="Penyusunan Dasar\nHukum")),
         "Penyusunan Dasar Hukum"),
    ],
)  # fmt: skip
def test_titles_without_a_label_and_titles_that_end_in_one(
    document: Callable[[], Document], title: str, tmp_path: Path
) -> None:
    (sop,) = document().read(tmp_path)
    assert header_of(sop) == {**HEADER, "title": title}
    assert sections_of(sop) == {NAMES[heading]: list(items) for heading, items in SECTIONS.items()}


def test_an_office_in_a_cell_of_its_own_between_letterhead_and_labels(tmp_path: Path) -> None:
    count = len(CONTENT.rows)
    upper: list[list[C | str]] = [[C(a), C(b)] for a, b in CONTENT.rows]
    upper[0] = [
        C(CONTENT.letterhead, rows=count), C("SOP\nDIREKTUR LAYANAN", rows=count), *upper[0],
    ]  # fmt: skip
    document = Document()
    document.table(Table((200, 180, 130, 250), upper))
    document.table(Table(WIDTHS, pairs(CONTENT)))
    (sop,) = document.read(tmp_path)
    assert header_of(sop)["title"] == TITLE


MISSPELT = [
    {"Nomor SOP": "Nmr. Sop", "Tanggal Pembuatan": "Tgl. Bwt"},
    {"Tanggal Revisi": "Tgl. Rvs"},
    {"Tanggal Efektif": "Tgl. Fktf"},
    {"Nama SOP": "Nm Kgtn", "Tanggal Revisi": "Tnggal Rvisi"},
    {"Disahkan oleh": "Dshkn olh"},
]


@pytest.mark.parametrize("spelt", MISSPELT)
def test_labels_misspelt_beyond_likeness(spelt: dict[str, str], tmp_path: Path) -> None:
    fields = {spelt.get(label, label): value for label, value in FIELDS.items()}
    content = replace(
        CONTENT,
        fields=fields,
        title_label=spelt.get("Nama SOP", "Nama SOP"),
        approver_label=spelt.get("Disahkan oleh", "Disahkan oleh"),
    )
    (sop,) = sheet(content).read(tmp_path)
    assert header_of(sop) == HEADER
    names = {"Nomor SOP": "sop_number", "Nama SOP": "title", "Tanggal Efektif": "effective_on"}
    for label in spelt.keys() & names.keys():
        assert sop.header[names[label]].confidence < 0.9


def test_a_label_of_no_field_gives_its_value_to_no_other(tmp_path: Path) -> None:
    fields = {**FIELDS, "Sifat Dokumen": "Terbatas", "Tanggal Revisi": "", "Nomor SOP": ""}
    (sop,) = sheet(replace(CONTENT, fields=fields)).read(tmp_path)
    empty = ("revised_on", "sop_number")
    assert header_of(sop) == {k: v for k, v in HEADER.items() if k not in empty}


def test_a_single_item_has_a_number_where_the_others_have(tmp_path: Path) -> None:
    content = replace(CONTENT, bullet=lambda index: f"{index + 1} ")
    (sop,) = sheet(content).read(tmp_path)
    assert sections_of(sop)["warnings"] == SECTIONS["Peringatan"]
    assert sop.sections["warnings"][0].bullet == "1"


@pytest.mark.parametrize(
    "items",
    [
        ["Undang-Undang Nomor 43", "Tahun 2009 tentang Kearsipan", "Peraturan Pemerintah Nomor 28",
         "Tahun 2012 tentang Arsip"],
        ["Undang-Undang Nomor 43 Tahun 2009", "tentang Kearsipan", "Peraturan Pemerintah",
         "Nomor 28 Tahun 2012 tentang Arsip"],
        ["Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
         "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Arsip"],
    ],
)  # fmt: skip
def test_citations_that_numbers_cut_in_the_middle(items: list[str], tmp_path: Path) -> None:
    content = replace(CONTENT, sections={**SECTIONS, "Dasar Hukum": items})
    (sop,) = sheet(content).read(tmp_path)
    assert sections_of(sop)["legal_basis"] == [
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Arsip",
    ]


def test_the_weights_of_labels_are_what_the_script_fits() -> None:
    assert TOML.read_text("utf-8") == to_toml(fit(read_pairs()))
