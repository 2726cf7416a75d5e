"""Text that keeps its columns apart by blanks, read as the pages it was."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text import looks_like_layout, read_layout_sops, read_text_sops
from extract.text.layout import layout_pages
from models.raw import RawSop, RawText
from models.source import TextOrigin

LAYOUTS = Path(__file__).parent / "layouts"
NAMES = sorted(path.stem for path in LAYOUTS.glob("*.txt"))

HEADING = "No   Uraian Kegiatan        Pelaksana    Kelengkapan     Waktu      Output"


def text_of(name: str) -> str:
    return (LAYOUTS / f"{name}.txt").read_text("utf-8")


def plain(sop: RawSop) -> dict[str, Any]:
    return {
        "header": {name: reading.text for name, reading in sop.header.items()},
        "sections": {name: [item.text for item in items] for name, items in sop.sections.items()},
        "actors": [actor.text for actor in sop.actors],
        "steps": [{name: c.text for name, c in step.cells.items()} for step in sop.steps],
    }


def readings(sop: RawSop) -> list[RawText]:
    lists = [*sop.sections.values(), *sop.extra_sections.values()]
    return [
        *sop.header.values(),
        *(item for items in lists for item in items),
        *sop.actors,
        *(cell for step in sop.steps for cell in step.cells.values()),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_text_is_read_whole(name: str) -> None:
    wanted = json.loads((LAYOUTS / f"{name}.json").read_text("utf-8"))
    assert [plain(sop) for sop in read_text_sops(text_of(name))] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_the_same_without_its_form_feeds(name: str) -> None:
    """Editors and mail programs drop form feeds; a blank line stands where one was."""
    text = text_of(name).replace("\f", "\n")
    wanted = json.loads((LAYOUTS / f"{name}.json").read_text("utf-8"))
    found = [plain(sop) for sop in read_text_sops(text)]
    assert [sop["header"] for sop in found] == [sop["header"] for sop in wanted]
    assert [len(sop["steps"]) for sop in found] == [len(sop["steps"]) for sop in wanted]


@pytest.mark.parametrize("name", NAMES)
def test_places_are_lines_of_the_text(name: str) -> None:
    lines = text_of(name).split("\n")
    for sop in read_text_sops(text_of(name)):
        assert sop.origin is TextOrigin.PLAIN_TEXT
        assert sop.pages == []
        for reading in readings(sop):
            place = reading.place
            assert (place.page, place.bbox) == (None, None)
            assert place.line is not None
            # The value begins on that line, after its bullet or label.
            assert reading.text.split()[0][:3] in lines[place.line - 1]


def test_a_word_s_column_and_line_are_its_place() -> None:
    [first, second] = layout_pages("SOP   Arsip\n\n  Surat\n\f\nNo\tKegiatan")
    boxes = {word.text: word.bbox for word in first.words}
    assert boxes["Arsip"] == (36.0, 0.0, 66.0, 10.0)
    assert boxes["Surat"] == (12.0, 24.0, 42.0, 34.0)
    assert {word.text: word.bbox.x0 for word in second.words} == {"No": 0.0, "Kegiatan": 48.0}


def test_a_page_s_number_parts_pages_only_where_no_form_feed_does() -> None:
    pages = layout_pages("Satu\nHalaman 1 dari 2\nDua\n- 2 -\n")
    assert [page.words[0].text for page in pages] == ["Satu", "Dua"]
    assert len(layout_pages("Satu\nHalaman 1 dari 2\nDua\n\fTiga")) == 2


def test_one_blank_between_columns_is_enough_where_other_rows_show_them() -> None:
    text = "\n".join(
        [
            "No   Uraian Kegiatan        Kelengkapan       Waktu         Output",
            "1    Menerima surat         Surat masuk       10 menit      Lembar disposisi",
            "2    Mencatat surat         Buku agenda       5 menit       Nomor agenda",
            "3    Mengolah isi surat     Lembar disposisi  3 hari kerja  Konsep",
            "4    Memeriksa hasil olahan Konsep, komputer  14 hari kerja Konsep terparaf",
            "                            dan peraturan",
        ]
    )
    [sop] = read_layout_sops(text)
    assert plain(sop)["steps"][3] == {
        "number": "4",
        "activity": "Memeriksa hasil olahan",
        "requirements": "Konsep, komputer dan peraturan",
        "duration": "14 hari kerja",
        "output": "Konsep terparaf",
    }


def test_labels_of_arrows_and_page_numbers_are_in_no_cell() -> None:
    text = "\n".join(
        [
            HEADING,
            "                              Arsiparis",
            "1    Menerima arsip                        Arsip           1 jam      Tanda terima",
            "                                Tidak",
            "2    Memeriksa arsip                       Daftar arsip    2 jam      Arsip lengkap",
            "     yang diterima             Ya",
            "",
            "                                                            Halaman 3 dari 7",
        ]
    )
    [sop] = read_layout_sops(text)
    assert plain(sop)["actors"] == ["Arsiparis"]
    assert plain(sop)["steps"] == [
        {"number": "1", "activity": "Menerima arsip", "requirements": "Arsip",
         "duration": "1 jam", "output": "Tanda terima"},
        {"number": "2", "activity": "Memeriksa arsip yang diterima",
         "requirements": "Daftar arsip", "duration": "2 jam", "output": "Arsip lengkap"},
    ]  # fmt: skip


def test_text_without_columns_is_no_layout() -> None:
    raw = "Nomor SOP\n067/01\nTanggal Pembuatan\n2 Mei 2020\n" * 20
    assert not looks_like_layout(raw)
    assert read_layout_sops("Keputusan ini mulai berlaku pada tanggal ditetapkan.\n" * 30) == []


PIECES = [
    "Nomor SOP :", "Tanggal Revisi", ":", "Disahkan oleh", "Nama SOP", "Dasar Hukum",
    "Peringatan :", "No", "Uraian Kegiatan", "Pelaksana", "Mutu Baku", "Kelengkapan", "Waktu",
    "Output", "Keterangan", "(1)", "(2)", "(3)", "1.", "2", "10 menit", "-", "Ya", "a.", "\f",
    "NIP. 19700101 199503 1 001", "Menyusun konsep surat", "Halaman 2 dari 3", "\t", "Camat",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PIECES), st.sampled_from([" ", "  ", "        ", "\n", "\n\n\n"])
        ),
        max_size=80,
    )
)
def test_pieces_in_any_place_are_read(pieces: list[tuple[str, str]]) -> None:
    for sop in read_layout_sops("".join(piece + blank for piece, blank in pieces)):
        assert all(reading.place.line for reading in readings(sop))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_layout_sops(text), list)


@pytest.mark.parametrize(
    "unit",
    [" ", "\n", "\f", "a", "a ", "a  ", "\t", "Nomor SOP : 1   ", f"{HEADING}\n"],
)
def test_a_megabyte_of_one_thing_takes_seconds(unit: str) -> None:
    # About 5 s of processor time at most; work that grows with the square of the text takes hours.
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    read_layout_sops(text)
    assert time.process_time() - start < 20
