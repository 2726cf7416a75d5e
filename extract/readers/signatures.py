"""The first bytes of picture files, which say what they are."""

from __future__ import annotations

HEIC = "image/heic"

_IMAGES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
)
# Brands of the file-type box of an HEIF file (ISO/IEC 23008-12, annex B).
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def image_type(head: bytes) -> str | None:
    """Return the media type of a picture file that begins with some bytes; None for other files."""
    for signature, media_type in _IMAGES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    # "BM" begins text files, too; four bytes that are zero follow the size of a bitmap file.
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "image/bmp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return None
