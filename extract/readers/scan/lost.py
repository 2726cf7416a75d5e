"""Words that recognition passed over: a short last line, a word at a line's end.

Tesseract drops a line of a block at times and is as sure of the others as ever, so that nothing
of the words tells. Their ink does: it has the size of letters and no word stands over it. Such
stretches are read once more, each as a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.readers.scan.mosaic import Mosaic
from extract.readers.scan.signs import Sign
from extract.readers.scan.tesseract import RecognisedWord
from extract.readers.scan.together import Looking, Request
from models.geometry import BBox

Image = np.ndarray
LinesOf = Callable[[int], Sequence[Sequence[Sign]]]

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
# A stretch is shown with so much of what is around it, in pixels.
SEAM = 2


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
    mosaic: Mosaic,
    words: Sequence[Sequence[RecognisedWord]],
    signs: LinesOf,
    *,
    settled: Collection[int] = (),
) -> Looking[list[tuple[int, RecognisedWord]]]:
    """Look for the words of a page that had been passed over.

    Args:
        mosaic: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        signs: The lines of signs of a piece, by its index.
        settled: Indices of the pieces that are passed over.

    Returns:
        The words found, each with the index of its piece.
    """
    stretches = [
        stretch
        for index, found in enumerate(words)
        if found and index not in settled
        for stretch in _lost_stretches(signs(index), index, found)
    ]
    if not stretches or len(stretches) > MOST:
        return []
    answers = yield Request([_crop(mosaic, stretch) for stretch in stretches])
    return [
        (stretch.piece, _placed(word, stretch))
        for stretch, found in zip(stretches, answers, strict=True)
        for word in found
        if word.confidence >= SURE and any(map(str.isalnum, word.text))
    ]


def with_lost(
    words: Sequence[RecognisedWord], lost: Iterable[RecognisedWord]
) -> list[RecognisedWord]:
    """Return a piece's words, those added that had been passed over and still are."""
    return [
        *words,
        *(
            late
            for late in lost
            if not any(word.bbox.contains_point(late.bbox.x_mid, late.bbox.y_mid) for word in words)
        ),
    ]


def _lost_stretches(
    lines: Sequence[Sequence[Sign]], index: int, words: Sequence[RecognisedWord]
) -> list[_Stretch]:
    """Return the stretches of a piece that no word covers."""
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


def _crop(mosaic: Mosaic, stretch: _Stretch) -> Image:
    """Return the picture of a stretch with a seam."""
    piece, box = mosaic.pieces[stretch.piece], stretch.box
    dx, dy = piece.left - piece.source.x0, piece.top - piece.source.top
    return mosaic.picture[
        max(int(box.top + dy) - SEAM, 0) : int(box.bottom + dy) + SEAM,
        max(int(box.x0 + dx) - SEAM, 0) : int(box.x1 + dx) + SEAM,
    ]


def _placed(word: RecognisedWord, stretch: _Stretch) -> RecognisedWord:
    """Return a word of a stretch's picture with its box on the page, in pixels, and in doubt."""
    dx, dy = stretch.box.x0 - SEAM, stretch.box.top - SEAM
    x0, top, x1, bottom = word.bbox
    box = BBox(x0 + dx, top + dy, x1 + dx, bottom + dy)
    return replace(word, bbox=box, confidence=min(word.confidence, SUREST))
