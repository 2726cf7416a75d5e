"""All second looks at a page in their order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2

from extract.readers.scan.layers import PageLayers
from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import by_piece
from extract.readers.scan.recognition.noise_words import without_noise
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.readers.scan.recognition.split_words import join_words
from extract.readers.scan.second_looks.agreement import Difference
from extract.readers.scan.second_looks.batched_looks import run_looks
from extract.readers.scan.second_looks.doubtful_pieces import read_numbers, reread_doubtful
from extract.readers.scan.second_looks.fractions import mend_fractions
from extract.readers.scan.second_looks.glyphs import glyph_lines
from extract.readers.scan.second_looks.missed_words import find_missed, with_missed
from extract.readers.scan.second_looks.number_columns import mend_number_columns
from extract.readers.scan.second_looks.overprint import find_overprinted, read_overprinted
from extract.readers.scan.second_looks.second_engine import ask_second_engine
from extract.readers.scan.second_looks.unread_ink import doubt_beside_unread
from models.geometry import BBox
from models.page import Direction, Word


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of the second looks.

    Attributes:
        words: The words of the page, in points.
        differences: What two OCR engines read differently, in pixels.
    """

    words: list[Word]
    differences: tuple[Difference, ...] = ()


def reread(layers: PageLayers, words: list[RecognisedWord], recogniser: Recogniser) -> Reread:
    """Return the words of a page, in points, with what is doubtful recognised once more.

    Args:
        layers: The page's layers.
        words: The words read in its montage, their boxes in pixels of the montage.
        recogniser: How text is recognised.

    Raises:
        RecognitionError: Recognition failed.
    """
    montage, scale = layers.montage, layers.prepared.scale
    if montage is None:
        return Reread([])
    pieces = by_piece(montage, words)
    coloured = cv2.bitwise_and(layers.prepared.ink, layers.prepared.lifted)
    lines = find_overprinted(
        montage, (layers.whole, layers.lightest), (layers.figures, coloured), scale
    )
    settled = {line.piece for line in lines}
    glyphs = cache(lambda index: glyph_lines(montage, montage.pieces[index], scale))
    overprinted, again, missed = run_looks(
        recogniser.read,
        read_overprinted(lines, pieces),
        reread_doubtful(montage, pieces, settled=settled),
        find_missed(montage, pieces, glyphs, settled=settled),
    )
    level = {index: (Direction.RIGHT, found) for index, found in enumerate(pieces)}
    level |= again
    # Beside the words of an overprinted line there is only what was printed over it.
    upright = {index for index, (way, _) in level.items() if way is Direction.RIGHT} - settled
    mended = [
        with_missed(found, (word for piece, word in missed if piece == index))
        if index in upright
        else []
        for index, (_, found) in level.items()
    ]
    numbers, with_fractions, counted = run_looks(
        recogniser.read,
        read_numbers(montage, mended),
        mend_fractions(montage, mended, glyphs),
        mend_number_columns(montage, mended, scale),
    )
    found = {index: found for index, (_, found) in level.items()} | overprinted.words
    for index in upright:
        as_number = numbers.get(index) or counted.get(index)
        has_fraction = with_fractions[index] != mended[index]
        found[index] = as_number if as_number and not has_fraction else with_fractions[index]
    opinion = ask_second_engine(
        montage,
        {index: found[index] for index, (way, _) in level.items() if way is Direction.RIGHT},
        recogniser,
        settled,
    )
    found |= opinion.words
    read = without_noise(
        Word(word.text, BBox(*(edge / scale for edge in word.bbox)), word.confidence, way)
        for index, (way, _) in level.items()
        for word in found[index]
    )
    read = doubt_beside_unread(montage, read, scale, settled=settled)
    return Reread(join_words(overprinted.doubted(read, scale)), opinion.differences)
