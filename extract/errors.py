"""What can go wrong, as typed errors; each message is one line with file, cause and remedy.

The exit codes are the command's contract with scripts, so they stand beside the errors that
lead to them.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How `python -m extract` ends; documented in its `--help`."""

    OK = 0
    SOME_FAILED = 1
    BAD_ARGUMENTS = 2
    MISSING_DEPENDENCY = 3
    OUTPUT_FAILED = 4
    INTERRUPTED = 130


class SopExtractError(Exception):
    """Base of every error this project raises on purpose.

    Attributes:
        exit_code: What the command ends with where this error ends it.
    """

    exit_code = ExitCode.SOME_FAILED


class DocumentError(SopExtractError):
    """A file cannot be read as a document; the batch goes on with the next.

    Args:
        cause: What is wrong and, where there is one, the remedy; one line, no file name.
        page: 1-based page the trouble is on, where it is on one.
    """

    def __init__(self, cause: str, page: int | None = None) -> None:
        """Keep the cause and the page."""
        super().__init__(cause if page is None else f"page {page}: {cause}")
        self.cause = cause
        self.page = page


class UnsupportedFormatError(DocumentError):
    """The file's content is no document that can be read."""


class EmptyFileError(DocumentError):
    """The file holds no bytes, or nothing but blanks."""


class EncryptedError(DocumentError):
    """The document is locked with a password."""


class DamagedError(DocumentError):
    """The document is truncated or its structure is broken."""


class NoSopError(DocumentError):
    """The document can be read but there is no SOP in it."""


class MissingDependencyError(SopExtractError):
    """A program or package that the work needs is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class OutputError(SopExtractError):
    """The output cannot be written."""

    exit_code = ExitCode.OUTPUT_FAILED
