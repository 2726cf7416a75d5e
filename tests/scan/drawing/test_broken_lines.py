"""Breaks in ruling lines: closed where both ends meet nothing, left where something stands."""

from __future__ import annotations

import numpy as np
import pytest

from extract.readers.scan.drawing.broken_lines import close_breaks
from models.page import Ruling

FRAME = (
    Ruling(0.0, 0.0, 200.0, True),
    Ruling(100.0, 0.0, 200.0, True),
    Ruling(0.0, 0.0, 100.0, False),
    Ruling(200.0, 0.0, 100.0, False),
)


@pytest.mark.parametrize(
    ("pieces", "closed"),
    [
        ([(0, 90), (110, 200)], [(90, 110)]),
        ([(0, 90), (104, 120), (128, 200)], [(90, 104), (120, 128)]),
        ([(0, 40), (130, 200)], []),  # too wide a break beside its pieces
    ],
)
def test_breaks_are_closed(
    pieces: list[tuple[float, float]], closed: list[tuple[float, float]]
) -> None:
    ink = np.zeros((200, 400), np.uint8)
    line = [Ruling(50.0, start, end, True) for start, end in pieces]
    found = close_breaks([*FRAME, *line], ink, 2.0)
    assert [(r.start, r.end) for r in found] == closed
    assert all(r.position == 50.0 and r.horizontal for r in found)


def test_a_line_that_ends_at_another_or_at_a_symbol_has_no_break() -> None:
    ink = np.zeros((200, 400), np.uint8)
    halves = [Ruling(50.0, 0.0, 90.0, True), Ruling(50.0, 110.0, 200.0, True)]
    sides = [Ruling(x, 0.0, 100.0, False) for x in (90.0, 110.0)]
    assert close_breaks([*FRAME, *halves, *sides], ink, 2.0) == []
    ink[80:120, 178:182] = ink[80:120, 218:222] = 255  # a box between two connectors
    assert close_breaks([*FRAME, *halves], ink, 2.0) == []
