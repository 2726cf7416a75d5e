"""Words that recognition passed over: a short last line, a word at a line's end.

Tesseract drops a line of a block at times and is as sure of the others as ever, so that nothing
of the words tells. Their ink does: it has the size of letters and no word stands over it. Such
stretches are read once more, each as a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.readers.scan.mosaic import Mosaic
from extract.readers.scan.signs import Sign, lines_of_signs
from extract.readers.scan.tesseract import RecognisedWord
from models.geometry import BBox

Image = np.ndarray
Read = Callable[[Image, str], list[RecognisedWord]]

# A lost stretch holds at least so many signs and is so many times as wide as high.
FEWEST, LEAST_WIDTH = 3, 1.6
# A gap wider than this, in heights of the line, parts two stretches.
GAP = 1.5
# A letter covers this part of its box; the strokes of pens and rims of stamps cover less.
FILLED = 0.2
# A piece of a page is doubtful as a whole where more of it than this is lost: a logo, a signature.
MOSTLY = 0.6
# A page with more lost stretches than this is poor, and reading them again of no use.
MOST = 24
# Read again a word counts from this confidence on, and is no surer than that: in doubt, but not
# what `noise.py` takes for dirt.
SURE, SUREST = 0.6, 0.62
WHITE = 24


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Ink that no word covers.

    Attributes:
        piece: Index of the piece it stands in.
        box: Where it stands on the page, in pixels.
    """

    piece: int
    box: BBox


def find_lost(
    mosaic: Mosaic, words: Sequence[Sequence[RecognisedWord]], read: Read, scale: float
) -> list[list[RecognisedWord]]:
    """Return the words of each piece, with those that had been passed over.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        read: Recognises a picture of one column; its second argument lists the characters there
            can be, or is empty.
        scale: Pixels a point.
    """
    found = [list(piece) for piece in words]
    stretches = [
        stretch
        for index in range(len(mosaic.pieces))
        if words[index]
        for stretch in _lost_stretches(mosaic, index, words[index], scale)
    ]
    if not stretches or len(stretches) > MOST:
        return found
    for stretch, word in _read_stretches(mosaic, stretches, read):
        if word.confidence >= SURE and any(map(str.isalnum, word.text)):
            sure = min(word.confidence, SUREST)
            found[stretch.piece].append(replace(word, confidence=sure))
    return found


def _lost_stretches(
    mosaic: Mosaic, index: int, words: Sequence[RecognisedWord], scale: float
) -> list[_Stretch]:
    """Return the stretches of a piece that no word covers."""
    lines = lines_of_signs(mosaic, mosaic.pieces[index], scale)
    stretches = [
        _Stretch(index, BBox.around([sign.box for sign in run]))
        for line in lines
        for run in _uncovered(line, words)
    ]
    lost = sum(stretch.box.width for stretch in stretches)
    whole = sum(sign.box.width for line in lines for sign in line)
    return stretches if lost <= MOSTLY * whole else []


def _uncovered(line: Sequence[Sign], words: Sequence[RecognisedWord]) -> Iterator[list[Sign]]:
    """Yield the runs of a line's signs over which no word stands."""
    high = max(sign.box.height for sign in line) if line else 0.0
    read = [word.bbox.grown(0.15 * high) for word in words]
    run: list[Sign] = []
    for sign in line:
        covered = any(box.contains_point(sign.box.x_mid, sign.box.y_mid) for box in read)
        if covered or (run and sign.box.x0 - run[-1].box.x1 > GAP * high):
            if _is_print(run, high):
                yield run
            run = []
        if not covered:
            run.append(sign)
    if _is_print(run, high):
        yield run


def _is_print(run: Sequence[Sign], high: float) -> bool:
    """Return whether signs may be a word."""
    if len(run) < FEWEST or run[-1].box.x1 - run[0].box.x0 < LEAST_WIDTH * high:
        return False
    filled = [float(np.mean(sign.ink > 0)) for sign in run]
    tall = sum(sign.box.height >= high / 2 for sign in run)
    return float(np.median(filled)) >= FILLED and tall >= FEWEST


def _read_stretches(
    mosaic: Mosaic, stretches: Sequence[_Stretch], read: Read
) -> Iterator[tuple[_Stretch, RecognisedWord]]:
    """Yield each stretch with the words read of it, their boxes in pixels of the page."""
    crops: list[Image] = []
    for stretch in stretches:
        piece, box = mosaic.pieces[stretch.piece], stretch.box
        dx, dy = piece.left - piece.source.x0, piece.top - piece.source.top
        crop = mosaic.picture[
            max(int(box.top + dy) - 2, 0) : int(box.bottom + dy) + 2,
            max(int(box.x0 + dx) - 2, 0) : int(box.x1 + dx) + 2,
        ]
        crops.append(
            cv2.copyMakeBorder(crop, WHITE, WHITE, WHITE, WHITE, cv2.BORDER_CONSTANT, value=255)
        )
    width = max(crop.shape[1] for crop in crops)
    picture = np.vstack(
        [
            cv2.copyMakeBorder(c, 0, 0, 0, width - c.shape[1], cv2.BORDER_CONSTANT, value=255)
            for c in crops
        ]
    )
    tops = np.cumsum([0, *(crop.shape[0] for crop in crops)])
    for word in read(picture, ""):
        at = min(int(np.searchsorted(tops, word.bbox.y_mid, side="right")) - 1, len(crops) - 1)
        stretch = stretches[at]
        dx = stretch.box.x0 - 2 - WHITE
        dy = stretch.box.top - 2 - WHITE - float(tops[at])
        box = BBox(word.bbox.x0 + dx, word.bbox.top + dy, word.bbox.x1 + dx, word.bbox.bottom + dy)
        yield stretch, replace(word, bbox=box)
