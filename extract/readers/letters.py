"""What glyphs mean: the text that a font gives for them, mended where it is not text.

Word processors map a glyph to a ligature, to a soft hyphen, to a character of a private area,
or to nothing at all.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from extract.readers.painted import Glyph

# Stands for a glyph whose meaning the font does not tell (U+FFFD, replacement character).
UNKNOWN = "\ufffd"
# A glyph without meaning is a blank or a tab where its code is below this, the first printed
# character of ASCII, and its font tells the meaning of most other glyphs.
FIRST_PRINTED = 33
TELLING_FONT = 0.8
# A soft hyphen at least this wide, in font sizes, is printed: it is the font's hyphen.
PRINTED_HYPHEN = 0.1

_SOFT_HYPHEN = "\xad"


@cache
def _table() -> dict[str, Any]:
    """Return the table of characters."""
    return tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))


def read_letters(glyphs: Sequence[Glyph], fonts: Sequence[str]) -> Sequence[Glyph]:
    """Give glyphs the text they stand for.

    Args:
        glyphs: The glyphs of a page, as the fonts give them; changed in place.
        fonts: The names of their fonts.

    Returns:
        The same glyphs: letters, blanks, UNKNOWN, or "" where they stand for nothing.
    """
    meanings: list[tuple[bool, dict[str, str]]] = [(_has_pictures(name), {}) for name in fonts]
    used: Counter[int] = Counter()
    told: Counter[int] = Counter()
    unknown: list[Glyph] = []
    for glyph in glyphs:
        pictures, known = meanings[glyph.font]
        text = known.get(glyph.text)
        if text is None:
            text = known[glyph.text] = _meaning(glyph.text, pictures)
        used[glyph.font] += 1
        if text == UNKNOWN:
            unknown.append(glyph)
        else:
            told[glyph.font] += 1
        if text == _SOFT_HYPHEN:
            text = "-" if glyph.end - glyph.start >= PRINTED_HYPHEN * glyph.size else ""
        glyph.text = text
    for glyph in unknown:
        if glyph.code < FIRST_PRINTED and told[glyph.font] >= TELLING_FONT * used[glyph.font]:
            glyph.text = " "
    return glyphs


@cache
def _has_pictures(font: str) -> bool:
    """Return whether a font's private characters are pictures rather than letters."""
    return any(word in font.casefold() for word in _table()["fonts"]["pictures"])


def _meaning(text: str, pictures: bool) -> str:
    """Return what a glyph's text stands for."""
    if not text:
        return UNKNOWN
    if text.isascii() and text.isprintable():
        return text
    return "".join(_letter(character, pictures) for character in text)


def _letter(character: str, pictures: bool) -> str:
    """Return what one character stands for."""
    table = _table()
    if character in table["none"]["characters"]:
        return ""
    if character.isspace():
        return " "
    if not pictures and (letters := table["letters"].get(character)):
        return str(letters)
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Cs"):
        return UNKNOWN
    if category == "Co" and not pictures and 0xF020 <= ord(character) <= 0xF07E:
        return chr(ord(character) - 0xF000)
    if unicodedata.decomposition(character).startswith(("<font>", "<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return character
