"""The words of a letterhead: which line names an office, and which says how to reach one.

A line of a letterhead is found by the word it begins with; the scores of all such words are those
of `matcher.candidates` with the kinds `office`, `office_bare`, `office_central` and
`office_address`.
"""

from __future__ import annotations

import re
from functools import cache

from extract.vocabulary.matcher import EXACT, candidates
from extract.vocabulary.sentences import ends_open
from extract.vocabulary.tables import load_toml

_EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,64}(?:[.,]\s?[\w-]{1,30}){1,5}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>,;|]{3,120}|\b[\w-]{2,40}(?:\.[\w-]{2,40}){1,4}\.id\b(?:/[^\s<>]{0,80})?"
)
_PHONE = re.compile(r"(?:\(\s?0\d{1,4}\s?\)|\+62|\b0\d{2,4}|\b62)(?:[\s.-]?\d){4,11}\b")
_POSTCODE = re.compile(r"\b\d{5}\b")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,;])")
_DANGLING = re.compile(r"^[\s,;:/|.\-–()]+|[\s,;:/|\-–(]+$")
_BEGINS = re.compile(r"\b[^\W\d_]")
# A noun made of a verb, which names what is done to what follows: "penataan", "pengelolaan".
_DOING = re.compile(r"pe\w{3,}an")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_ALPHABET = re.compile(r"[A-Za-z]")


def names_office(kind: str, text: str) -> bool:
    """Return whether a line begins as the name of a kind of office does.

    Args:
        kind: `government`, `region`, `agency` or `unit`.
        text: The line.
    """
    return any(one.field == kind for one in candidates(text, "office", tolerance=EXACT))


# The conjunction that joins two things an office does.
_AND = "dan"


def is_office_line(text: str) -> bool:
    """Return whether a line begins as the name of a government, an agency or a unit does."""
    return bool(candidates(text, "office", tolerance=EXACT))


def is_letterhead_line(text: str) -> bool:
    """Return whether a line names an office or says where or how to reach one."""
    return is_office_line(text) or is_contact_line(text)


def goes_on(above: str, text: str) -> bool:
    """Return whether a line completes an office's name that the line above leaves open.

    After "DINAS PEMBERDAYAAN MASYARAKAT DAN" anything does; after another open word ("URUSAN LAUT
    DALAM") what begins no office's name; after a noun of doing ("PENATAAN") what is rarely an
    office and often a thing to be done: "RUANG", "WILAYAH".
    """
    last = above.split()[-1].casefold() if above.split() else ""
    if ends_open(above):
        return last == _AND or not is_office_line(text)
    return (
        _DOING.fullmatch(last) is not None
        and _is_thing(text, "thing")
        and not _is_thing(above, "place")
    )


def _is_thing(text: str, field: str) -> bool:
    """Return whether a line begins with a word of `office_thing` of some kind."""
    return any(one.field == field for one in candidates(text, "office_thing", tolerance=EXACT))


def end_of_government(text: str) -> int | None:
    """Return where the name of an agency begins behind that of a region's government.

    Args:
        text: A line such as "PEMERINTAH KABUPATEN TIRTA DINAS KESEHATAN".

    Returns:
        The index of the agency's first letter; None where the line does not name both.
    """
    if not names_office("region", text.partition(" ")[2]) or not names_office("government", text):
        return None
    starts = [match.start() for match in _BEGINS.finditer(text)][3:]
    return next((at for at in starts if names_office("agency", text[at:])), None)


def is_bare_region(text: str) -> bool:
    """Return whether a government's line names a region and not its government."""
    return names_office("region", text) and not names_office("government", text)


def is_bare_office(text: str) -> bool:
    """Return whether a line holds nothing but a word that is an agency only above none."""
    return any(not one.rest for one in candidates(text, "office_bare", tolerance=EXACT))


def names_central_office(text: str) -> bool:
    """Return whether an agency is one of the state's, which regions have offices of."""
    return bool(candidates(text, "office_central", tolerance=EXACT))


def is_contact_line(text: str, *, after_contact: bool = False) -> bool:
    """Return whether a line says where or how to reach an office.

    Args:
        text: The line.
        after_contact: Whether it follows such a line, which it may continue.
    """
    if _EMAIL.search(text) or _PHONE.search(text) or _URL.search(text):
        return True
    address = bool(candidates(text, "office_address", tolerance=EXACT))
    if address and not text.isupper():
        return True
    if names_office("government", text) or names_office("agency", text):
        return False
    street = address and _street().match(text)
    labelled = _contact_label("phone", "fax", "email", "website", "postal").match(text)
    return bool(street or labelled or _POSTCODE.search(text)) or (
        after_contact and not is_office_line(text)
    )


def mentions_contact(text: str) -> bool:
    """Return whether a word anywhere in a line is of how or where to reach an office."""
    return _contact_word().search(text) is not None


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
    return bool(_street().search(before)) and not any(found) and len(_WORDS.findall(after)) > 1


def split_contact(text: str) -> tuple[dict[str, str], str]:
    """Split a line that says how to reach an office.

    Args:
        text: The line.

    Returns:
        Of `email`, `website` and `phone` what it holds, and the rest, which is a part of the
        address; "" where nothing of one is left.
    """
    found: dict[str, str] = {}
    rest = _without_other_networks(text)
    for name, pattern, labels in (
        ("email", _EMAIL, ("email",)),
        ("website", _URL, ("website",)),
        ("phone", _PHONE, ("phone", "fax")),
    ):
        value, rest = _take(rest, pattern, labels)
        if value:
            found[name] = value
    rest = _contact_label("email", "website", "phone", "fax").sub(" ", rest)
    rest = _address_label().sub("", rest)
    rest = _SPACE_BEFORE_MARK.sub(r"\1", " ".join(_DANGLING.sub("", rest).split()))
    return found, rest if _ALPHABET.search(rest) or _POSTCODE.search(rest) else ""


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


@cache
def _contact_label(*kinds: str) -> re.Pattern[str]:
    """Return the pattern of the labels that announce a kind of contact."""
    table = load_toml("letterhead")["contact"]
    joined = _any_of([word for kind in kinds for word in table[kind]])
    return re.compile(
        rf"(?<![\w@./-])(?:{joined})\b\.?(?:\s*/\s*(?:{joined})\b\.?)?\s*[:.]?\s*", re.I
    )


@cache
def _street() -> re.Pattern[str]:
    """Return the pattern of a word of an address."""
    return re.compile(rf"\b(?:{_any_of(load_toml('letterhead')['reach']['street'])})\b[.\s]", re.I)


@cache
def _contact_word() -> re.Pattern[str]:
    """Return the pattern of a word that is of how or where to reach an office."""
    table = load_toml("letterhead")["reach"]
    return re.compile(
        rf"@|\b(?:{_any_of(table['anywhere'])})\b(?:[.\s:]|$)|^(?:{_any_of(table['networks'])})\s*:",
        re.I,
    )


@cache
def _address_label() -> re.Pattern[str]:
    """Return the pattern of the word that announces an address."""
    words = _any_of(load_toml("letterhead")["reach"]["address_label"])
    return re.compile(rf"^\s*(?:{words})\s*[:.]?\s*", re.I)


def _any_of(words: list[str]) -> str:
    """Return the pattern of one of some words, longer ones before those they begin with."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
