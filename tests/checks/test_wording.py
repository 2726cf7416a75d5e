"""Slips of writing."""

from __future__ import annotations

import pytest

from extract.checks.wording import check_wording, meant_word, right_words
from models import SopRecord, Step, TextOrigin
from tests.records import make_record


def record(*activities: str, requirements: tuple[str, ...] = ()) -> SopRecord:
    cells = [*requirements, *[""] * (len(activities) - len(requirements))]
    steps = [
        Step(seq=seq, activity=activity, requirements=cell or None)
        for seq, (activity, cell) in enumerate(zip(activities, cells, strict=True), 1)
    ]
    return make_record().model_copy(update={"steps": steps, "flow": []})


def found(checked: SopRecord) -> list[tuple[str, str | None]]:
    return [(f.code, f.field) for f in check_wording(checked)]


def test_a_letter_three_times_is_a_slip_of_a_word_not_known() -> None:
    assert meant_word("kegempaaan", {"kegempaaan": 1}) == ""
    [finding] = check_wording(record("Mencatat kegempaaan"))
    assert "three times" in finding.message


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("pelaksanaaan", "pelaksanaan"),
        ("pelaksanaa", "pelaksanaan"),
        ("intansi", "instansi"),
        ("permohnan", "permohonan"),
        ("dokummen", "dokumen"),
        ("verfiikasi", "verifikasi"),
    ],
)
def test_a_letter_lost_doubled_or_swapped_is_a_slip(slip: str, meant: str) -> None:
    assert meant_word(slip, {slip: 1}) == meant


@pytest.mark.parametrize(
    "word",
    [
        "instansi", "pencarian", "pencairan", "pembuatan", "pemuatan", "masukan", "masukkan",
        "pemohon", "penjabat", "laporkan", "kearsipan", "triwulan", "viii", "xxx", "balangan",
        "disdukcapil", "memohon", "pengarsip", "kasubbag", "kasubag",
        "memuat", "penataan", "strategi",
    ],
)  # fmt: skip
def test_right_words_and_unknown_ones_are_not(word: str) -> None:
    assert meant_word(word, {word: 1}) is None


def test_no_right_word_is_a_slip_of_another() -> None:
    assert [word for word in right_words() if meant_word(word, {word: 1})] == []


def test_a_word_common_in_the_document_tells_what_a_rare_one_is() -> None:
    often = ("Mencatat kegempaan",) * 4
    checked = record(*often, "Mencatat keempaan")
    assert found(checked) == [("typo-suspected", "/steps/4/activity")]
    assert found(record(*often, *["Mencatat keempaan"] * 4)) == []


def test_a_slip_is_said_once_and_with_what_is_meant() -> None:
    [finding] = check_wording(record("Meneruskan kepada intansi", "Menghubungi Intansi"))
    assert finding.field == "/steps/0/activity"
    assert '"intansi"' in finding.message and '"instansi"' in finding.message


def test_a_word_torn_apart_is_no_slip() -> None:
    assert found(record("Menyusun pelaksanaa n kegiatan")) == []


def test_a_short_form_in_capitals_is_no_slip() -> None:
    assert found(record("Menghubungi INTANSI lain")) == []


def test_recognised_text_is_not_looked_at() -> None:
    checked = record("Meneruskan kepada intansi")
    checked.source.text_origin = TextOrigin.OCR
    assert found(checked) == []


def test_a_small_word_twice_in_a_row_is_said() -> None:
    twice = record("Menerima dan dan mencatat arsip", "Memeriksa langkah langkah")
    assert found(twice) == [("wording-suspected", "/steps/0/activity")]


USUAL = "Surat Tugas, Rencana Kerja"


def test_a_word_repeated_from_the_phrase_before_is_said() -> None:
    cells = (USUAL, USUAL, USUAL, "Surat Tugas, Tugas Kerja")
    checked = record(*["Mencatat arsip"] * 4, requirements=cells)
    assert found(checked) == [("wording-suspected", "/steps/3/requirements")]
    cells = (USUAL, USUAL, USUAL, "Surat Tugas, Tugas Pokok")
    assert found(record(*["Mencatat arsip"] * 4, requirements=cells)) == []
