"""Text set into boxes: a place for each word, from what a file says of cells and fonts.

The places are not those of a printer. Each paragraph is one line, as high as the lines it would
be broken into, since where an office program breaks lines says nothing; no word leaves its box,
and no line comes so near its edge that the next one could be taken for its rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.geometry import BBox
from models.page import Direction, Word


@dataclass(frozen=True)
class SettingRules:
    """Measures of set text. Widths of letters are rounded from those of Helvetica (AFM)."""

    padding_pt: float = 2.0
    """Between a box's edge and its text; Excel leaves about so much."""
    pitch: float = 1.22
    """From one line to the next, in sizes of the font; that of Calibri and Arial."""
    word_height: float = 0.9
    """Height of a word's box, in sizes of the font."""
    narrow: float = 0.28
    """Width of i, l, a stop or a blank, in sizes of the font."""
    wide: float = 0.85
    """Width of m, w, M, W."""
    capital: float = 0.68
    """Width of other capitals."""
    other: float = 0.54
    """Width of other letters and digits."""
    bold: float = 1.06
    """Bold letters are so much wider."""
    least_scale: float = 0.05
    """Letters are never made narrower than this part of their width."""
    clear_letters: float = 2.0
    """So many letters stay free behind a line that its author ended, beside the next word."""


RULES = SettingRules()
_NARROW = frozenset("iIljtfr.,:;'|!()[]/ -`\u2018\u2019\u2022")
_WIDE = frozenset("mwMW@%\u2014")


@dataclass(frozen=True, slots=True)
class Font:
    """A font as far as it matters for how wide text is.

    Attributes:
        size: In points.
        bold: Whether it is bold.
    """

    size: float = 11.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set.

    Attributes:
        font: Its font.
        align: "left", "center" or "right".
        wraps: Whether lines are broken where the box ends, which makes paragraphs higher.
        direction: Which way it reads.
        indent: How far it is moved in, in points.
    """

    font: Font = Font()
    align: str = "left"
    wraps: bool = True
    direction: Direction = Direction.RIGHT
    indent: float = 0.0


def width_of(text: str, font: Font) -> float:
    """Return how wide a text is, in points."""
    return _ems(text) * font.size * (RULES.bold if font.bold else 1.0)


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """Return how wide a text is, in sizes of its font."""
    return sum(
        RULES.narrow if letter in _NARROW
        else RULES.wide if letter in _WIDE
        else RULES.capital if letter.isupper()
        else RULES.other
        for letter in text
    )  # fmt: skip


def height_of(text: str, width: float, setting: Setting) -> float:
    """Return how high the lines of a text are in a box of a width, padding included, in points."""
    room = width - 2 * RULES.padding_pt - setting.indent
    lines = sum(_line_count(words, room, setting) for words in _paragraphs(text))
    return lines * RULES.pitch * setting.font.size


def set_text(text: str, box: BBox, setting: Setting, following: str = "") -> list[Word]:
    """Return the words of a text set into a box, from its top on.

    Args:
        text: The text; line feeds end paragraphs.
        box: Where to set it, in points; lines are set closer, and letters narrower, until all
            of it fits.
        setting: How it is set.
        following: The text of the next paragraph in the same cell, where that is set by itself.
    """
    if setting.direction is Direction.RIGHT:
        return list(_set_upright(text, box, setting, following.split()[:1]))
    upright = BBox(0.0, 0.0, box.height, box.width)
    return [
        Word(word.text, _turned(word.bbox, box, setting.direction), 1.0, setting.direction)
        for word in _set_upright(text, upright, setting, [])
    ]


def _turned(word: BBox, box: BBox, direction: Direction) -> BBox:
    """Return where a word stands in a box whose text reads up or down."""
    if direction is Direction.UP:
        return BBox(
            box.x0 + word.top, box.bottom - word.x1, box.x0 + word.bottom, box.bottom - word.x0
        )
    return BBox(box.x1 - word.bottom, box.top + word.x0, box.x1 - word.top, box.top + word.x1)


def _paragraphs(text: str) -> list[list[str]]:
    """Return the words of each paragraph; blank ones keep their place, but not at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = [line.split() for line in lines]
    while paragraphs and not paragraphs[-1]:
        paragraphs.pop()
    return paragraphs


def _line_count(words: Sequence[str], room: float, setting: Setting) -> int:
    """Return how many lines a paragraph is broken into."""
    if not setting.wraps:
        return 1
    lines, reached = 1, 0.0
    blank = width_of(" ", setting.font)
    for word in words:
        width = width_of(word, setting.font)
        if reached and reached + blank + width > room:
            lines, reached = lines + 1, 0.0
        reached += width + (blank if reached else 0.0)
    return lines


def _set_upright(text: str, box: BBox, setting: Setting, behind: Sequence[str]) -> Iterator[Word]:
    """Yield the words of a text that reads to the right; `behind` is what follows it."""
    padding = min(RULES.padding_pt, box.width / 8)
    left, right = box.x0 + padding + min(setting.indent, box.width / 4), box.x1 - padding
    paragraphs = _paragraphs(text)
    counts = [_line_count(words, right - left, setting) for words in paragraphs]
    if not counts:
        return
    pitch = min(RULES.pitch * setting.font.size, box.height / sum(counts))
    gap = pitch * (1 - RULES.word_height / RULES.pitch)
    y = box.top
    for index, (words, count) in enumerate(zip(paragraphs, counts, strict=True)):
        following = paragraphs[index + 1][:1] if index + 1 < len(paragraphs) else behind
        top, bottom = y + gap / 2, y + count * pitch - gap / 2
        for word, x0, x1 in _placed(words, following, left, right, setting):
            yield Word(word, BBox(x0, top, x1, bottom))
        y += count * pitch


def _placed(
    words: Sequence[str], following: Sequence[str], left: float, right: float, setting: Setting
) -> Iterator[tuple[str, float, float]]:
    """Yield the words of a paragraph with their left and right edges in points.

    Args:
        words: The words.
        following: The next paragraph's first word; nothing where there is none.
        left: Where lines begin.
        right: Where they end.
        setting: How the text is set.
    """
    if not words:
        return
    widths = [width_of(word, setting.font) for word in words]
    blank = width_of(" ", setting.font)
    natural = sum(widths) + blank * (len(widths) - 1)
    room = right - left
    if following:
        # The next paragraph's first word would fit here: that paragraph is not this one's rest.
        letter = natural / len(" ".join(words))
        room = max(room - letter * (len(following[0]) + 1 + RULES.clear_letters), room / 3)
    scale = max(min(room / natural, 1.0), RULES.least_scale)
    natural *= scale
    starts = {"center": (left + right - natural) / 2, "right": right - natural}
    x = max(starts.get(setting.align, left), left)
    for word, width in zip(words, widths, strict=True):
        yield word, x, x + width * scale
        x += (width + blank) * scale
