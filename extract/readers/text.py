"""Decodes a plain-text file, whatever its encoding.

A byte-order mark decides. Without one, zero bytes at every other position mean UTF-16; what is
valid UTF-8 is UTF-8; the rest is Windows code page 1252, unless control characters show that the
file is no text.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from extract.errors import EmptyFileError, UnsupportedFormatError

# UTF-32-LE must come before UTF-16-LE, whose mark is its beginning.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that text files may contain: tab, line feed, vertical tab, form feed, carriage
# return, end of file (DOS), escape.
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1a\x1b")


@dataclass(frozen=True, slots=True)
class TextThresholds:
    """What is text and in which encoding. Unfitted."""

    # Bytes at the beginning that are examined.
    sample_bytes: int = 65536
    # UTF-16 has at least this share of zero bytes at even or at odd positions, and at most the
    # other share at the other ones: Latin letters have one zero byte each, other scripts none.
    min_zero_share: float = 0.4
    max_other_zero_share: float = 0.1
    # Share of control characters; text has hardly any, pictures and archives have many.
    max_control_share: float = 0.01


THRESHOLDS = TextThresholds()

_BINARY = "content is not text; give a PDF, an image or a text file"


def decode_text(data: bytes) -> str:
    r"""Return the text that a file's bytes hold.

    Args:
        data: The whole content of the file.

    Returns:
        The text without byte-order mark, with `\n` as the only line end; form feeds are kept.

    Raises:
        EmptyFileError: There are no bytes, or nothing but blanks.
        UnsupportedFormatError: The bytes are no text in UTF-8, UTF-16, UTF-32 or cp1252.
    """
    text = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\x00\x1a \t\n\x0b\x0c\u00a0"):
        raise EmptyFileError("the file holds no text")
    return text


def _decoded(data: bytes) -> str:
    """Return the bytes as a string."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A file may be cut off in the middle of a character.
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide_encoding(data[: THRESHOLDS.sample_bytes])
    if wide:
        return data.decode(wide, errors="replace")
    if _is_binary(data[: THRESHOLDS.sample_bytes]):
        raise UnsupportedFormatError(_BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # UTF-8 that is valid except for its last bytes was cut off in a character.
        if error.start >= len(data) - 3 and any(byte > 0x7F for byte in data[: error.start]):
            return data[: error.start].decode("utf-8")
    # The five bytes that cp1252 does not define become U+FFFD.
    return data.decode("cp1252", errors="replace")


def _wide_encoding(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark; None where it is no UTF-16."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    high_first = sample[0 : pairs * 2 : 2].count(0) / pairs
    high_last = sample[1 : pairs * 2 : 2].count(0) / pairs
    if high_last >= THRESHOLDS.min_zero_share and high_first < THRESHOLDS.max_other_zero_share:
        encoding = "utf-16-le"
    elif high_first >= THRESHOLDS.min_zero_share and high_last < THRESHOLDS.max_other_zero_share:
        encoding = "utf-16-be"
    else:
        return None
    text = sample[: pairs * 2].decode(encoding, errors="replace")
    controls = sum(char < " " and ord(char) not in _TEXT_CONTROLS for char in text)
    return encoding if controls <= THRESHOLDS.max_control_share * len(text) else None


def _is_binary(sample: bytes) -> bool:
    """Return whether bytes contain a zero or too many control characters for text."""
    if not sample:
        return False
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in sample)
    return b"\x00" in sample or controls > THRESHOLDS.max_control_share * len(sample)
