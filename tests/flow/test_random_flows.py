"""Flows made at random, drawn in every manner of the other tests, are read as they were made."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from shapely import LineString, box

from models.flowchart import Point
from tests.flow.pens import PENS
from tests.flow.sheets import Box, Sheet, edges_of, symbols_of
from tests.flow.test_symbols import PAINTERS

Way = tuple[Point, ...]
LABELS = {True: "Ya", False: "Tidak"}
# Ways keep this far from each other and from symbols that they lead past, in points.
APART = 3.0


@dataclass
class Made:
    """A flow in the making: its symbols, and the ways found for its arrows."""

    rng: random.Random
    sheet: Sheet
    kinds: list[str]
    columns: list[int]
    boxes: list[Box]
    ways: list[tuple[Way, int, int, str | None]] = field(default_factory=list)

    def lead(self, source: int, target: int) -> None:
        """Lead an arrow from one step to another if there is room for it."""
        ways = possible_ways(self.rng, self.boxes[source], self.boxes[target])
        self.rng.shuffle(ways)
        label = LABELS[target == source + 1] if self.kinds[source] == "decision" else None
        for way in ways:
            if self.has_room(way, source, target):
                self.ways.append((way, source, target, label))
                return

    def has_room(self, way: Way, source: int, target: int) -> bool:
        """Return whether a way keeps clear of the symbols and shares nothing with other ways."""
        line = LineString(way)
        for step, at in enumerate(self.boxes):
            area = box(at.x0, at.top, at.x1, at.bottom)
            own = step in (source, target)
            shared = float(line.intersection(area).length)
            if shared > 1 if own else line.distance(area) < APART:
                return False
        others = [other for other, *_ in self.ways]
        ends = {point for other in others for point in (other[0], other[-1])}
        return not {way[0], way[-1]} & ends and all(
            line.buffer(APART, cap_style="flat").intersection(LineString(other)).length < 3 * APART
            for other in others
        )


def possible_ways(rng: random.Random, start: Box, end: Box) -> list[Way]:
    """Return the ways that offices draw between two symbols."""
    ways: list[Way] = []
    for right in (True, False):
        beside = rng.choice((7, 9, 12, 14))
        gutter = max(start.x1, end.x1) + beside if right else min(start.x0, end.x0) - beside
        out, into = (start.right, end.right) if right else (start.left, end.left)
        ways.append((out, (gutter, start.y), (gutter, end.y), into))
    if start.x == end.x:
        return [*ways, (start.down, end.up)] if end.y > start.y else ways
    aside = start.right if end.x > start.x else start.left
    corner = (end.x, start.y)
    ways.append((aside, corner, end.up if end.y > start.y else end.down))
    if end.y > start.y:
        level = start.bottom + rng.choice((12, 15, 18))
        ways.append((start.down, (start.x, level), (end.x, level), end.up))
        ways.append((start.down, (start.x, end.y), end.right if start.x > end.x else end.left))
    return ways


def make(seed: int) -> Made:
    """Make a flow and the table it stands in, not drawn yet."""
    rng = random.Random(seed)  # noqa: S311 - no secrets here
    rows, columns = rng.randint(3, 8), rng.randint(2, 5)
    sheet = Sheet(
        rows=rows,
        columns=columns,
        row=rng.choice((48, 54, 60)),
        column=rng.choice((72, 84)),
        rulings=rng.choice(("lines", "rects", "cells")),
        grey=rng.choice((0.0, 0.0, 0.3)),
    ).pen(rng.choice((0.5, 0.8, 1.0)))
    inner = [rng.choice(("process", "process", "decision")) for _ in range(rows - 2)]
    kinds = ["terminator", *inner, "terminator"]
    places = [rng.randrange(columns) for _ in range(rows)]
    boxes = [
        sheet.box(kind, row, column, rng.choice((0, 3, -4)), rng.choice((0, 2, -2)))
        for row, (kind, column) in enumerate(zip(kinds, places, strict=True))
    ]
    made = Made(rng, sheet, kinds, places, boxes)
    for step, kind in enumerate(kinds[:-1]):
        made.lead(step, step + 1)
        if kind == "decision":
            made.lead(step, rng.choice([i for i in range(rows) if i not in (step, step + 1)]))
    return made


def write_label(sheet: Sheet, way: Way, label: str) -> None:
    """Write a label beside the beginning of a way."""
    (x0, y0), (x1, y1) = way[:2]
    if x0 == x1:
        sheet.word(x0 + 2, y0 + 8 if y1 > y0 else y0 - 3, label, size=6)
    else:
        sheet.word(x0 + 2 if x1 > x0 else x0 - 2 - 3 * len(label), y0 - 2, label, size=6)


@pytest.mark.parametrize("seed", range(60))
def test_a_flow_is_read_as_it_was_made(tmp_path: Path, seed: int) -> None:
    made = make(seed)
    draw, paint = made.rng.choice(PENS), made.rng.choice(PAINTERS)
    for way, *_, label in made.ways:
        draw(made.sheet, way)
        if label:
            write_label(made.sheet, way, label)
    for kind, at in zip(made.kinds, made.boxes, strict=True):
        paint(made.sheet, kind, at)
    flow = made.sheet.flow(tmp_path)
    assert edges_of(flow) == {(source, target, label) for _, source, target, label in made.ways}
    assert symbols_of(flow) == {
        row: (kind, [column])
        for row, (kind, column) in enumerate(zip(made.kinds, made.columns, strict=True))
    }
    assert not flow.loose
