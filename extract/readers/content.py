"""A page's content stream cut into operators with their operands (ISO 32000-1, 7.8.2).

pdfminer's parser reads a stream a character class at a time, as a file of any size may be read,
and takes half of all the time a page costs. Content is at hand as a whole, so one expression cuts
it. What the expression does not know (inline images, damage) is left to pdfminer, stream by
stream: either all of it is cut here, or nothing.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import Any

from pdfminer.psparser import LIT, literal_name

# Longer content is left to pdfminer, which never holds all of its tokens at once.
LONGEST = 8_000_000
# Lists and dictionaries within each other; content has two or three.
DEEPEST = 50
# Signs of a number; with more of them it may be too large for any reckoning.
LONGEST_NUMBER = 40

# The groups, in the order of how often they occur; what is in none is a comment or the end.
_NUMBER, _OPERATOR, _NAME, _OPEN, _CLOSE, _HEX, _PLAIN, _ESCAPED_STRING, _UNUSUAL = range(1, 10)
_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r\ ]* (?:
      ([+-]?(?:\d+(?:\.\d*)?|\.\d+)) (?=[\x00\t\n\f\r\ ()<>\[\]/%]|\Z)
    | ([A-Za-z][A-Za-z0-9*]*|['"]) (?=[\x00\t\n\f\r\ ()<>\[\]/%]|\Z)
    | /([^\x00\t\n\f\r\ ()<>\[\]{}/%]*)
    | (\[|<<)
    | (\]|>>)
    | <([0-9A-Fa-f\x00\t\n\f\r\ ]*)>
    | \(([^()\\]*)\)
    | \(([^()\\]*(?:\\.[^()\\]*)*)\)
    | %[^\r\n]*
    | \Z
    | (.)
    )""",
    re.X | re.S,
)
_INLINE_IMAGE = re.compile(rb"(?<![^\x00\t\n\f\r ])BI(?=[\x00\t\n\f\r /])")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPACE = b"\x00\t\n\f\r "
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS = {b"true": True, b"false": False, b"null": None}


class UnusualContentError(ValueError):
    """Content has something that this module does not cut."""


def cut_content(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Cut content into operators.

    Args:
        data: The decoded content stream, or several joined by a blank.

    Yields:
        Each operator with its operands, as pdfminer's parser gives them: numbers, bytes,
        pdfminer's literals for names, lists, and dictionaries.

    Raises:
        UnusualContentError: The content is none that is cut here.
    """
    if len(data) > LONGEST or _INLINE_IMAGE.search(data):
        raise UnusualContentError
    operands: list[Any] = []
    outer: list[tuple[bytes, list[Any]]] = []
    for match in _TOKEN.finditer(data):
        kind = match.lastindex
        if kind is None:
            continue
        text = match[kind]
        if kind == _NUMBER:
            if len(text) > LONGEST_NUMBER:
                raise UnusualContentError
            operands.append(float(text) if b"." in text else int(text))
        elif kind == _OPERATOR:
            if text in _WORDS:
                operands.append(_WORDS[text])
            elif outer:
                raise UnusualContentError
            else:
                yield text, operands
                operands = []
        elif kind == _PLAIN:
            operands.append(text)
        elif kind == _OPEN:
            if len(outer) == DEEPEST:
                raise UnusualContentError
            outer.append((text, operands))
            operands = []
        elif kind == _CLOSE:
            operands = _closed(text, operands, outer)
        elif kind == _UNUSUAL:
            raise UnusualContentError
        else:
            operands.append(_READERS[kind](text))


def _closed(bracket: bytes, held: list[Any], outer: list[tuple[bytes, list[Any]]]) -> list[Any]:
    """Return the operands around a list or dictionary that ends, with it at their end."""
    opened, operands = outer.pop() if outer else (b"", [])
    if bracket == b"]" and opened == b"[":
        operands.append(held)
    elif bracket == b">>" and opened == b"<<" and len(held) % 2 == 0:
        pairs = zip(held[::2], held[1::2], strict=True)
        operands.append({literal_name(key): value for key, value in pairs if value is not None})
    else:
        raise UnusualContentError
    return operands


def _read_escaped(text: bytes) -> bytes:
    """Return what a string with escapes says."""
    return _ESCAPE.sub(_unescape, text)


def _unescape(match: re.Match[bytes]) -> bytes:
    """Return what an escape in a string stands for; a line's end for nothing."""
    escaped = match[1]
    if escaped[:1] in b"01234567":
        code = int(escaped, 8)
        if code > 255:
            raise UnusualContentError
        return bytes((code,))
    if escaped in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPED.get(escaped, escaped)


def _read_hex(text: bytes) -> bytes:
    """Return what a string in hexadecimal says; a missing last digit is 0."""
    digits = text.translate(None, _SPACE)
    return unhexlify(digits + b"0" if len(digits) % 2 else digits)


def _read_name(text: bytes) -> Any:
    """Return a name as pdfminer has it."""
    if b"#" in text:
        text = _NAME_CODE.sub(lambda match: bytes((int(match[1], 16),)), text)
    try:
        return LIT(text.decode("utf-8"))
    except UnicodeDecodeError:
        return LIT(text)


_READERS = {_ESCAPED_STRING: _read_escaped, _HEX: _read_hex, _NAME: _read_name}
