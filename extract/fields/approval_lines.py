"""The lines of an approval block, each holding one thing and all of it.

Narrow cells cut what belongs together, and short blocks put two things on one line. A rank wraps
before its class, a NIP before its last digits, a name before its degrees; rank and number of
police and armed forces share a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.vocabulary.approval import is_nip_line, match_part
from models.raw import RawText
from normalize.people import (
    has_degree,
    is_position,
    is_rank,
    looks_like_name,
    parse_nip,
)
from normalize.ranks import leading_rank
from normalize.text import fold_key
from normalize.thresholds import PERSON


@dataclass(frozen=True, slots=True)
class ApprovalLineThresholds:
    """Which lines of an approval block are parts of one. Unfitted."""

    # A rank is printed on so many lines at most.
    max_rank_lines: int = 3
    # A NIP is printed on so many lines at most, its label on one of its own included.
    max_nip_lines: int = 4
    # A rank of police or armed forces has so many words behind it that no table knows, such as
    # the body it serves in.
    max_words_behind: int = 1


APPROVAL_LINES = ApprovalLineThresholds()

_DIGITS_ONLY = re.compile(r"[\s:.]*\d[\d\s.\-]*")
_NUMBER_BEHIND = re.compile(
    r"(?<=[^\W\d_])\)?[\s,/]+(?=(?:NIP|NRP|NIPPPK)\b|\d{5,}(?:\s?/\s?\w{1,3})?$)", re.I
)


def whole_lines(lines: Sequence[RawText]) -> list[RawText]:
    """Return an approval block's lines, each of them holding one thing and all of it.

    Args:
        lines: The lines from top to bottom.
    """
    apart = [part for line in lines for part in _separated(line)]
    joined = _with_whole_numbers(apart)
    joined = _with_whole_ranks(joined)
    return _with_degrees(_without_repeats(joined))


def begins_with_rank(text: str) -> bool:
    """Return whether a line is a rank of police or armed forces, of whatever body: "Kolonel X"."""
    words = text.split()
    size = leading_rank([*words, ""])
    return size > 0 and len(words) - size <= APPROVAL_LINES.max_words_behind


def _separated(line: RawText) -> list[RawText]:
    """Return the rank and the number behind it as lines of their own, labels of parts dropped."""
    part = match_part(line.text)
    if part is not None and part.rest:
        line = line.with_text(part.rest)
    found = _NUMBER_BEHIND.search(line.text)
    if found is None:
        return [line]
    before, behind = line.text[: found.end()].rstrip(" ,/"), line.text[found.end() :]
    if is_rank(before) or begins_with_rank(before) or has_degree(before):
        return [line.with_text(before), line.with_text(behind)]
    return [line]


def _with_whole_numbers(lines: Sequence[RawText]) -> list[RawText]:
    """Return lines with the parts of a NIP joined: its label, its digits over several lines."""
    found: list[RawText] = []
    waiting = list(lines)
    while waiting:
        line = waiting.pop(0)
        digits = sum(map(str.isdigit, line.text))
        if is_nip_line(line.text) and digits < PERSON.nip_digits:
            for count in range(1, min(APPROVAL_LINES.max_nip_lines, len(waiting) + 1)):
                rest = waiting[:count]
                if not all(_DIGITS_ONLY.fullmatch(x.text) or not x.text.strip(" :.") for x in rest):
                    break
                whole = RawText.joined([line, *rest])
                if parse_nip(whole.text) is not None:
                    line, waiting = whole, waiting[count:]
                    break
        found.append(line)
    return found


def _with_whole_ranks(lines: Sequence[RawText]) -> list[RawText]:
    """Return lines with the parts of a rank joined: "Pembina Utama", "Muda", "(IV/c)"."""
    found: list[RawText] = []
    waiting = list(lines)
    while waiting:
        line = waiting.pop(0)
        for count in range(min(APPROVAL_LINES.max_rank_lines - 1, len(waiting)), 0, -1):
            rest = waiting[:count]
            whole = RawText.joined([line, *rest])
            if is_rank(whole.text) and not any(_stands_alone(x.text) for x in [line, *rest]):
                line, waiting = whole, waiting[count:]
                break
        found.append(line)
    return found


def _stands_alone(text: str) -> bool:
    """Return whether a line is no part of a rank, whatever stands beside it."""
    return is_nip_line(text) or has_degree(text)


def _without_repeats(lines: Sequence[RawText]) -> list[RawText]:
    """Return lines without an office that an electronic signature repeats above the name."""
    seen: set[str] = set()
    found: list[RawText] = []
    for line in lines:
        key = fold_key(line.text)
        if key in seen and is_position(line.text):
            continue
        seen.add(key)
        found.append(line)
    return found


def _with_degrees(lines: Sequence[RawText]) -> list[RawText]:
    """Return lines with degrees that wrapped joined to the name above them."""
    found: list[RawText] = []
    for line in lines:
        if (
            found
            and are_degrees(line.text)
            and looks_like_name(found[-1].text)
            and not is_position(found[-1].text)
        ):
            found[-1] = RawText.joined([found[-1], line])
            continue
        found.append(line)
    return found


def are_degrees(text: str) -> bool:
    """Return whether a line holds nothing but academic degrees: "S.Sos., M.Si"."""
    return has_degree(f"A, {text}") and all(
        has_degree(f"A, {part}") for part in text.split(",") if part.strip()
    )
