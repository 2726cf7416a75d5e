"""Numbers of persons in office: the NIP, and what is printed in its place."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from normalize.tables import load_toml
from normalize.text import fold_key
from normalize.thresholds import PERSON, TEXT

_DIGIT_RUN = re.compile(r"\d(?:[\s.,\-\u2013]{0,3}\d)*")
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s.](?=[^\W\d_])){0,30}")
_LETTERED_RUN = re.compile(r"[\dOoQIl|SZB][\dOoQIl|SZB\s.,\-\u2013]{8,60}")
_NAVAL_MARK = re.compile(r"\d\s?/\s?[A-Z]{1,2}(?![^\W_])")


class NumberKind(StrEnum):
    """What kind of number is printed where a NIP is expected."""

    NIP = "nip"
    NIP_PPPK = "nip-pppk"
    OLD_NIP = "old-nip"
    NRP = "nrp"
    NIK = "nik"
    OTHER = "other"


class NipProblem(StrEnum):
    """What is wrong with a NIP; the values are codes that findings can bear."""

    DIGITS_MISSING = "nip-digits-missing"
    DIGITS_EXTRA = "nip-digits-extra"
    LETTERS = "nip-letters"
    BIRTH_DATE = "nip-birth-date-impossible"
    APPOINTMENT_MONTH = "nip-appointment-month-impossible"
    BEFORE_BIRTH = "nip-appointed-before-birth"
    TOO_YOUNG = "nip-appointed-too-young"
    TOO_OLD = "nip-appointed-too-old"
    FUTURE = "nip-appointed-later"
    SEX = "nip-sex-digit"
    SERIAL = "nip-serial-zero"
    OLD_FORM = "nip-old-form"
    IS_NRP = "nip-is-nrp"
    IS_NIK = "nip-is-nik"
    IS_OTHER = "nip-is-other-number"


@dataclass(frozen=True, slots=True)
class NipFacts:
    """What a number printed in the place of a NIP says.

    Attributes:
        kind: What number it is.
        digits: Its digits, without blanks; of an NRP with a mark behind it, before the mark.
        born: Date of birth; None where the number has none that the calendar knows.
        appointed: Month of appointment, "2015-03"; the year alone of contract staff (PPPK).
        sex: "male" or "female".
        serial: Serial number among those born and appointed alike.
        problems: What is wrong with it, as codes; () for a sound NIP.
    """

    kind: NumberKind
    digits: str
    born: date | None = None
    appointed: str | None = None
    sex: str | None = None
    serial: int | None = None
    problems: tuple[NipProblem, ...] = ()

    @property
    def nip(self) -> str | None:
        """Return the 18 digits; None where the number is no NIP, or not a whole one."""
        whole = len(self.digits) == PERSON.nip_digits and NipProblem.LETTERS not in self.problems
        return self.digits if whole and self.kind in _OF_SERVANTS else None


_OF_SERVANTS = (NumberKind.NIP, NumberKind.NIP_PPPK)


def parse_nip(text: str) -> str | None:
    """Return the NIP (18 digits) in a text; None where there is no run of just 18 digits.

    Blanks, dots and hyphens between the digits and a label before them do not matter.
    """
    for run in _DIGIT_RUN.finditer(text):
        digits = _digits(run.group())
        if len(digits) == PERSON.nip_digits and digits.isascii():
            return digits
    return None


def examine_nip(text: str, on: date | None = None) -> NipFacts | None:
    """Return what a number printed in the place of a NIP says, and what is wrong with it.

    The 18 digits (Peraturan Kepala BKN 22/2007) are date of birth yyyymmdd, appointment yyyymm,
    sex (1 male, 2 female) and a serial number of three. In the number of contract staff (PPPK,
    from 2019) digits 13 and 14 are no month. Before 2009 a NIP had 9 digits.
    Police and armed forces have an NRP, every inhabitant a NIK of 16 digits: neither is a NIP.

    Args:
        text: The number as printed, with or without its label.
        on: A day at which the person was in office, e.g. that of a signature; a later
            appointment is then a problem.

    Returns:
        The facts; None where the text holds no number of five digits or more. Labels decide
        between kinds where one is printed; the form does where none is.
    """
    line = text[: TEXT.max_nip_chars]
    if (nip := parse_nip(line)) is not None:
        return _examine_whole(nip, on)
    label = _label(line)
    lettered = _lettered(line)
    if lettered is not None and label in (None, NumberKind.NIP):
        facts = _examine_whole(lettered, on)
        return NipFacts(
            facts.kind, lettered, facts.born, facts.appointed, facts.sex, facts.serial,
            (NipProblem.LETTERS, *facts.problems),
        )  # fmt: skip
    runs = [digits for run in _DIGIT_RUN.finditer(line) if (digits := _digits(run.group()))]
    digits = max(runs, key=len, default="")
    if len(digits) < 5 or not digits.isascii():
        return None
    return _examine_other(digits, label, bool(_NAVAL_MARK.search(line)))


def nip_problems(nip: str) -> list[str]:
    """Return what cannot be in a NIP of 18 digits, as codes; [] where nothing is.

    Only what no reading of the print can excuse is told: birth dates the calendar does not
    have, appointments before birth, sex digits other than 1 and 2. `examine_nip` tells more.

    Args:
        nip: 18 digits, as `parse_nip` gives them; [] for what is no NIP at all.
    """
    if not re.fullmatch(r"[0-9]{18}", nip):
        return []
    impossible = (NipProblem.BIRTH_DATE, NipProblem.BEFORE_BIRTH, NipProblem.SEX)
    return [str(problem) for problem in _examine_whole(nip, None).problems if problem in impossible]


def _examine_whole(nip: str, on: date | None) -> NipFacts:
    """Return what 18 digits say."""
    problems: list[NipProblem] = []
    born = _day(nip[:8])
    if born is None:
        problems.append(NipProblem.BIRTH_DATE)
    year, month = int(nip[8:12]), int(nip[12:14])
    contract = year >= _rules()["pppk_since"] and month >= _rules()["pppk_mark"]
    if not contract and not 1 <= month <= 12:
        problems.append(NipProblem.APPOINTMENT_MONTH)
    known = 1 <= month <= 12
    if born is not None:
        problems += _problems_of_age(born, year, month if known else None, contract)
    if on is not None and (year, month if known else 1) > (on.year, on.month):
        problems.append(NipProblem.FUTURE)
    sex = {"1": "male", "2": "female"}.get(nip[14])
    if sex is None:
        problems.append(NipProblem.SEX)
    if nip[15:] == "000":
        problems.append(NipProblem.SERIAL)
    return NipFacts(
        kind=NumberKind.NIP_PPPK if contract else NumberKind.NIP,
        digits=nip,
        born=born,
        appointed=f"{year:04}" if contract else f"{year:04}-{month:02}" if known else None,
        sex=sex,
        serial=int(nip[15:]),
        problems=tuple(problems),
    )


def _problems_of_age(born: date, year: int, month: int | None, contract: bool) -> list[NipProblem]:
    """Return what is wrong with the age at which a person was appointed.

    Where the month is not known the person is given the benefit of the doubt.
    """
    if (year, 12 if month is None else month) < (born.year, born.month):
        return [NipProblem.BEFORE_BIRTH]
    youngest = year - born.year - (month is not None and month < born.month)
    if youngest < _rules()["youngest"]:
        return [NipProblem.TOO_YOUNG]
    oldest = _rules()["oldest_pppk" if contract else "oldest"]
    return [NipProblem.TOO_OLD] if youngest > oldest else []


def _examine_other(digits: str, label: NumberKind | None, marked: bool) -> NipFacts:
    """Return what a number of another length than 18 digits says."""
    kind = label if label not in (None, NumberKind.NIP) else _kind_by_form(digits, label, marked)
    if kind is NumberKind.NIP:
        short = len(digits) < PERSON.nip_digits
        problem = NipProblem.DIGITS_MISSING if short else NipProblem.DIGITS_EXTRA
        return NipFacts(kind, digits, born=_day(digits[:8]), problems=(problem,))
    problem = {
        NumberKind.OLD_NIP: NipProblem.OLD_FORM,
        NumberKind.NRP: NipProblem.IS_NRP,
        NumberKind.NIK: NipProblem.IS_NIK,
    }.get(kind, NipProblem.IS_OTHER)
    return NipFacts(kind, digits, problems=(problem,))


def _kind_by_form(digits: str, label: NumberKind | None, marked: bool) -> NumberKind:
    """Return what kind of number the digits make, where no label, or that of a NIP, says it."""
    if marked or (len(digits) == 8 and 1 <= int(digits[2:4]) <= 12 and _day(digits) is None):
        return NumberKind.NRP
    if len(digits) == 9:
        return NumberKind.OLD_NIP
    if len(digits) == 16 and label is None and _is_nik(digits) and not _begins_nip(digits):
        return NumberKind.NIK
    if label is NumberKind.NIP or (len(digits) >= 14 and _begins_nip(digits)):
        return NumberKind.NIP
    return NumberKind.OTHER


def _begins_nip(digits: str) -> bool:
    """Return whether digits begin with a possible birth date and year of appointment."""
    born = _day(digits[:8])
    return born is not None and 15 <= int(digits[8:12]) - born.year <= 65


def _is_nik(digits: str) -> bool:
    """Return whether 16 digits can be a NIK: province, birth date ddmmyy with 40 for women."""
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _day(digits: str) -> date | None:
    """Return the day that eight digits yyyymmdd name; None where the calendar has none."""
    if len(digits) < 8:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _label(line: str) -> NumberKind | None:
    """Return what kind of number the label in a line announces; None where there is none."""
    for match in _LETTERS.finditer(line):
        kind = _labels().get(fold_key(match.group()))
        if kind is not None:
            return kind
    return None


def _lettered(line: str) -> str | None:
    """Return 18 digits of which a few were printed or read as letters: "l97O0817 ..."."""
    signs = {
        ord(read): meant
        for meant, reads in load_toml("repairs")["digits"].items()
        for read in reads
    }
    for match in _LETTERED_RUN.finditer(line):
        run = re.sub(r"[\s.,\-\u2013]", "", match.group())
        digits = run.translate(signs)
        known = sum(map(str.isdecimal, run))
        if (
            len(digits) == PERSON.nip_digits
            and digits.isdecimal()
            and known >= _rules()["sure_digits"]
        ):
            return digits if _day(digits[:8]) is not None else None
    return None


def _digits(run: str) -> str:
    """Return a run's digits alone."""
    return "".join(filter(str.isdecimal, run))


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load_toml("nip")["rules"]
    return rules


@cache
def _labels() -> dict[str, NumberKind]:
    labels: dict[str, list[str]] = load_toml("nip")["labels"]
    return {fold_key(name): NumberKind(kind) for kind, names in labels.items() for name in names}
