"""Tesseract: the only module that knows it, and the only one that starts its process.

Whatever Tesseract does comes out as words or as one of our errors.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.errors import MissingDependencyError, RecognitionError
from extract.readers.scan.ocr.engine import (
    Hints,
    Layout,
    OcrEngine,
    RecognisedWord,
    Role,
)
from models.geometry import BBox

if TYPE_CHECKING:
    import pytesseract

    from extract.readers.scan.ocr.engine import GreyPicture


@dataclass(frozen=True, slots=True)
class TesseractLimits:
    """How long Tesseract may take; unfitted, far beyond what it needs.

    Attributes:
        read_s: Seconds for one picture. A page takes a few.
        start_s: Seconds to say which languages it knows.
    """

    read_s: float = 180.0
    start_s: float = 30.0


LIMITS = TesseractLimits()

# Its page segmentation modes (`tesseract --help-psm`).
_MODES = {Layout.BLOCK: 6, Layout.LINE: 7, Layout.WORD: 8}
# Digits are the same in every language, and each language loaded costs as much time as ten lines of
# text. Of the languages that Debian packages, this one reads lone digits best (measured on the
# number columns of the sample scans).
_LANGUAGE_OF_DIGITS = "eng"
_INSTALL = "install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-ind)"


class TesseractEngine(OcrEngine):
    """Tesseract 5, run once for each picture in a process of its own."""

    name = "tesseract"
    role = Role.MAIN
    confidence_scale = "tesseract"
    packages = ("pytesseract",)

    @property
    def version(self) -> str:
        """The version that `tesseract --version` prints.

        Raises:
            MissingDependencyError: It is not installed.
        """
        installed_languages()
        import pytesseract

        return str(pytesseract.get_tesseract_version())

    def require(self, languages: str) -> None:
        """Make sure that Tesseract and languages are installed.

        Raises:
            MissingDependencyError: They are not; the message says what to install.
        """
        missing = [name for name in languages.split("+") if name not in installed_languages()]
        if missing:
            names = ", ".join(missing)
            packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
            raise MissingDependencyError(
                f"Tesseract has no language data for {names}; install it "
                f"(Debian, Ubuntu: apt-get install {packages})"
            )

    def read(self, picture: GreyPicture, hints: Hints) -> list[RecognisedWord]:
        """Recognise the words of a picture.

        Raises:
            MissingDependencyError: Tesseract or a language is not installed.
            RecognitionError: It failed on this picture, or took too long.
        """
        self.require(hints.languages)
        # Both cost a tenth of a second to import; a run of digital files does without.
        import pytesseract
        from PIL import Image

        languages = hints.languages
        config = f"--psm {_MODES[hints.layout]} --dpi {hints.dpi}"
        if hints.characters:
            config += f" -c tessedit_char_whitelist={hints.characters}"
            if _LANGUAGE_OF_DIGITS in languages.split("+"):
                languages = _LANGUAGE_OF_DIGITS
        image = Image.fromarray(picture)
        # pytesseract writes the picture to a file of this form for Tesseract. Compressing it as PNG
        # takes more time than Tesseract saves by reading a smaller file.
        image.format = "BMP"
        try:
            found = pytesseract.image_to_data(
                image,
                lang=languages,
                config=config,
                timeout=LIMITS.read_s,
                output_type=pytesseract.Output.DICT,
            )
            return list(_words(found))
        except pytesseract.TesseractError as error:
            raise RecognitionError(f"Tesseract {_describe(error)}") from error
        except UnicodeDecodeError as error:
            raise RecognitionError("Tesseract's answer is no UTF-8") from error
        except RuntimeError as error:
            raise RecognitionError(f"Tesseract took more than {LIMITS.read_s:g} s") from error
        except (OSError, ValueError, KeyError, subprocess.SubprocessError, SystemExit) as error:
            # pytesseract calls sys.exit where it cannot make out Tesseract's version.
            cause = f"Tesseract's answer cannot be read ({type(error).__name__})"
            raise RecognitionError(cause) from error


ENGINE = TesseractEngine()


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


@cache
def installed_languages() -> frozenset[str]:
    """Return Tesseract's names of the installed languages (ISO 639-3 codes, mostly).

    Raises:
        MissingDependencyError: Tesseract is not installed or does not start.
    """
    import pytesseract

    # One Tesseract runs per worker process; with threads of its own each would only compete for
    # the same cores.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        answer = subprocess.run(  # noqa: S603
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=LIMITS.start_s,
            check=True,
        )
        # The first line names the folder they are in.
        return frozenset(answer.stdout.decode("utf-8").split("\n")[1:])
    except FileNotFoundError as error:
        raise MissingDependencyError(f"Tesseract is not installed; {_INSTALL}") from error
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise MissingDependencyError(f"Tesseract does not start; {_INSTALL} anew") from error


def _describe(error: pytesseract.TesseractError) -> str:
    """Return what Tesseract did instead of its work: "was ended by SIGSEGV: ...", "failed: ..."."""
    said = _first_line(str(error.message))
    if error.status >= 0:
        return f"failed: {said or 'no reason given'}"
    name = signal.Signals(-error.status).name
    return f"was ended by {name}: {said}" if said else f"was ended by {name}"


def _first_line(text: str) -> str:
    """Return the first line of a message that is not blank, 200 characters at most."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:200] if lines else ""
