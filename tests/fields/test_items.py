"""The lines of a box split into items."""

from __future__ import annotations

import pytest

from extract.fields.items import join_lines, split_items
from models.geometry import BBox
from models.raw import Place, RawText
from normalize.citations import starts_citation

LETTER = 5.0
LEFT = 50.0


def lines(text: str) -> list[RawText]:
    """Return lines set in a letter of one width, from the box's left edge on."""
    return [
        RawText(line, Place(1, BBox(LEFT, i * 12.0, LEFT + LETTER * len(line), i * 12.0 + 10.0)))
        for i, line in enumerate(text.split("\n"))
    ]


def items(text: str, width: float | None = None) -> list[str]:
    sides = None if width is None else (LEFT, LEFT + width)
    return [item.text for item in split_items(lines(text), sides=sides)]


LISTS = [
    ("1. Komputer\n2. Printer", ["Komputer", "Printer"]),
    ("1) Komputer\n2) Printer", ["Komputer", "Printer"]),
    ("(1) Komputer\n(2) Printer", ["Komputer", "Printer"]),
    ("a. Komputer\nb. Printer", ["Komputer", "Printer"]),
    ("A. Komputer\nB. Printer", ["Komputer", "Printer"]),
    ("I. Komputer\nII. Printer\nIII. Boks", ["Komputer", "Printer", "Boks"]),
    ("- Komputer\n- Printer", ["Komputer", "Printer"]),
    ("– Komputer\n– Printer", ["Komputer", "Printer"]),
    ("• Komputer\n• Printer", ["Komputer", "Printer"]),
    ("● Komputer\n● Printer", ["Komputer", "Printer"]),
    ("\uf0b7 Komputer\n\uf0b7 Printer", ["Komputer", "Printer"]),
    ("\uf0a7Komputer\n\uf0a7Printer", ["Komputer", "Printer"]),
    ("➢ Komputer\n➢ Printer", ["Komputer", "Printer"]),
    ("1.\nKomputer\n2.\nPrinter", ["Komputer", "Printer"]),
    ("1 Komputer\n2 Printer\ndan 2 Boks", ["Komputer", "Printer dan 2 Boks"]),
    ("2 Komputer\n3 Printer", ["2 Komputer", "3 Printer"]),
    ("1 Komputer\n2. Printer\n3. Boks", ["Komputer", "Printer", "Boks"]),
    ("1, Komputer\n2. Printer", ["Komputer", "Printer"]),
    ("1. Komputer\n2: Printer\n3. Boks", ["Komputer", "Printer", "Boks"]),
    ("1. Rapat tanggal\n2 Januari 2020\n2. Rapat lain",
     ["Rapat tanggal 2 Januari 2020", "Rapat lain"]),
    ("1. Komputer\n2 Printer dan pemindai\n3. Boks", ["Komputer", "Printer dan pemindai", "Boks"]),
    ("a. Komputer\nb. Kertas\nCc. Telepon", ["Komputer", "Kertas", "Telepon"]),
    ("1. Komputer\nZ. Kertas\n3. Telepon", ["Komputer", "Kertas", "Telepon"]),
    ("a. Komputer\nb. Kertas A4\nNo. 2 dari baki", ["Komputer", "Kertas A4 No. 2 dari baki"]),
    ("1 Komputer", ["1 Komputer"]),
    ("1. Komputer\ndan printer\n2. Boks", ["Komputer dan printer", "Boks"]),
    ("1. Pendidikan\na. Sarjana\nb. Diploma\n2. Teliti",
     ["Pendidikan", "Sarjana", "Diploma", "Teliti"]),
    ("1. Perda Nomor\n2 Tahun 2020\n2. Perda lain", ["Perda Nomor 2 Tahun 2020", "Perda lain"]),
    ("1. Penye-\nlenggaraan arsip", ["Penyelenggaraan arsip"]),
    ("-", []),
    ("", []),
    ("1. -", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_lists(text: str, wanted: list[str]) -> None:
    assert items(text) == wanted


def test_lines_without_bullets_that_do_not_fill_the_box_are_items() -> None:
    text = "Komputer dan printer\nAlat tulis kantor\nBoks arsip"
    assert items(text, width=400.0) == text.split("\n")


def test_lines_without_bullets_that_fill_the_box_are_a_paragraph() -> None:
    text = "Apabila prosedur ini tidak dijalankan maka\nPelayanan arsip akan terhambat dan tertunda"
    assert items(text, width=220.0) == [text.replace("\n", " ")]


@pytest.mark.parametrize("end", ["dan", "serta", "untuk", "Nomor", "tentang", ","])
def test_a_line_that_cannot_end_an_item_goes_on(end: str) -> None:
    assert items(f"Buku agenda {end}\nLembar kendali", width=400.0) == [
        f"Buku agenda {end} Lembar kendali"
    ]


def citations(text: str, width: float) -> list[str]:
    found = split_items(lines(text), starts=starts_citation, sides=(LEFT, LEFT + width))
    return [item.text for item in found]


def test_citations_without_bullets_begin_by_their_wording() -> None:
    text = (
        "Undang-Undang Nomor 43 Tahun 2009 tentang\nKearsipan;\n"
        "Peraturan Pemerintah Nomor 28 Tahun 2012;"
    )
    assert citations(text, 230.0) == [
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
        "Peraturan Pemerintah Nomor 28 Tahun 2012;",
    ]


def test_a_citation_that_names_another_one_is_one() -> None:
    text = (
        "1. Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan\n"
        "Undang-Undang Nomor 43 Tahun 2009\n2. Peraturan Daerah Nomor 1 Tahun 2020"
    )
    assert citations(text, 330.0) == [
        "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 "
        "Tahun 2009",
        "Peraturan Daerah Nomor 1 Tahun 2020",
    ]


def test_an_item_stands_where_its_lines_stand() -> None:
    [one, other] = split_items(lines("1. Komputer\ndan printer\n2. Boks"))
    assert one.place.bbox == BBox(50.0, 0.0, 105.0, 22.0)
    assert other.place.bbox is not None
    assert other.place.bbox.top == 24.0


def test_a_paragraph_of_nothing_is_none() -> None:
    assert join_lines(lines("- \n…")) is None
    assert join_lines([]) is None


def placed(*rows: tuple[float, float, str]) -> list[RawText]:
    """Return lines by their left edge, their top and their text."""
    return [
        RawText(text, Place(1, BBox(x, y, x + LETTER * len(text), y + 10.0))) for x, y, text in rows
    ]


CENTRED = [
    # Numbers between the lines of items of two, three and one line.
    placed((66, 0, "Undang-Undang Nomor 43 Tahun 2009"), (50, 6, "1."),
           (66, 12, "tentang Kearsipan"),
           (66, 24, "Peraturan Pemerintah Nomor 28"), (50, 36, "2. Tahun 2012 tentang"),
           (66, 48, "Pelaksanaan Kearsipan"), (50, 60, "3. Komputer")),
    # The same with a bracket, and the last number on a line of its own.
    placed((66, 0, "Undang-Undang Nomor 43 Tahun 2009"), (50, 6, "(1)"),
           (66, 12, "tentang Kearsipan"),
           (66, 24, "Peraturan Pemerintah Nomor 28"), (50, 36, "(2) Tahun 2012 tentang"),
           (66, 48, "Pelaksanaan Kearsipan"), (66, 60, "Komputer"), (50, 60, "(3)")),
]  # fmt: skip


@pytest.mark.parametrize("box", CENTRED)
def test_numbers_centred_beside_several_lines(box: list[RawText]) -> None:
    found = split_items(box, starts=starts_citation, sides=(LEFT, 300.0))
    assert [(item.bullet, item.text) for item in found] == [
        ("1", "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan"),
        ("2", "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Kearsipan"),
        ("3", "Komputer"),
    ]


def test_a_line_that_leads_a_list_in_stays_before_its_first_number() -> None:
    box = placed(
        (50, 0, "Petugas harus:"), (50, 12, "1. Jujur"), (50, 24, "2. Sabar"), (66, 36, "sekali")
    )
    found = [item.text for item in split_items(box, sides=(LEFT, 300.0))]
    assert found == ["Petugas harus:", "Jujur", "Sabar sekali"]
