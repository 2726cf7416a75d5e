"""What of a page's text layer can be believed.

A text layer may lie: its glyphs may mean nothing, OCR may have guessed it, a picture may hide it,
or there may be none where a picture shows text. Nothing is thrown away that may be right: it
gets a low confidence, and its area is marked, so that it can be read from the page's image.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extract.readers.areas import join_areas
from extract.readers.pdf.engine import Flags, Integers
from extract.readers.pdf.footnotes import find_footnote_marks
from extract.readers.pdf.letters import UNKNOWN, Letters, read_letters
from extract.readers.pdf.mappings import GlyphNames, put_right
from extract.readers.pdf.outlines import find_outlines
from extract.readers.pdf.painted import Characters, Painting
from extract.readers.pdf.visible import part_characters
from extract.readers.pdf.watermarks import find_watermark, watermark_words
from extract.readers.pdf.words import build_words
from extract.readers.quality import measure_quality
from models.geometry import BBox
from models.page import PageNote, Word
from models.source import TextOrigin

# A picture from this part of the page on may hold text that matters; a logo, a stamp and a
# signature are smaller.
LARGE_PICTURE = 0.05
# Text on a picture covers at least this part of it where the picture is only a background.
TEXT_SHARE = 0.02
# So many hidden words are a text layer; fewer are a leftover.
FEWEST_HIDDEN = 3
# A recognised text layer that reads worse than this is poor, and seen text is garbled.
GOOD_LAYER = 0.8
GARBLED = 0.35
GARBLED_PLAUSIBLE = 0.75
# Confidence of words at their best: recognised, hidden by a picture, beside unreadable ones.
RECOGNISED = 0.9
POOR = 0.5
HIDDEN = 0.4
DOUBTED = 0.5
# Words without ink count as the page's text where seen ones are at most this part of them.
FEW_SEEN = 0.1
# How far, in points, one unreadable word is from the next of the same area.
NEIGHBOURS = 8.0
# A word with digits inside it, as a font gives them for letters joined into one glyph. One such
# word may be a name; more are the font's.
_DIGITS_IN_WORD = re.compile(r"\W*[A-Za-z]?[a-z]{2,}\d{1,2}[a-z]{2,}\W*")
FEWEST_ODD = 2
# Words of a watermark, and letters of each, that are told.
MOST_WORDS, MOST_SHOWN = 5, 60
# Where such areas are more than this, what lies between them is doubtful too.
MOST_AREAS = 4


@dataclass(slots=True)
class TextLayer:
    """A page's text layer with what is to be thought of it.

    Attributes:
        words: The words, each with its confidence.
        origin: Where they come from.
        untrusted: Areas that should be read from the page's image.
        pictured: Areas whose text was recognised by whoever made the file, and is good.
        notes: What a person should know.
        outlines: Which subpaths are letters drawn as shapes.
    """

    words: list[Word] = field(default_factory=list)
    origin: TextOrigin = TextOrigin.DIGITAL
    untrusted: list[BBox] = field(default_factory=list)
    pictured: list[BBox] = field(default_factory=list)
    notes: list[PageNote] = field(default_factory=list)
    outlines: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))

    def doubt(self, area: BBox, note: PageNote) -> None:
        """Mark an area as one that should be read from the page's image."""
        self.untrusted.append(area)
        self.notes.append(replace(note, area=area))


def read_text_layer(
    painting: Painting, names: Callable[[], GlyphNames] = dict[str, Mapping[str, str]]
) -> TextLayer:
    """Return the words of a page, and how far they can be believed.

    Args:
        painting: What the page paints.
        names: Tells the names of glyphs for which fonts give digits.
    """
    page = BBox(0.0, 0.0, painting.width, painting.height)
    characters = painting.characters
    letters = read_letters(characters, painting.fonts)
    parted = part_characters(painting)
    marked = find_watermark(characters, letters, parted.seen)
    parted.seen = _without(parted.seen, marked)
    marked = np.union1d(marked, parted.marked) if len(parted.marked) else marked
    notes = find_footnote_marks(characters, letters, parted.seen)
    parted.seen = _without(parted.seen, notes)
    put_right(characters, letters, parted.seen, painting.fonts, names)
    seen, beneath, inkless, hidden = (
        [word for word in build_words(characters, letters, chosen) if _stands_on(word, page)]
        for chosen in (parted.seen, parted.beneath, parted.inkless, parted.hidden)
    )
    layer = TextLayer()
    size = page.width * page.height
    areas = join_areas(painting.pictures)
    large = [area for area in areas if area.width * area.height >= LARGE_PICTURE * size]
    inkless = _not_seen_twice(inkless, seen)
    if inkless and len(seen) <= FEW_SEEN * len(inkless):
        large += _areas_apart(inkless, large)
    recognised: list[Word] = []
    for area in large:
        old, beneath = _split(beneath, area)
        guessed, inkless = _split(inkless, area)
        if guessed:
            recognised += _rate_recognised(layer, area, guessed)
            hidden += old
        elif len(old) >= FEWEST_HIDDEN:
            recognised += _doubt_hidden(layer, area, old)
        else:
            hidden += old
            if _share(seen, area) < TEXT_SHARE:
                layer.doubt(area, PageNote("picture-not-read"))
    outlined, layer.outlines = find_outlines(painting, len(seen))
    if outlined:
        # The whole page, as its ruling lines are better told from letters in the picture too.
        layer.doubt(page, PageNote("text-layer-untrusted", "outlines"))
    seen = _doubt_unreadable(layer, seen)
    if len(marked):
        _note_watermark(layer, characters, letters, marked)
    _note_hidden(layer, [*hidden, *beneath, *inkless])
    layer.words = seen + recognised
    if recognised:
        layer.origin = TextOrigin.MIXED if seen else TextOrigin.OCR
    return layer


