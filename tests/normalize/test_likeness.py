"""How like two values are."""

from __future__ import annotations

from normalize.likeness import likeness, slips_between


def test_likeness_passes_over_case_and_punctuation() -> None:
    assert likeness("Kepala Dinas, Arsip", "KEPALA DINAS ARSIP") == 100
    assert 80 < likeness("Kepala Dinas", "Kepala Dlnas") < 100
    assert likeness("Camat", "Bupati") < 50


def test_slips_between_words() -> None:
    assert slips_between("surat", "suart") == 1
    assert slips_between("surat", "surat") == 0
    assert slips_between("surat", "srt") == 2
