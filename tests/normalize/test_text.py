from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text import blank_to_none, fold_key, fold_space, join_broken, strip_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" a  b\n\tc ", "a b c"),
        ("a\u00a0b\u2003c", "a b c"),
        ("a\u200bb\ufeff", "ab"),
        ("pe\u00adnye", "penye"),
        ("", ""),
        ("\ud800a", "\ufffda"),
    ],
)
def test_whitespace_is_folded(text: str, folded: str) -> None:
    assert fold_space(text) == folded


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Undang-", "Undang Nomor 5"], "Undang-Undang Nomor 5"),
        (["E-", "Government"], "E-Government"),
        (["e-", "government"], "e-government"),
        (["non-", "aktif"], "non-aktif"),
        (["sub-", "bagian"], "sub-bagian"),
        (["Penye-", "lenggaraan"], "Penyelenggaraan"),
        (["PENYE-", "LENGGARAAN"], "PENYELENGGARAAN"),
        (["UNDANG-", "UNDANG"], "UNDANG-UNDANG"),
        (["peraturan perundang-", "undangan"], "peraturan perundang-undangan"),
        (["sebaik-", "baiknya"], "sebaik-baiknya"),
        (["langkah-", "langkah"], "langkah-langkah"),
        (["surat-", "menyurat"], "surat-menyurat"),
        (["bolak-", "balik"], "bolak-balik"),
        (["SOP-", "nya"], "SOP-nya"),
        (["menindak-", "lanjuti"], "menindaklanjuti"),
        (["2022-", "2023"], "2022-2023"),
        (["Kabupaten/", "Kota"], "Kabupaten/ Kota"),
        (["rapat -", "selesai"], "rapat - selesai"),
        (["-", "Camat"], "- Camat"),
        (["satu", "", " dua "], "satu dua"),
        ([], ""),
    ],
)
def test_words_that_a_line_break_split_are_joined(lines: list[str], joined: str) -> None:
    assert join_broken(lines) == joined


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "—", "...", "……", "____", ": -", "( )", ".. / ..", "\u00a0", "[ ]"]
)
def test_marks_of_an_empty_box_are_none(text: str) -> None:
    assert blank_to_none(text) is None


@pytest.mark.parametrize(
    ("text", "kept"), [(" a ", "a"), ("-1", "-1"), ("½", "½"), ("30 %", "30 %")]
)
def test_anything_else_is_kept(text: str, kept: str) -> None:
    assert blank_to_none(text) == kept


@pytest.mark.parametrize(
    ("text", "clean"),
    [("Kinerja \u25a1", "Kinerja"), ("\uf0b7 Camat", "Camat"), ("a\x07b", "a b"), ("✓ ya", "✓ ya")],
)
def test_stray_glyphs_are_removed(text: str, clean: str) -> None:
    assert strip_marks(text) == clean


def test_key_holds_letters_and_digits_alone() -> None:
    assert fold_key("Kab. Ogan-Ilir (\uff11)") == "kaboganilir1"


@given(st.text(), st.lists(st.text()))
def test_any_text_can_be_cleaned(text: str, lines: list[str]) -> None:
    folded = fold_space(text)
    assert fold_space(folded) == folded
    assert blank_to_none(text) in (None, folded)
    assert strip_marks(strip_marks(text)) == strip_marks(text)
    assert fold_key(join_broken(lines)) == fold_key("".join(map(fold_space, lines)))
