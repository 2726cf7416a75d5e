"""Tesseract, run once on a picture: the only place that starts it.

Tesseract runs in a process of its own; whatever it does there comes out as words or as one of our
errors.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytesseract
from PIL import Image

from extract.errors import MissingDependencyError, RecognitionError
from models.geometry import BBox

# A page takes a few seconds; what takes this long, in seconds, hangs.
TIME_LIMIT = 180
INSTALL = "install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-ind)"


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word as Tesseract read it.

    Attributes:
        text: Its characters.
        bbox: Where it stands, in pixels of the picture given.
        confidence: Tesseract's own, 0 to 1.
    """

    text: str
    bbox: BBox
    confidence: float


def recognise(
    picture: np.ndarray,
    *,
    languages: str,
    dpi: int,
    layout: int,
    characters: str = "",
    limit: float = TIME_LIMIT,
) -> list[RecognisedWord]:
    """Recognise the words of a grey picture.

    Args:
        picture: Grey picture, 0 black to 255 white.
        languages: Tesseract's names of the languages, joined by "+".
        dpi: Pixels an inch.
        layout: Tesseract's page segmentation mode.
        characters: The only characters there can be; empty for all.
        limit: Seconds after which it is stopped.

    Raises:
        MissingDependencyError: Tesseract or a language is not installed.
        RecognitionError: It failed on this picture, or took too long.
    """
    require(languages)
    config = f"--psm {layout} --dpi {dpi}"
    if characters:
        config += f" -c tessedit_char_whitelist={characters}"
    try:
        found = pytesseract.image_to_data(
            Image.fromarray(picture),
            lang=languages,
            config=config,
            timeout=limit,
            output_type=pytesseract.Output.DICT,
        )
    except pytesseract.TesseractError as error:
        raise RecognitionError(f"Tesseract failed: {_first_line(str(error.message))}") from error
    except UnicodeDecodeError as error:
        raise RecognitionError("Tesseract's answer is no UTF-8") from error
    except RuntimeError as error:
        raise RecognitionError(f"Tesseract took more than {limit:.0f} s") from error
    except (OSError, ValueError, KeyError) as error:
        cause = f"Tesseract's answer cannot be read ({type(error).__name__})"
        raise RecognitionError(cause) from error
    words = zip(
        found["text"], found["conf"], found["left"], found["top"], found["width"], found["height"],
        strict=True,
    )  # fmt: skip
    return [
        RecognisedWord(
            text.strip(),
            BBox(float(left), float(top), float(left + width), float(top + height)),
            max(float(confidence), 0.0) / 100,
        )
        for text, confidence, left, top, width, height in words
        if str(text).strip()
    ]


def require(languages: str) -> None:
    """Make sure that Tesseract and languages are installed.

    Raises:
        MissingDependencyError: They are not; the message tells the remedy.
    """
    missing = [name for name in languages.split("+") if name not in installed_languages()]
    if missing:
        names = ", ".join(missing)
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        raise MissingDependencyError(
            f"Tesseract has no language data for {names}; install it "
            f"(Debian, Ubuntu: apt-get install {packages})"
        )


@cache
def installed_languages() -> frozenset[str]:
    """Return Tesseract's names of the languages that are installed.

    Raises:
        MissingDependencyError: Tesseract is not installed or does not start.
    """
    # Several run at once, one a worker; each with threads of its own would only fight for cores.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return frozenset(pytesseract.get_languages(config=""))
    except pytesseract.TesseractNotFoundError as error:
        raise MissingDependencyError(f"Tesseract is not installed; {INSTALL}") from error
    except (OSError, RuntimeError, pytesseract.TesseractError) as error:
        raise MissingDependencyError(f"Tesseract does not start; {INSTALL} anew") from error


def _first_line(text: str) -> str:
    """Return the first line of a message that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200] if lines else "no reason given"
