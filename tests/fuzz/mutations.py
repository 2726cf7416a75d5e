"""Samples made worse, a little or a lot, by the choices of a random number generator."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[Random, bytes], bytes]

NUMBERS = (
    b"0", b"-1", b"1", b"2", b"65535", b"65536", b"2147483648", b"-2147483649", b"1e9",
    b"1000000000", b"99999999999999999999", b"9" * 60, b"9" * 400 + b".0", b"0.0000001", b"-0.0",
    b"3.4.5", b"--7", b"+.", b".",
)  # fmt: skip
NAMES = (
    b"/Page", b"/Pages", b"/Catalog", b"/Font", b"/XObject", b"/FlateDecode", b"/LZWDecode",
    b"/ASCII85Decode", b"/RunLengthDecode", b"/DCTDecode", b"/Crypt", b"/Type0", b"/Type3",
    b"/Identity-H", b"/ObjStm", b"/XRef", b"/Kids", b"/Parent", b"/Length", b"/", b"/#00#ff",
)  # fmt: skip
OPERATORS = (
    b"q", b"Q", b"cm", b"Do", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Td", b"Tm", b"T*", b"Tr",
    b"Tz", b"re", b"m", b"l", b"c", b"h", b"S", b"f", b"B", b"W", b"n", b"gs", b"k", b"rg",
    b"scn", b"BI", b"ID", b"EI", b"[", b"]", b"<<", b">>", b"(", b")", b"'", b'"', b"BDC", b"EMC",
    b"sh", b"d",
)  # fmt: skip
WORDS = (
    "Nomor SOP", ":", "Tanggal Pembuatan", "Disahkan Oleh", "Nama SOP", "Dasar Hukum",
    "Peringatan", "1.", "a)", "No", "Uraian Kegiatan", "Pelaksana", "Mutu Baku", "Kelengkapan",
    "Waktu", "Output", "30 menit", "99999999 tahun", "1-2 hari", "31 Februari 2023",
    "NIP. 197001011995031001", "Ya", "Tidak", "Undang-Undang Nomor 1 Tahun 0000 tentang", "=1+1",
    "<b>", "&#0;", "]]>", "\t", "\n", "\f", "\v", "\u202e", "\u200b", "\ufeff", "\x1b[2J",
    "\ud7ff", "\U0001f4a9", "e\u0301" * 20, "|", "---", "\u0000", "             ", "x" * 300,
)  # fmt: skip

_NUMBER = re.compile(rb"(?<![\w.#/])[+-]?\d+(?:\.\d+)?")
_NAME = re.compile(rb"/[A-Za-z0-9#]+")
_OBJECT = re.compile(rb"\d+ \d+ obj.*?endobj\s", re.S)
_STREAM = re.compile(rb"(/FlateDecode.{0,200}?stream\r?\n)(.*?)(\r?\nendstream)", re.S)


def flip_bytes(random: Random, data: bytes) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 12)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut_off(random: Random, data: bytes) -> bytes:
    """Cut the end off."""
    return data[: random.randrange(len(data) + 1)]


def drop_piece(random: Random, data: bytes) -> bytes:
    """Take a piece out."""
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + 4000) :]


def repeat_piece(random: Random, data: bytes) -> bytes:
    """Repeat a piece, somewhere."""
    start = random.randrange(len(data))
    piece = data[start : start + random.randint(1, 2000)] * random.randint(1, 30)
    at = random.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def put_in_front(random: Random, data: bytes) -> bytes:
    """Put bytes before the beginning."""
    return random.randbytes(random.randint(1, 1500)) + data


def change_tokens(random: Random, data: bytes) -> bytes:
    """Change numbers and names of a PDF's objects."""
    for _ in range(random.randint(1, 5)):
        pattern, others = random.choice(((_NUMBER, NUMBERS), (_NAME, NAMES)))
        found = list(pattern.finditer(data))
        if found:
            old = random.choice(found)
            own = random.choice(found)[0]
            new = own if random.random() < 0.5 else random.choice(others)
            data = data[: old.start()] + new + data[old.end() :]
    return data


