"""pdfplumber's PDF, opened with care."""

from __future__ import annotations

from io import BufferedReader

from pdfplumber.pdf import PDF

from extract.readers.fonts import Fonts
from extract.readers.streams import CarefulDocument, StreamWatch


class CarefulPdf(PDF):
    """pdfplumber's PDF over a document whose streams are unpacked within a limit.

    Args:
        file: The file, open for reading; whoever opened it closes it.
        watch: How far streams may be unpacked.
        password: Opens it where it is locked; empty for none.
        rebuilt: Whether the objects are looked for in the whole file, as its tables of objects
            lead nowhere.
    """

    def __init__(
        self, file: BufferedReader, watch: StreamWatch, password: str, *, rebuilt: bool
    ) -> None:
        """Open the document.

        pdfplumber's own constructor would have pdfminer parse the file without bounds, so what it
        sets is set here.
        """
        self.stream = file
        self.stream_is_external = True
        self.path = None
        self.pages_to_parse = None
        self.laparams = None
        self.password = password
        self.unicode_norm = None
        self.raise_unicode_errors = True
        self.metadata = {}
        self.doc = CarefulDocument(file, watch, password, rebuilt=rebuilt)
        self.rsrcmgr = Fonts()
