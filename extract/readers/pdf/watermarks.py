"""Watermarks: words laid over or under a page that are no part of what it says.

DRAFT and SALINAN across a page would put their letters into cells. They are taken off, and told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from extract.readers.pdf.engine import Flags, Integers
from extract.readers.pdf.letters import Letters
from extract.readers.pdf.painted import NO_COLOUR, Characters


@dataclass(frozen=True, slots=True)
class WatermarkThresholds:
    """When a character is one of a watermark.

    Attributes:
        min_lean_degrees: Text that leans more on a page of straight text is laid across it; pages
            that are scanned or straightened lean by 2 at the most.
        max_leaning_share: Where more of a page's characters lean, that is how it is written.
        min_pale_size: Height, in times that of the page's common text, from which on pale letters
            are a watermark. Unfitted; titles have up to 2.5.
        min_large_size: The same for letters of any colour. Unfitted.
        min_pale_shade: Brightness of ink, of 255, from which on it is pale. Unfitted; grey text
            that is meant to be read has up to 150.
        min_tiles: So many times the same pale word stands on a page that is tiled with it.
        min_characters: Fewer characters do not tell what common text is.
    """

    min_lean_degrees: float = 5.0
    max_leaning_share: float = 0.4
    min_pale_size: float = 3.0
    min_large_size: float = 8.0
    min_pale_shade: int = 160
    min_tiles: int = 6
    min_characters: int = 30


T = WatermarkThresholds()


def find_watermark(characters: Characters, letters: Letters, seen: Integers) -> Integers:
    """Return which characters that are seen make a watermark, as indices in ascending order.

    Args:
        characters: The characters of a page.
        letters: What they stand for.
        seen: The indices of those that are seen.
    """
    inked = seen[~letters.are(" ", "")[seen]]
    if len(inked) < T.min_characters:
        return inked[:0]
    leans, sizes = characters.leans[inked], characters.sizes[inked]
    leaning = np.abs(leans) > T.min_lean_degrees
    if leaning.mean() > T.max_leaning_share:
        leaning = np.zeros(len(inked), np.bool_)
    common = float(np.median(sizes[~leaning]))
    pale = _are_pale(characters.colours[inked])
    large = (sizes >= T.min_pale_size * common) & pale
    large |= sizes >= T.min_large_size * common
    tiled = _are_tiled(characters.orders[inked], letters.index[inked], pale)
    found = leaning | large | tiled
    return inked[found]


def watermark_words(characters: Characters, letters: Letters, found: Integers) -> list[str]:
    """Return the words of a watermark, each once, in the order of painting.

    Args:
        characters: The characters of a page.
        letters: What they stand for.
        found: The indices of the watermark's characters.
    """
    words: dict[str, None] = {}
    text, before = "", (0.0, 0.0, 0)
    for place in found.tolist():
        kind = (
            round(float(characters.sizes[place]), 1),
            round(float(characters.leans[place]), 1),
            int(characters.colours[place]),
        )
        if kind != before and text:
            words[text] = None
            text = ""
        before = kind
        text += letters.table[int(letters.index[place])]
    words[text] = None
    return [word for word in words if word]


def _are_pale(colours: Integers) -> Flags:
    """Return which colours are pale; ITU-R BT.601 says how bright each is."""
    red, green, blue = colours >> 16 & 255, colours >> 8 & 255, colours & 255
    bright: Flags = 0.299 * red + 0.587 * green + 0.114 * blue >= T.min_pale_shade
    bright &= colours != NO_COLOUR
    return bright


def _are_tiled(orders: Integers, index: Integers, pale: Flags) -> Flags:
    """Return which characters are of a pale word that stands all over the page.

    Args:
        orders: Their places in the order of painting.
        index: What they stand for.
        pale: Which are pale.
    """
    tiled = np.zeros(len(index), np.bool_)
    chosen = np.flatnonzero(pale)
    if len(chosen) < T.min_tiles * 2:
        return tiled
    heads = np.flatnonzero(np.diff(orders[chosen], prepend=-1))
    pieces = np.split(index[chosen], heads[1:])
    keys = [tuple(piece.tolist()) for piece in pieces]
    times = Counter(keys)
    for place, key in enumerate(keys):
        if len(key) > 1 and times[key] >= T.min_tiles:
            start = heads[place]
            tiled[chosen[start : start + len(key)]] = True
    return tiled
