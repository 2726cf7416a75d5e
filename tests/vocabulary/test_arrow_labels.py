from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.vocabulary.arrow_labels import mend_label
from extract.vocabulary.matcher import EXACT, whole_candidates
from extract.vocabulary.tables import load_toml


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Ya", "Ya"),
        ("YA", "YA"),
        ("tdk", "tdk"),
        ("T", "T"),
        ("dak", "Tidak"),
        ("7dak", "Tidak"),
        ("DAK", "TIDAK"),
        ("T1DAK", "TIDAK"),
        ("Tidek", "Tidak"),
        ("engkap", "Lengkap"),
        ("Belum", "Belum"),
        ("Belum lengkap", "Belum lengkap"),
        ("Jika sesuai", "Jika sesuai"),
        ("Dikembalikan", "Dikembalikan"),
    ],
)
def test_takes_what_was_read_for_the_word_it_is_near(read: str, printed: str) -> None:
    assert mend_label(read) == printed


@pytest.mark.parametrize("scrap", ["v", "uv", "4", "?", "<=", "wv", "", "1.", "a|"])
def test_leaves_out_what_arrowheads_and_dirt_are_read_as(scrap: str) -> None:
    assert mend_label(scrap) is None


@given(st.text())
def test_any_text_gives_a_text_or_nothing(text: str) -> None:
    mended = mend_label(text)
    assert mended is None or mended.strip()


def test_labels_that_are_corrected_to_are_labels_of_arrows() -> None:
    table = load_toml("flowchart")["arrow_written"]
    words = [*table["label"], *(word for pair in table["instead"] for word in pair)]
    assert [word for word in words if not whole_candidates(word, "arrow", EXACT)] == []
