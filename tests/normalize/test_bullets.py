from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.bullets import bullet_style, follows, strip_bullet
from normalize.text import fold_space

BULLETS = {
    "1. Camat": ("1", "Camat", "number"),
    "1.Camat": ("1", "Camat", "number"),
    "1 . Camat": ("1", "Camat", "number"),
    "12) Camat": ("12", "Camat", "number"),
    "(1) Camat": ("1", "Camat", "number"),
    "1.) Camat": ("1", "Camat", "number"),
    "1.2. Camat": ("1.2", "Camat", "number"),
    "1.": ("1", "", "number"),
    "2. 3 orang": ("2", "3 orang", "number"),
    "a. Camat": ("a", "Camat", "lower"),
    "a.Camat desa": ("a", "Camat desa", "lower"),
    "b) Camat": ("b", "Camat", "lower"),
    "(c) Camat": ("c", "Camat", "lower"),
    "A. Ruang Lingkup": ("A", "Ruang Lingkup", "upper"),
    "B) Camat": ("B", "Camat", "upper"),
    "I. Camat": ("I", "Camat", "roman"),
    "II. Camat": ("II", "Camat", "roman"),
    "iv) Camat": ("iv", "Camat", "roman"),
    "(vi) Camat": ("vi", "Camat", "roman"),
    "i. Camat": ("i", "Camat", "roman"),
    "- Camat": ("-", "Camat", "dash"),
    "-Camat": ("-", "Camat", "dash"),
    "– Camat": ("–", "Camat", "dash"),
    "— Camat": ("—", "Camat", "dash"),
    "• Camat": ("•", "Camat", "glyph"),
    "●Camat": ("●", "Camat", "glyph"),
    "\uf0b7 Camat": ("\uf0b7", "Camat", "glyph"),
    "\uf0a7\tCamat": ("\uf0a7", "Camat", "glyph"),
    "o Camat": ("o", "Camat", "glyph"),
    "▪ Camat": ("▪", "Camat", "glyph"),
    "* Camat": ("*", "Camat", "glyph"),
    "✓ Camat": ("✓", "Camat", "glyph"),
    "> Camat": (">", "Camat", "glyph"),
    "➢ Camat": ("➢", "Camat", "glyph"),
    "» Camat": ("»", "Camat", "glyph"),
    "❑ Camat": ("❑", "Camat", "glyph"),
    "★ Camat": ("★", "Camat", "glyph"),
    "▷Camat": ("▷", "Camat", "glyph"),
    "⬥ Camat": ("⬥", "Camat", "glyph"),
    "☛ Camat": ("☛", "Camat", "glyph"),
    "② Camat": ("2", "Camat", "number"),
    "❸Camat": ("3", "Camat", "number"),
}
NO_BULLETS = [
    "© 2024 Dinas", "≤ 5 orang", "№ 12 Tahun 2020", "½ hari",
    "Camat", "1 x 24 jam", "1.5 jam", "2 (dua) orang", "3 hari", "S.Sos", "S.E., M.M.",
    "a.n. Kepala",
    "a. n. Kepala", "u.p. Kepala Bagian", "c.q. Kepala", "2023", "2014. Laporan", "24.01.2018",
    "24.01.2018 Rapat", "08.00 WIB", "-5 derajat", "> 5 orang", "H. Rahmat Hidayat, S.E.",
    "e-Government", "o'clock", "C++", "Iman. Takwa", "1/2 hari", "10 berkas",
]  # fmt: skip


@pytest.mark.parametrize(("printed", "parts"), BULLETS.items())
def test_a_bullet_is_parted_from_its_item(printed: str, parts: tuple[str, str, str]) -> None:
    bullet, rest = strip_bullet(printed)
    assert (bullet, rest) == parts[:2]
    assert bullet is not None
    assert bullet_style(bullet) == parts[2]


@pytest.mark.parametrize("printed", NO_BULLETS)
def test_what_is_no_bullet_stays(printed: str) -> None:
    assert strip_bullet(printed) == (None, printed)


@pytest.mark.parametrize(
    ("before", "bullet"),
    [
        (None, "1"), (None, "a"), (None, "A"), (None, "I"), (None, "i"), (None, "-"), (None, "•"),
        ("1", "2"), ("9", "10"), ("1.1", "1.2"), ("a", "b"), ("h", "i"), ("A", "B"), ("H", "I"),
        ("I", "II"), ("i", "ii"), ("III", "IV"), ("ix", "x"), ("-", "-"), ("•", "•"), ("o", "o"),
        ("n", "o"), ("v", "vi"),
    ],
)  # fmt: skip
def test_a_sequence_goes_on(before: str | None, bullet: str) -> None:
    assert follows(before, bullet)


@pytest.mark.parametrize(
    ("before", "bullet"),
    [
        (None, "2"), (None, "b"), ("1", "1"), ("1", "3"), ("2", "1"), ("1", "a"), ("a", "2"),
        ("a", "B"), ("I", "ii"), ("-", "•"), ("1", "-"), ("1.1", "2"), ("Z", "["), ("z", "{"),
        ("", "1"), ("9", "A"),
    ],
)  # fmt: skip
def test_a_sequence_breaks(before: str | None, bullet: str) -> None:
    assert not follows(before, bullet)


@pytest.mark.parametrize("text", ["", "Camat", "2023", "ab", "S", "1.", "xxxxx"])
def test_style_of_what_is_no_bullet(text: str) -> None:
    assert bullet_style(text) == ("upper" if text == "S" else None)


@given(st.text())
def test_bullet_and_rest_are_parts_of_any_text(text: str) -> None:
    bullet, rest = strip_bullet(text)
    folded = fold_space(text)
    assert folded.endswith(rest)
    if bullet is None:
        assert rest == folded
    else:
        assert bullet in folded
        assert bullet_style(bullet) is not None


@given(st.text(), st.none() | st.text())
def test_any_two_texts_can_be_asked(bullet: str, before: str | None) -> None:
    assert follows(before, bullet) in (True, False)


@given(
    st.integers(1, 200),
    st.sampled_from(["{}. {}", "{}) {}", "({}) {}"]),
    st.sampled_from(["Camat", "surat masuk"]),
)
def test_numbered_items_are_read_back_in_order(number: int, form: str, item: str) -> None:
    assert strip_bullet(form.format(number, item)) == (str(number), item)
    assert follows(str(number), str(number + 1))
