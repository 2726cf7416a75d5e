"""Characters assembled into words.

Characters that follow each other on one baseline make a string; strings that touch are one string,
whatever the order they were painted in; a string is cut into words at blanks and gaps. Letters
spaced apart ("N O M O R") are told by their gaps, which are all alike.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.readers.pdf.engine import Flags, Integers
from extract.readers.pdf.letters import UNKNOWN, Letters
from extract.readers.pdf.painted import DIRECTIONS, Characters, Placed
from models.geometry import BBox
from models.page import Word


@dataclass(frozen=True, slots=True)
class WordThresholds:
    """How far apart the characters of a word may be; lengths are in font sizes.

    Attributes:
        word_gap: Gap between two characters from which on they belong to two words.
        string_gap: Gap from which on they belong to two strings.
        step_back: How far a character may begin before the one it follows.
        rise: How far two characters of a word may lie above or below each other.
        overlap: How far two strings that are joined may overlap.
        copy_shift: How far apart the two copies of a character drawn twice to look bold may be.
        max_spacing: Gap that letters spaced apart have at the most.
        word_spacing: Gaps so many times as wide as theirs part words.
        min_spaced: Fewer single letters in a row are not letters spaced apart.
        min_spaced_as_blanks: Fewer single letters in a row are not where their gaps are the
            line's blanks; "N O M O R SOP" has the same between all.
        same_blank: Gaps at least so many times as wide as a line's blanks are such blanks.
        line_pt: Height of the stretches of the page by which strings are looked up, in points;
            it changes the time alone.
        min_shuffled: Fewer characters say nothing of the order in which they are painted.
        shuffled_share: Where so many do not follow the one before, they are painted in any order;
            tables of single words have 0.2.
        row_rise: How far the baselines of a row may differ on a page painted in any order.
        unknown_confidence: Confidence of a word with a glyph whose meaning the font does not tell.

    All are unfitted: set by the spacing of common fonts, where blanks are 0.25 to 0.28 wide.
    """

    word_gap: float = 0.2
    string_gap: float = 1.5
    step_back: float = 0.1
    rise: float = 0.35
    overlap: float = 0.3
    copy_shift: float = 0.12
    max_spacing: float = 1.0
    word_spacing: float = 1.5
    min_spaced: int = 3
    min_spaced_as_blanks: int = 4
    same_blank: float = 0.8
    line_pt: float = 4.0
    min_shuffled: int = 20
    shuffled_share: float = 0.5
    row_rise: float = 0.05
    unknown_confidence: float = 0.2


T = WordThresholds()


def build_words(characters: Characters, letters: Letters, chosen: Integers) -> list[Word]:
    """Assemble characters into words.

    Args:
        characters: The characters of a page, in the order of painting.
        letters: What they stand for.
        chosen: Which of them, ascending.

    Returns:
        The words, in no order that means anything. Letters that are drawn twice are taken once.
    """
    if not len(chosen):
        return []
    some = characters.placed.take(chosen)
    index = letters.index[chosen]
    blank = np.array([text.isspace() for text in letters.table], np.bool_)[index]
    kept = _without_copies(some, index, blank)
    if kept is not None:
        some, index, blank = some.take(kept), index[kept], blank[kept]
    rows = _in_rows(some)
    if rows is not None:
        some, index, blank = some.take(rows), index[rows], blank[rows]
    order, breaks = _joined(some, blank)
    some, index, blank = some.take(order), index[order], blank[order]
    return _cut(some, [letters.table[i] for i in index.tolist()], blank, breaks)


def _follow(characters: Placed) -> Flags:
    """Return which characters go on, on the same line, where the one before them ended."""
    starts, ends, bases = characters.starts, characters.ends, characters.bases
    sizes, directions = characters.sizes[:-1], characters.directions
    follow: Flags = (
        (starts[1:] - starts[:-1] >= -T.step_back * sizes)
        & (starts[1:] - ends[:-1] <= T.string_gap * sizes)
        & (np.abs(bases[1:] - bases[:-1]) <= T.rise * sizes)
        & (directions[1:] == directions[:-1])
    )
    return follow


def _in_rows(characters: Placed) -> Integers | None:
    """Return the characters row by row, where they are painted in any order; else None.

    Rows are told by their baselines, which letters placed one by one share to a hair.
    """
    if len(characters) < T.min_shuffled:
        return None
    if np.count_nonzero(~_follow(characters)) < T.shuffled_share * len(characters):
        return None
    order = np.lexsort((characters.bases, characters.directions))
    bases, directions = characters.bases[order], characters.directions[order]
    apart = np.abs(np.diff(bases)) > T.row_rise * characters.sizes[order][1:]
    row = np.concatenate(([0], (apart | (np.diff(directions) != 0)).cumsum()))
    rows: Integers = order[np.lexsort((characters.starts[order], row))]
    return rows


def _without_copies(characters: Placed, index: Integers, blank: Flags) -> Integers | None:
    """Return which characters do not repeat another at nearly the same place; None for all."""
    if len(characters) < 2:
        return None
    # One number for a letter at a place; other letters may have the same, which costs time alone.
    keys = np.rint(characters.starts).astype(np.int64) << 20
    keys = ((keys + np.rint(characters.bases).astype(np.int64)) << 18) + index
    ordered = np.sort((keys << 2) + characters.directions)
    if not (ordered[1:] == ordered[:-1]).any():
        return None
    shifts = (T.copy_shift * characters.sizes).tolist()
    starts, bases = characters.starts.tolist(), characters.bases.tolist()
    seen: dict[tuple[int, int, int], list[int]] = {}
    kept: list[int] = []
    blanks = blank.tolist()
    for place, key in enumerate((index << 2 | characters.directions).tolist()):
        start, base, shift = starts[place], bases[place], shifts[place]
        column, row = int(start // 4), int(base // 4)
        if not blanks[place] and any(
            abs(starts[other] - start) <= shift and abs(bases[other] - base) <= shift
            for x in {column, int((start - shift) // 4), int((start + shift) // 4)}
            for y in {row, int((base - shift) // 4), int((base + shift) // 4)}
            for other in seen.get((key, x, y), ())
        ):
            continue
        seen.setdefault((key, column, row), []).append(place)
        kept.append(place)
    return np.array(kept, np.int64)


def _joined(characters: Placed, blank: Flags) -> tuple[Integers, Flags]:
    """Return an order of the characters in which strings that touch follow each other.

    Returns:
        The places of the characters, and which of them, in that order, begin a string.
    """
    starts = characters.starts
    heads = np.flatnonzero(np.concatenate(([True], ~_follow(characters))))
    tails = np.append(heads[1:], len(starts)) - 1
    order = np.argsort(starts[heads], kind="stable")
    heads, tails = heads[order], tails[order]
    after = _pair_strings(characters, blank, heads, tails)
    following = set(after.values())
    pieces: list[tuple[int, int]] = []
    begins: list[int] = []
    length = 0
    firsts, lasts = heads.tolist(), (tails + 1).tolist()
    for string in range(len(firsts)):
        if string in following:
            continue
        begins.append(length)
        place: int | None = string
        while place is not None:
            pieces.append((firsts[place], lasts[place]))
            length += lasts[place] - firsts[place]
            place = after.get(place)
    lengths = np.array([stop - start for start, stop in pieces])
    offsets = np.array([start for start, _ in pieces]) - np.concatenate(
        ([0], lengths.cumsum()[:-1])
    )
    breaks = np.zeros(len(starts), np.bool_)
    breaks[begins] = True
    return np.arange(len(starts)) + np.repeat(offsets, lengths), breaks


def _pair_strings(
    characters: Placed, blank: Flags, heads: Integers, tails: Integers
) -> dict[int, int]:
    """Return for strings, in the order of their starts, the one that goes on where each ends."""
    head_starts = characters.starts[heads].tolist()
    head_bases = characters.bases[heads].tolist()
    head_blank = blank[heads].tolist()
    directions = characters.directions[heads].tolist()
    lines: dict[tuple[int, int], list[int]] = {}
    rows = (characters.bases[heads] // T.line_pt).astype(np.int64).tolist()
    for string, row in enumerate(rows):
        lines.setdefault((directions[string], row), []).append(string)
    after: dict[int, int] = {}
    taken: set[int] = set()
    tail_rows = (characters.bases[tails] // T.line_pt).astype(np.int64).tolist()
    tail_blank = blank[tails].tolist()
    tail_starts, tail_ends = characters.starts[tails].tolist(), characters.ends[tails].tolist()
    tail_bases, tail_sizes = characters.bases[tails].tolist(), characters.sizes[tails].tolist()
    for string, row in enumerate(tail_rows):
        if tail_blank[string]:
            continue
        end, size = tail_ends[string], tail_sizes[string]
        begin, base, direction = tail_starts[string], tail_bases[string], directions[string]
        best, nearest = None, 0.0
        for shift in (-1, 0, 1):
            line = lines.get((direction, row + shift), ())
            if not line:
                continue
            first = bisect_left(line, end - T.overlap * size, key=head_starts.__getitem__)
            for other in line[first:]:
                gap = head_starts[other] - end
                if gap > T.word_gap * size:
                    break
                if (
                    other not in taken
                    and other != string
                    and head_starts[other] > begin
                    and abs(head_bases[other] - base) <= T.rise * size
                    and not head_blank[other]
                    and (best is None or abs(gap) < nearest)
                ):
                    best, nearest = other, abs(gap)
        if best is not None:
            after[string] = best
            taken.add(best)
    return after


def _cut(characters: Placed, texts: list[str], blank: Flags, breaks: Flags) -> list[Word]:
    """Return the words of strings.

    Args:
        characters: The characters, string after string.
        texts: What they stand for.
        blank: Which are blanks.
        breaks: Which begin a string.
    """
    solid = np.flatnonzero(~blank)
    if not len(solid):
        return []
    string = breaks.cumsum()[solid]
    before, after = solid[:-1], solid[1:]
    gap = characters.starts[after] - characters.ends[before]
    begins = np.concatenate(
        (
            [True],
            (np.diff(solid) > 1)
            | (np.diff(string) > 0)
            | (gap > T.word_gap * characters.sizes[before]),
        )
    )
    first = np.flatnonzero(begins)
    counts = np.diff(np.append(first, len(solid)))
    first = _respaced(characters, [texts[i] for i in solid.tolist()], solid, string, first, counts)
    boxes = characters.boxes[solid]
    rows = zip(
        np.minimum.reduceat(boxes[:, 0], first).tolist(),
        np.minimum.reduceat(boxes[:, 1], first).tolist(),
        np.maximum.reduceat(boxes[:, 2], first).tolist(),
        np.maximum.reduceat(boxes[:, 3], first).tolist(),
        strict=True,
    )
    shown = [texts[i] for i in solid.tolist()]
    directions = characters.directions[solid][first].tolist()
    stops = [*first[1:].tolist(), len(solid)]
    words = []
    for start, stop, box, direction in zip(first.tolist(), stops, rows, directions, strict=True):
        text = "".join(shown[start:stop])
        if not text:
            continue
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        words.append(
            Word(
                text,
                BBox(*box),
                T.unknown_confidence if UNKNOWN in text else 1.0,
                DIRECTIONS[direction],
            )
        )
    return words


def _respaced(
    characters: Placed,
    texts: list[str],
    solid: Integers,
    string: Integers,
    first: Integers,
    counts: Integers,
) -> Integers:
    """Return where words begin, those that letters spaced apart make joined.

    Args:
        characters: The characters.
        texts: What those that are no blanks stand for.
        solid: The places of those among all.
        string: The strings they are of.
        first: Where words begin among them.
        counts: How many of them each word has.
    """
    single = counts == 1
    if np.count_nonzero(single) < T.min_spaced:
        return first
    of_string = string[first]
    # Runs of single letters that follow each other in one string.
    opens = single & ~np.concatenate(([False], single[:-1] & (of_string[1:] == of_string[:-1])))
    run = np.where(single, opens.cumsum(), 0)
    sizes = np.bincount(run)
    sizes[0] = 0
    keep = np.ones(len(first), np.bool_)
    for number in np.flatnonzero(sizes >= T.min_spaced).tolist():
        words = np.flatnonzero(run == number)
        places = solid[first[words]]
        gaps = characters.starts[places[1:]] - characters.ends[places[:-1]]
        spacing = float(np.sort(gaps)[len(gaps) // 3])
        run_texts = [texts[i] for i in first[words].tolist()]
        if spacing > T.max_spacing * characters.sizes[places[0]] or not _may_be_word(run_texts):
            continue
        if len(words) < T.min_spaced_as_blanks and _are_blanks(
            characters, solid, first, of_string, words, spacing
        ):
            continue
        keep[words[1:]] = gaps > T.word_spacing * spacing
    return first[keep]


def _may_be_word(run: list[str]) -> bool:
    """Return whether single letters in a row may be one word that is spaced apart.

    Letters of the alphabet in their order are a list ("A B C"), and so are letters that a sign
    stands between each time ("A / B / C", "x > y").
    """
    alphabetic = [text for text in run if text.isalpha()]
    if 2 * len(alphabetic) < len(run):
        return False
    if len(alphabetic) == len(run):
        codes = [ord(text) for text in run]
        return any(after - before != 1 for before, after in pairwise(codes))
    signs = [not text.isalnum() for text in run]
    return not (any(signs) and all(one != other for one, other in pairwise(signs)))


def _are_blanks(
    characters: Placed,
    solid: Integers,
    first: Integers,
    of_string: Integers,
    run: Integers,
    spacing: float,
) -> bool:
    """Return whether the gaps between single letters are those between all words of their line.

    Args:
        characters: The characters.
        solid: The places of those that are no blanks.
        first: Where words begin among them.
        of_string: The string that each word is of.
        run: The words that are single letters in a row.
        spacing: The gap between them, in points.
    """
    line = np.flatnonzero(of_string == of_string[run[0]])
    begins = characters.starts[solid[first[line[1:]]]]
    ends = characters.ends[solid[first[line[1:]] - 1]]
    outside = ~(np.isin(line[1:], run) & np.isin(line[:-1], run))
    gaps = (begins - ends)[outside]
    return len(gaps) > 0 and bool(spacing >= T.same_blank * float(np.median(gaps)))
