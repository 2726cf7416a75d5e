"""How wide words are when drawn, and how they are broken into lines.

Sizes are in pixels of a drawing, in Arial or a font of its widths.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources

from normalize.text import fold_space

FONT_SIZE = 12
LINE_HEIGHT = 15

# Where Arial is missing its substitute is often wider.
_ALLOWANCE = 1.12


def clean(text: str | None) -> str:
    """Return a text in one line, without what XML cannot hold (XML 1.0, production 2)."""
    return fold_space("".join(char if _may_stand(char) else " " for char in text or ""))


def shorten(text: str, length: int) -> str:
    """Return a text cut to a number of characters, between words where it can be."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    kept = head.rpartition(" ")[0]
    return f"{kept if len(kept) > length // 2 else head}…"


def width_of(text: str, size: float = FONT_SIZE) -> float:
    """Return how wide a text is in one line."""
    widths, default = _widths()
    return sum(widths.get(char, default) for char in text) * size / 1000 * _ALLOWANCE


def wrap(text: str, width: float, size: float = FONT_SIZE) -> list[str]:
    """Return the lines of a text none of which is wider than a width.

    Words stay whole where they fit into a line by themselves.
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


def block_of(text: str, width: float, size: float = FONT_SIZE) -> tuple[int, int]:
    """Return width and height of a text broken into lines that are at most so wide."""
    lines = wrap(text, width, size)
    if not lines:
        return 0, 0
    height = len(lines) * LINE_HEIGHT * size / FONT_SIZE
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
    """Return whether a character may stand in XML."""
    code = ord(char)
    return code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)


@cache
def _widths() -> tuple[dict[str, int], int]:
    """Return the widths of letters and that of any other, in thousandths of the size."""
    text = resources.files(__package__).joinpath("letters.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    widths = {char: int(width) for width, chars in table["widths"].items() for char in chars}
    return widths, table["default"]
