"""Bytes of a plain-text file to a string, whatever encoding an office's export used.

A byte-order mark settles it. Without one, zero bytes at every other place betray UTF-16; what is
valid UTF-8 is UTF-8; the rest is Windows' western code page, unless its bytes show that the file
is no text at all.
"""

from __future__ import annotations

import codecs

from extract.errors import EmptyFileError, UnsupportedFormatError

# Longest mark first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that text files do hold: tab, line feed, vertical tab, form feed, carriage
# return, end of file (DOS), escape.
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1a\x1b")

# Bytes looked at to tell text from binary.
_SAMPLE = 65536

# From this share of zero bytes at even or at odd places on, the file is taken for UTF-16:
# Latin letters have a zero half each, other scripts and punctuation do not.
_ZERO_SHARE = 0.4

# A text has next to no control characters; a picture or archive has many.
_MOST_CONTROLS = 0.01

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
    """Return the bytes as a string, by mark, by their look, or by trying."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A file cut off in the middle of a character keeps all that stands before it.
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    if _is_binary(data[:_SAMPLE]):
        raise UnsupportedFormatError(_BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Long valid UTF-8 that breaks off at the very end was cut, not written in another code.
        if error.start >= len(data) - 3 and any(byte > 0x7F for byte in data[: error.start]):
            return data[: error.start].decode("utf-8")
    # The five bytes that cp1252 leaves open become the replacement character.
    return data.decode("cp1252", errors="replace")


def _wide_encoding(sample: bytes) -> str | None:
    """Return the UTF-16 form of bytes without a mark, None where they are no UTF-16."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    high_first = sample[0 : pairs * 2 : 2].count(0) / pairs
    high_last = sample[1 : pairs * 2 : 2].count(0) / pairs
    if high_last >= _ZERO_SHARE and high_first < 0.1:
        encoding = "utf-16-le"
    elif high_first >= _ZERO_SHARE and high_last < 0.1:
        encoding = "utf-16-be"
    else:
        return None
    text = sample[: pairs * 2].decode(encoding, errors="replace")
    controls = sum(char < " " and ord(char) not in _TEXT_CONTROLS for char in text)
    return encoding if controls <= _MOST_CONTROLS * len(text) else None


def _is_binary(sample: bytes) -> bool:
    """Return whether bytes in a one-byte code hold too many control characters for a text."""
    if not sample:
        return False
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in sample)
    return b"\x00" in sample or controls > _MOST_CONTROLS * len(sample)
