"""Marks of footnotes: small raised digits and stars behind a word, which are no part of the text.

"2 Hari 1)" would be read as a duration with a list number, and "permohonan 2" as two words. A
power of a unit (m with a raised 2) and the upper part of a fraction stay.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extract.readers.pdf.engine import Flags, Integers
from extract.readers.pdf.letters import Letters
from extract.readers.pdf.painted import Characters


@dataclass(frozen=True, slots=True)
class FootnoteThresholds:
    """What a raised mark looks like; lengths are in font sizes of the text. Unfitted.

    Word processors set superscripts at 0.58 to 0.67 of the size, raised by 0.33.
    """

    # A mark's font has at most this share of the text's size ...
    max_size: float = 0.8
    # ... and its baseline lies at least so far above the text's ...
    min_rise: float = 0.15
    # ... and at most so far.
    max_rise: float = 0.7
    # A mark begins so far behind the text's end at most ...
    max_gap: float = 0.8
    # ... and so far before it at most.
    max_overlap: float = 0.25
    # A mark is no longer than this.
    max_characters: int = 4
    # Baselines this far apart, in points, are one line.
    same_line_pt: float = 0.5


FOOTNOTES = FootnoteThresholds()

_MARK = re.compile(r"\d{1,2}\)?|[a-z]\)|[*\u2020\u2021]{1,3}\)?|\(\d\)")
_IN_MARK = frozenset("0123456789()*\u2020\u2021abcdefghij")
# Digits and bracket that are superscripts of their own in Unicode.
_RAISED = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e", "0123456789()"
)
# What has powers: a unit or a variable of one letter, or two small ones; ten.
_POWER_OF = re.compile(r"(?<![A-Za-z])(?:[^\W\d_]|[a-z]{2}|inch|10)$")
_FRACTION = ("/", "\u2044")


def find_footnote_marks(characters: Characters, letters: Letters, seen: Integers) -> Integers:
    """Return which characters are marks of footnotes.

    Args:
        characters: The characters of a page, in the order of painting.
        letters: What they stand for.
        seen: Which of them a person sees, ascending.
    """
    if not len(seen):
        return seen[:0]
    may_be = np.array([_is_in_mark(text) for text in letters.table], np.bool_)[letters.index]
    sizes = characters.sizes
    largest = float(np.max(sizes[seen]))
    own = np.array([_is_raised(text) for text in letters.table], np.bool_)[letters.index]
    chosen = seen[may_be[seen] & (own[seen] | (sizes[seen] <= FOOTNOTES.max_size * largest))]
    texts = [letters.table[index] for index in letters.index[chosen].tolist()]
    likely: list[list[int]] = []
    for first, end in _runs(characters, chosen):
        if end - first <= FOOTNOTES.max_characters:
            text = "".join(texts[first:end]).translate(_RAISED)
            if _MARK.fullmatch(text):
                likely.append(chosen[first:end].tolist())
    if not likely:
        return chosen[:0]
    page = _Page(characters, letters, seen)
    found = [place for run in likely for place in page.mark_in(run, own)]
    return np.array(sorted(found), np.int64)


@lru_cache(maxsize=1024)
def _is_in_mark(text: str) -> bool:
    """Return whether a character may be part of a mark."""
    return len(text) == 1 and text.translate(_RAISED) in _IN_MARK


@lru_cache(maxsize=1024)
def _is_raised(text: str) -> bool:
    """Return whether a character is a superscript of its own, whatever its size."""
    return text.translate(_RAISED) != text


def _runs(characters: Characters, chosen: Integers) -> list[tuple[int, int]]:
    """Return where runs of characters that follow each other closely on one line begin and end."""
    if not len(chosen):
        return []
    before, after = chosen[:-1], chosen[1:]
    gaps = np.abs(characters.starts[after] - characters.ends[before])
    joined = (
        (characters.directions[after] == characters.directions[before])
        & (np.abs(characters.bases[after] - characters.bases[before]) <= FOOTNOTES.same_line_pt)
        & (gaps <= FOOTNOTES.max_overlap * characters.sizes[after])
    )
    firsts = [0, *(np.flatnonzero(~joined) + 1).tolist()]
    return list(zip(firsts, [*firsts[1:], len(chosen)], strict=True))


class _Page:
    """The characters that are seen, looked up by where they begin.

    Args:
        characters: The characters.
        letters: What they stand for.
        seen: Which are seen.
    """

    def __init__(self, characters: Characters, letters: Letters, seen: Integers) -> None:
        """Sort the characters that are seen by their starts."""
        self._characters = characters
        self._texts = letters.table
        self._index = letters.index
        places = seen[np.argsort(characters.starts[seen], kind="stable")]
        self._places: list[int] = places.tolist()
        self._starts: list[float] = characters.starts[places].tolist()
        solid = np.array([bool(text) and not text.isspace() for text in letters.table], np.bool_)
        self._solid = solid[letters.index[places]]
        # The characters in that order.
        self._ordered = places
        self._ends = characters.ends[places]
        self._bases = characters.bases[places]
        self._sizes = characters.sizes[places]
        self._directions = characters.directions[places]

    def mark_in(self, run: Sequence[int], own: Flags) -> Sequence[int]:
        """Return a run if it is a mark, or nothing.

        Args:
            run: Characters that follow each other and read as a mark.
            own: Which characters are superscripts of their own, whatever their size.
        """
        text = "".join(self._text(place) for place in run).translate(_RAISED)
        raised = bool(own[run[0]])
        before = self._before(run[0], raised=raised)
        if before is None:
            return ()
        word = self._word(before, set(run))
        if text.isdigit() and _POWER_OF.search(word):
            return ()
        return () if self._goes_on(run[-1], raised=raised) else run

    def _text(self, place: int) -> str:
        return self._texts[int(self._index[place])]

    def _span(self, left: float, right: float) -> slice:
        """Return which characters, in the order of their starts, begin between two positions."""
        return slice(bisect_right(self._starts, left), bisect_right(self._starts, right))

    def _near(self, left: float, right: float) -> list[int]:
        """Return the characters that begin between two positions, from left to right."""
        return self._places[self._span(left, right)]

    def _before(self, mark: int, *, raised: bool) -> int | None:
        """Return the character of larger text that a mark stands behind."""
        all_, start = self._characters, float(self._characters.starts[mark])
        size = float(all_.sizes[mark])
        reach = size / FOOTNOTES.max_size * 3
        span = self._span(start - reach, start + 0.01)
        big = self._sizes[span]
        gap = start - self._ends[span]
        rise = self._bases[span] - all_.bases[mark]
        fits = (FOOTNOTES.min_rise * big <= rise) & (rise <= FOOTNOTES.max_rise * big)
        fits &= size <= FOOTNOTES.max_size * big
        if raised:
            fits |= np.abs(rise) <= FOOTNOTES.same_line_pt
        fits &= (-FOOTNOTES.max_overlap * big <= gap) & (gap <= FOOTNOTES.max_gap * big)
        fits &= (self._directions[span] == all_.directions[mark]) & self._solid[span]
        fits &= self._ordered[span] != mark
        found = np.flatnonzero(fits)
        return self._places[span.start + int(found[-1])] if len(found) else None

    def _word(self, last: int, without: set[int]) -> str:
        """Return the characters of a word up to its last one, without blanks."""
        all_ = self._characters
        end, size = float(all_.ends[last]), float(all_.sizes[last])
        text = ""
        right = float(all_.starts[last])
        for place in reversed(self._near(end - 4 * size, right)):
            if place in without or all_.directions[place] != all_.directions[last]:
                continue
            if abs(float(all_.bases[place] - all_.bases[last])) > FOOTNOTES.same_line_pt:
                continue
            if self._text(place).isspace():
                break
            text = self._text(place) + text
        return text

    def _goes_on(self, last: int, *, raised: bool) -> bool:
        """Return whether text of a mark's own size, or a fraction's line, follows it."""
        all_, end = self._characters, float(self._characters.ends[last])
        size = float(all_.sizes[last])
        for place in self._near(end - 0.3 * size, end + 0.5 * size):
            if place == last or self._text(place).isspace():
                continue
            rise = abs(float(all_.bases[place] - all_.bases[last]))
            if rise > FOOTNOTES.max_rise * size / FOOTNOTES.max_size:
                continue
            if self._text(place) in _FRACTION:
                return True
            if raised:
                continue
            small = float(all_.sizes[place]) <= size * 1.05
            if small and rise <= FOOTNOTES.same_line_pt:
                return True
        return False
