"""What kind of file bytes are, by their content and not by the file's name."""

from __future__ import annotations

from enum import StrEnum

# A PDF's header may stand behind some garbage (ISO 32000-1, annex H.3.4.1).
PDF_HEADER_WITHIN = 1024


class MediaType(StrEnum):
    """Media types that are told apart."""

    PDF = "application/pdf"
    TEXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    WEBP = "image/webp"
    HEIC = "image/heic"
    GIF = "image/gif"
    ZIP = "application/zip"
    OLE = "application/x-ole-storage"
    EXECUTABLE = "application/x-msdownload"
    RTF = "application/rtf"


# Pictures of pages.
IMAGES = frozenset((MediaType.PNG, MediaType.JPEG, MediaType.TIFF, MediaType.WEBP, MediaType.HEIC))

_SIGNATURES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"GIF8", MediaType.GIF),
    (b"PK\x03\x04", MediaType.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", MediaType.OLE),
    (b"MZ", MediaType.EXECUTABLE),
    (b"{\\rtf", MediaType.RTF),
)


def sniff(data: bytes) -> MediaType:
    """Return the media type of a file's bytes; text where no signature is found."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return MediaType.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        return MediaType.HEIC
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return MediaType.PDF
    return MediaType.TEXT
