"""Formats that cannot be read and are recognised only to say so by name."""

from __future__ import annotations

from typing import NoReturn

from extract.bounds.budget import Allowance
from extract.errors import UnsupportedFormatError
from extract.readers.reader import Certainty, Match, Reader, SourceFile
from extract.settings import Settings

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/x-msdownload"),
)


class UnsupportedReader(Reader):
    """Refuses files of known formats."""

    media_types = tuple(media_type for _, media_type in _SIGNATURES)

    def sniff(self, file: SourceFile) -> Match | None:
        """Return the format whose signature a file begins with."""
        for signature, media_type in _SIGNATURES:
            if file.head.startswith(signature):
                return Match(media_type, Certainty.SIGNED)
        return None

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> NoReturn:
        """Refuse a file.

        Raises:
            UnsupportedFormatError: Always.
        """
        match = self.sniff(file)
        name = match.media_type if match else "such"
        raise UnsupportedFormatError(f"{name} files cannot be read; save it as PDF or text")


READER = UnsupportedReader()
