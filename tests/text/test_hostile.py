"""Any text is read without an exception, and a large one in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text import looks_like_layout, read_text_sops

PIECES = [
    "Nomor SOP", ":", "Tanggal Revisi", "Disahkan Oleh", "Nama SOP :", "DASAR HUKUM",
    "KETERKAITAN :", "1.", "2. 2.", "a.", "SOP Surat", "No", "Uraian Kegiatan", "Pelaksana",
    "Mutu Baku", "Waktu", "Output", "1 Jam", "\t", "\n", "\n\n\n\n", "\f",
    "NIP. 19700101 199503 1 001", "PEMERINTAH KOTA", "<ol>", "</td>", "**", "|", "Memahami", "Jika",
    "Camat", "Keterangan", "2 Mei 2020", "STANDAR OPERASIONAL PROSEDUR", "\v",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_pieces_of_sops_in_any_order_are_read(text: str) -> None:
    for sop in read_text_sops(text):
        assert all(reading.text for reading in sop.header.values())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_text_sops(text), list)


SHEET = "Nomor SOP : 1\nTanggal Revisi : -\nNama SOP : X\nDasar Hukum Kualifikasi Pelaksana\n"
HEADING = "No Uraian Kegiatan\nPelaksana Mutu Baku\nKelengkapan Waktu Output\n"


@pytest.mark.parametrize(
    "unit",
    [
        "Nomor ",
        "<tr>",
        "<td ",
        "**",
        "1. a",
        "| a ",
        "[",
        "_",
        "<!--",
        "&amp;",
        "\t",
        "\n",
        "\f",
        "(",
        "- ",
    ],
)
def test_a_megabyte_of_one_thing_takes_a_second(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    read_text_sops("Nomor SOP")
    started = time.process_time()
    read_text_sops(text)
    looks_like_layout(text)
    assert time.process_time() - started < 4  # under one on a machine that does nothing else


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        (SHEET, "Kata acak lain\n\n"),
        (SHEET, "1. 1.\n"),
        (": \n: \n: \n" + SHEET, "Aku kamu dia\n\n"),
        (HEADING + "1\n", "Laporan 2 Hari\n"),
        (HEADING + "1 ", "Surat Data "),
        (HEADING, "Waktu Output Kelengkapan\n"),
        ("No\tKegiatan\tWaktu\tOutput\n", "1\ta\t2 hari\tb\n"),
    ],
)
def test_time_grows_no_faster_than_the_text(start: str, unit: str) -> None:
    def seconds(size: int) -> float:
        text = start + unit * (size // len(unit))
        started = time.process_time()
        read_text_sops(text)
        return time.process_time() - started

    seconds(5_000)
    small, large = seconds(20_000), seconds(160_000)
    # Eight times the text: quadratic work would take 64 times as long.
    assert large < max(30 * small, 2.0)
