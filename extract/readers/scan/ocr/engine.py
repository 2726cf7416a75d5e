"""What an OCR engine is: the one class to implement for another recogniser.

An engine is an object of a subclass of `OcrEngine`. One of this project is called `ENGINE` and is
defined in a module of `extract/readers/scan/ocr/engines/`; one of another package is named by an
entry point of the group `sop_extract.ocr_engines`. docs/extending.md has an example.

An engine gets a picture without ruling lines and drawings, with hints, and answers with words. It
knows nothing of pages, cells or SOPs, and nothing else knows the engine: what a user must install,
for instance, is said in its own errors.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from models.geometry import BBox

if TYPE_CHECKING:
    import numpy as np

    # Height x width: 0 black to 255 white.
    GreyPicture = np.ndarray[Any, np.dtype[np.uint8]]


class Role(StrEnum):
    """What an engine is asked for."""

    MAIN = "main"  # reads every page
    VOTER = "voter"  # gives a second opinion where one is asked for


class Layout(StrEnum):
    """What a picture shows."""

    BLOCK = "block"  # lines of text, one below the other
    LINE = "line"  # one line
    WORD = "word"  # one word


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word as an engine read it.

    Attributes:
        text: Its characters, without blanks around them.
        bbox: Its box in pixels of the picture given, from the top left.
        confidence: How sure the engine is, 0 to 1, on the scale that `confidence_scale` names.
    """

    text: str
    bbox: BBox
    confidence: float


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a picture before it is read.

    Attributes:
        languages: The languages of its text, as ISO 639-3 codes joined by +, such as `ind+eng`.
        dpi: Pixels per inch of paper.
        layout: What it shows.
        characters: The only characters that can occur; empty for any. An engine that cannot
            be restricted returns what it reads.
    """

    languages: str
    dpi: int
    layout: Layout = Layout.BLOCK
    characters: str = ""


class OcrEngine(ABC):
    """Recognises the words of a picture.

    Attributes:
        name: A short name in lower case.
        role: What it is asked for.
        confidence_scale: Names the scale of its confidences. Thresholds and the curves of
            `extract/record/confidence.toml` hold for one scale; engines whose confidences mean
            the same share a name.
        packages: Names of the distributions whose version may change what it reads; where one
            changes, documents are read anew.
    """

    name: ClassVar[str]
    role: ClassVar[Role]
    confidence_scale: ClassVar[str]
    packages: ClassVar[tuple[str, ...]] = ()

    @property
    @abstractmethod
    def version(self) -> str:
        """The engine's version, its models' included; it changes whenever its answers may.

        Raises:
            MissingDependencyError: It is not installed.
        """

    @abstractmethod
    def require(self, languages: str) -> None:
        """Make sure that the engine and languages are installed.

        Args:
            languages: ISO 639-3 codes joined by +.

        Raises:
            MissingDependencyError: They are not; the message says in one line what to install.
        """

    @abstractmethod
    def read(self, picture: GreyPicture, hints: Hints) -> list[RecognisedWord]:
        """Recognise the words of a picture, in reading order.

        An engine uses one thread, starts no download, and ends by itself within a time limit.

        Args:
            picture: The picture.
            hints: What is known of it.

        Raises:
            MissingDependencyError: The engine or a language is not installed.
            RecognitionError: It failed on this picture, or took too long.
        """
