"""Plain text, in whatever encoding; also Markdown and what programs export as text."""

from __future__ import annotations

from extract.bounds.budget import Allowance
from extract.readers.reader import Certainty, Match, Reader, SourceFile, TextContent
from extract.settings import Settings

MEDIA_TYPE = "text/plain"


class TextReader(Reader):
    """Reads text files."""

    media_types = (MEDIA_TYPE,)
    suffixes = frozenset({".txt", ".text", ".md"})

    def sniff(self, file: SourceFile) -> Match | None:
        """Return that a file may be text; whether it is shows when it is decoded."""
        return Match(MEDIA_TYPE, Certainty.FALLBACK)

    def read(self, file: SourceFile, settings: Settings, allowance: Allowance) -> TextContent:
        """Return a file's text."""
        from extract.readers.text import decode_text

        return TextContent(decode_text(file.data))


READER = TextReader()
