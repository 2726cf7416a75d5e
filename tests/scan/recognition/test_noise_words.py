"""What recognition makes of signatures and stamps is no text."""

from __future__ import annotations

from extract.readers.scan.recognition.noise_words import without_noise
from models.geometry import BBox
from models.page import Word


def line(y: float, text: str, *confidences: float) -> list[Word]:
    return [
        Word(word, BBox(20.0 + 40 * i, y, 50.0 + 40 * i, y + 9), confidence)
        for i, (word, confidence) in enumerate(zip(text.split(), confidences, strict=True))
    ]


PAGE = [
    word
    for row in range(6)
    for word in line(20.0 + 14 * row, "Menerima berkas permohonan", 0.93, 0.95, 0.9)
]


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


def test_a_line_of_scraps_goes_from_a_page_that_reads_well() -> None:
    scraps = line(120, "fy ~A |)", 0.35, 0.3, 0.5)
    assert sorted(texts(without_noise([*PAGE, *scraps]))) == sorted(texts(PAGE))


def test_one_unsure_word_in_a_sure_line_stays() -> None:
    mixed = line(120, "Nomor 067/KEC Tahun", 0.95, 0.4, 0.95)
    assert {"Nomor", "067/KEC", "Tahun"} <= set(texts(without_noise([*PAGE, *mixed])))


def test_a_poor_page_is_left_as_it_is() -> None:
    poor = line(20, "Mener1ma bcrkas", 0.5, 0.45) + line(40, "fy ~A", 0.3, 0.2)
    assert texts(without_noise(poor)) == texts(poor)


def test_a_blank_page_has_no_words() -> None:
    assert without_noise([]) == []


def test_a_line_with_an_address_or_a_number_of_parts_stays() -> None:
    for unsure in ("Pos-el dinas.arsip@contoh.id", "Nomor 067/12/ARS/2023", "Tgl 12.03.2021"):
        words = line(120, unsure, 0.5, 0.4)
        assert set(unsure.split()) <= set(texts(without_noise([*PAGE, *words]))), unsure
