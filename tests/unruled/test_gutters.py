"""Where columns are cut that only white space parts."""

from __future__ import annotations

from itertools import pairwise

from extract.text.layout import layout_pages
from extract.unruled.gutters import Seed, cut_columns
from extract.unruled.runs import TextLine, measure, text_lines

LETTER = 6.0


def lines_of(text: str) -> list[TextLine]:
    [page] = layout_pages(text)
    return text_lines(page.words, LETTER)


def cut(text: str, loose: int | None = None) -> list[list[list[str]]]:
    """Cut a text under its first line's runs; return the texts of each line's columns."""
    heading, *lines = lines_of(text)
    seeds = [Seed.of(run.words, loose=i == loose) for i, run in enumerate(heading.runs)]
    cuts = [float("-inf"), *cut_columns(lines, seeds, LETTER), float("inf")]
    return [
        [
            [w.text for w in line.words if left <= w.bbox.x_mid < right]
            for left, right in pairwise(cuts)
        ]
        for line in lines
    ]


def test_columns_part_where_no_line_has_text() -> None:
    rows = cut(
        "     Waktu        Output\n"
        "    1 jam      Surat keputusan\n"
        "  2 hari kerja Surat\n"
        "    3 jam      Surat tugas yang lain\n"
    )
    assert rows[1] == [["2", "hari", "kerja"], ["Surat"]]
    assert rows[2] == [["3", "jam"], ["Surat", "tugas", "yang", "lain"]]


def test_a_wide_blank_that_a_justified_line_has_cuts_nothing() -> None:
    rows = cut(
        "     Kelengkapan                Output\n"
        "Dokumen      yang       Surat permohonan\n"
        "telah disahkan oleh     yang lengkap\n"
        "kepala bidang           dan benar\n"
    )
    assert rows[0] == [["Dokumen", "yang"], ["Surat", "permohonan"]]


def test_labels_of_arrows_stay_in_the_loose_column() -> None:
    rows = cut(
        "  Kegiatan           Pelaksana       Kelengkapan\n"
        "Menerima surat                     Surat masuk\n"
        "Memeriksa surat            Tidak Surat masuk, disposisi\n"
        "Mencatat surat                     Buku agenda dan pena\n"
        "Mengirim surat             Ya      Surat keluar\n",
        loose=1,
    )
    assert [row[1] for row in rows] == [[], ["Tidak"], [], ["Ya"]]
    assert rows[1][2] == ["Surat", "masuk,", "disposisi"]


def test_an_empty_column_is_left_to_its_heading() -> None:
    rows = cut("Output       Keterangan\nSurat\nBerita acara\n")
    assert [row[1] for row in rows] == [[], []]


def test_the_pitch_is_that_of_paragraphs_not_of_rows() -> None:
    [page] = layout_pages("satu dua\ntiga empat\n\n\nlima enam\n\n\ntujuh\ndelapan\n")
    measures = measure(page.words)
    assert (measures.letter, measures.pitch) == (6.0, 12.0)
