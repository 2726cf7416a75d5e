"""The registry of readers: which formats can be read, and which reader reads a file.

Finding files, reading them, and drawing their pages ask here; nothing else in the project knows
which formats there are.

    found = identify(SourceFile(path))      # which reader, and the file's media type
    content = found.reader.read(file, settings, allowance)
    document_suffixes()                     # the names that are tried in folders

To add a format, write a module in `extract/readers/formats/` that defines `READER`, an object of a
subclass of `extract.readers.reader.Reader`; or offer such an object from a package of your own by
an entry point of the group `sop_extract.readers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.bounds.limits import Limits
from extract.errors import PluginError, UnsupportedFormatError
from extract.readers.plugins import load_installed, load_own
from extract.readers.reader import Reader, SourceFile

# The entry points by which other packages offer readers.
GROUP = "sop_extract.readers"
_OWN = "extract.readers.formats"
_KIND: type[Reader] = Reader  # type: ignore[type-abstract]


@dataclass(frozen=True, slots=True)
class Identified:
    """A file's format.

    Attributes:
        reader: What reads it.
        media_type: Its media type, found from its content.
    """

    reader: Reader
    media_type: str


@cache
def all_readers() -> tuple[Reader, ...]:
    """Return all readers: those of other packages first, then ours by the names of their modules.

    Raises:
        PluginError: A reader of another package cannot be used.
    """
    readers = (*load_installed(GROUP, _KIND), *load_own(_OWN, "READER", _KIND))
    for reader in readers:
        unknown = reader.bounds - Limits.model_fields.keys()
        if unknown:
            name = type(reader).__qualname__
            raise PluginError(f"the reader {name} names unknown limits: {', '.join(unknown)}")
    return readers


def document_suffixes() -> frozenset[str]:
    """Return the endings of file names that are tried in folders, in lower case, with the dot."""
    return frozenset().union(*(reader.suffixes for reader in all_readers()))


def archive_suffixes() -> frozenset[str]:
    """Return those endings whose files hold other files."""
    return frozenset().union(*(r.suffixes for r in all_readers() if r.holds_members))


def single_page_suffixes() -> frozenset[str]:
    """Return the endings of files that are often single pages of a document."""
    return frozenset().union(*(r.suffixes for r in all_readers() if r.holds_single_pages))


def carrier_suffixes() -> frozenset[str]:
    """Return those endings whose files are documents that may carry others."""
    return frozenset().union(*(r.suffixes for r in all_readers() if r.carries_files))


def missing_for(suffix: str) -> str | None:
    """Return what is not installed that files of a suffix need; None where they can be read.

    Args:
        suffix: The ending of a file's name, in lower case, with the dot.
    """
    found = [reader.missing() for reader in all_readers() if suffix in reader.suffixes]
    return None if None in found or not found else found[0]


def identify(file: SourceFile) -> Identified:
    """Return what a file is and which reader reads it, by its content and not by its name.

    The surest reader has it; of equally sure ones that of another package, so that installing one
    can replace ours.

    Raises:
        UnsupportedFormatError: No reader recognises it.
        OSError: It cannot be read.
    """
    best: Identified | None = None
    surest = 0
    for reader in all_readers():
        match = reader.sniff(file)
        if match is not None and match.certainty > surest:
            best, surest = Identified(reader, match.media_type), match.certainty
    if best is None:
        raise UnsupportedFormatError("no reader knows this format; save it as PDF or text")
    return best
