"""Corrects misread characters where a field's form allows one reading only.

An NIP has 18 digits, a Roman month stands before a year, a web address has no blanks: in such
fields a letter in a digit's place must be that digit. Each function returns its text unchanged
where the form does not decide. They are for recognised text only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from normalize.dates import month_number, parse_date
from normalize.misprints import mend_amounts, nearest
from normalize.people import (
    has_degree,
    is_position,
    is_rank,
    looks_like_name,
    nip_problems,
    parse_nip,
)
from normalize.tables import load_toml
from normalize.text import fold_space
from normalize.thresholds import DATE, PERSON, PLAUSIBLE_YEARS, TEXT

YEARS = range(DATE.min_year, PLAUSIBLE_YEARS.stop)

_NIP_LABEL = re.compile(r"^\W{0,3}n\W{0,2}[i1l|!]\W{0,2}p\b[\s.:;,]{0,4}", re.I)
_DIGIT_LIKE = r"[\dOoQDIl|!ZSGB]"
_YEAR_LIKE = re.compile(rf"{_DIGIT_LIKE}{{4}}")
_ROMAN_LIKE = re.compile(r"[IVX1l|!i]{1,4}")
_NUMBER_LIKE = re.compile(r"(?<![^\W_])[\dOoIl|]{1,8}(?![^\W_])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_WEBSITE = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}(?:/\S*)?", re.I)
_WEB_PIECE = re.compile(r"(?:https?)?:?/{0,2}|www[.,]?|[.,/]\S*|\S*[.,]")
_PARTED_YEAR = re.compile(r"(?<!\d)(19|20)\s(\d\d)(?!\d)|(?<!\d)((?:19|20)\d)\s(\d)(?!\d)")
_PARTED_DAY = re.compile(r"(?<![\d/.-])([0-3])\s(\d)(?=\s[^\W\d_]{3})")
# A colon before a day of two digits, read as a digit: ": 17 Mei" as "117 Mei".
_COLON_AS_DIGIT = re.compile(r"^\W{0,2}[1Il|!](?=[0-3]\d\s?[^\W\d_]{3})")
_I_AS_MARK = re.compile(r"(?<=[A-Z])!(?=[A-Z]|\s+[A-Z])")
_I_AS_BRACKET = re.compile(r"(?<=[A-Z])[)\]](?=[A-Z]|\s+[A-Z])")
_FRONT_TITLE = re.compile(r"^\S{2}(?=\.\s)")
_LETTER_AS_DIGIT = re.compile(r"(?<![\d])[0158](?![\d])")
_CLASS_LIKE = re.compile(r"(?<=[(\[])[IVl1|!i]{1,3}(?=\s?/\s?[a-eA-E]\b)")
_GRADE_WITHOUT_NUMBER = re.compile(r"\b(tingkat|tk\.?)(?=\s*(?:[(\[]|$))", re.I)
_COMMA_AS_DOT = re.compile(r"(?<=[^\W\d_])\.\.(?=\s?[^\W\d_])")
_STOP_AFTER_NAME = re.compile(r"(?<=[^\W\d_]{3})\.\s?(?=[^\W\d_])")
_DIGIT_RUN = re.compile(rf"(?<![^\W_])(?=\S?\d){_DIGIT_LIKE}{{1,4}}(?![^\W_])")


def repair_nip(text: str) -> str:
    """Return the 18 digits of a NIP of which a few were read as letters: "l97O0817 ...".

    The digits must make a possible NIP; else the text is returned.
    """
    if parse_nip(text) is not None or len(text) > TEXT.max_repaired_chars:
        return text
    rest = _NIP_LABEL.sub("", fold_space(text))
    digits = re.sub(r"[\s.,:-]", "", _as_digits(rest))
    known = sum(char.isdecimal() for char in rest)
    if (
        len(digits) == PERSON.nip_digits
        and digits.isdecimal()
        and known >= PERSON.min_sure_nip_digits
    ):
        return text if nip_problems(digits) else digits
    return text


def repair_date(text: str) -> str:
    """Return the text of a date with letters read for digits, and numbers read in two, mended."""
    if len(text) > TEXT.max_repaired_chars:
        return text
    folded = fold_space(text)
    joined = _PARTED_YEAR.sub(lambda match: "".join(filter(None, match.groups())), folded)
    joined = mend_amounts(_PARTED_DAY.sub(r"\1\2", joined))
    whole = _DIGIT_RUN.sub(lambda match: _as_digits(match.group()), joined)
    colonless = _COLON_AS_DIGIT.sub("", joined)
    # A reading with a day is better than one with the month only.
    best = max((joined, whole, colonless), key=lambda mended: len(parse_date(mended) or ""))
    return text if best == folded or parse_date(best) is None else best


def repair_name(text: str) -> str:
    """Return a name, commas before degrees that were read as dots restored.

    A line under a name cuts them to dots: "BUNGA UJIAN. S.H.. M.H" gives "BUNGA UJIAN, S.H., M.H".
    A title before it is one of few: "H). BUNGA UJIAN" gives "Hj. BUNGA UJIAN". And no digit stands
    in a name: "BUNGA UJIAN, 5. Pd." gives "BUNGA UJIAN, S. Pd.".
    """
    mended = _COMMA_AS_DOT.sub(".,", text[: TEXT.max_repaired_chars])
    front = _FRONT_TITLE.match(mended)
    if front is not None and (meant := load_toml("repairs")["front"].get(front.group())):
        mended = meant + mended[front.end() :]
    if any(map(str.isdecimal, mended)):
        lettered = _LETTER_AS_DIGIT.sub(lambda match: match.group().translate(_letters()), mended)
        if not any(map(str.isdecimal, lettered)) and looks_like_name(lettered):
            mended = lettered
    for stop in _STOP_AFTER_NAME.finditer(mended):
        degree = mended[stop.end() :].partition(",")[0]
        if has_degree(f"A, {degree}"):
            return (
                f"{mended[: stop.start()]}, {mended[stop.end() :]}{text[TEXT.max_repaired_chars :]}"
            )
    return mended + text[TEXT.max_repaired_chars :]


def repair_heading(text: str) -> str:
    """Return a name or title in capitals whose I was read as a mark, put right.

    A title has no exclamation mark in its middle and closes no bracket that was not opened:
    "PROVINS! JAWA BARAT" and "PROVINS) JAWA BARAT" give "PROVINSI JAWA BARAT".
    """
    head = _I_AS_MARK.sub("I", text[: TEXT.max_repaired_chars])
    if not re.search(r"[(\[]", head):
        head = _I_AS_BRACKET.sub("I", head)
    return head + text[TEXT.max_repaired_chars :]


def repair_rank(text: str) -> str:
    """Return a rank whose class or grade was misread, put right.

    A class is a Roman number, and the only grade is the first: "Pembina Tk. (!V/b)" gives
    "Pembina Tk. I (IV/b)".
    """
    head = _CLASS_LIKE.sub(
        lambda match: match.group().translate(_signs("roman")), text[: TEXT.max_repaired_chars]
    )
    graded = _GRADE_WITHOUT_NUMBER.sub(r"\1 I", head)
    return (graded if is_rank(graded) else head) + text[TEXT.max_repaired_chars :]


def repair_office(text: str) -> str:
    """Return an office whose first word has one letter misread, put right: "Kepela Dinas".

    An office begins with one of few words; the longer ones are unlike any other. A missing letter
    splits the word in two: "Ke ala Dinas".
    """
    text = repair_heading(text)
    words = text[: TEXT.max_repaired_chars].split(" ")
    if is_position(text):
        return text
    known = tuple(x for x in load_toml("people")["offices"] if len(x) >= PERSON.min_office_letters)
    for count in (1, 2):
        first, rest = "".join(words[:count]), words[count:]
        if not rest or len(first) < PERSON.min_office_letters or not first.isalpha():
            continue
        meant = nearest(first.casefold(), known, 1)
        if meant is not None and " " not in meant:
            cased = meant.upper() if first.isupper() else meant.capitalize()
            return " ".join([cased, *rest]) + text[TEXT.max_repaired_chars :]
    return text


def repair_address(text: str) -> str:
    """Return an address with its word for "street", read with a wrong letter, put right.

    "Jin. Merdeka" gives "Jln. Merdeka": an address begins with that word, and no other is like it.
    """
    street = re.match(r"[^\W_]{2,3}(?=\.?\s)", text[: TEXT.max_repaired_chars])
    meant = load_toml("repairs")["street"].get(street.group()) if street else None
    return text if street is None or meant is None else meant + text[street.end() :]


def is_misprinted_month(text: str) -> bool:
    """Return whether a date's month is a word that is none, but like just one: "Janvari"."""
    words = re.findall(r"[^\W\d_]{3,12}", text[: TEXT.max_repaired_chars])
    exact = {name for row in load_toml("months")["names"] for name in row}
    if any(word.casefold() in exact for word in words):
        return False
    return any(month_number(word) is not None for word in words)


