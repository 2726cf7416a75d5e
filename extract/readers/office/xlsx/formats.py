"""Numbers of cells as the workbook shows them: `10` with the format `0 "Menit"` is "10 Menit".

The formats' language is that of ECMA-376 part 1, 18.8.31 (numFmts). Decimal commas, and months
without a language, are Indonesian.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from math import floor
from typing import Any

# Days are counted from these dates; the first takes 1900 for a leap year, as programs do.
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Serial numbers beyond this are no dates (31 December 9999).
LAST_SERIAL = 2_958_466
# A number in the format General shows at most so many digits (Excel's column of 11 characters).
GENERAL_DIGITS = 10
# Programs compute with so many digits; those behind them are shown as 0.
DIGITS = 15
# Formats longer than this are not read; Excel's own limit is 255.
LONGEST_FORMAT = 400

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<blank>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<halves>AM/PM|A/P)"
    r"|(?P<general>General)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|b+|e+|g+)"
    r"|(?P<digits>[0#?][0#?,]*)"
    r"|(?P<point>\.)"
    r"|(?P<percent>%)"
    r"|(?P<text>@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a format: its kind and what is written there."""

    kind: str
    text: str


def show_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a cell shows it.

    Args:
        value: The number.
        code: The cell's number format.
        from_1904: Whether the workbook counts days from 1904.
    """
    if len(code) > LONGEST_FORMAT:
        code = "General"
    code = _table()["system"].get(code[:8].upper(), code)
    section, value = _choose(_sections(code), value)
    kinds = {token.kind for token in section}
    if "date" in kinds or _elapsed(section):
        return _show_date(value, section, from_1904=from_1904)
    if "digits" not in kinds:
        shown = "".join(
            _general(value) if token.kind in ("general", "text") else _literal(token)
            for token in section
        )
        return shown.strip() if section else ""
    return _show_digits(value, section).strip()


def show_text(text: str, code: str) -> str:
    """Return a text as a cell shows it: the format's fourth section may add to it."""
    if len(code) > LONGEST_FORMAT or "@" not in code or code == "@":
        return text
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if all(token.kind != "text" for token in section):
        return text
    return "".join(text if token.kind == "text" else _literal(token) for token in section)


def builtin_format(number: int) -> str:
    """Return a format that is known by its number; General where it is none."""
    return str(_table()["builtin"].get(str(number), "General"))


