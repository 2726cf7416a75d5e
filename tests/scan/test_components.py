"""Connected parts of a mask."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.scan.components import label_parts, outline_parts


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
