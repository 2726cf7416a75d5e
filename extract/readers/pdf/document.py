"""A PDF as PDFium has it, with objects replaced that it must not see as they are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import TracebackType

import pypdfium2
import pypdfium2.raw as raw

from extract.errors import DamagedError
from extract.readers.pdf.engine import Address, address_of
from extract.readers.pdf.writing import append_objects

# Bytes of an attachment's name that are taken.
MOST_NAME_BYTES = 512


class EngineDocument:
    """A document opened by PDFium.

    Args:
        path: The file.
        password: What opens it; "" where nothing is needed.
        trailer: The file's trailer; empty where it is not known, and nothing can be replaced.

    Raises:
        DamagedError: PDFium cannot open it.
    """

    def __init__(self, path: Path, password: str, trailer: Mapping[str, object]) -> None:
        """Open the file."""
        self._path = path
        self._password = password
        self._trailer = dict(trailer)
        self._objects: dict[int, bytes] = {}
        self._plain: bytes | None = None
        self._document: pypdfium2.PdfDocument | None = self._open(path)

    def __enter__(self) -> EngineDocument:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the document."""
        self._close()

    @property
    def pages(self) -> int:
        """Return how many pages PDFium finds."""
        return max(int(raw.FPDF_GetPageCount(self._handle)), 0)

    def attachments(self, most: int) -> list[str]:
        """Return the names of files that the document holds, at most so many."""
        number = min(int(raw.FPDFDoc_GetAttachmentCount(self._handle)), most)
        names = []
        for index in range(number):
            attachment = raw.FPDFDoc_GetAttachment(self._handle, index)
            buffer = ctypes.create_string_buffer(MOST_NAME_BYTES)
            place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            length = raw.FPDFAttachment_GetName(attachment, place, len(buffer))
            name = buffer.raw[: max(min(length, len(buffer)) - 2, 0)].decode("utf-16-le", "replace")
            names.append("".join(c for c in name if c.isprintable()))
        return names

    def replace(self, objects: Mapping[int, bytes], root: object | None = None) -> None:
        """Have objects be others from now on.

        Args:
            objects: Number of an object -> what it is.
            root: The reference to another catalogue; None where it stays.

        Raises:
            DamagedError: PDFium cannot open the file so changed.
        """
        self._objects.update(objects)
        if root is not None:
            self._trailer["Root"] = root
        if self._plain is None:
            self._plain = self._unlocked() if self._password or self._is_locked() else None
        before = self._path.read_bytes() if self._plain is None else self._plain
        self._close()
        self._document = self._open(append_objects(before, self._objects, self._trailer))

    @contextmanager
    def page(self, index: int) -> Iterator[Address]:
        """Have a page open.

        Args:
            index: Its place, from 0.

        Yields:
            PDFium's handle; 0 where it cannot be opened.
        """
        page = raw.FPDF_LoadPage(self._handle, index)
        try:
            yield address_of(page)
        finally:
            if page:
                raw.FPDF_ClosePage(page)

    @property
    def _handle(self) -> raw.FPDF_DOCUMENT:
        """Return PDFium's handle."""
        assert self._document is not None  # noqa: S101
        return self._document.raw

    def _is_locked(self) -> bool:
        """Return whether the file is encrypted, if only with an empty password."""
        return int(raw.FPDF_GetSecurityHandlerRevision(self._handle)) >= 0

    def _unlocked(self) -> bytes:
        """Return the file without encryption, as objects cannot be added to it otherwise."""
        buffer = BytesIO()
        assert self._document is not None  # noqa: S101
        self._document.save(buffer, flags=raw.FPDF_REMOVE_SECURITY)
        self._password = ""
        return buffer.getvalue()

    def _open(self, source: Path | bytes) -> pypdfium2.PdfDocument:
        """Open a file.

        Raises:
            DamagedError: PDFium cannot open it.
        """
        try:
            return pypdfium2.PdfDocument(source, password=self._password or None)
        except pypdfium2.PdfiumError as error:
            cause = "the PDF is damaged or cut off; export or copy it again"
            raise DamagedError(cause) from error

    def _close(self) -> None:
        """Close the document."""
        if self._document is not None:
            self._document.close()
            self._document = None
