"""The letterhead: government, agency, unit, and how to reach them.

What a line is follows from the word it begins with (`letterhead.toml`) and from the lines above
it. A line that begins with no such word continues the one above: office names are long and wrap.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from models.raw import RawText

# A line with fewer letters and digits that was read less surely than this is no line.
FEWEST_LETTERS, SURE = 3, 0.8

_EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,64}(?:[.,]\s?[\w-]{1,30}){1,5}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>,;|]{3,120}|\b[\w-]{2,40}(?:\.[\w-]{2,40}){1,4}\.id\b(?:/[^\s<>]{0,80})?"
)
_PHONE = re.compile(r"(?:\(\s?0\d{1,4}\s?\)|\+62|\b0\d{2,4}|\b62)(?:[\s.-]?\d){4,11}\b")
_POSTCODE = re.compile(r"\b\d{5}\b")
_STREET = re.compile(r"\b(?:jalan|jln?|komplek|kompleks|kode pos|km|no|nomor|rt)\b[.\s]", re.I)
_SPACE_BEFORE_MARK = re.compile(r"\s+([,;])")
_DANGLING = re.compile(r"^[\s,;:/|.\-–()]+|[\s,;:/|\-–(]+$")
_DIRT_BEFORE = re.compile(r"^[^\w(]+(?=[^\W\d_]{3})")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_ALPHABET = re.compile(r"[A-Za-z]")


@cache
def _table() -> dict[str, Any]:
    """Return the table of words that letterhead lines begin with."""
    return tomllib.loads(files(__package__).joinpath("letterhead.toml").read_text("utf-8"))


@cache
def _beginning(kind: str) -> re.Pattern[str]:
    """Return the pattern of a line that begins with a word of one kind."""
    words = sorted(_table()[kind], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W_])", re.I)


@cache
def _contact_label(*kinds: str) -> re.Pattern[str]:
    """Return the pattern of the labels that announce a kind of contact."""
    words = [word for kind in kinds for word in _table()["contact"][kind]]
    joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w@./-])(?:{joined})\b\.?(?:\s*/\s*(?:{joined})\b\.?)?\s*[:.]?\s*", re.I
    )


def is_office_line(text: str) -> bool:
    """Return whether a line begins as the name of a government, an agency or a unit does."""
    return any(_beginning(kind).match(text) for kind in ("government", "region", "agency", "unit"))


def is_letterhead_line(text: str) -> bool:
    """Return whether a line names an office or says where or how to reach one."""
    return is_office_line(text) or _is_contact(text, after_contact=False)


def is_bare_region(text: str) -> bool:
    """Return whether a government's line names a region and not its government."""
    return bool(_beginning("region").match(text)) and not _beginning("government").match(text)


def is_contact_line(text: str) -> bool:
    """Return whether a line says where or how to reach an office."""
    return _is_contact(text, after_contact=False)


def parts_address(text: str) -> bool:
    """Return whether a telephone number stands in the middle of a line, between parts of it.

    What follows it must be words of their own, and no other way to reach the office.
    """
    match = _PHONE.search(text)
    if match is None:
        return False
    before = _contact_label("phone", "fax").sub(" ", text[: match.start()])
    after = text[match.end() :]
    if _contact_label("phone", "fax", "email", "website", "postal", "other").search(after):
        return False
    found = (_EMAIL.search(after), _URL.search(after), _PHONE.search(after))
    return bool(_STREET.search(before)) and not any(found) and len(_WORDS.findall(after)) > 1


def read_letterhead(lines: Sequence[RawText]) -> dict[str, RawText]:
    """Read a letterhead.

    Args:
        lines: Its lines from top to bottom. Where a letterhead is printed twice (above the
            sheet and in its left cell), the fuller one first.

    Returns:
        Of `government`, `agency`, `unit`, `address`, `phone`, `email` and `website` what the
        letterhead holds.
    """
    offices: list[RawText] = []
    contact: list[RawText] = []
    seen: set[str] = set()
    for line in map(_without_dirt, lines):
        key = "".join(filter(str.isalnum, line.text.casefold()))
        if not _ALPHABET.search(line.text) or key in seen:
            continue
        seen.add(key)
        (contact if _is_contact(line.text, after_contact=bool(contact)) else offices).append(line)
    return _read_offices(offices) | _read_contact(contact)


