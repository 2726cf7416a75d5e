"""Which office file, or which archive, a ZIP or an OLE container is."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from io import BytesIO
from zlib import error as ZlibError

from extract.readers.reader import SourceFile

ZIP_SIGNATURE = b"PK\x03\x04"
# An empty archive has nothing but its end.
EMPTY_ZIP_SIGNATURE = b"PK\x05\x06"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# The list of content types of an office file has some thousand bytes.
_MOST_TYPES_BYTES = 1_000_000


class Kind(StrEnum):
    """What a container holds; the values are media types."""

    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOCM = "application/vnd.ms-word.document.macroEnabled.12"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ODP = "application/vnd.oasis.opendocument.presentation"
    ZIP = "application/zip"
    XLS = "application/vnd.ms-excel"
    DOC = "application/msword"
    PPT = "application/vnd.ms-powerpoint"
    MSG = "application/vnd.ms-outlook"
    LOCKED = "application/x-ole-storage;encrypted"


# Content type of the part that a package begins with -> what the file is.
_MAIN_PARTS = (
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"spreadsheetml.template.main+xml", Kind.XLSX),
    (b"ms-excel.sheet.macroEnabled.main+xml", Kind.XLSM),
    (b"ms-excel.template.macroEnabled.main+xml", Kind.XLSM),
    (b"ms-excel.sheet.binary.macroEnabled.main", Kind.XLSB),
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"wordprocessingml.template.main+xml", Kind.DOCX),
    (b"ms-word.document.macroEnabled.main+xml", Kind.DOCM),
    (b"ms-word.template.macroEnabledTemplate.main+xml", Kind.DOCM),
    (b"presentationml.presentation.main+xml", Kind.PPTX),
    (b"presentationml.slideshow.main+xml", Kind.PPTX),
)
# Streams that tell what an OLE file is. Their names stand in its directory as UTF-16, which may
# stand anywhere in the file (MS-CFB 2.6).
_OLE_STREAMS = (
    # A mail first: it may have any of the others attached, with all their streams.
    ("__properties_version1.0", Kind.MSG),
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)


def zip_kind(file: SourceFile) -> Kind | None:
    """Return what a file is that begins as a ZIP archive does; None where it does not.

    An archive whose list of members cannot be read is a ZIP archive all the same.
    """
    if file.head.startswith(EMPTY_ZIP_SIGNATURE):
        return Kind.ZIP
    if not file.head.startswith(ZIP_SIGNATURE):
        return None
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as archive:
            return _kind_of(archive)
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError):
        return Kind.ZIP


def _kind_of(archive: zipfile.ZipFile) -> Kind:
    """Return what an open archive is."""
    names = archive.NameToInfo
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as stream:
            types = stream.read(_MOST_TYPES_BYTES)
        for part, kind in _MAIN_PARTS:
            if part in types:
                return kind
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            said = stream.read(200).strip().decode("ascii", "replace")
        for kind in (Kind.ODS, Kind.ODT, Kind.ODP):
            if said.startswith(kind.value):
                return kind
    return Kind.ZIP


def ole_kind(file: SourceFile) -> Kind | None:
    """Return what a file is that begins as an OLE container does; None where that is not known."""
    if not file.head.startswith(OLE_SIGNATURE):
        return None
    data = file.data
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return None
