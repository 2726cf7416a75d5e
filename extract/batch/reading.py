"""Reads one file with the pipeline; every expected problem is a typed error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, cast

from extract.bounds.limits import check_size
from extract.errors import InaccessibleError, MissingDependencyError

if TYPE_CHECKING:
    from extract.batch.discover import InputFile
    from extract.bounds.budget import Allowance
    from extract.settings import Settings
    from models import SopRecord
    from models.page import PageFile

# The module whose `extract_document` reads documents.
PIPELINE = "extract.pipeline"


def read_file(
    file: InputFile, settings: Settings, allowance: Allowance | None = None
) -> list[SopRecord]:
    """Return the SOPs of a file, in order.

    Args:
        file: The file.
        settings: How it is read.
        allowance: The time and pages it may take; the limits of the settings if None.

    Raises:
        DocumentError: The file cannot be read as a document, or holds no SOP.
        MissingDependencyError: A package or program that reading it needs is not installed.
    """
    pipeline = load_pipeline()
    if file.problem:
        raise file.problem
    if file.origin is not None:
        return _read_elsewhere(file, settings, allowance)
    try:
        return pipeline.extract_document(
            file.path, source_path=file.source_path, settings=settings, allowance=allowance
        )
    except OSError as error:
        if error.filename is not None and str(error.filename) != str(file.path):
            raise
        raise InaccessibleError(f"cannot be read: {error.strerror or error}") from error


def _read_elsewhere(
    file: InputFile, settings: Settings, allowance: Allowance | None
) -> list[SopRecord]:
    """Return the SOPs of a file that is first fetched, or unpacked, to a temporary folder."""
    with TemporaryDirectory(prefix="sop-extract-") as folder:
        path, size = Path(folder, "document"), 0
        with path.open("wb") as stream:
            for piece in file.origin.pieces() if file.origin else ():
                size += len(piece)
                check_size(size, settings.limits)
                stream.write(piece)
        return read_file(replace(file, path=path, origin=None), settings, allowance)


class Pipeline(Protocol):
    """A module that reads documents."""

    def extract_document(
        self, path: Path, *, source_path: str, settings: Settings, allowance: Allowance | None
    ) -> list[SopRecord]:
        """Read every SOP of a document."""

    def extract_parts(
        self,
        parts: Sequence[PageFile],
        *,
        settings: Settings,
        listed: bool,
        allowance: Allowance,
    ) -> list[SopRecord]:
        """Read the SOP whose pages are files of their own."""

    def warm_up(self) -> None:
        """Load what every document needs."""


def load_pipeline() -> Pipeline:
    """Return the module that reads documents, importing the heavy packages it needs.

    Raises:
        MissingDependencyError: One of them is not installed.
    """
    try:
        return cast("Pipeline", import_module(PIPELINE))
    except ImportError as error:
        raise MissingDependencyError(
            f"the Python package {error.name!r} is missing or broken ({error.msg}): "
            "run `make run`, or `pip install sop-extract` in a fresh environment"
        ) from error
