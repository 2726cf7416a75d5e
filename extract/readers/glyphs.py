"""Glyphs assembled into words.

Glyphs that follow each other on one baseline make a string; strings that touch are one string,
whatever the order they were painted in; a string is cut into words at blanks and gaps. Letters
spaced apart ("N O M O R") are told by their gaps, which are all alike.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.letters import UNKNOWN
from extract.readers.painted import Glyph
from models.geometry import BBox
from models.page import Word

# All in font sizes.
# Gap between two glyphs from which on they belong to two words.
WORD_GAP = 0.2
# Gap from which on they belong to two strings.
STRING_GAP = 1.5
# How far a glyph may begin before the one it follows.
STEP_BACK = 0.1
# How far two glyphs of a word may lie above or below each other.
RISE = 0.35
# How far two strings that are joined may overlap.
OVERLAP = 0.3
# How far apart the two copies of a glyph that is drawn twice to look bold may be.
COPY_SHIFT = 0.12
# Letters spaced apart have at most this gap,
WIDEST_SPACING = 1.0
# and gaps this much wider than theirs, in times, part words.
WORD_SPACING = 1.5
# Fewer single letters in a row are not letters spaced apart.
FEWEST_SPACED = 3
# Confidence of a word with a glyph whose meaning the font does not tell.
UNKNOWN_GLYPH = 0.2


def build_words(glyphs: Sequence[Glyph]) -> list[Word]:
    """Assemble glyphs into words.

    Args:
        glyphs: Glyphs, blanks and those of no text included, in the order of painting.

    Returns:
        The words, in no order that means anything. Letters that are drawn twice are taken once.
    """
    strings = _joined(_strings(without_copies(glyphs)))
    return [_word(letters) for string in strings for letters in _cut(string)]


def without_copies(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return glyphs without those that repeat another one at nearly the same place."""
    if len({(g.text, round(g.start), round(g.base), g.direction) for g in glyphs}) == len(glyphs):
        return glyphs
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        shift = COPY_SHIFT * glyph.size
        column, row = int(glyph.start // 4), int(glyph.base // 4)
        if not glyph.text.isspace() and any(
            other.direction is glyph.direction
            and abs(other.start - glyph.start) <= shift
            and abs(other.base - glyph.base) <= shift
            for x in {column, int((glyph.start - shift) // 4), int((glyph.start + shift) // 4)}
            for y in {row, int((glyph.base - shift) // 4), int((glyph.base + shift) // 4)}
            for other in seen.get((glyph.text, x, y), ())
        ):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def _strings(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs that follow each other on one baseline, in the order of painting."""
    string: list[Glyph] = []
    for glyph in glyphs:
        if string and not _follows(string[-1], glyph):
            yield string
            string = []
        string.append(glyph)
    if string:
        yield string


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Return whether a glyph goes on where another ended."""
    size = last.size
    return (
        -STEP_BACK * size <= glyph.start - last.start
        and glyph.start - last.end <= STRING_GAP * size
        and abs(glyph.base - last.base) <= RISE * size
        and glyph.direction is last.direction
    )


def _joined(strings: Iterator[list[Glyph]]) -> list[list[Glyph]]:
    """Return strings, those joined that touch and have no blank between them."""
    ordered = sorted(strings, key=lambda string: string[0].start)
    lines: dict[tuple[str, int], list[int]] = {}
    for index, string in enumerate(ordered):
        lines.setdefault(_line_of(string[0]), []).append(index)
    following: dict[int, int] = {}
    taken: set[int] = set()
    for index, string in enumerate(ordered):
        after = _next_string(string[-1], index, ordered, lines, taken)
        if after is not None:
            following[index] = after
            taken.add(after)
    joined = []
    for index, string in enumerate(ordered):
        if index not in taken:
            while (after := following.get(index)) is not None:
                string = string + ordered[after]
                index = after
            joined.append(string)
    return joined


def _line_of(glyph: Glyph, shift: int = 0) -> tuple[str, int]:
    """Return the stretch of the page, a few points high, in which a glyph's baseline lies."""
    return glyph.direction.value, int(glyph.base // 4) + shift


def _next_string(
    last: Glyph,
    index: int,
    ordered: Sequence[list[Glyph]],
    lines: dict[tuple[str, int], list[int]],
    taken: set[int],
) -> int | None:
    """Return the string that begins where another one ends, nearest to its end."""
    if last.text.isspace():
        return None
    best: tuple[float, int] | None = None
    for shift in (-1, 0, 1):
        line = lines.get(_line_of(last, shift), ())
        first = bisect_left(line, last.end - OVERLAP * last.size, key=lambda i: ordered[i][0].start)
        for other in line[first:]:
            head = ordered[other][0]
            gap = head.start - last.end
            if gap > WORD_GAP * last.size:
                break
            if (
                other not in taken
                and other != index
                and head.start > last.start
                and abs(head.base - last.base) <= RISE * last.size
                and not head.text.isspace()
                and (best is None or abs(gap) < best[0])
            ):
                best = abs(gap), other
    return None if best is None else best[1]


def _cut(string: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the words of a string, each with its glyphs."""
    words: list[list[Glyph]] = []
    begins = True
    for glyph in string:
        if glyph.text.isspace():
            begins = True
            continue
        if not glyph.text:
            if not begins:
                words[-1].append(glyph)
            continue
        if not begins:
            last = words[-1][-1]
            begins = glyph.start - last.end > WORD_GAP * last.size
        if begins:
            words.append([glyph])
        else:
            words[-1].append(glyph)
        begins = False
    return _respaced(words) if len(words) >= FEWEST_SPACED else words


def _respaced(words: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return words with letters that are spaced apart joined."""
    result: list[list[Glyph]] = []
    singles: list[Glyph] = []
    for word in words:
        if len(word) == 1:
            singles.append(word[0])
            continue
        result += _without_spacing(singles)
        result.append(word)
        singles = []
    return result + _without_spacing(singles)


def _without_spacing(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the words that single letters in a row make."""
    apart = [[letter] for letter in letters]
    if len(letters) < FEWEST_SPACED:
        return apart
    gaps = [after.start - before.end for before, after in pairwise(letters)]
    spacing = sorted(gaps)[len(gaps) // 3]
    alphabetic = sum(letter.text.isalpha() for letter in letters)
    if spacing > WIDEST_SPACING * letters[0].size or alphabetic < 0.5 * len(letters):
        return apart
    words = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > WORD_SPACING * spacing:
            words.append([letter])
        else:
            words[-1].append(letter)
    return words


def _word(letters: Sequence[Glyph]) -> Word:
    """Return the word that glyphs make."""
    text = "".join(letter.text for letter in letters)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return Word(
        text,
        BBox.around(letter.bbox for letter in letters),
        UNKNOWN_GLYPH if UNKNOWN in text else 1.0,
        letters[0].direction,
    )