def _without(places: Integers, taken: Integers) -> Integers:
    """Return places, ascending, without some of them."""
    return np.setdiff1d(places, taken, assume_unique=True) if len(taken) else places


def _stands_on(word: Word, area: BBox) -> bool:
    """Return whether a word's middle is in an area."""
    return area.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def _split(words: Iterable[Word], area: BBox) -> tuple[list[Word], list[Word]]:
    """Return the words in an area, and the others."""
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        (inside if _stands_on(word, area) else outside).append(word)
    return inside, outside


def _not_seen_twice(words: Iterable[Word], seen: Sequence[Word]) -> list[Word]:
    """Return words without those that lie over seen ones."""
    words = list(words)
    if not words:
        return words
    rows: dict[int, list[Word]] = {}
    for word in seen:
        rows.setdefault(int(word.bbox.y_mid // 12), []).append(word)
    return [
        word
        for word in words
        if not any(
            other.bbox.contains_point(word.bbox.x_mid, word.bbox.y_mid)
            for row in range(-1, 2)
            for other in rows.get(int(word.bbox.y_mid // 12) + row, ())
        )
    ]


def _areas_apart(words: Sequence[Word], areas: Sequence[BBox]) -> list[BBox]:
    """Return the areas of words that stand in none of some areas."""
    apart = [word for word in words if not any(_stands_on(word, area) for area in areas)]
    if len(apart) < FEWEST_HIDDEN:
        return []
    return join_areas(word.bbox.grown(NEIGHBOURS) for word in apart)


def _share(words: Iterable[Word], area: BBox) -> float:
    """Return the part of an area that words cover."""
    covered = sum(word.bbox.overlap(area) for word in words)
    return covered / (area.width * area.height)


def _doubt_hidden(layer: TextLayer, area: BBox, words: Sequence[Word]) -> list[Word]:
    """Mark text that a picture hides: it may be older than what the picture shows."""
    layer.doubt(area, PageNote("text-layer-untrusted", "hidden", {"count": len(words)}))
    return [replace(word, confidence=min(word.confidence, HIDDEN)) for word in words]


def _rate_recognised(layer: TextLayer, area: BBox, words: Sequence[Word]) -> list[Word]:
    """Give recognised text a confidence by how it reads; mark it where it is poor."""
    quality = measure_quality(word.text for word in words)
    score = quality.score if quality else 0.0
    if score < GOOD_LAYER:
        wording = "poor" if quality else "short"
        params: dict[str, str | int | list[str]] = {"percent": round(100 * score)}
        layer.doubt(area, PageNote("text-layer-untrusted", wording, params))
    else:
        layer.pictured.append(area)
    best = RECOGNISED * score if score >= GOOD_LAYER else POOR * max(score, 0.5)
    return [replace(word, confidence=min(word.confidence, best)) for word in words]


def _doubt_unreadable(layer: TextLayer, words: list[Word]) -> list[Word]:
    """Mark where the letters of seen text are unknown or make no words; return the words."""
    unreadable = [word for word in words if _is_unreadable(word)]
    odd = [word for word in words if _DIGITS_IN_WORD.fullmatch(word.text)]
    if len(odd) >= FEWEST_ODD:
        unreadable += odd
    away = set(map(id, unreadable))
    readable = (word.text for word in words if id(word) not in away)
    quality = measure_quality(readable, slips=False)
    if quality and quality.plausible < GARBLED_PLAUSIBLE and quality.score < GARBLED:
        unreadable = words
    if not unreadable:
        return words
    areas = join_areas(word.bbox.grown(NEIGHBOURS) for word in unreadable)
    if len(areas) > MOST_AREAS:
        areas = [BBox.around(areas)]
    for area in areas:
        count = sum(_stands_on(word, area) for word in unreadable)
        layer.doubt(area, PageNote("text-layer-untrusted", "letters", {"count": int(count)}))
    doubted = {id(word) for word in unreadable}
    return [
        replace(word, confidence=min(word.confidence, DOUBTED))
        if id(word) in doubted or any(_stands_on(word, area) for area in areas)
        else word
        for word in words
    ]


def _is_unreadable(word: Word) -> bool:
    """Return whether several letters of a word are unknown, or one among others is.

    One unknown character alone is a bullet or a symbol.
    """
    if word.text.isascii() or len(word.text) < 2:
        return False
    unknown = sum(c == UNKNOWN or unicodedata.category(c) == "Co" for c in word.text)
    return unknown >= 2 or UNKNOWN in word.text


def _note_watermark(
    layer: TextLayer, characters: Characters, letters: Letters, marked: Integers
) -> None:
    """Say which words were taken off the page, as an office may want to know of a draft."""
    words = watermark_words(characters, letters, marked)
    if not words:
        return
    shown = [word[:MOST_SHOWN] for word in words[:MOST_WORDS]]
    x0, top, x1, bottom = characters.boxes[marked].T
    area = BBox(float(x0.min()), float(top.min()), float(x1.max()), float(bottom.max()))
    layer.notes.append(PageNote("watermark-removed", None, {"words": shown}, area))


def _note_hidden(layer: TextLayer, words: Sequence[Word]) -> None:
    """Say that words of the text layer which nobody can see were left out."""
    if not any(any(map(str.isalnum, word.text)) for word in words):
        return
    area = BBox.around(word.bbox for word in words)
    layer.notes.append(PageNote("text-not-shown", None, {"count": len(words)}, area))
