"""The second OCR engine: it reads what the first one read badly, and the two are compared.

A whole page costs it twice the time of the first engine, so only doubtful pieces are shown to it,
unless the page as a whole was read badly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extract.readers.quality import measure_quality
from extract.readers.scan.image.components import label_parts
from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import Montage
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.readers.scan.second_looks.agreement import Difference, combine
from extract.readers.scan.second_looks.batched_looks import read_sheet
from extract.settings import OcrEngineMode
from models.geometry import BBox
from normalize.common_words import is_common_word

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class SecondEngineThresholds:
    """What the second engine is asked for.

    Confidences are the first engine's, 0 to 1; costs are those of a processor core. Unfitted: set
    by hand while looking at scans of two offices.
    """

    # A page with a lower mean confidence is read whole.
    min_page_mean: float = 0.75
    # A page whose text reads less like office prose (`Quality.score`) is read whole.
    min_page_quality: float = 0.7
    # A page whose letters without ascenders are lower is read whole.
    min_x_height_px: float = 15.0
    # Shades of letters, 0 black to 255 white, when their height is measured.
    max_ink_shade: int = 150
    # Height of what counts as a letter then.
    min_letter_pt: float = 2.0
    # The same, at most.
    max_letter_pt: float = 14.0
    # A piece with a lower mean confidence is read.
    min_piece_mean: float = 0.8
    # A piece with a word of letters of lower confidence is read, unless it is a common word.
    min_word: float = 0.75
    # A piece with a long number of lower confidence is read.
    min_number: float = 0.88
    # Letters or digits from which a word counts.
    min_word_letters: int = 3
    # Pixels of all pieces of a page that is not read whole; about a third of an A4 page at 300 dpi.
    max_pixels: int = 3_000_000


THRESHOLDS = SecondEngineThresholds()

# A colon within a number that is no time of day: a slash, most likely ("188:6/KEP").
_COLON = re.compile(r"\d:\d(?!\d\b)|\d/\S*:|:\S*/\d|[A-Z]:\d")


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What came of asking the second engine.

    Attributes:
        words: Index of a piece -> its words, where it was asked.
        differences: What the engines read differently.
    """

    words: Mapping[int, list[RecognisedWord]]
    differences: tuple[Difference, ...] = ()


def ask_second_engine(
    montage: Montage,
    words: Mapping[int, Sequence[RecognisedWord]],
    recogniser: Recogniser,
    struck: Collection[int] = (),
) -> SecondOpinion:
    """Have the second engine read the doubtful pieces of a page; compare what both read.

    Args:
        montage: The page's pieces.
        words: Index of a piece -> the words that the first engine read, in pixels of the page.
            Pieces whose text is turned are left out.
        recogniser: How text is recognised.
        struck: Indices of pieces with ink across their print; they are always read.

    Raises:
        RecognitionError: The second engine failed.
    """
    if recogniser.voter is None or not words:
        return SecondOpinion({})
    whole = recogniser.voting is OcrEngineMode.BOTH or is_read_badly(
        montage, words, recogniser.scale
    )
    asked = (
        list(words)
        if whole
        else _affordable(
            montage, [at for at, found in words.items() if at in struck or is_doubtful(found)]
        )
    )
    answers = read_sheet([_crop(montage, at) for at in asked], "", recogniser.read_again)
    found: dict[int, list[RecognisedWord]] = {}
    differences: list[Difference] = []
    for at, answer in zip(asked, answers, strict=True):
        second = [_placed(word, montage.pieces[at].source) for word in answer]
        found[at], differ = combine(words[at], second, struck=at in struck)
        differences += differ
    return SecondOpinion(found, tuple(differences))


def is_read_badly(
    montage: Montage, words: Mapping[int, Sequence[RecognisedWord]], scale: float
) -> bool:
    """Return whether a page was read badly as a whole, or its letters are very small."""
    found = [word for piece in words.values() for word in piece]
    if not found:
        return False
    lengths = [len(word.text) for word in found]
    mean = float(np.average([word.confidence for word in found], weights=lengths))
    if mean < THRESHOLDS.min_page_mean:
        return True
    quality = measure_quality(word.text for word in found)
    if quality is not None and quality.score < THRESHOLDS.min_page_quality:
        return True
    return x_height(montage, scale) < THRESHOLDS.min_x_height_px


def x_height(montage: Montage, scale: float) -> float:
    """Return the height of letters without ascenders, in pixels: the median of all letters.

    Returns:
        The height; infinity where there are no letters.
    """
    ink = cv2.threshold(montage.picture, THRESHOLDS.max_ink_shade, 255, cv2.THRESH_BINARY_INV)[1]
    heights = label_parts(ink)[1][1:, cv2.CC_STAT_HEIGHT]
    least, most = THRESHOLDS.min_letter_pt * scale, THRESHOLDS.max_letter_pt * scale
    letters = heights[(heights >= least) & (heights <= most)]
    return float(np.median(letters)) if letters.size else float("inf")


def is_doubtful(words: Sequence[RecognisedWord]) -> bool:
    """Return whether a piece is worth a second opinion by how sure its words are."""
    if not words:
        return True
    if float(np.mean([word.confidence for word in words])) < THRESHOLDS.min_piece_mean:
        return True
    return any(map(_is_doubtful_word, words))


def _is_doubtful_word(word: RecognisedWord) -> bool:
    """Return whether a word alone makes its piece worth a second opinion."""
    letters = "".join(filter(str.isalnum, word.text))
    if len(letters) < THRESHOLDS.min_word_letters:
        return False
    if any(map(str.isdecimal, letters)):
        return word.confidence < THRESHOLDS.min_number or bool(_COLON.search(word.text))
    return word.confidence < THRESHOLDS.min_word and not is_common_word(letters.casefold())


def _affordable(montage: Montage, asked: Sequence[int]) -> list[int]:
    """Return the smallest pieces within the limit of pixels."""
    left = THRESHOLDS.max_pixels
    kept: list[int] = []
    for at in sorted(asked, key=lambda at: _size(montage.pieces[at].source)):
        left -= round(_size(montage.pieces[at].source))
        if left < 0:
            break
        kept.append(at)
    return sorted(kept)


def _size(box: BBox) -> float:
    """Return the area of a box."""
    return box.width * box.height


def _crop(montage: Montage, index: int) -> Image:
    """Return the picture of a piece."""
    piece = montage.pieces[index]
    return montage.picture[
        piece.top : piece.top + int(piece.source.height),
        piece.left : piece.left + int(piece.source.width),
    ]


def _placed(word: RecognisedWord, source: BBox) -> RecognisedWord:
    """Return a word of a piece with its box on the page, in pixels."""
    x0, top, x1, bottom = word.bbox
    box = BBox(x0 + source.x0, top + source.top, x1 + source.x0, bottom + source.top)
    return RecognisedWord(word.text, box, word.confidence)
