"""Second looks of a page batched: the pictures of all of them are recognised in one pass.

An OCR engine takes time before it reads its first letter (Tesseract a tenth of a second, as much as
for ten lines). So each second look is a generator that yields pictures and is sent the words read
in them; what several of them ask for is laid out in one picture and read in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from models.geometry import BBox

Image = np.ndarray
Read = Callable[[Image, str], list[RecognisedWord]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class BatchLayout:
    """How pictures are laid out."""

    # White around each picture, at any resolution; unfitted.
    gap_px: int = 24


LAYOUT = BatchLayout()


# The characters of numbers with a dot.
DIGITS = "0123456789."


@dataclass(frozen=True, slots=True)
class Request:
    """Pictures to be recognised.

    Attributes:
        pictures: Grey pictures of a line or a few lines each.
        characters: The only characters there can be; empty for all.
    """

    pictures: Sequence[Image]
    characters: str = ""


# A second look yields requests and is sent the words of each picture, their boxes in pixels of that
# picture.
SecondLook = Generator[Request, list[list[RecognisedWord]], Result]


def run_looks(read: Read, *looks: SecondLook[Any]) -> list[Any]:
    """Run second looks to their ends; return the result of each.

    Args:
        read: Recognises a picture of one column; its second argument lists the only characters
            there can be, or is empty.
        looks: The second looks. What they ask for at a time is read in one pass per set of
            characters.
    """
    results: list[Any] = [None] * len(looks)
    asked: dict[int, Request] = {}

    def go_on(index: int, answer: list[list[RecognisedWord]] | None) -> None:
        """Send a second look its answer; keep what it asks for next, or its result."""
        try:
            look = looks[index]
            asked[index] = next(look) if answer is None else look.send(answer)
        except StopIteration as end:
            results[index] = end.value

    for index in range(len(looks)):
        go_on(index, None)
    while asked:
        characters = next(iter(asked.values())).characters
        alike = {at: asked.pop(at) for at in list(asked) if asked[at].characters == characters}
        pictures = [picture for request in alike.values() for picture in request.pictures]
        found = iter(read_sheet(pictures, characters, read))
        for index, request in alike.items():
            go_on(index, [next(found) for _ in request.pictures])
    return results


def read_sheet(
    pictures: Sequence[Image], characters: str, read: Read
) -> list[list[RecognisedWord]]:
    """Recognise pictures laid out in one column; return the words of each."""
    found: list[list[RecognisedWord]] = [[] for _ in pictures]
    if not pictures:
        return found
    width = max(picture.shape[1] for picture in pictures) + 2 * LAYOUT.gap_px
    height = sum(picture.shape[0] + LAYOUT.gap_px for picture in pictures) + LAYOUT.gap_px
    sheet = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    top = LAYOUT.gap_px
    for picture in pictures:
        rows, columns = picture.shape
        sheet[top : top + rows, LAYOUT.gap_px : LAYOUT.gap_px + columns] = picture
        tops.append(top)
        top += rows + LAYOUT.gap_px
    starts = np.asarray(tops) - LAYOUT.gap_px / 2
    for word in read(sheet, characters):
        at = max(int(np.searchsorted(starts, word.bbox.y_mid, side="right")) - 1, 0)
        x0, y0, x1, y1 = word.bbox
        box = BBox(x0 - LAYOUT.gap_px, y0 - tops[at], x1 - LAYOUT.gap_px, y1 - tops[at])
        found[at].append(RecognisedWord(word.text, box, word.confidence))
    return found
