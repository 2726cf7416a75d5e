"""PP-OCRv6 (small) on onnxruntime: reads small and stained print, gives second opinions.

It runs in the process that reads the document, which is ended as a whole when a document takes too
long or too much memory. Its models come from the installed wheel `rapidocr`; nothing is downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.errors import RecognitionError
from extract.readers.scan.ocr.engine import Hints, Layout, OcrEngine, RecognisedWord, Role
from extract.readers.scan.ocr.ppocr.models import (
    DETECTOR,
    RECOGNISER,
    RUNTIME,
    WHEEL,
    find_model,
    installed_version,
)
from models.geometry import BBox

if TYPE_CHECKING:
    from extract.readers.scan.ocr.engine import GreyPicture


class PpOcrEngine(OcrEngine):
    """PP-OCRv6, small: one model finds lines, another reads them; Latin script among others."""

    name = "ppocr"
    role = Role.VOTER
    confidence_scale = "ppocr"
    packages = (RUNTIME, WHEEL)

    @property
    def version(self) -> str:
        """The versions of the packages that carry models and runtime.

        Raises:
            MissingDependencyError: One of them is not installed.
        """
        return installed_version()

    def require(self, languages: str) -> None:
        """Make sure that runtime and models are installed; they read every Latin language.

        Raises:
            MissingDependencyError: They are not; the message says what to install.
        """
        installed_version()
        for model in (DETECTOR, RECOGNISER):
            find_model(model)

    def read(self, picture: GreyPicture, hints: Hints) -> list[RecognisedWord]:
        """Recognise the words of a picture.

        Raises:
            MissingDependencyError: Runtime or models are not installed.
            RecognitionError: The runtime failed on this picture.
        """
        # numpy and OpenCV cost a third of a second to import.
        from extract.readers.scan.ocr.ppocr.detect import detect_lines
        from extract.readers.scan.ocr.ppocr.recognise import read_line

        height, width = picture.shape
        whole = BBox(0.0, 0.0, float(width), float(height))
        try:
            lines = detect_lines(picture, hints.dpi) if hints.layout is Layout.BLOCK else [whole]
            return [
                _moved(word, line)
                for line in lines
                for word in read_line(_crop(picture, line), hints.characters)
            ]
        except (RuntimeError, ValueError) as error:
            # onnxruntime's own errors are subclasses of these or of no other.
            cause = f"PP-OCR failed on the picture ({type(error).__name__})"
            raise RecognitionError(cause) from error


def _crop(picture: GreyPicture, box: BBox) -> GreyPicture:
    """Return a part of a picture, a pixel wide and high at least."""
    left, top = int(box.x0), int(box.top)
    return picture[top : max(int(box.bottom), top + 1), left : max(int(box.x1), left + 1)]


def _moved(word: RecognisedWord, line: BBox) -> RecognisedWord:
    """Return a word of a line with its box in pixels of the picture."""
    x, y = int(line.x0), int(line.top)
    box = BBox(word.bbox.x0 + x, word.bbox.top + y, word.bbox.x1 + x, word.bbox.bottom + y)
    return RecognisedWord(word.text, box, word.confidence)


ENGINE = PpOcrEngine()
