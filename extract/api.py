"""The way in from Python: records of one file, or of many, as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from pathlib import Path

from extract.batch.discover import InputFile, discover
from extract.batch.reading import read_file
from extract.errors import DocumentError
from extract.settings import Settings
from models import SopRecord


def extract_file(
    path: str | PathLike[str], *, settings: Settings | None = None
) -> Iterator[SopRecord]:
    """Yield the SOPs of one file, in order; the file is read when the first is asked for.

    Args:
        path: A PDF or text file, of whatever name.
        settings: How documents are understood; the usual where it is None.

    Raises:
        DocumentError: The file cannot be read as a document, or holds no SOP.
        MissingDependencyError: A package or program that reading it needs is not installed.
        IsADirectoryError: The path is a folder; `extract_paths` reads those.
    """
    if Path(path).is_dir():
        raise IsADirectoryError(f"{path} is a folder: use extract_paths")
    for file in discover([Path(path)]).files:
        yield from read_file(file, settings or Settings())


def extract_paths(
    paths: Iterable[str | PathLike[str]],
    *,
    settings: Settings | None = None,
    on_error: Callable[[InputFile, DocumentError], None] | None = None,
) -> Iterator[SopRecord]:
    """Yield the SOPs of many files, each file read when its first record is asked for.

    Args:
        paths: Files and folders, searched as the command searches them.
        settings: How documents are understood; the usual where it is None.
        on_error: Called with each file that cannot be read and the reason, after which the
            next file is read. Where it is None, the error is raised.

    Raises:
        DocumentError: A file cannot be read, and there is no `on_error`.
        MissingDependencyError: A package or program that reading needs is not installed.
    """
    for file in discover(map(Path, paths)).files:
        try:
            records = read_file(file, settings or Settings())
        except DocumentError as error:
            if on_error is None:
                raise
            on_error(file, error)
        else:
            yield from records
