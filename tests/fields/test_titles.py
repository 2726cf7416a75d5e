"""Titles under a stamp, their words told by the rest of the SOP."""

from __future__ import annotations

import pytest

from extract.fields.titles import correct_titles
from models.raw import RawSop, RawStep, RawText

ITEMS = ("Berkas keberatan dicatat", "Arsip keberatan", "Penerbitan izin reklame", "Reklame usaha")


def mended(title: str, sure: float = 0.7, items: tuple[str, ...] = ITEMS) -> RawSop:
    half = len(items) // 2
    sop = RawSop(
        header={"title": RawText(title, confidence=sure)},
        sections={"records": [RawText(item, confidence=0.9) for item in items[:half]]},
        steps=[RawStep({"activity": RawText(item, confidence=0.9)}) for item in items[half:]],
    )
    correct_titles([sop])
    return sop


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Penanganan Keberatar", "Penanganan Keberatan"),
        ("PENANGANAN KEBERATAR", "PENANGANAN KEBERATAN"),
        ("Izin Rek1ame, Reklane", "Izin Rek1ame, Reklame"),
    ],
)
def test_a_word_one_letter_from_one_that_the_sop_says_is_taken_for_it(
    read: str, meant: str
) -> None:
    sop = mended(read)
    assert sop.header["title"].text == meant
    assert sop.agreed == {"title": read}
    assert sop.header["title"].confidence == 0.7, "it is as doubtful as before"


@pytest.mark.parametrize(
    ("title", "sure", "items"),
    [
        ("Penanganan Keberatar", 0.9, ITEMS),  # read surely: so it is printed
        ("Penanganan Keberatar", 0.7, ITEMS[1:]),  # said but once
        ("Penanganan Keberata", 0.7, ("keberatan keberatas", "keberatan keberatas")),  # of two one
        ("Keberatar", 0.7, (*ITEMS, "keberatar")),  # said elsewhere too
        ("Surat Tugas", 0.7, ("tugan tugan", "tugan")),  # too short to tell
        ("Pelayanan", 0.7, ("Pelayaran", "Pelayaran")),  # a word that every SOP uses
    ],
)
def test_a_title_is_left_alone_where_nothing_tells(
    title: str, sure: float, items: tuple[str, ...]
) -> None:
    sop = mended(title, sure, items)
    assert sop.header["title"].text == title
    assert not sop.agreed


def test_other_sops_of_the_file_tell_too() -> None:
    sops = [
        RawSop(header={"title": RawText("Penanganan Keberatar", confidence=0.7)}),
        RawSop(sections={"records": [RawText("Berkas keberatan"), RawText("Arsip keberatan")]}),
    ]
    correct_titles(sops)
    assert sops[0].header["title"].text == "Penanganan Keberatan"