def move_objects(random: Random, data: bytes) -> bytes:
    """Drop, repeat or exchange objects of a PDF."""
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return data
    one, other = sorted(random.sample(found, 2), key=lambda match: match.start())
    match random.randrange(3):
        case 0:
            return data[: one.start()] + data[one.end() :]
        case 1:
            return data[: other.start()] + one[0] + data[other.start() :]
        case _:
            between = data[one.end() : other.start()]
            return data[: one.start()] + other[0] + between + one[0] + data[other.end() :]


def change_content(random: Random, data: bytes) -> bytes:
    """Unpack one of a PDF's streams, change it, and pack it again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    chosen = random.choice(found)
    try:
        content = zlib.decompress(chosen[2])
    except zlib.error:
        return data
    for _ in range(random.randint(1, 6)):
        content = random.choice(_CONTENT)(random, content)
    packed = zlib.compress(content[:200_000])
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), data[: chosen.start(2)][-300:])
    return data[: chosen.start(2)][:-300] + head + packed + data[chosen.end(2) :]


def _put_operators(random: Random, content: bytes) -> bytes:
    """Put operators into content, with or without operands."""
    at = random.randrange(len(content) + 1)
    given = [random.choice((*NUMBERS, *OPERATORS, *NAMES)) for _ in range(random.randint(1, 8))]
    return content[:at] + b" " + b" ".join(given) + b" " + content[at:]


def _swap_numbers(random: Random, content: bytes) -> bytes:
    """Change numbers of content."""
    found = list(_NUMBER.finditer(content))
    if not found:
        return content
    old = random.choice(found)
    return content[: old.start()] + random.choice(NUMBERS) + content[old.end() :]


def _drop_some(random: Random, content: bytes) -> bytes:
    """Take a short piece out of content."""
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at + random.randint(1, 300) :]


def _repeat_some(random: Random, content: bytes) -> bytes:
    """Repeat a piece of content elsewhere."""
    start = random.randrange(len(content) + 1)
    at = random.randrange(len(content) + 1)
    piece = content[start : start + random.randint(1, 3000)] * random.randint(1, 5)
    return content[:at] + b" " + piece + b" " + content[at:]


def change_words(random: Random, data: bytes) -> bytes:
    """Put words, signs and control characters into a text."""
    for _ in range(random.randint(1, 10)):
        at = random.randrange(len(data) + 1)
        words = random.choice(WORDS) * random.choice((1, 1, 1, 5, 200))
        data = data[:at] + words.encode("utf-8", "surrogatepass") + data[at:]
    return data


def move_lines(random: Random, data: bytes) -> bytes:
    """Drop, repeat or exchange lines of a text."""
    lines = data.split(b"\n")
    for _ in range(random.randint(1, 20)):
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                lines[one], lines[other] = lines[other], lines[one]
            case 1:
                lines.insert(other, lines[one])
            case 2 if len(lines) > 1:
                del lines[one]
            case _:
                lines[one] += random.choice((b" ", b"\t", b"")) + lines[other]
    return b"\n".join(lines)


_CONTENT: tuple[Mutation, ...] = (_put_operators, _swap_numbers, _drop_some, _repeat_some)
ANY: tuple[Mutation, ...] = (flip_bytes, cut_off, drop_piece, repeat_piece, put_in_front)
PDF: tuple[Mutation, ...] = (
    *ANY,
    change_tokens,
    change_tokens,
    move_objects,
    *[change_content] * 4,
)
TEXT: tuple[Mutation, ...] = (*ANY, *[change_words] * 3, *[move_lines] * 3)


def mutate(random: Random, data: bytes, ways: Sequence[Mutation], others: Sequence[bytes]) -> bytes:
    """Return a sample changed a few times, now and then spliced with another.

    Args:
        random: Makes all choices.
        data: The sample.
        ways: How it may be changed.
        others: Samples that a piece may come from.
    """
    for _ in range(random.choice((1, 1, 2, 3))):
        if not data:
            break
        if random.random() < 0.1:
            other = random.choice(others)
            start, at = random.randrange(len(other)), random.randrange(len(data))
            piece = other[start : start + random.randint(1, 20_000)]
            data = data[:at] + piece + data[at + random.choice((0, len(piece))) :]
        else:
            data = random.choice(ways)(random, data)
    return data
