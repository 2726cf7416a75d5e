"""Connected parts of a mask."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.image.components import (
    Part,
    label_parts,
    number_parts,
    outline_parts,
    part_boxes,
    pick_parts,
    small_parts,
)


def strokes(seed: int) -> np.ndarray:
    """Return a mask of random strokes and specks, some of which touch."""
    random = np.random.default_rng(seed)
    mask = np.zeros((700, 500), np.uint8)
    for x, y, length, rise, width in random.integers(
        (0, 0, 0, -3, 1), (450, 690, 90, 4, 5), (80, 5)
    ):
        cv2.line(mask, (x, y), (x + length, y + rise), 255, int(width))
    return mask


def test_parts_have_the_boxes_and_sizes_of_their_pixels() -> None:
    for seed in range(5):
        mask = strokes(seed)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(mask, contours, -1, 255, cv2.FILLED)  # no part has a hole
        _, stats = label_parts(mask)
        assert sorted(outline_parts(mask)) == sorted(map(tuple, stats[1:].tolist()))


def test_labels_tell_parts_apart() -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[2:5, 2:9] = mask[5, 9] = mask[12:14, 20:22] = 255
    labels, stats = label_parts(mask)
    assert len(stats) == 3
    assert labels[3, 3] == labels[5, 9] != labels[12, 20]
    assert labels[0, 0] == 0
    assert sorted(stats[1:, cv2.CC_STAT_AREA]) == [4, 22]


def test_more_parts_than_16_bits_can_count_are_told_apart_too() -> None:
    mask = np.zeros((600, 600), np.uint8)
    mask[::2, ::2] = 255
    labels, stats = label_parts(mask)
    assert len(stats) == 300 * 300 + 1
    assert labels[598, 598] not in (0, labels[0, 0])


def test_parts_come_from_top_to_bottom() -> None:
    mask = strokes(9)
    tops = [part.y for part in outline_parts(mask)]
    assert tops == sorted(tops)
    assert outline_parts(np.zeros_like(mask)) == []


def framed(seed: int) -> np.ndarray:
    """Return strokes and specks, some of them inside of frames."""
    mask = strokes(seed)
    cv2.rectangle(mask, (20, 20), (300, 400), 255, 3)
    cv2.rectangle(mask, (60, 50), (200, 250), 255, 1)
    return mask


def test_parts_inside_others_have_boxes_too() -> None:
    for seed in range(5):
        mask = framed(seed)
        _, stats = label_parts(mask)
        assert sorted(map(tuple, part_boxes(mask))) == sorted(map(tuple, stats[1:, :4].tolist()))
    assert part_boxes(np.zeros_like(mask)).shape == (0, 4)


def test_parts_are_picked_by_their_boxes_and_by_how_many_pixels_they_have() -> None:
    for seed in range(5):
        mask = framed(seed)
        labels, stats = label_parts(mask)
        asked: list[Part] = []

        def is_one(part: Part, asked: list[Part] = asked) -> bool:
            asked.append(part)
            return part.area < 200

        picked = pick_parts(mask, lambda boxes: boxes[:, 2] >= 30, is_one)
        wide = [row for row in stats[1:].tolist() if row[2] >= 30]
        assert sorted(asked) == sorted(map(tuple, wide))
        right = (stats[:, cv2.CC_STAT_WIDTH] >= 30) & (stats[:, cv2.CC_STAT_AREA] < 200)
        right[0] = False
        assert right.any()
        assert ((picked == 255) == right[labels]).all()
        assert [part.y for part in asked] == sorted(part.y for part in asked)


def test_no_part_is_picked_of_white_paper() -> None:
    white = np.zeros((20, 30), np.uint8)
    assert not pick_parts(white, lambda boxes: boxes[:, 2] > 0, lambda part: True).any()
    assert not small_parts(white, 9).any()


def test_small_parts_are_those_of_few_pixels_wherever_they_stand() -> None:
    mask = np.zeros((60, 60), np.uint8)
    cv2.rectangle(mask, (5, 5), (50, 50), 255, 2)
    mask[20:23, 20:23] = mask[30:34, 30:33] = mask[57, 57] = 255
    found = small_parts(mask, 9)
    assert found[20:23, 20:23].all()
    assert found[57, 57]
    assert np.count_nonzero(found) == 10


def test_numbers_of_parts_are_their_labels() -> None:
    mask = framed(3)
    labels, count = number_parts(mask)
    others, stats = label_parts(mask)
    assert count == len(stats)
    assert (labels == others).all()
