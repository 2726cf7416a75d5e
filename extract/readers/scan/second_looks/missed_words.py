"""Words that recognition missed: a short last line, a word at a line's end.

Tesseract sometimes drops a line of a block without lower confidence of the others. But the ink
shows: it has the size of letters, and no word covers it. Such stretches are read once more, each as
a line of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage
from extract.readers.scan.second_looks.batched_looks import Request, SecondLook
from extract.readers.scan.second_looks.glyphs import Glyph, GlyphLines
from models.geometry import BBox

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class MissedThresholds:
    """What counts as missed. Unfitted."""

    # Glyphs of a missed stretch, at least.
    min_glyphs: int = 3
    # Width of a missed stretch, in heights of its line.
    min_aspect: float = 1.6
    # Gap within a stretch, in heights of the line.
    max_gap: float = 1.5
    # Share of its box that a letter covers; strokes of pens and rims of stamps cover less.
    min_fill: float = 0.2
    # Share of a piece that can be missed; with more it is a logo or a signature.
    max_missed_share: float = 0.6
    # Missed stretches of a page that are read; a page with more is poor altogether.
    max_stretches: int = 24
    # Confidence from which a word found counts.
    min_confidence: float = 0.6
    # Greatest confidence of such a word: doubtful, but not dropped by `noise_words`.
    max_confidence: float = 0.62
    # Margin with which a stretch is cut out, at any resolution.
    seam_px: int = 2
    # Margin by which boxes of words are enlarged to decide what they cover, in heights of the line.
    word_margin: float = 0.15


THRESHOLDS = MissedThresholds()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Ink that no word covers.

    Attributes:
        piece: Index of its piece.
        box: Its box on the page, in pixels.
    """

    piece: int
    box: BBox


def find_missed(
    montage: Montage,
    words: Sequence[Sequence[RecognisedWord]],
    glyphs: GlyphLines,
    *,
    settled: Collection[int] = (),
) -> SecondLook[list[tuple[int, RecognisedWord]]]:
    """Read what was missed on a page.

    Args:
        montage: The page's pieces.
        words: The words read of each piece, their boxes in pixels of the page.
        glyphs: The lines of glyphs of a piece, by its index.
        settled: Indices of the pieces that are passed over.

    Returns:
        The words found, each with the index of its piece.
    """
    stretches = [
        stretch
        for index, found in enumerate(words)
        if found and index not in settled
        for stretch in _missed_stretches(glyphs(index), index, found)
    ]
    if not stretches or len(stretches) > THRESHOLDS.max_stretches:
        return []
    answers = yield Request([_crop(montage, stretch) for stretch in stretches])
    return [
        (stretch.piece, _placed(word, stretch))
        for stretch, found in zip(stretches, answers, strict=True)
        for word in found
        if word.confidence >= THRESHOLDS.min_confidence and any(map(str.isalnum, word.text))
    ]


def with_missed(
    words: Sequence[RecognisedWord], missed: Iterable[RecognisedWord]
) -> list[RecognisedWord]:
    """Return a piece's words with missed ones added, unless another word covers them by now."""
    return [
        *words,
        *(
            late
            for late in missed
            if not any(word.bbox.contains_point(late.bbox.x_mid, late.bbox.y_mid) for word in words)
        ),
    ]


def _missed_stretches(
    lines: Sequence[Sequence[Glyph]], index: int, words: Sequence[RecognisedWord]
) -> list[_Stretch]:
    """Return the stretches of a piece that no word covers."""
    stretches = [
        _Stretch(index, BBox.around([glyph.box for glyph in run]))
        for line in lines
        for run in _uncovered(line, words)
    ]
    missed = sum(stretch.box.width for stretch in stretches)
    whole = sum(glyph.box.width for line in lines for glyph in line)
    return stretches if missed <= THRESHOLDS.max_missed_share * whole else []


def _uncovered(line: Sequence[Glyph], words: Sequence[RecognisedWord]) -> Iterator[list[Glyph]]:
    """Yield the runs of a line's glyphs that no word covers."""
    high = max(glyph.box.height for glyph in line) if line else 0.0
    read = [word.bbox.grown(THRESHOLDS.word_margin * high) for word in words]
    run: list[Glyph] = []
    for glyph in line:
        covered = any(box.contains_point(glyph.box.x_mid, glyph.box.y_mid) for box in read)
        if covered or (run and glyph.box.x0 - run[-1].box.x1 > THRESHOLDS.max_gap * high):
            if _is_print(run, high):
                yield run
            run = []
        if not covered:
            run.append(glyph)
    if _is_print(run, high):
        yield run


def _is_print(run: Sequence[Glyph], high: float) -> bool:
    """Return whether glyphs may be a word."""
    if (
        len(run) < THRESHOLDS.min_glyphs
        or run[-1].box.x1 - run[0].box.x0 < THRESHOLDS.min_aspect * high
    ):
        return False
    filled = [float(np.mean(glyph.ink > 0)) for glyph in run]
    tall = sum(glyph.box.height >= high / 2 for glyph in run)
    return float(np.median(filled)) >= THRESHOLDS.min_fill and tall >= THRESHOLDS.min_glyphs


def _crop(montage: Montage, stretch: _Stretch) -> Image:
    """Return the picture of a stretch with a margin."""
    piece, box = montage.pieces[stretch.piece], stretch.box
    dx, dy = piece.left - piece.source.x0, piece.top - piece.source.top
    return montage.picture[
        max(int(box.top + dy) - THRESHOLDS.seam_px, 0) : int(box.bottom + dy) + THRESHOLDS.seam_px,
        max(int(box.x0 + dx) - THRESHOLDS.seam_px, 0) : int(box.x1 + dx) + THRESHOLDS.seam_px,
    ]


def _placed(word: RecognisedWord, stretch: _Stretch) -> RecognisedWord:
    """Return a word of a stretch with its box on the page, in pixels, and limited confidence."""
    dx, dy = stretch.box.x0 - THRESHOLDS.seam_px, stretch.box.top - THRESHOLDS.seam_px
    x0, top, x1, bottom = word.bbox
    box = BBox(x0 + dx, top + dy, x1 + dx, bottom + dy)
    return replace(word, bbox=box, confidence=min(word.confidence, THRESHOLDS.max_confidence))
