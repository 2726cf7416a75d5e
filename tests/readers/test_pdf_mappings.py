"""Fonts that give digits for letters joined into one glyph."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.pages import read_pdf_pages
from extract.readers.pdf import read_pdf
from extract.settings import Settings
from models.page import Page
from tests.readers.handmade import Handmade, text
from tests.readers.prose import prose

ITSELF = {code: chr(code) for code in range(32, 127)}


def read_one(pdf: Handmade, folder: Path) -> Page:
    (page,) = read_pdf(pdf.save(folder))
    return page


def found(page: Page) -> set[str]:
    return {word.text for word in page.words}


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("mengak89an", "mengaktifkan"),
        ("per8ndakan", "pertindakan"),
        # No letters around, or capitals: numbers.
        ("Pasal 89", "89"),
        ("SOP8AP", "SOP8AP"),
        ("ayat8", "ayat8"),
    ],
)
def test_the_names_of_glyphs_tell_the_letters_inside_a_word(
    tmp_path: Path, printed: str, meant: str
) -> None:
    pdf = Handmade()
    pdf.add_plain_font("L", ITSELF, {56: "t_i", 57: "f_k"})
    pdf.add_page(text(printed, 60, 700, font="L") + text("web8print", 60, 600))
    page = read_one(pdf, tmp_path)
    assert meant in found(page) and "web8print" in found(page)
    assert not page.untrusted


def test_two_glyphs_that_are_given_one_digit_are_not_guessed_at(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_plain_font("L", {**ITSELF, 57: "8"}, {56: "t_i", 57: "f_k"})
    pdf.add_page(text("mengak89an", 60, 700, font="L"))
    assert found(read_one(pdf, tmp_path)) == {"mengak88an"}


def test_words_whose_glyphs_have_no_names_are_read_from_their_picture(tmp_path: Path) -> None:
    pdf = Handmade()
    # What is drawn is a t.
    pdf.add_plain_font("L", {**ITSELF, ord("t"): "8"}, {})
    lines = text("mengaktifkan", 60, 300, size=14, font="L")
    pdf.add_page(prose() + lines)
    page = read_one(pdf, tmp_path)
    assert "mengak8ifkan" in found(page) and not page.untrusted, "one word may be a name"
    pdf.pages.clear()
    pdf.add_page(prose() + lines + text("memfasilitasi", 60, 200, size=14, font="L"))
    path = pdf.save(tmp_path)
    (page,) = read_pdf(path)
    assert len(page.untrusted) == 2
    assert [note.code for note in page.notes] == ["text-layer-untrusted"] * 2
    (page,) = read_pdf_pages(path, Settings())
    assert {"mengaktifkan", "memfasilitasi"} <= found(page)
    assert not [note for note in page.notes if note.code == "text-layer-untrusted"]
