"""List items' bullets: numbers, letters, Roman numbers, dashes and glyphs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalize.people import has_degree
from normalize.tables import load_toml
from normalize.text import fold_space

# "1." "1)" "(1)" "1.)" "1.2." but neither "1.5 jam" nor "24.01.2018".
_NUMBER = re.compile(
    r"\(\s?(\d{1,3})\s?\)[.:]?\s*(?!\s*[/\d]\d)"
    r"|(\d{1,3}(?:\.\d{1,2}){0,3})\s?(?:\)\.?|\.\)|\.{1,2}(?![\d.]))\s*(?![)/])"
)
_LETTER = re.compile(
    r"\(\s?([A-Za-z]|[ivxIVX]{1,6})\s?\)[.:]?\s*"
    r"|([A-Za-z]|[ivxIVX]{1,6})\s?\)\.?\s*"
    r"|([A-Za-z]|[ivxIVX]{1,6})\s?\.\)?(?:\s+|$)"
    r"|([a-z])\.(?=[A-Z][a-z]{2})"
)
_MISREAD = re.compile(r"(\S{1,2})[.),:]\s?\s*(\S.*)")
# Numbers in a circle, white or black: one character each.
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u2793]")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")


def strip_bullet(text: str) -> tuple[str | None, str]:
    """Return a list item's bullet, without its punctuation, and the item without it.

    Args:
        text: The item's first line, or the whole item.

    Returns:
        ("1", "Camat") for "1) Camat", ("•", "Camat") for "• Camat", (None, text) where there is
        no bullet. Whitespace is folded. Amounts ("1 x 24 jam"), titles ("S.Sos"), years and
        abbreviations ("a.n.") are no bullets.
    """
    return _stripped(text) if len(text) <= _MAX_KEPT_CHARS else _stripped.__wrapped__(text)


# Longer texts are not kept for the next time; lines of a page are shorter.
_MAX_KEPT_CHARS = 500


# A line is asked by what splits lists, what reads citations and what finds labels.
@lru_cache(maxsize=4096)
def _stripped(text: str) -> tuple[str | None, str]:
    """Return a list item's bullet and the item without it; see `strip_bullet`."""
    folded = fold_space(text)
    if not folded:
        return None, ""
    table = load_toml("bullets")
    mark = folded[0]
    if mark in table["dashes"]:
        rest = folded.lstrip(table["dashes"])
        blank = rest.startswith(" ") or not rest
        return (mark, rest.strip()) if blank or rest[0].isalpha() else (None, folded)
    if _is_glyph(mark):
        rest = folded[1:].lstrip()
        return (mark, rest) if not (mark in ">°" and rest[:1].isdigit()) else (None, folded)
    if mark in table["before_blank"] and folded[1:2] == " ":
        return mark, folded[2:]
    if _CIRCLED.match(mark):
        return str(int(unicodedata.numeric(mark))), folded[1:].lstrip()
    if match := _NUMBER.match(folded):
        return match[1] or match[2], folded[match.end() :]
    return _strip_letter(folded)


def _strip_letter(folded: str) -> tuple[str | None, str]:
    """Return a letter or Roman bullet and the rest; (None, text) where there is none."""
    match = _LETTER.match(folded)
    if match is None or folded.casefold().startswith(tuple(load_toml("bullets")["not_bullets"])):
        return None, folded
    bullet = match[1] or match[2] or match[3] or match[4]
    rest = folded[match.end() :]
    if len(bullet) > 1 and not _roman_value(bullet):
        return None, folded
    # "H. Rahmat Hidayat, S.E.": an initial or a title, not the eighth item.
    if bullet.isupper() and has_degree(rest):
        return None, folded
    return bullet, rest


def misread_bullet(text: str, previous_bullet: str) -> tuple[str, str] | None:
    """Return the bullet expected after another one, if a line begins with a misreading of it.

    Args:
        text: The line, "Cc. Telepon".
        previous_bullet: The bullet of the item before, "b".

    Returns:
        ("c", "Telepon"); None where the line begins with nothing like it.
    """
    match = _MISREAD.match(fold_space(text))
    style = bullet_style(previous_bullet)
    if match is None or not previous_bullet.isascii():
        return None
    if style == "number" and previous_bullet.isdecimal():
        due = str(int(previous_bullet) + 1)
    elif style in ("lower", "upper") and previous_bullet not in "zZ":
        due = chr(ord(previous_bullet) + 1)
    else:
        return None
    readings: list[str] = load_toml("bullets")["misread"].get(due.casefold(), [])
    read = match[1].casefold()
    return (due, match[2]) if read == due.casefold() or read in readings else None


def bullet_style(bullet: str) -> str | None:
    """Return a bullet's kind: number, lower, upper, roman, dash or glyph; None for none.

    A single letter is a letter, but "i" and "I" are Roman ones: lists begin with them.
    """
    table = load_toml("bullets")
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,2}){0,3}", bullet):
        return "number"
    if _roman_value(bullet) and (len(bullet) > 1 or bullet in "iI"):
        return "roman"
    if len(bullet) != 1:
        return None
    if "a" <= bullet <= "z" and bullet != "o":
        return "lower"
    if "A" <= bullet <= "Z":
        return "upper"
    if bullet in table["dashes"]:
        return "dash"
    return "glyph" if bullet in table["before_blank"] or _is_glyph(bullet) else None


def _is_glyph(mark: str) -> bool:
    """Return whether a sign is a bullet wherever it begins an item.

    Besides those listed these are private-use characters and all symbols (categories So and Sm
    of Unicode) but those that mean something before a word (`no_glyphs`).
    """
    table = load_toml("bullets")
    if mark in table["glyphs"]:
        return True
    category = unicodedata.category(mark)
    if category == "Co":
        return True
    return category in ("So", "Sm") and not mark.isascii() and mark not in table["no_glyphs"]


def follows(previous_bullet: str | None, bullet: str) -> bool:
    """Return whether a bullet is the next of its sequence after another one.

    Args:
        previous_bullet: The item before; None asks whether `bullet` begins a sequence.
        bullet: The bullet in question.

    Dashes and glyphs follow themselves.
    """
    if previous_bullet is None:
        return bullet in ("1", "a", "A", "i", "I") or bullet_style(bullet) in ("dash", "glyph")
    if bullet_style(bullet) in ("dash", "glyph") and previous_bullet == bullet:
        return True
    if bullet_style(previous_bullet) == bullet_style(bullet) == "number":
        *parents, last = previous_bullet.split(".")
        *new_parents, new = bullet.split(".")
        return parents == new_parents and int(new) == int(last) + 1
    before, after = _roman_value(previous_bullet), _roman_value(bullet)
    if before and after == before + 1 and previous_bullet.isupper() == bullet.isupper():
        return True
    letters = len(previous_bullet) == len(bullet) == 1 and previous_bullet.isascii()
    return letters and bullet.isalpha() and ord(bullet) == ord(previous_bullet) + 1


def _roman_value(text: str) -> int:
    """Return a Roman number's value up to 39, all capitals or none; 0 where it is none."""
    upper = text.upper()
    if text not in (upper, text.lower()) or not _ROMAN.fullmatch(upper):
        return 0
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in upper]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
