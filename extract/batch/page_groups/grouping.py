"""Which files of a run may be read as pages of one document."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.batch.discover import Discovery
from extract.batch.page_groups.names import PageSequence, find_sequences, listed_sequences
from extract.errors import BadListError
from extract.readers.registry import single_page_suffixes


@dataclass(frozen=True, slots=True)
class PageGrouping:
    """How files that are pages of one document are found.

    Attributes:
        by_name: Whether pictures whose names are counted are tried.
        listed: For each document that a list names, the paths of its files in order.
    """

    by_name: bool = True
    listed: tuple[tuple[str, ...], ...] = ()

    def sequences(self, discovery: Discovery) -> list[PageSequence]:
        """Return the files that may belong together, those of a list first.

        Args:
            discovery: The files of the run.

        Raises:
            BadListError: The list names a file that is not among them.
        """
        try:
            listed = list(listed_sequences(self.listed, discovery.files))
        except KeyError as error:
            raise BadListError(f"{error.args[0]}: not among the files of this run") from error
        if not self.by_name:
            return listed
        taken = {file.position for sequence in listed for file in sequence.files}
        others = [file for file in discovery.files if file.position not in taken]
        return [*listed, *find_sequences(others, single_page_suffixes())]


def read_list(path: Path) -> tuple[tuple[str, ...], ...]:
    """Read which files are the pages of one document.

    A line is the path of a file, from the list's own folder on; an empty line ends a document, and
    a line that begins with # is a remark.

    Args:
        path: The list, UTF-8.

    Returns:
        For each document the real paths of its files, in order.

    Raises:
        BadListError: It cannot be read, or names a file twice or a document of one file.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BadListError(f"{path}: cannot be read: {reason}") from error
    documents: list[list[str]] = [[]]
    for line in map(str.strip, lines):
        if line.startswith("#"):
            continue
        if line:
            documents[-1].append(os.path.realpath(path.parent / line))
        elif documents[-1]:
            documents.append([])
    return tuple(map(tuple, _checked(path, [held for held in documents if held])))


def _checked(path: Path, documents: Sequence[list[str]]) -> Sequence[list[str]]:
    """Return the documents of a list.

    Raises:
        BadListError: It names a file twice, or a document of one file.
    """
    seen: set[str] = set()
    for files in documents:
        if len(files) == 1:
            raise BadListError(f"{path}: {files[0]} stands alone; a document has two at least")
        for name in files:
            if name in seen:
                raise BadListError(f"{path}: {name} is named twice")
            seen.add(name)
    return documents
