"""7z and RAR archives: each member is a document of its own."""

from __future__ import annotations

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, Match, MemberContent, Reader, SourceFile
from extract.settings import Settings

SEVEN, RAR = "application/x-7z-compressed", "application/vnd.rar"
_SIGNATURES = ((b"7z\xbc\xaf\x27\x1c", SEVEN), (b"Rar!\x1a\x07", RAR))


class PackedArchiveReader(Reader):
    """Lists the members of archives that libarchive unpacks."""

    media_types = (SEVEN, RAR)
    suffixes = frozenset({".7z", ".rar"})
    holds_members = True

    def sniff(self, file: SourceFile) -> Match | None:
        """Return the format whose signature a file begins with."""
        for signature, media_type in _SIGNATURES:
            if file.head.startswith(signature):
                return Match(media_type, Certainty.SIGNED)
        return None

    def missing(self) -> str | None:
        """Return what is not installed that reads them."""
        from extract.readers.archives.packed import missing

        return missing()

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> MemberContent:
        """Return the files in an archive."""
        from extract.readers.archives.packed import packed_members

        return MemberContent(packed_members(file.open))


READER = PackedArchiveReader()
