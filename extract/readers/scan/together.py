"""Second looks of a page read together: all that is to be looked at again on one picture.

Tesseract takes a tenth of a second of processor time before it reads its first letter, as much as
it takes for ten lines. So whoever wants something looked at again yields pictures of it and is sent
what they are read as; what several want is laid out on one sheet and read in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from extract.readers.scan.tesseract import RecognisedWord
from models.geometry import BBox

Image = np.ndarray
Read = Callable[[Image, str], list[RecognisedWord]]
Result = TypeVar("Result")

# White around the pictures of a sheet, in pixels.
GAP = 24
# The characters of numbers.
DIGITS = "0123456789."


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be looked at again.

    Attributes:
        pictures: Grey pictures of a line or a few lines each.
        characters: The characters there can be; empty for all.
    """

    pictures: Sequence[Image]
    characters: str = ""


# A second look: it yields what is to be read, and is sent the words of each picture, their boxes in
# pixels of that picture.
Looking = Generator[Request, list[list[RecognisedWord]], Result]


def read_together(read: Read, *lookings: Looking[Any]) -> list[Any]:
    """Take second looks to their ends; return the result of each.

    Args:
        read: Recognises a picture of one column; its second argument lists the characters there
            can be, or is empty.
        lookings: The second looks. What they ask for at a time is read in one pass for each set of
            characters.
    """
    results: list[Any] = [None] * len(lookings)
    asked: dict[int, Request] = {}

    def go_on(index: int, answer: list[list[RecognisedWord]] | None) -> None:
        """Give a second look its answer; take down what it asks for next, or its result."""
        try:
            looking = lookings[index]
            asked[index] = next(looking) if answer is None else looking.send(answer)
        except StopIteration as end:
            results[index] = end.value

    for index in range(len(lookings)):
        go_on(index, None)
    while asked:
        characters = next(iter(asked.values())).characters
        alike = {at: asked.pop(at) for at in list(asked) if asked[at].characters == characters}
        pictures = [picture for request in alike.values() for picture in request.pictures]
        found = iter(_read_sheet(pictures, characters, read))
        for index, request in alike.items():
            go_on(index, [next(found) for _ in request.pictures])
    return results


def _read_sheet(
    pictures: Sequence[Image], characters: str, read: Read
) -> list[list[RecognisedWord]]:
    """Read pictures laid out in one column; return the words of each."""
    found: list[list[RecognisedWord]] = [[] for _ in pictures]
    if not pictures:
        return found
    width = max(picture.shape[1] for picture in pictures) + 2 * GAP
    height = sum(picture.shape[0] + GAP for picture in pictures) + GAP
    sheet = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    top = GAP
    for picture in pictures:
        rows, columns = picture.shape
        sheet[top : top + rows, GAP : GAP + columns] = picture
        tops.append(top)
        top += rows + GAP
    starts = np.asarray(tops) - GAP / 2
    for word in read(sheet, characters):
        at = max(int(np.searchsorted(starts, word.bbox.y_mid, side="right")) - 1, 0)
        x0, y0, x1, y1 = word.bbox
        box = BBox(x0 - GAP, y0 - tops[at], x1 - GAP, y1 - tops[at])
        found[at].append(RecognisedWord(word.text, box, word.confidence))
    return found
