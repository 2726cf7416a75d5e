"""Tesseract, run once on a picture: the only place that starts it.

Tesseract runs in a process of its own; whatever it does there comes out as words or as one of our
errors.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytesseract
from PIL import Image

from extract.errors import MissingDependencyError, RecognitionError
from models.geometry import BBox

# A page takes a few seconds; what takes this long, in seconds, hangs. So does what takes that long
# to say which languages it knows.
TIME_LIMIT = 180.0
START_LIMIT = 30.0
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
    limit: float | None = None,
) -> list[RecognisedWord]:
    """Recognise the words of a grey picture.

    Args:
        picture: Grey picture, 0 black to 255 white.
        languages: Tesseract's names of the languages, joined by "+".
        dpi: Pixels an inch.
        layout: Tesseract's page segmentation mode.
        characters: The only characters there can be; empty for all.
        limit: Seconds after which it is stopped; `TIME_LIMIT` where it is None.

    Raises:
        MissingDependencyError: Tesseract or a language is not installed.
        RecognitionError: It failed on this picture, or took too long.
    """
    require(languages)
    limit = TIME_LIMIT if limit is None else limit
    config = f"--psm {layout} --dpi {dpi}"
    if characters:
        config += f" -c tessedit_char_whitelist={characters}"
    image = Image.fromarray(picture)
    # pytesseract hands the picture over as a file of this form; packing it as PNG costs more than
    # reading it back.
    image.format = "BMP"
    try:
        found = pytesseract.image_to_data(
            image,
            lang=languages,
            config=config,
            timeout=limit,
            output_type=pytesseract.Output.DICT,
        )
        return list(_words(found))
    except pytesseract.TesseractError as error:
        raise RecognitionError(f"Tesseract {_describe(error)}") from error
    except UnicodeDecodeError as error:
        raise RecognitionError("Tesseract's answer is no UTF-8") from error
    except RuntimeError as error:
        raise RecognitionError(f"Tesseract took more than {limit:g} s") from error
    except (OSError, ValueError, KeyError, subprocess.SubprocessError, SystemExit) as error:
        # pytesseract leaves the whole program where it cannot make out Tesseract's version.
        cause = f"Tesseract's answer cannot be read ({type(error).__name__})"
        raise RecognitionError(cause) from error


def _words(found: Mapping[str, Sequence[Any]]) -> Iterator[RecognisedWord]:
    """Yield the words of Tesseract's table.

    Raises:
        KeyError: A column is missing.
        ValueError: A row is cut off, or holds no number where one must be.
    """
    columns = ("text", "conf", "left", "top", "width", "height")
    for text, confidence, *box in zip(*(found[name] for name in columns), strict=True):
        left, top, width, height = map(float, box)
        if str(text).strip():
            yield RecognisedWord(
                str(text).strip(),
                BBox(left, top, left + width, top + height),
                max(float(confidence), 0.0) / 100,
            )


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
        answer = subprocess.run(  # noqa: S603
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=START_LIMIT,
            check=True,
        )
        # The first line says where they are.
        return frozenset(answer.stdout.decode("utf-8").split("\n")[1:])
    except FileNotFoundError as error:
        raise MissingDependencyError(f"Tesseract is not installed; {INSTALL}") from error
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise MissingDependencyError(f"Tesseract does not start; {INSTALL} anew") from error


def _describe(error: pytesseract.TesseractError) -> str:
    """Return what Tesseract did instead of its work: "was ended by SIGSEGV: ...", "failed: ..."."""
    said = _first_line(str(error.message))
    if error.status >= 0:
        return f"failed: {said or 'no reason given'}"
    name = signal.Signals(-error.status).name
    return f"was ended by {name}: {said}" if said else f"was ended by {name}"


def _first_line(text: str) -> str:
    """Return the first line of a message that says something; "" where none does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200] if lines else ""
