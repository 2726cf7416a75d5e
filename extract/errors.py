"""What can go wrong, as typed errors; each message is one line with file, cause and remedy.

The exit codes are the command's contract with scripts, so they stand beside the errors that
lead to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How `python -m extract` ends; `--help` lists each with its meaning."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitCode:
        """Make a member that carries what it means beside its number."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    OK = 0, "every file was read; those that are not SOPs are told of"
    SOME_FAILED = 1, "some files could not be read, or only in part; run.json says which and why"
    BAD_ARGUMENTS = 2, "the arguments make no sense; nothing was read"
    MISSING_DEPENDENCY = 3, "a program or package that the work needs is not installed"
    OUTPUT_FAILED = 4, "the output cannot be written"
    INTERRUPTED = 130, "interrupted with Ctrl-C; what had been read is written"


class SopExtractError(Exception):
    """Base of every error this project raises on purpose.

    Attributes:
        exit_code: What the command ends with where this error ends it.
        code: Stable name of the kind of trouble, as `run.json` has it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.SOME_FAILED
    code: ClassVar[str] = "error"


class DocumentError(SopExtractError):
    """A file cannot be read as a document; the batch goes on with the next.

    Args:
        cause: What is wrong and, where there is one, the remedy; one line, no file name.
        page: 1-based page the trouble is on, where it is on one.
    """

    code = "unreadable"

    def __init__(self, cause: str, page: int | None = None) -> None:
        """Keep the cause and the page."""
        super().__init__(cause if page is None else f"page {page}: {cause}")
        self.cause = cause
        self.page = page


class MissingFileError(DocumentError):
    """There is no such file or folder."""

    code = "missing-file"


class InaccessibleError(DocumentError):
    """The file or folder is there but cannot be opened, or is no regular file."""

    code = "inaccessible"


class UnsupportedFormatError(DocumentError):
    """The file's content is no document that can be read."""

    code = "unsupported-format"


class EmptyFileError(DocumentError):
    """The file holds no bytes, or nothing but blanks."""

    code = "empty-file"


class LimitError(DocumentError):
    """The document, or a page of it, is larger than a document may be."""

    code = "over-limit"


class EncryptedError(DocumentError):
    """The document is locked with a password."""

    code = "encrypted"


class DamagedError(DocumentError):
    """The document is truncated or its structure is broken."""

    code = "damaged"


class NotAnSopError(DocumentError):
    """The document was read and is not an SOP, but a letter, a decree or the like; no failure."""

    code = "not-an-sop"


class SopNotReadError(DocumentError):
    """Much points to an SOP in the document, but neither its sheet nor its steps were read."""

    code = "sop-not-read"


class PagesApartError(DocumentError):
    """Files that might be the pages of one document are not."""

    code = "pages-apart"


class RecognitionError(DocumentError):
    """Text recognition failed on a page, or took too long."""

    code = "recognition-failed"


class TimeLimitError(DocumentError):
    """Reading the document took longer than it may."""

    code = "timed-out"


class MemoryLimitError(DocumentError):
    """Reading the document took more memory than it may."""

    code = "out-of-memory"


class CrashError(DocumentError):
    """The process that read the document ended without an answer."""

    code = "crashed"


class KilledError(CrashError):
    """The process that read the document was killed from outside, by the system as a rule."""

    code = "killed"


class MissingDependencyError(SopExtractError):
    """A program or package that the work needs is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY
    code = "missing-dependency"


@contextmanager
def needs_extra(extra: str, what: str) -> Iterator[None]:
    """Turn the failed import of an optional package into one line with the command to install it.

    Args:
        extra: The optional dependencies of `pyproject.toml` that hold the package.
        what: What needs it, as the user asked for it.

    Raises:
        MissingDependencyError: A package could not be imported within the block.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"{what} needs the Python package {error.name}: pip install 'sop-extract[{extra}]'"
        ) from error


class PluginError(MissingDependencyError):
    """A reader or OCR engine that another installed package offers cannot be used."""


class BadTableError(MissingDependencyError):
    """A table of spellings cannot be used: it has some of a field that no model declares."""


class OutputError(SopExtractError):
    """The output cannot be written."""

    exit_code = ExitCode.OUTPUT_FAILED
    code = "output-failed"


class BusyError(OutputError):
    """Another process writes to the output folder.

    Args:
        output: The folder.
        holder: Which process that is.
        remedy: What to do about it.
    """

    def __init__(self, output: str, holder: str, remedy: str) -> None:
        """Keep who it is."""
        super().__init__(f"{output}: another run writes to it ({holder}); {remedy}")
        self.holder = holder


class WorkerError(SopExtractError):
    """The processes that read documents cannot be started, or were ended from outside."""

    exit_code = ExitCode.SOME_FAILED
    code = "no-workers"


class BadGoldError(SopExtractError):
    """Gold, or the records held against it, cannot be read or are incomplete."""

    exit_code = ExitCode.BAD_ARGUMENTS
    code = "bad-gold"


class BadListError(SopExtractError):
    """A list of which files are the pages of one document cannot be used."""

    exit_code = ExitCode.BAD_ARGUMENTS
    code = "bad-list"


class BadRecordsError(SopExtractError):
    """Records that a command is to work on cannot be read, or are not what it needs."""

    exit_code = ExitCode.BAD_ARGUMENTS
    code = "bad-records"


class BadReviewError(SopExtractError):
    """The journal of a review cannot be read."""

    exit_code = ExitCode.BAD_ARGUMENTS
    code = "bad-review"


class BadEditError(SopExtractError):
    """What a person asks for in the review cannot be done.

    Args:
        reason: Its name, which the review page has a text for in each of its languages.
    """

    code = "bad-edit"

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class StaleReviewError(SopExtractError):
    """Somebody else changed in the meantime what a person is about to change.

    Args:
        pointer: Pointer of the value into the record's form.
        now: What it is now.
        by: Who changed it; None where a newer extraction did.
        own: Whether that was the person himself, in another window.
    """

    code = "stale-review"

    def __init__(self, pointer: str, now: object, by: str | None, *, own: bool = False) -> None:
        """Keep what changed, and who changed it."""
        super().__init__(f"{pointer} was changed by {by or 'a newer extraction'}")
        self.pointer = pointer
        self.now = now
        self.by = by
        self.own = own


class MissingSopError(SopExtractError):
    """There is no such SOP in the run that is reviewed."""

    code = "missing-sop"


class DatabaseError(OutputError):
    """A database cannot be reached, refuses what it is given, or is of a newer version."""

    code = "database-failed"