def _without_dirt(line: RawText) -> RawText:
    """Return a recognised line without what dirt and a crest were read as: "— PEMERINTAH", "w"."""
    if line.confidence == 1.0:
        return line
    text = _DIRT_BEFORE.sub("", line.text)
    short = sum(map(str.isalnum, text)) < FEWEST_LETTERS
    return line.with_text("" if short and line.confidence < SURE else text)


def _is_contact(text: str, *, after_contact: bool) -> bool:
    """Return whether a line says where or how to reach an office."""
    if _EMAIL.search(text) or _PHONE.search(text) or _URL.search(text):
        return True
    if _beginning("address").match(text) and not text.isupper():
        return True
    if _beginning("government").match(text) or _beginning("agency").match(text):
        return False
    street = _beginning("address").match(text) and _STREET.match(text)
    labelled = _contact_label("phone", "fax", "email", "website", "postal").match(text)
    return bool(street or labelled or _POSTCODE.search(text)) or (
        after_contact and not is_office_line(text)
    )


def _read_offices(lines: Iterable[RawText]) -> dict[str, RawText]:
    """Tell government, agency and unit among the lines that name offices."""
    found: dict[str, list[RawText]] = {}
    current: str | None = None
    for line in lines:
        kind = _office_kind(line.text, found)
        if kind is None:
            if current is not None:
                found[current].append(line)
            continue
        current = kind
        if kind == "bare":
            found[kind] = [line]
        else:
            found.setdefault(kind, []).append(line)
    if "agency" not in found and "bare" in found and "government" in found:
        found["agency"] = found["bare"]
    found.pop("bare", None)
    return {name: RawText.joined(parts) for name, parts in found.items()}


def _office_kind(text: str, found: dict[str, list[RawText]]) -> str | None:
    """Return what a line names, given what the lines above it named; None where it goes on."""
    agency = " ".join(part.text for part in found.get("agency", ()))
    if _beginning("government").match(text):
        return "government" if "government" not in found else None
    if _beginning("region").match(text):
        if agency and _beginning("central").match(agency) and "government" not in found:
            return "agency"
        return None if "government" in found else "government"
    if _beginning("bare").fullmatch(text) and not agency:
        return "bare"
    if _beginning("agency").match(text):
        return "unit" if agency else "agency"
    if _beginning("unit").match(text):
        return "unit" if agency or not found else "agency"
    return None


def _read_contact(lines: Iterable[RawText]) -> dict[str, RawText]:
    """Take telephone, e-mail and web address out of contact lines; what stays is the address."""
    found: dict[str, RawText] = {}
    address: list[RawText] = []
    for line in lines:
        rest = _without_other_networks(line.text)
        for name, pattern, labels in (
            ("email", _EMAIL, ("email",)),
            ("website", _URL, ("website",)),
            ("phone", _PHONE, ("phone", "fax")),
        ):
            value, rest = _take(rest, pattern, labels)
            if value:
                found.setdefault(name, line.with_text(value))
        rest = _contact_label("email", "website", "phone", "fax").sub(" ", rest)
        rest = re.sub(r"^\s*alamat\s*[:.]?\s*", "", rest, flags=re.I)
        rest = _SPACE_BEFORE_MARK.sub(r"\1", " ".join(_DANGLING.sub("", rest).split()))
        if _ALPHABET.search(rest) or _POSTCODE.search(rest):
            address.append(line.with_text(rest))
    if address:
        found["address"] = RawText.joined(address)
    return found


def _take(text: str, pattern: re.Pattern[str], labels: tuple[str, ...]) -> tuple[str | None, str]:
    """Cut every match of a pattern, with the label before it, out of a text; return the first."""
    first: str | None = None
    while match := pattern.search(text):
        if first is None:
            first = match.group().replace(" @", "@").replace("@ ", "@").rstrip(".,;>")
        before = text[: match.start()]
        announcing = list(_contact_label(*labels).finditer(before))
        if announcing and not before[announcing[-1].end() :].strip(" :./<"):
            before = before[: announcing[-1].start()]
        text = f"{before.rstrip(' <')} {text[match.end() :].lstrip(' >')}"
    return first, text


def _without_other_networks(text: str) -> str:
    """Cut accounts of networks the contract has no field for, up to the next label or the end."""
    match = _contact_label("other").search(text)
    if not match or ":" not in match.group():
        return text
    tail = text[match.end() :]
    following = _contact_label("phone", "fax", "email", "website").search(tail)
    return text[: match.start()] + (tail[following.start() :] if following else "")
