"""Reading documents from Python: the records of one file, or of many, as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from extract.batch.discover import InputFile, discover
from extract.batch.reading import read_file
from extract.bounds.limits import MILLION, Limits, check_size
from extract.errors import DocumentError, EmptyFileError, InaccessibleError
from extract.settings import Settings
from models import SopRecord

# What the records call a document that is given as bytes, where the caller names none.
UNNAMED = "document"


def extract_file(
    file: str | PathLike[str] | bytes | BinaryIO,
    *,
    name: str | None = None,
    settings: Settings | None = None,
) -> Iterator[SopRecord]:
    """Return the SOPs of one document, in order.

    The call itself checks that the document is there and not too large; it is read when the first
    record is asked for. It is read in this process, without limits of time and memory: for
    documents that may do harm, use the command, which reads each in a process of its own.

    Args:
        file: The path of a document, its bytes, or a file object opened for reading bytes, which
            is read to its end by the call. The name says nothing about the format.
        name: What the records call the document (`source.path`). By default the path from the
            working directory; of a file object, its own name; of bytes, "document".
        settings: How documents are understood; the defaults if it is None.

    Returns:
        An iterator over its records; at least one.

    Raises:
        DocumentError: The document cannot be opened, is empty or too large (by the call); it
            cannot be read, or holds no SOP (by the iterator). Its subclasses say what is wrong.
        MissingDependencyError: A package or program that reading it needs is not installed.
    """
    settings = settings or Settings()
    if isinstance(file, str | PathLike):
        found = _find(Path(file), settings.limits)
        named = found if name is None else replace(found, source_path=name)
        return _read(named, settings)
    content = file if isinstance(file, bytes) else _read_stream(file, settings.limits)
    _check(len(content), settings.limits)
    label = name or (UNNAMED if isinstance(file, bytes) else _name_of(file))
    return _read_bytes(content, label, settings)


def extract_paths(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    settings: Settings | None = None,
    on_error: Callable[[InputFile, DocumentError], None] | None = None,
) -> Iterator[SopRecord]:
    """Yield the SOPs of many files, each file read when its first record is asked for.

    Args:
        paths: A file or folder, or several. Folders are searched recursively, as the command does.
        settings: How documents are understood; the defaults if it is None.
        on_error: Called with each file that cannot be read and the reason, after which the next
            file is read. The file has a `path`, and a `source_path` as records have it. If it is
            None, the error is raised.

    Yields:
        The records, in the order of the paths; within a folder, of the sorted files.

    Raises:
        DocumentError: A file cannot be read, and there is no `on_error`.
        MissingDependencyError: A package or program that reading needs is not installed.
    """
    named = [paths] if isinstance(paths, str | PathLike) else paths
    for file in discover(map(Path, named)).files:
        try:
            records = read_file(file, settings or Settings())
        except DocumentError as error:
            if on_error is None:
                raise
            on_error(file, error)
        else:
            yield from records


def _find(path: Path, limits: Limits) -> InputFile:
    """Return the file at a path, with the name that the command gives it.

    Raises:
        DocumentError: There is none that can be opened, it is a folder, empty or too large.
    """
    if path.is_dir():
        raise InaccessibleError("is a folder: use extract_paths")
    (file,) = discover([path], members=False).files
    if file.problem is not None:
        raise file.problem
    try:
        _check(path.stat().st_size, limits)
    except OSError as error:
        raise InaccessibleError(f"cannot be read: {error.strerror or error}") from error
    return file


def _check(size: int, limits: Limits) -> None:
    """Refuse a document by its size in bytes.

    Raises:
        EmptyFileError: It has none.
        LimitError: It has more than the limits allow.
    """
    check_size(size, limits)
    if not size:
        raise EmptyFileError("the file is empty")


def _read(file: InputFile, settings: Settings) -> Iterator[SopRecord]:
    """Yield the records of a file, which is read first."""
    yield from read_file(file, settings)


def _read_bytes(content: bytes, name: str, settings: Settings) -> Iterator[SopRecord]:
    """Yield the records of a document that is in memory.

    It is written to a temporary folder, which is gone before the first record is yielded: the
    libraries that open documents read files.
    """
    with TemporaryDirectory(prefix="sop-extract-") as folder:
        path = Path(folder, "document")
        path.write_bytes(content)
        records = read_file(InputFile(path, name), settings)
    yield from records


def _read_stream(stream: BinaryIO, limits: Limits) -> bytes:
    """Return the rest of a file object, or so much of it that it is seen to be too large.

    Raises:
        TypeError: It gives text.
    """
    content: object = stream.read(int(limits.max_size * MILLION) + 1)
    if not isinstance(content, bytes):
        raise TypeError("the file object must be opened in binary mode")
    return content


def _name_of(stream: BinaryIO) -> str:
    """Return the name of a file object, without its folder."""
    name = getattr(stream, "name", None)
    return Path(name).name if isinstance(name, str) else UNNAMED
