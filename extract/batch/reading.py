"""One file read by the pipeline, every expected trouble a typed error."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from extract.errors import InaccessibleError, MissingDependencyError

if TYPE_CHECKING:
    from extract.batch.discover import InputFile
    from extract.settings import Settings
    from models import SopRecord


def read_file(file: InputFile, settings: Settings) -> list[SopRecord]:
    """Return the SOPs of a file, in order.

    Raises:
        DocumentError: The file cannot be read as a document, or holds no SOP.
        MissingDependencyError: A package or program that reading it needs is not installed.
    """
    extract_document = load_pipeline()
    if file.problem:
        raise file.problem
    try:
        return extract_document(file.path, source_path=file.source_path, settings=settings)
    except OSError as error:
        if error.filename is not None and str(error.filename) != str(file.path):
            raise
        raise InaccessibleError(f"cannot be read: {error.strerror or error}") from error


def load_pipeline() -> Callable[..., list[SopRecord]]:
    """Return `extract.pipeline.extract_document`, importing the heavy packages it needs.

    Raises:
        MissingDependencyError: One of them is not installed.
    """
    try:
        pipeline = import_module("extract.pipeline")
    except ImportError as error:
        raise MissingDependencyError(
            f"the Python package {error.name!r} is missing or broken ({error.msg}): "
            "run `make run`, or `pip install sop-extract` in a fresh environment"
        ) from error
    return cast("Callable[..., list[SopRecord]]", pipeline.extract_document)
