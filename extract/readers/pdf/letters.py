"""What characters mean: the text that a font gives for them, mended where it is not text.

Word processors map a glyph to a ligature, to a soft hyphen, to a character of a private area,
or to nothing at all.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from extract.readers.pdf.engine import Flags, Integers
from extract.readers.pdf.painted import Characters, Font

# Stands for a glyph whose meaning the font does not tell (U+FFFD, replacement character).
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class LetterThresholds:
    """When a character is taken for another one than its font says.

    Attributes:
        first_printed: A glyph without meaning is a blank or a tab where its code is below this,
            the first printed character of ASCII, and its font tells the meaning of most glyphs.
        min_told_share: Share of a font's characters whose meaning it tells, from which on it
            tells that of most. Unfitted.
        min_hyphen_width: Width in font sizes from which on a soft hyphen is printed: it is the
            font's hyphen. Unfitted; hyphens are 0.28 to 0.33 wide.
    """

    first_printed: int = 33
    min_told_share: float = 0.8
    min_hyphen_width: float = 0.1


THRESHOLDS = LetterThresholds()

_SOFT_HYPHEN = "\xad"
# Where the codes of fonts of pictures begin in Unicode's private area.
_PRIVATE = 0xF000
# The code point that PDFium gives for a hyphen at a line's end.
_LINE_END_HYPHEN = 0x02


@dataclass(slots=True)
class Letters:
    """What the characters of a page stand for.

    Attributes:
        table: The texts, each once: letters, a blank, UNKNOWN, or "" for nothing.
        index: For each character its text's place in the table.
    """

    table: list[str]
    index: Integers

    def are(self, *texts: str) -> Flags:
        """Return which characters stand for one of some texts."""
        return np.array([text in texts for text in self.table], np.bool_)[self.index]


def read_letters(characters: Characters, fonts: Sequence[Font]) -> Letters:
    """Return what the characters of a page stand for.

    Args:
        characters: The characters, as PDFium gives them.
        fonts: Their fonts.
    """
    if not len(characters):
        return Letters([""], np.zeros(0, np.int64))
    keys = (characters.fonts << 32 | characters.codes) << 1 | characters.known
    kinds, which = np.unique(keys, return_inverse=True)
    texts: list[str] = []
    for key in kinds.tolist():
        font, code, known = fonts[key >> 33], key >> 1 & 0xFFFFFFFF, key & 1
        texts.append(_meaning(code, font, bool(known)))
    _tell_blanks(texts, kinds >> 33, kinds >> 1 & 0xFFFFFFFF, np.bincount(which))
    letters = Letters(texts, which)
    hyphens = letters.are(_SOFT_HYPHEN)
    if hyphens.any():
        width = characters.ends - characters.starts
        printed = width >= THRESHOLDS.min_hyphen_width * characters.sizes
        letters.table = [*texts, "-", ""]
        letters.index = np.where(hyphens, np.where(printed, len(texts), len(texts) + 1), which)
    return letters


def _tell_blanks(texts: list[str], fonts: Integers, codes: Integers, counts: Integers) -> None:
    """Make blanks of control codes without meaning in fonts that tell most meanings."""
    unknown = np.array([text == UNKNOWN for text in texts])
    used = np.bincount(fonts, counts)
    told = np.bincount(fonts, counts * ~unknown)
    telling = told >= THRESHOLDS.min_told_share * used
    for place in np.flatnonzero(unknown & (codes < THRESHOLDS.first_printed)).tolist():
        if telling[fonts[place]]:
            texts[place] = " "


@cache
def _table() -> dict[str, Any]:
    """Return the table of characters."""
    return tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))


@cache
def _has_pictures(font: str) -> bool:
    """Return whether a font's private characters are pictures rather than letters."""
    return any(word in font.casefold() for word in _table()["fonts"]["pictures"])


@cache
def _is_pictorial(font: str) -> bool:
    """Return whether a font has no letters at all."""
    return any(word in font.casefold() for word in _table()["fonts"]["pictorial"])


def _byte_of(code: int, known: bool) -> int:
    """Return the code of one byte that a letter has been read from; 0 for none, or a blank."""
    if not known:
        return code if ord(" ") < code < 256 else 0
    try:
        byte = chr(code).encode("cp1252")[0]
    except (UnicodeEncodeError, ValueError):
        return 0
    return byte if byte > ord(" ") else 0


@cache
def _meaning(code: int, font: Font, known: bool) -> str:
    """Return what a font's code point stands for.

    Fonts of pictures without a map to Unicode give the letters that other fonts have at their
    codes; the code itself is the picture's name, as in the private area that such fonts have.
    """
    if (byte := _byte_of(code, known)) and _is_pictorial(font.name):
        return chr(_PRIVATE + byte)
    if not known:
        return UNKNOWN
    if code == _LINE_END_HYPHEN:
        return _SOFT_HYPHEN
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return UNKNOWN
    character = chr(code)
    if character.isascii() and character.isprintable():
        return character
    return _letter(character, _has_pictures(font.name))


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