@cache
def _table() -> dict[str, Any]:
    """Return the table of built-in formats and names."""
    return tomllib.loads(files(__package__).joinpath("formats.toml").read_text("utf-8"))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """Return the sections of a format, each as its tokens."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKENS.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append([])
        else:
            sections[-1].append(_Token(kind, text))
    return tuple(map(tuple, sections))


def _choose(
    sections: Sequence[tuple[_Token, ...]], value: float
) -> tuple[tuple[_Token, ...], float]:
    """Return the section that a number is shown by, and the number as that shows it.

    The second of two or more sections shows negative numbers, without their sign; the third
    shows zero. Conditions in brackets choose before that.
    """
    for section in sections[:3]:
        condition = _condition(section)
        if condition is not None and _holds(condition, value):
            return section, value
    if any(_condition(section) for section in sections[:2]):
        rest = [section for section in sections[:3] if _condition(section) is None]
        return (rest[-1] if rest else sections[0]), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")


def _condition(section: Sequence[_Token]) -> tuple[str, float] | None:
    """Return the condition of a section, such as (">=", 60.0); None where it has none."""
    for token in section:
        if token.kind == "bracket" and (match := _CONDITION.fullmatch(token.text)):
            return match[1], float(match[2])
    return None


def _holds(condition: tuple[str, float], value: float) -> bool:
    """Return whether a number fulfils a condition."""
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _literal(token: _Token) -> str:
    """Return what a token shows that stands for no part of the number."""
    if token.kind in ("quoted", "escaped", "other"):
        return token.text
    if token.kind == "blank":
        return " "
    if token.kind == "bracket" and token.text.startswith("$"):
        # A currency, [$Rp-421], or only a language, [$-421].
        return token.text[1:].partition("-")[0]
    return {"point": ",", "percent": "%"}.get(token.kind, "")


def _general(value: float) -> str:
    """Return a number in the format General."""
    if value == floor(value) and abs(value) < 10 ** (GENERAL_DIGITS + 1):
        return str(int(value))
    if abs(value) >= 10 ** (GENERAL_DIGITS + 1):
        mantissa, _, power = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power}".replace(".", ",")
    return f"{value:.{GENERAL_DIGITS}g}".replace(".", ",")


def _show_digits(value: float, section: Sequence[_Token]) -> str:
    """Return a number by a section with places for digits."""
    percents = sum(token.kind == "percent" for token in section)
    value *= 100**percents
    digits = [index for index, token in enumerate(section) if token.kind == "digits"]
    if any(token.kind == "other" and token.text == "/" for token in section):
        return _general(round(value, 4))
    point = next((i for i, token in enumerate(section) if token.kind == "point"), len(section))
    whole = "".join(section[i].text for i in digits if i < point)
    decimals = "".join(section[i].text for i in digits if i > point).replace(",", "")
    if any(token.kind == "exponent" for token in section):
        return f"{value:.{len(decimals)}E}".replace(".", ",")
    trailing = len(whole) - len(whole.rstrip(","))
    value /= 1000**trailing
    grouped = "," in whole.rstrip(",")
    shown = f"{Decimal(f'{abs(value):.{DIGITS - 1}e}'):.{len(decimals)}f}"
    integer, _, fraction = shown.partition(".")
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and fraction.endswith("0"):
        fraction, optional = fraction[:-1], optional - 1
    least = sum(sign in "0" for sign in whole)
    integer = "" if integer == "0" and least == 0 else integer.zfill(least)
    if grouped:
        integer = f"{int(integer or 0):,}".replace(",", ".")
    sign = "-" if value < 0 and (integer.strip("0") or fraction.strip("0")) else ""
    return sign + "".join(_filled(section, digits, point, integer, fraction))


def _filled(
    section: Sequence[_Token], digits: Sequence[int], point: int, integer: str, fraction: str
) -> Iterator[str]:
    r"""Yield the tokens of a section with the digits in their first places, one after another.

    A format such as `000\-00` sets signs between the digits: these are dealt out from the right.
    """
    before = [i for i in digits if i < point]
    left = integer
    dealt: dict[int, str] = {}
    for index in reversed(before):
        places = len(section[index].text.replace(",", ""))
        dealt[index] = left if index == before[0] else left[-places:]
        left = "" if index == before[0] else left[:-places]
    after = [i for i in digits if i > point]
    for index, token in enumerate(section):
        if token.kind == "digits":
            yield dealt.get(index, fraction if after and index == after[0] else "")
        elif token.kind == "point":
            yield "," if fraction else ""
        else:
            yield _literal(token)


def _elapsed(section: Sequence[_Token]) -> bool:
    """Return whether a section counts hours, minutes or seconds beyond a day: [h], [mm]."""
    return any(t.kind == "bracket" and t.text.lower().strip("hms") == "" and t.text
               for t in section)  # fmt: skip


def _show_date(value: float, section: Sequence[_Token], *, from_1904: bool) -> str:
    """Return a number of days by a section with places for a date or a time."""
    if not 0 <= value < LAST_SERIAL:
        return _general(value)
    epoch = EPOCH_1904 if from_1904 else EPOCH_1900
    if not from_1904 and value < 60:
        epoch += timedelta(days=1)
    moment = epoch + timedelta(seconds=round(value * 86400))
    names = _names(section)
    halves = any(token.kind == "halves" for token in section)
    shown: list[str] = []
    for index, token in enumerate(section):
        if token.kind == "date":
            minutes = token.text.lower() in ("m", "mm") and _is_minutes(section, index)
            shown.append(_date_part(moment, token.text.lower(), names, minutes, halves))
        elif token.kind == "bracket" and _elapsed([token]):
            per_day = {"h": 24, "m": 1440, "s": 86400}[token.text[0].lower()]
            shown.append(str(floor(value * per_day + 1e-6)).zfill(len(token.text)))
        elif token.kind == "halves":
            shown.append("AM" if moment.hour < 12 else "PM")
        elif token.kind == "digits":
            continue
        elif token.kind == "point":
            shown.append(".")
        else:
            shown.append(_literal(token))
    return "".join(shown).strip(" .")


def _names(section: Sequence[_Token]) -> dict[str, list[str]]:
    """Return the names of months and days in the language that a section names."""
    names: dict[str, dict[str, list[str]]] = _table()["names"]
    for token in section:
        if token.kind == "bracket" and "-" in token.text:
            language = token.text.rpartition("-")[2].partition(",")[0]
            try:
                primary = int(language, 16) & 0x3FF
            except ValueError:
                continue
            if primary in _table()["languages"]["english"]:
                return names["english"]
    return names["indonesian"]


def _is_minutes(section: Sequence[_Token], index: int) -> bool:
    """Return whether an "m" means minutes: it stands behind hours or before seconds."""

    def is_time(token: _Token, letters: str) -> bool:
        return token.kind in ("date", "bracket") and token.text[:1].lower() in letters

    parts = [i for i, t in enumerate(section) if t.kind == "date" or _elapsed([t])]
    at = parts.index(index)
    before = at > 0 and is_time(section[parts[at - 1]], "h")
    after = at + 1 < len(parts) and is_time(section[parts[at + 1]], "s")
    return before or after


def _date_part(
    moment: datetime, code: str, names: dict[str, list[str]], minutes: bool, halves: bool
) -> str:
    """Return the part of a date that a run of one letter stands for."""
    letter, length = code[0], len(code)
    if letter in ("y", "e"):
        return f"{moment.year:04d}" if length > 2 or letter == "e" else f"{moment.year % 100:02d}"
    if letter == "m" and not minutes:
        if length >= 5:
            return names["months"][moment.month - 1][0]
        if length >= 3:
            return names["months" if length == 4 else "short_months"][moment.month - 1]
    if letter == "d" and length >= 3:
        return names["days" if length > 3 else "short_days"][moment.weekday()]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    values = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour,
              "s": moment.second}  # fmt: skip
    if letter not in values:
        return ""
    return f"{values[letter]:0{min(length, 2)}d}"
