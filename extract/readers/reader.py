"""What a reader is: the one class to implement for a new format of file.

A reader is an object of a subclass of `Reader`. One of this project is called `READER` and defined
in a module of `extract/readers/formats/`; one of another package is named by an entry point of the
group `sop_extract.readers`. `extract.readers.registry` finds both; docs/extending.md has an
example.

What a reader makes of a file is one of three things:

- `PageContent`: pages with words, ruling lines and drawings in PDF points. What follows cannot
  tell which reader they came from.
- `TextContent`: text without places, in a form that its reader declares.
- `MemberContent`: other files, each a document with a path of its own (archives, attachments).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

if TYPE_CHECKING:
    import numpy as np

    from extract.bounds.budget import Allowance
    from extract.errors import DocumentError
    from extract.settings import Settings
    from models.page import Page

# Bytes of a file's beginning that show its format. Headers of pictures and PDFs are in the first
# 1024, a ZIP's first member (which names the kind of office file) in the first few hundred.
HEAD_BYTES = 4096


class SourceFile:
    """A file to read.

    Args:
        path: Where it is on this machine. Its name says nothing about its format.
    """

    def __init__(self, path: Path) -> None:
        """Keep the path; nothing is read yet."""
        self.path = path

    @cached_property
    def head(self) -> bytes:
        """The first `HEAD_BYTES` bytes.

        Raises:
            OSError: It cannot be read.
        """
        with self.path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def open(self) -> BinaryIO:
        """Open the file for reading.

        Raises:
            OSError: It cannot be read.
        """
        return self.path.open("rb")

    @cached_property
    def data(self) -> bytes:
        """All bytes; kept once read.

        Raises:
            OSError: It cannot be read.
        """
        return self.path.read_bytes()


class Certainty(IntEnum):
    """How sure a reader is that a file is of its format; the surest reader gets the file."""

    FALLBACK = 1  # nothing speaks against it
    HINTED = 2  # a signature is somewhere near the beginning
    SIGNED = 3  # the file begins with the format's signature
    INSPECTED = 4  # the reader looked into a container (ZIP, OLE) and found its format inside


@dataclass(frozen=True, slots=True)
class Match:
    """A file's format as a reader found it.

    Attributes:
        media_type: The media type, as records have it in `source.media_type`.
        certainty: How sure that is.
    """

    media_type: str
    certainty: Certainty


class TextForm(StrEnum):
    """How a text without places is laid out."""

    PLAIN = "plain"  # lines in reading order, table cells separated by tabs


@dataclass(frozen=True, slots=True)
class PageContent:
    """A document's pages.

    Attributes:
        pages: In order, each made when it is asked for, so that memory stays flat.
    """

    pages: Iterable[Page]


@dataclass(frozen=True, slots=True)
class TextContent:
    r"""A document's text.

    Attributes:
        text: With `\n` as its only line end.
        form: How it is laid out.
    """

    text: str
    form: TextForm = TextForm.PLAIN


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another one.

    Attributes:
        name: Its path in there, with / between the parts. It comes from the document: show it, but
            never write to it.
        size: Its bytes when unpacked, as the archive claims.
        open: Opens it for reading.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class MemberContent:
    """The files inside an archive.

    Attributes:
        members: In the archive's order.
    """

    members: Iterable[Member]


Content = PageContent | TextContent | MemberContent


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's picture, for a person to look at.

    Attributes:
        number: 1-based number of the page in the file.
        picture: Grey (height x width) or BGR (height x width x 3) pixels, 0 to 255; None where the
            page cannot be drawn.
        scale: Pixels per PDF point.
        problem: Why it cannot be drawn.
    """

    number: int
    picture: np.ndarray[Any, np.dtype[np.uint8]] | None
    scale: float
    problem: DocumentError | None = None


class Reader(ABC):
    """Reads files of one format, or of a few alike.

    Importing its module must be cheap: the registry imports all readers to learn their suffixes.
    Import heavy packages inside the methods.

    Attributes:
        media_types: What `sniff` may answer.
        suffixes: Endings of file names, in lower case and with the dot. In folders only files with
            a reader's suffix are tried; files named one by one always are.
        bounds: The limits of `extract.bounds.limits.Limits` that the reader keeps by itself. The
            pipeline keeps `max_size` for every file and `max_content` for every text; where
            `max_pages` is missing here, it also stops after that number of pages.
        has_page_images: Whether `draw` draws pages.
        holds_single_pages: Whether its files are often single pages of a document, each a file.
        holds_members: Whether its files hold other files, which are found where files are found:
            each is a document of its own.
        carries_files: Whether its files are documents that may carry others (`attachments`).
    """

    media_types: ClassVar[tuple[str, ...]]
    suffixes: ClassVar[frozenset[str]] = frozenset()
    bounds: ClassVar[frozenset[str]] = frozenset()
    has_page_images: ClassVar[bool] = False
    holds_single_pages: ClassVar[bool] = False
    holds_members: ClassVar[bool] = False
    carries_files: ClassVar[bool] = False

    @abstractmethod
    def sniff(self, file: SourceFile) -> Match | None:
        """Return a file's format where it is one of this reader's, by content and not by name.

        It is called for every file, so look at `file.head` first; open the file only where its
        beginning fits. It must not raise for any bytes.
        """

    @abstractmethod
    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> Content:
        """Read a file that `sniff` recognised.

        Args:
            file: The file.
            settings: The run's settings.
            allowance: When to stop: ask `end_after` between pages.

        Raises:
            DocumentError: It cannot be read; pages may also raise this when they are asked for.
            MissingDependencyError: A program or package that it needs is not installed.
        """

    def attachments(self, file: SourceFile) -> Iterable[Member]:
        """Return the files that a document of this format carries beside what it is itself.

        Each is a document of its own, found where files are found. It is asked for each file found
        in this format, so it must be quick where there are none.

        Args:
            file: The file, by its name one of this format.
        """
        return ()

    def missing(self) -> str | None:
        """Return what is not installed that all its files need, and how to install it.

        Files in folders and archives that need it are then passed over, with this as the reason;
        a file that is named by itself is tried, and fails with it. None where nothing is missing.
        It is asked once for each file found, so it must be quick.
        """
        return None

    def draw(
        self, file: SourceFile, numbers: Collection[int], dpi: int, settings: Settings
    ) -> Iterator[DrawnPage]:
        """Draw pages for a person to look at, upright as the file shows them.

        Args:
            file: The file.
            numbers: 1-based numbers of the pages; those that the file does not have are left out.
            dpi: Pixels per inch.
            settings: The run's settings.

        Yields:
            The pages in ascending order; nothing where the format has no pages.

        Raises:
            DocumentError: The file cannot be opened.
        """
        return iter(())