def repair_sop_number(text: str) -> str:
    """Return an SOP's number with its Roman month, its year and its digits mended.

    "155/SOP/KEC/X1/2O19" gives "155/SOP/KEC/XI/2019": between slashes and before a year, X1 can
    only be the month. What may be either, such as 1I, stays.
    """
    if len(text) > TEXT.max_repaired_chars:
        return text
    parts = text.split("/")
    for index, part in enumerate(parts):
        core = part.strip()
        if _YEAR_LIKE.fullmatch(core) and _is_year(_as_digits(core)):
            parts[index] = part.replace(core, _as_digits(core))
            if index and (month := _as_roman_month(parts[index - 1].strip())):
                before = parts[index - 1]
                parts[index - 1] = before.replace(before.strip(), month)
        elif index == 0:
            parts[index] = _NUMBER_LIKE.sub(_mended_number, part)
    return "/".join(parts)


def repair_email(text: str) -> str:
    """Return an e-mail address without the blanks, and with the signs, that one must have."""
    if any(_EMAIL.fullmatch(word) for word in text.split()):
        return text
    mended = (
        re.sub(r"\s", "", text[: TEXT.max_repaired_chars]).replace(",", ".").translate(_signs("at"))
    )
    return mended if _EMAIL.fullmatch(mended) else text


