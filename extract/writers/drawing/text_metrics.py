"""The width of text in a drawing, and how it breaks into lines.

Sizes are in pixels, for Arial or a font of the same widths.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from normalize.text import fold_space


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Size of text in a drawing."""

    # Arial at 12 px, in which bpmn-js writes task names; lines are 1.25 times as high.
    font_px: int = 12
    line_px: int = 15
    # How much wider a text may come out than Arial's widths say, where another font replaces it.
    # Unfitted.
    max_font_ratio: float = 1.12


TEXT = TextSizes()


def clean(text: str | None) -> str:
    """Return a text in one line, without characters that XML forbids (XML 1.0, production 2)."""
    return fold_space("".join(char if _may_stand(char) else " " for char in text or ""))


def shorten(text: str, length: int) -> str:
    """Return a text cut to a number of characters, between words if possible."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    kept = head.rpartition(" ")[0]
    return f"{kept if len(kept) > length // 2 else head}…"


def width_of(text: str, size: float = TEXT.font_px) -> float:
    """Return the width of a text in one line, in pixels."""
    widths, default = _widths()
    return sum(widths.get(char, default) for char in text) * size / 1000 * TEXT.max_font_ratio


def wrap(text: str, width: float, size: float = TEXT.font_px) -> list[str]:
    """Return the lines of a text, none wider than a width in pixels.

    A word is broken only if it alone is wider than a line.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and width_of(f"{line} {word}", size) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _break(word, width, size)
        lines += full
    return [*lines, line] if line else lines


def block_of(text: str, width: float, size: float = TEXT.font_px) -> tuple[int, int]:
    """Return width and height in pixels of a text broken into lines of at most a width."""
    lines = wrap(text, width, size)
    if not lines:
        return 0, 0
    height = len(lines) * TEXT.line_px * size / TEXT.font_px
    return math.ceil(max(width_of(line, size) for line in lines)), math.ceil(height)


def _break(word: str, width: float, size: float) -> list[str]:
    """Return the pieces of a word, one where it fits into a line."""
    pieces, piece, room = [], "", width
    for char in word:
        need = width_of(char, size)
        if piece and need > room:
            pieces.append(piece)
            piece, room = "", width
        piece += char
        room -= need
    return [*pieces, piece]


def _may_stand(char: str) -> bool:
    """Return whether XML allows a character."""
    code = ord(char)
    return code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)


@cache
def _widths() -> tuple[dict[str, int], int]:
    """Return the widths of letters and of any other, in thousandths of the font size."""
    text = resources.files(__package__).joinpath("letters.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    widths = {char: int(width) for width, chars in table["widths"].items() for char in chars}
    return widths, table["default"]
