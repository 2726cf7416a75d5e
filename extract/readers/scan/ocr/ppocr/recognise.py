"""The words of a line of text, read by PP-OCR's recogniser (CTC).

The recogniser gives for each column, eight pixels wide at a height of 48, the probability of every
character. The best one of each column is taken, repetitions and blanks are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.ocr.ppocr.models import RECOGNISER, characters, load_model
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class RecognitionSizes:
    """What the recogniser is given and what counts as ink."""

    # Height of its pictures; given by the model.
    height_px: int = 48
    # Least width of its pictures, filled up with grey; of rapidocr 3.10.0.
    min_width_px: int = 320
    # A longer line is squeezed to this width; unfitted.
    max_width_px: int = 6400
    # Pixels darker than this are ink, by which boxes of words are trimmed; unfitted.
    max_ink_shade: int = 150


SIZES = RecognitionSizes()


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of a line: its text, its probability, its middle in pixels of the line."""

    text: str
    probability: float
    x: float


def read_line(picture: Image, allowed: str = "") -> list[RecognisedWord]:
    """Return the words of a line, from left to right, their boxes in its pixels.

    Args:
        picture: Grey picture of one line.
        allowed: The only characters there can be; empty for all.
    """
    words = list(_words(_characters(picture, allowed)))
    bounds = [word[0].x for word in words[1:]]
    edges = [
        0.0,
        *((before[-1].x + start) / 2 for before, start in zip(words, bounds, strict=False)),
        float(picture.shape[1]),
    ]
    return [
        RecognisedWord(
            "".join(char.text for char in word),
            _trimmed(picture, edges[index], edges[index + 1]),
            float(np.mean([char.probability for char in word])),
        )
        for index, word in enumerate(words)
    ]


def _characters(picture: Image, allowed: str) -> list[_Character]:
    """Return the characters of a line."""
    height, width = picture.shape
    wide = min(max(round(width * SIZES.height_px / height), 1), SIZES.max_width_px)
    line = cv2.resize(picture, (wide, SIZES.height_px), interpolation=cv2.INTER_AREA)
    pixels = np.zeros((1, 3, SIZES.height_px, max(wide, SIZES.min_width_px)), np.float32)
    pixels[:, :, :, :wide] = line.astype(np.float32) / 127.5 - 1
    model, names = load_model(RECOGNISER), characters()
    (answer,) = model.run(None, {model.get_inputs()[0].name: pixels})
    probabilities = np.asarray(answer)[0]
    if allowed:
        classes = [0, *(index for index, name in enumerate(names) if name and name in allowed)]
        best = np.asarray(classes)[probabilities[:, classes].argmax(axis=1)]
    else:
        best = probabilities.argmax(axis=1)
    pitch = pixels.shape[3] / len(best) * width / wide
    return [
        _Character(names[index], float(probabilities[column, index]), (column + 0.5) * pitch)
        for column, index in enumerate(best.tolist())
        if index and (column == 0 or index != best[column - 1])
    ]


def _words(line: list[_Character]) -> Iterator[list[_Character]]:
    """Yield the characters of a line word by word."""
    word: list[_Character] = []
    for char in line:
        if not char.text.isspace():
            word.append(char)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _trimmed(picture: Image, start: float, end: float) -> BBox:
    """Return the box of the ink of a line between two columns; the whole part where it has none."""
    left = max(int(start), 0)
    ink = (picture[:, left : max(int(end) + 1, left + 1)] < SIZES.max_ink_shade).astype(np.uint8)
    x, y, width, height = cv2.boundingRect(ink)
    if not width:
        return BBox(start, 0.0, end, float(picture.shape[0]))
    return BBox(float(left + x), float(y), float(left + x + width), float(y + height))