def is_email(text: str) -> bool:
    """Return whether a text is an e-mail address, or several."""
    words = text.replace(";", " ").split()
    return bool(words) and all(_EMAIL.fullmatch(word.strip(",")) for word in words)


def repair_website(text: str) -> str:
    """Return an address on the web without the blanks that recognition put into it."""
    others = [word for word in text.split() if not _WEBSITE.fullmatch(word)]
    alone = others == [text.strip()]
    if not others or not (alone or all(map(_WEB_PIECE.fullmatch, others))):
        return text
    mended = re.sub(r"\s", "", text[: TEXT.max_repaired_chars]).replace(",", ".")
    return mended if _WEBSITE.fullmatch(mended) else text


def repair_amount(text: str) -> str:
    """Return a duration with letters right before a unit taken for digits: "GO menit", "l0 jam"."""
    head = mend_amounts(text[: TEXT.max_repaired_chars])
    return (
        _amount_before_unit().sub(lambda m: _as_digits(m[1]) + m[2], head)
        + text[TEXT.max_repaired_chars :]
    )


def repair_step_numbers(numbers: Sequence[str]) -> list[str]:
    """Return the numbers of a step table's rows, one that was misread as the one due there.

    "1", "Z", "3" gives "1", "2", "3"; a letter that no digit looks like stays, and so does a
    number that does not follow the one above it.

    Args:
        numbers: The rows' numbers from top to bottom, "" for a row without one.
    """
    mended: list[str] = []
    due: int | None = 1
    for number in numbers:
        core = number.strip(" .,:;()[]'`")
        if core and not core.isdecimal() and _as_digits(core) == str(due):
            number = core = str(due)
        mended.append(number)
        due = int(core) + 1 if core.isdecimal() else None if core else due
    return mended


def repair_citation(text: str) -> str:
    """Return a citation with letters in its number and its year taken for digits.

    "Nomor S Tahun 2OO9" gives "Nomor 5 Tahun 2009"; each character stays in its place.
    """
    number, year = _cited()
    text = number.sub(lambda match: match[1] + _as_digits(match[2]), text)
    return year.sub(
        lambda m: m[1] + (_as_digits(m[2]) if _is_year(_as_digits(m[2])) else m[2]), text
    )


def _mended_number(match: re.Match[str]) -> str:
    """Return a run of digits and what looks like them as digits, if one of them is a digit."""
    run = match.group()
    return _as_digits(run) if any(map(str.isdecimal, run)) else run


def _as_roman_month(text: str) -> str | None:
    """Return the Roman month that a misread one must be; None where it may be a number too."""
    if not _ROMAN_LIKE.fullmatch(text) or not re.search("[VX]", text):
        return None
    months: list[str] = load_toml("months")["roman"]
    meant = text.translate(_signs("roman"))
    return meant if meant in months else None


def _is_year(digits: str) -> bool:
    """Return whether four digits are a year that an SOP or a regulation may be of."""
    return digits.isdecimal() and int(digits) in YEARS


def _as_digits(text: str) -> str:
    """Return a text with what recognition puts for digits made digits."""
    return text.translate(_signs("digits"))


@cache
def _signs(kind: str) -> dict[int, str]:
    """Return what is read -> what is meant, of a part of the table."""
    table: dict[str, str] = load_toml("repairs")[kind]
    return {ord(read): meant for meant, signs in table.items() for read in signs}


@cache
def _letters() -> dict[int, str]:
    """Return the digits that recognition puts for letters -> the capital meant."""
    table: dict[str, str] = load_toml("repairs")["letters"]
    return {ord(digit): letter for digit, letter in table.items()}


@cache
def _amount_before_unit() -> re.Pattern[str]:
    """Return the pattern of up to three letters that stand for digits, and the unit's name."""
    units = (name for names in load_toml("durations")["units"].values() for name in names)
    names = "|".join(sorted((re.escape(x) for x in units if x.isalpha() and len(x) > 2), key=len))
    return re.compile(rf"(?<![^\W_])([OIl|ZSGB]{{1,3}})(\s?(?i:{names})(?![^\W_]))")


@cache
def _cited() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a regulation's number before its year, and of its year."""
    marks = load_toml("citations")["marks"]
    number, year = (
        "|".join(sorted((name for name in marks[kind] if name.isalpha()), key=len, reverse=True))
        for kind in ("number", "year")
    )
    gap = r"\W{1,3}"
    return (
        re.compile(
            rf"(?<![^\W_])((?i:{number}){gap})({_DIGIT_LIKE}{{1,4}})(?={gap}(?i:{year})(?![^\W_]))"
        ),
        re.compile(rf"(?<![^\W_])((?i:{year}){gap})({_DIGIT_LIKE}{{4}})(?![^\W_])"),
    )
