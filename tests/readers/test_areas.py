from __future__ import annotations

import time

from extract.readers.areas import join_areas
from models.geometry import BBox


def test_strips_and_tiles_make_one_area_and_what_is_apart_another() -> None:
    strips = [BBox(10, y, 200, y + 4) for y in range(100, 200, 4)]
    tiles = [BBox(x, y, x + 50, y + 50) for x in (300, 350) for y in (100, 150)]
    logo = BBox(10, 10, 50, 50)
    assert join_areas([*tiles, logo, *strips[::-1]]) == [
        logo,
        BBox(10, 100, 200, 200),
        BBox(300, 100, 400, 200),
    ]


def test_boxes_joined_by_a_later_one_are_one_area() -> None:
    assert join_areas([BBox(0, 0, 10, 50), BBox(40, 0, 50, 50), BBox(0, 45, 50, 60)]) == [
        BBox(0, 0, 50, 60)
    ]


def test_no_boxes_make_no_areas() -> None:
    assert join_areas([]) == []


def test_many_boxes_over_each_other_take_little_time() -> None:
    start = time.process_time()
    join_areas(BBox(i * 0.01, i * 0.01, 500, 800) for i in range(8_000))
    assert time.process_time() - start < 3
