"""Plain text: whitespace folded, broken words rejoined, empty boxes recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from normalize.tables import load_toml
from normalize.thresholds import HYPHEN, TEXT

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_LETTER = re.compile("[^a-z0-9]+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def fold_space(text: str) -> str:
    """Return the text with every run of whitespace made one blank and none at its ends.

    No-break and other exotic blanks count as whitespace; characters without width are removed.
    Lone surrogates, which no encoding can write, become replacement characters.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_SURROGATE.sub("\ufffd", text).translate(_zero_width()).split())


def fold_key(text: str) -> str:
    """Return the text's letters and digits only, casefolded: a key for comparisons."""
    if text.isascii():
        return _NO_LETTER.sub("", text.lower())
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def blank_to_none(text: str) -> str | None:
    """Return the text with whitespace folded; None for an empty box.

    A box is empty without text, or with dashes, dots, underscores and brackets only.
    """
    folded = fold_space(text)
    return folded if folded.strip(_blank_marks()) else None


def strip_marks(text: str) -> str:
    """Return the text, whitespace folded, without glyphs that mean nothing.

    These are white squares, replacement characters, private-use characters (bullets of a font
    that is not there) and control characters. Take a bullet off first: it may be such a glyph.
    """
    if text.isascii() and text.isprintable():
        return fold_space(text)
    stray = {ord(char): " " for char in set(text) if _is_stray(char)}
    return fold_space(text.translate(stray))


def stray_glyphs(text: str) -> str:
    """Return the glyphs that mean nothing and stand right behind a letter or digit.

    Where one stands before a word, or alone, it may be a bullet of a font that is not there.
    """
    if text.isascii() and text.isprintable():
        return ""
    return "".join(char for before, char in pairwise(text) if before.isalnum() and _is_stray(char))


def join_broken(lines: Sequence[str]) -> str:
    """Return the lines of one paragraph as one, words that a line break split rejoined.

    A hyphen at a line's end is dropped where it only parts a word ("Penye-", "lenggaraan") and
    kept where the word has one of its own: reduplications ("perundang-", "undangan"), prefixes
    ("e-", "non-"), a capital after it ("Undang-", "Undang"). Lines are parted by one blank.
    """
    pieces: list[str] = []
    for line in lines:
        part = fold_space(line)
        if not part:
            continue
        kept = _kept_end(pieces[-1], part) if pieces else None
        if kept is not None:
            pieces[-1] = kept
        elif pieces:
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def _kept_end(line: str, following: str) -> str | None:
    """Return a line as it stands before the next one; None where no hyphen joins them."""
    if not line.endswith(("-", "\u2010", "\u2011")):
        return None
    before, after = (
        _LAST_WORD.search(line[-TEXT.max_last_word_chars : -1]),
        _FIRST_WORD.match(following),
    )
    if before is None:
        return line if line[-2:-1].isdigit() and following[0].isalnum() else None
    if after is None:
        return line if following[0].isdigit() else None
    return line if _keeps_hyphen(before.group(), after.group()) else line[:-1]


def _keeps_hyphen(before: str, after: str) -> bool:
    """Return whether a hyphen between two parts of a word belongs to the word."""
    shouted = before.isupper() and after.isupper() and len(before) > 1 and len(after) > 1
    if not shouted and (after[0].isupper() or (before.isupper() and len(before) > 1)):
        return True
    head, tail = before.casefold(), after.casefold()
    table = load_toml("text")
    if head in table["hyphen_prefixes"] or f"{head}-{tail}" in table["hyphen_pairs"]:
        return True
    return _is_reduplication(head, tail)


def _is_reduplication(head: str, tail: str) -> bool:
    """Return whether the second part repeats the first one's stem.

    "sebaik-baiknya": an end of the first begins the second. "surat-menyurat": the second is the
    first with a verbal prefix, which may swallow its first letter.
    """
    longest = min(len(head), len(tail))
    if any(
        head.endswith(tail[:size]) for size in range(longest, HYPHEN.min_repeated_letters - 1, -1)
    ):
        return True
    return len(head) >= HYPHEN.min_stem_letters and tail.startswith("me") and head[1:] in tail


@lru_cache(maxsize=1024)
def _is_stray(char: str) -> bool:
    if char in load_toml("text")["stray_glyphs"]:
        return True
    category = unicodedata.category(char)
    return category in ("Co", "Cn", "Cs") or (category == "Cc" and not char.isspace())


@cache
def _zero_width() -> dict[int, None]:
    return dict.fromkeys(map(ord, load_toml("text")["zero_width"]))


@cache
def _blank_marks() -> str:
    return f"{load_toml('text')['blank_marks']} "
