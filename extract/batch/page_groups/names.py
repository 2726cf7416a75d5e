"""Pictures that may be the pages of one document, by their names.

Scanners and phones count pictures (`sop_1.jpg`, `sop (2).jpg`, `IMG_20240105_0003.jpg`,
`SOP hal 2 langkah.png`). A name can hold other numbers too, such as a year: of all numbers in
it the last one that others go on with is its page number. What is called so is only a candidate:
what was read decides (`extract.batch.page_groups.evidence`).
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from extract.batch.discover import InputFile

# A folder of more pictures than this, whose names are not counted, holds several SOPs; unfitted.
MAX_IN_FOLDER = 40
# Longer numbers are no counters but moments, which Python would turn into integers slowly.
_NUMBER = re.compile(r"\d{1,18}")
_BETWEEN = re.compile(r"[\W_]+")


class Named(Enum):
    """What says that pictures belong together."""

    COUNTED = "counted"
    FOLDER = "folder"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class PageSequence:
    """Files that may be the pages of documents, in the order of the pages.

    Attributes:
        files: The files, at least two.
        named: What says that they belong together.
    """

    files: tuple[InputFile, ...]
    named: Named


def find_sequences(files: Sequence[InputFile], pictures: frozenset[str]) -> Iterator[PageSequence]:
    """Yield pictures whose names are counted within a folder, and folders of nothing but pictures.

    Args:
        files: All files of a run.
        pictures: The endings of pictures' names, in lower case, with the dot.

    Yields:
        Sequences; no file is in two of them.
    """
    folders: dict[str, list[InputFile]] = defaultdict(list)
    for file in files:
        folders[str(PurePosixPath(file.source_path).parent)].append(file)
    for folder, held in folders.items():
        readable = [file for file in held if _is_picture(file, pictures)]
        counted = [chain for chain in _counted(readable) if len(chain) > 1]
        for chain in counted:
            yield PageSequence(tuple(chain), Named.COUNTED)
        is_of_pictures = len(readable) == len(held) and 1 < len(held) <= MAX_IN_FOLDER
        if not counted and is_of_pictures and len(PurePosixPath(folder).parts) > 1:
            yield PageSequence(tuple(sorted(held, key=_natural)), Named.FOLDER)


def _is_picture(file: InputFile, pictures: frozenset[str]) -> bool:
    """Return whether a file is a picture by its name."""
    return file.problem is None and PurePosixPath(file.source_path).suffix.lower() in pictures


def _counted(files: Sequence[InputFile]) -> Iterator[list[InputFile]]:
    """Yield files of one folder whose names differ by a number that counts on."""
    uses: dict[str, dict[int, list[InputFile]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        for prefix, number in _numbers(file):
            uses[prefix][number].append(file)
    bare = {_fold(PurePosixPath(file.source_path).stem): file for file in files}
    taken: set[int] = set()
    # The longest beginnings first: so the last number of a name counts where others go on with it.
    for prefix, numbered in sorted(uses.items(), key=lambda item: (-len(item[0]), item[0])):
        single = {
            number: held[0]
            for number, held in numbered.items()
            if len(held) == 1 and held[0].position not in taken
        }
        first = bare.get(prefix)
        for chain in _runs(single):
            begins = min(number for number, file in single.items() if file is chain[0])
            # `sop.jpg`, then `sop (1).jpg` or `sop 2.jpg`.
            if first is not None and first.position not in taken and begins in (1, 2):
                chain = [first, *chain]
            if len(chain) > 1:
                taken.update(file.position for file in chain)
                yield chain


def _numbers(file: InputFile) -> Iterator[tuple[str, int]]:
    """Yield what stands before each number of a file's name, and the number."""
    stem = PurePosixPath(file.source_path).stem
    for match in _NUMBER.finditer(stem):
        yield _fold(stem[: match.start()]), int(match[0])


def _runs(numbered: dict[int, InputFile]) -> Iterator[list[InputFile]]:
    """Yield files with consecutive numbers."""
    run: list[InputFile] = []
    last: int | None = None
    for number in sorted(numbered):
        if last is not None and number != last + 1:
            yield run
            run = []
        run.append(numbered[number])
        last = number
    if run:
        yield run


def _fold(text: str) -> str:
    """Return a part of a name as it is compared."""
    return _BETWEEN.sub(" ", text).strip().casefold()


def _natural(file: InputFile) -> tuple[tuple[str, int], ...]:
    """Return what files of a folder are sorted by: their numbers as numbers."""
    stem = PurePosixPath(file.source_path).stem.casefold()
    pieces = re.findall(r"(\D*)(\d{0,18})", stem)
    return tuple((text, int(number or 0)) for text, number in pieces)


def listed_sequences(
    groups: Sequence[Sequence[str]], files: Sequence[InputFile]
) -> Iterator[PageSequence]:
    """Yield the files that a list names as pages of one document.

    Args:
        groups: For each document the real paths of its files, in order.
        files: All files of a run.

    Raises:
        KeyError: A path is not among the files.
    """
    if not groups:
        return
    known = {os.path.realpath(file.path): file for file in files if file.origin is None}
    for group in groups:
        yield PageSequence(tuple(known[path] for path in group), Named.LISTED)
