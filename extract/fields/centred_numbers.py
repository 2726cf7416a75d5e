"""Numbers that stand centred beside the lines of their items, put before the first of them.

A list made as a table has its numbers in a column of their own, level with the middle of each
item. Read from top to bottom, an item's first lines then come before its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.geometry import BBox
from models.raw import RawText
from normalize.bullets import bullet_style, follows, strip_bullet


@dataclass(frozen=True, slots=True)
class CentredThresholds:
    """What a column of centred numbers looks like. Unfitted."""

    # Text begins so far right of the numbers at least, in points.
    min_indent_pt: float = 4.0
    # A list of more lines is read as it stands; a bound of time.
    max_lines: int = 200


CENTRED = CentredThresholds()

_COUNTING = ("number", "lower", "upper", "roman")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text; `number` is the index of the number printed on it, if one is."""

    text: RawText
    box: BBox
    number: int | None


def with_numbers_first(lines: Sequence[RawText]) -> list[RawText]:
    """Return lines with each centred number before its item's first line.

    Args:
        lines: The lines of a box from top to bottom.

    Returns:
        The same lines where numbers are not centred: a list whose first line has a number, or
        whose text begins where its numbers do.
    """
    numbers: list[tuple[str, float]] = []
    texts: list[_Line] = []
    left, begins = float("inf"), float("inf")
    for line in lines:
        box = line.place.bbox
        if box is None:
            return list(lines)
        bullet, rest = strip_bullet(line.text)
        if bullet is None or bullet_style(bullet) not in _COUNTING:
            texts.append(_Line(line, box, None))
            begins = min(begins, box.x0)
            continue
        if not follows(numbers[-1][0] if numbers else None, bullet):
            return list(lines)
        numbers.append((bullet, box.y_mid))
        left = min(left, box.x0)
        if rest:
            texts.append(_Line(line.with_text(rest), box, len(numbers) - 1))
    centred = bool(texts) and texts[0].number is None and begins >= left + CENTRED.min_indent_pt
    if not numbers or not centred or not len(numbers) <= len(texts) <= CENTRED.max_lines:
        return list(lines)
    starts = _starts([y for _, y in numbers], texts)
    if starts is None:
        return list(lines)
    bullets = dict(zip(starts, (bullet for bullet, _ in numbers), strict=True))
    return [
        line.text.with_text(f"{bullets[i]}. {line.text.text}") if i in bullets else line.text
        for i, line in enumerate(texts)
    ]


def _starts(middles: Sequence[float], lines: Sequence[_Line]) -> list[int] | None:
    """Return the index of each item's first line, so that numbers are nearest to the middles.

    Args:
        middles: Where the numbers stand, from top to bottom.
        lines: The lines of text.
    """
    count = len(lines)
    best: list[tuple[float, list[int]] | None] = [(0.0, []), *([None] * count)]
    for number, middle in enumerate(middles):
        after: list[tuple[float, list[int]] | None] = [None] * (count + 1)
        for start in range(count):
            before = best[start]
            if before is None:
                continue
            for end in range(start + 1, count + 1):
                if lines[end - 1].number not in (None, number):
                    break
                off = abs((lines[start].box.top + lines[end - 1].box.bottom) / 2 - middle)
                known = after[end]
                if known is None or before[0] + off < known[0]:
                    after[end] = (before[0] + off, [*before[1], start])
        best = after
    last = best[count]
    return None if last is None else last[1]
