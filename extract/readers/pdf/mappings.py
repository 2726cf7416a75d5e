"""Letters for which a font gives digits, as in `mengak89an`, put right by the glyphs' names.

A program that joins letters into one glyph may give its code a meaning that is none. The glyph's
name in the font's encoding (`t_i`, `f_i`) still tells the letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from pdfminer.encodingdb import name2unicode
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from extract.readers.pdf.engine import Integers
from extract.readers.pdf.layers import name_of
from extract.readers.pdf.letters import Letters
from extract.readers.pdf.painted import Characters, Font


@dataclass(frozen=True, slots=True)
class MappingThresholds:
    """Where a digit stands inside a word; lengths in font sizes. Unfitted.

    Gaps and rises are those by which words are made (`words`).
    """

    # The digit begins so far behind the letter before it at most, or so far before its end.
    max_gap: float = 0.2
    max_overlap: float = 0.3
    # Their baselines are this close.
    max_rise: float = 0.35
    # Fonts of a page, and bytes of a font's map, that are looked at.
    max_fonts: int = 100
    max_map_bytes: int = 200_000
    # Forms within forms whose fonts are looked at.
    max_depth: int = 5


MAPPINGS = MappingThresholds()

# Base name of a font -> digit that it gives -> the letters meant.
GlyphNames = Mapping[str, Mapping[str, str]]

_TAG = re.compile(r"^[A-Z]{6}\+")
# One-byte codes of a map to Unicode: single ones, and ranges (ISO 32000-1, 9.10.3).
_PART = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
_SINGLE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")


def put_right(
    characters: Characters,
    letters: Letters,
    seen: Integers,
    fonts: Sequence[Font],
    names: Callable[[], GlyphNames],
) -> None:
    """Have digits inside words stand for the letters that their glyphs' names tell.

    Args:
        characters: The characters of a page, in the order of painting.
        letters: What they stand for; changed in place.
        seen: Which of them a person sees, ascending.
        fonts: The page's fonts.
        names: Tells the glyphs' names; called only where a digit stands inside a word.
    """
    places = _digits_in_words(characters, letters, seen)
    if not len(places):
        return
    known = names()
    for place in places.tolist():
        font = fonts[int(characters.fonts[place])]
        digit = letters.table[int(letters.index[place])]
        meant = known.get(font.name, {}).get(digit)
        if meant is not None:
            letters.index[place] = len(letters.table)
            letters.table.append(meant)


def _digits_in_words(characters: Characters, letters: Letters, seen: Integers) -> Integers:
    """Return the places of one or two digits that small letters of their word stand around."""
    digit = np.array([len(text) == 1 and text.isdecimal() for text in letters.table], np.bool_)
    small = np.array([text.isalpha() and text.islower() for text in letters.table], np.bool_)
    is_digit, is_small = digit[letters.index[seen]], small[letters.index[seen]]
    if len(seen) < 3 or not is_digit.any():
        return seen[:0]
    before, after = seen[:-1], seen[1:]
    size = characters.sizes[after]
    gap = characters.starts[after] - characters.ends[before]
    linked = (gap <= MAPPINGS.max_gap * size) & (gap >= -MAPPINGS.max_overlap * size)
    rise = np.abs(characters.bases[after] - characters.bases[before])
    linked &= (rise <= MAPPINGS.max_rise * size) & (
        characters.directions[after] == characters.directions[before]
    )
    opens = np.concatenate(([False], is_small[:-1] & linked)) & is_digit
    closes = np.concatenate((is_small[1:] & linked, [False])) & is_digit
    found = opens & closes
    pair = np.flatnonzero(opens[:-1] & closes[1:] & linked)
    found[pair] = True
    found[pair + 1] = True
    return seen[found]


def glyph_names(resources: object) -> GlyphNames:
    """Return the letters for which the fonts among resources give digits, by the glyphs' names.

    Args:
        resources: A page's dictionary of resources.
    """
    found: dict[str, dict[str, str]] = {}
    for number, font in enumerate(_fonts(resources, [], 0)):
        if number == MAPPINGS.max_fonts:
            break
        meant = _misread(font)
        full = name_of(font.get("BaseFont"))
        # PDFium leaves the tag of a subset out for some fonts.
        for name in {full, _TAG.sub("", full)}:
            before = found.setdefault(name, dict(meant))
            for digit in {*before, *meant}:
                if before.get(digit) != meant.get(digit):
                    # Fonts of one name that do not agree tell nothing of it.
                    before[digit] = ""
    return {
        font: {digit: text for digit, text in meant.items() if text}
        for font, meant in found.items()
    }


def _misread(font: Mapping[str, Any]) -> dict[str, str]:
    """Return digit -> letters that the names of its glyphs tell; "" where glyphs differ."""
    names = _names(resolve1(font.get("Encoding")))
    told = _map(resolve1(font.get("ToUnicode"))) if names else {}
    found: dict[str, str] = {}
    for code, text in told.items():
        if text.isdecimal() and names.get(code, "").isalpha():
            found[text] = names[code] if found.get(text, names[code]) == names[code] else ""
    return found


def _fonts(resources: object, seen: list[int], depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the dictionaries of fonts among resources and those of their forms."""
    found = resolve1(resources)
    if not isinstance(found, dict) or depth > MAPPINGS.max_depth:
        return
    fonts, things = resolve1(found.get("Font")), resolve1(found.get("XObject"))
    for value in fonts.values() if isinstance(fonts, dict) else ():
        font = resolve1(value)
        if isinstance(font, dict):
            yield font
    for value in things.values() if isinstance(things, dict) else ():
        form = resolve1(value)
        if isinstance(form, PDFStream) and form.objid not in seen:
            seen.append(form.objid or 0)
            yield from _fonts(form.attrs.get("Resources"), seen, depth + 1)


def _names(encoding: object) -> dict[int, str]:
    """Return code -> what the name of its glyph says, of an encoding's differences."""
    differences = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    found: dict[int, str] = {}
    code = 0
    for item in differences if isinstance(differences, list) else ():
        value = resolve1(item)
        if isinstance(value, int):
            code = value
        elif isinstance(value, PSLiteral):
            # A name such as `g37` tells nothing.
            with suppress(KeyError, ValueError):
                found[code] = name2unicode(name_of(value))
            code += 1
    return found


def _map(stream: object) -> dict[int, str]:
    """Return one-byte code -> the one character that a map to Unicode gives."""
    if not isinstance(stream, PDFStream):
        return {}
    data = stream.get_data()[: MAPPINGS.max_map_bytes]
    found: dict[int, str] = {}
    for part in _PART.finditer(data):
        if part[1] == b"char":
            found |= {int(code, 16): chr(int(to, 16)) for code, to in _SINGLE.findall(part[2])}
        else:
            for first, last, to in _RANGE.findall(part[2]):
                start = int(first, 16)
                for code in range(start, int(last, 16) + 1):
                    found[code] = chr(int(to, 16) + code - start)
    return found
