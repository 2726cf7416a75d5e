"""How a page's text is recognised: by an OCR engine, and a second one where it is worth it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from extract.readers.scan.ocr.engine import Hints, OcrEngine, RecognisedWord
from extract.readers.scan.ocr.registry import installed_voter, main_engine
from extract.settings import OcrEngineMode

Image = np.ndarray

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class WordThresholds:
    """What counts as a word; confidences are the engine's, 0 to 1.

    Attributes:
        bullets: Characters that mean something without a letter or digit beside them.
        min_bullet_confidence: Of a word that is only such characters; unfitted.
        min_confidence: Of any other word; what is less sure is dirt, a stamp or a signature.
            Unfitted.
    """

    bullets: str = "-–—•●▪:*"
    min_bullet_confidence: float = 0.5
    min_confidence: float = 0.2


THRESHOLDS = WordThresholds()


@dataclass(frozen=True, slots=True)
class Recogniser:
    """How text is recognised.

    Attributes:
        languages: The languages, as ISO 639-3 codes joined by +.
        dpi: Pixels per inch of the pictures it is given.
        engine: What recognises them.
        voting: When a second engine is asked.
    """

    languages: str
    dpi: int
    engine: OcrEngine = field(default_factory=main_engine)
    voting: OcrEngineMode = OcrEngineMode.AUTO

    @property
    def scale(self) -> float:
        """Return the pixels per point."""
        return self.dpi / POINTS_PER_INCH

    @property
    def voter(self) -> OcrEngine | None:
        """Return the second engine; None where it is not installed or shall not be asked."""
        return None if self.voting is OcrEngineMode.TESSERACT else installed_voter()

    def read_again(self, picture: Image, characters: str = "") -> list[RecognisedWord]:
        """Return the words of a picture as the second engine reads them; none where there is none.

        Args:
            picture: The picture, grey.
            characters: The only characters there can be; empty for all.
        """
        hints = Hints(self.languages, self.dpi, characters=characters)
        return [] if self.voter is None else self.voter.read(picture, hints)

    def read(self, picture: Image, characters: str = "") -> list[RecognisedWord]:
        """Return the words of a picture that is one column of text.

        Args:
            picture: The picture, grey.
            characters: The only characters there can be, digits mostly; empty for all.
        """
        hints = Hints(self.languages, self.dpi, characters=characters)
        return [word for word in self.engine.read(picture, hints) if _is_word(word)]


def _is_word(word: RecognisedWord) -> bool:
    """Return whether a word is one, or a bullet, and not what dirt was taken for."""
    if any(char.isalnum() for char in word.text):
        return word.confidence >= THRESHOLDS.min_confidence
    return (
        word.text[0] in THRESHOLDS.bullets and word.confidence >= THRESHOLDS.min_bullet_confidence
    )
