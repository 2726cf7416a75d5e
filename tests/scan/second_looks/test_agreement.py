"""Two engines' readings combined: agreement is surer, a difference is worth less and named."""

from __future__ import annotations

import pytest

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.second_looks.agreement import THRESHOLDS, combine
from extract.readers.scan.second_looks.second_engine import is_doubtful
from models.geometry import BBox


def line(text: str, confidence: float = 0.95, top: float = 0.0) -> list[RecognisedWord]:
    """Return the words of a line, ten pixels a letter."""
    words, x = [], 0.0
    for word in text.split():
        words.append(RecognisedWord(word, BBox(x, top, x + 10 * len(word), top + 20), confidence))
        x += 10 * len(word) + 10
    return words


def test_what_both_read_alike_is_surer_and_keeps_the_blanks_of_the_first() -> None:
    words, differences = combine(line("Nama SOP", 0.5), line("NamaSOP", 0.99))
    assert [word.text for word in words] == ["Nama", "SOP"]
    assert {word.confidence for word in words} == {THRESHOLDS.min_agreed}
    assert differences == []


@pytest.mark.parametrize(
    ("first", "sure", "second", "taken"),
    [
        ("Tgi. Efektif", 0.7, "Tgl. Efektif", "Tgl. Efektif"),
        ("Oleh Kepala", 0.95, "0leh Kepala", "Oleh Kepala"),  # a common word stands
        ("197002141995031997", 0.85, "197002141995031991", "197002141995031997"),  # digits
        ("28 Rol", 0.3, "28 2016", "28 2016"),  # digits that were not read at all
        ("dokumen", 0.5, "dokurnen", "dokumen"),
        ("RAHMAT", 0.6, "RAHMA", "RAHMAT"),  # letters that touch a stroke are left out
        ("Wiratma", 0.5, "Wiratno", "Wiratno"),
    ],
)
def test_what_they_read_differently_is_worth_less_and_named(
    first: str, sure: float, second: str, taken: str
) -> None:
    words, (difference,) = combine(line(first, sure), line(second, 0.98))
    assert " ".join(word.text for word in words) == taken
    assert min(word.confidence for word in words) <= THRESHOLDS.max_differing
    assert difference.first in first
    assert difference.second in second


def test_a_slash_between_digits_is_taken_from_the_second() -> None:
    words, (difference,) = combine(
        line("Nomor: 188:6/KEP:429 116/2021", 0.93), line("Nomor:188/6/KEP/429.116/2021", 0.98)
    )
    assert "".join(word.text for word in words) == "Nomor:188/6/KEP/429.116/2021"
    assert max(word.confidence for word in words) <= THRESHOLDS.max_differing
    assert difference.second.endswith("429.116/2021")
    words, _ = combine(line("Waktu 08:30", 0.9), line("Waktu 08:30", 0.98))
    assert words[-1].text == "08:30"


def test_signs_read_into_a_stamp_are_no_end_of_a_word() -> None:
    for first, second in (("Nama SO", 'Nama SOP"...'), ('Nama SOP"...', "Nama SOP")):
        words, _ = combine(line(first, 0.5), line(second, 0.97), struck=True)
        assert " ".join(word.text for word in words) == "Nama SOP"


def test_scraps_where_the_second_sees_no_text_are_dropped() -> None:
    below = line("“77,", 0.4, top=100)
    words, _ = combine([*line("KETERKAITAN"), *below], line("KETERKAITAN"))
    assert [word.text for word in words] == ["KETERKAITAN"]


def test_print_that_the_second_reads_in_part_is_no_dirt() -> None:
    words, _ = combine(line("Tide", 0.42), line("Tid-", 0.95))
    assert [(word.text, word.confidence) for word in words] == [("Tide", THRESHOLDS.min_alone)]


def test_a_line_that_only_the_second_reads_is_added() -> None:
    below = line("ATK", 0.99, top=100)
    words, _ = combine(line("Komputer"), [*line("Komputer"), *below])
    assert [word.text for word in words] == ["Komputer", "ATK"]
    assert words[-1].confidence <= THRESHOLDS.max_differing


def test_a_number_with_a_colon_that_is_no_time_is_doubtful() -> None:
    assert is_doubtful(line("188:6/KEP:429", 0.95))
    assert not is_doubtful(line("pukul 08:30", 0.95))


def test_a_piece_is_doubtful_by_its_least_sure_word_or_number() -> None:
    assert is_doubtful([])
    assert not is_doubtful(line("Kepala Dinas", 0.9))
    assert is_doubtful([*line("Kepala Dinas", 0.95), *line("Wiratma", 0.6)])
    assert is_doubtful([*line("Kepala Dinas", 0.95), *line("2022-03-07", 0.85)])
