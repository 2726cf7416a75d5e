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
from normalize.thresholds import PERSON, PLAUSIBLE_YEARS, TEXT

# The parts of a NIP of 18 digits (Peraturan Kepala BKN 22/2007): date of birth yyyymmdd, year and
# month of appointment, sex, serial number.
_BIRTH = slice(0, 8)
_APPOINTED_YEAR = slice(8, 12)
_APPOINTED_MONTH = slice(12, 14)
_SEX = 14
_SERIAL = slice(15, 18)
# Digits of the other numbers: a NIP before 2009, an NRP of the police (yymm of birth, then four
# more; NRPs of the armed forces have other forms), a NIK.
_OLD_NIP_DIGITS = 9
_NRP_DIGITS = 8
_NRP_MONTH = slice(2, 4)
_NIK_DIGITS = 16
# The parts of a NIK (PP 37/2007): code of the province, date of
# birth ddmmyy, 40 added to the day for women.
_NIK_PROVINCE, _NIK_DAY, _NIK_MONTH = slice(0, 2), slice(6, 8), slice(8, 10)
_NIK_PROVINCES = range(11, 98)
_NIK_DAYS = (range(1, 32), range(41, 72))
_MONTHS = range(1, 13)
# A number that begins like a NIP and has at least so many digits is one with digits missing, if
# the appointment lies so many years after birth. Unfitted.
_MIN_CUT_NIP_DIGITS = 14
_APPOINTED_AGES = range(15, 66)

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
    if len(digits) < PERSON.min_digits or not digits.isascii():
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
    born = _day(nip[_BIRTH])
    if born is None:
        problems.append(NipProblem.BIRTH_DATE)
    year, month = int(nip[_APPOINTED_YEAR]), int(nip[_APPOINTED_MONTH])
    contract = year >= _rules()["pppk_since"] and month >= _rules()["pppk_mark"]
    if not contract and month not in _MONTHS:
        problems.append(NipProblem.APPOINTMENT_MONTH)
    known = month in _MONTHS
    if born is not None:
        problems += _problems_of_age(born, year, month if known else None, contract)
    if on is not None and (year, month if known else 1) > (on.year, on.month):
        problems.append(NipProblem.FUTURE)
    sex = {"1": "male", "2": "female"}.get(nip[_SEX])
    if sex is None:
        problems.append(NipProblem.SEX)
    if nip[_SERIAL] == "000":
        problems.append(NipProblem.SERIAL)
    return NipFacts(
        kind=NumberKind.NIP_PPPK if contract else NumberKind.NIP,
        digits=nip,
        born=born,
        appointed=f"{year:04}" if contract else f"{year:04}-{month:02}" if known else None,
        sex=sex,
        serial=int(nip[_SERIAL]),
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
        return NipFacts(kind, digits, born=_day(digits[_BIRTH]), problems=(problem,))
    problem = {
        NumberKind.OLD_NIP: NipProblem.OLD_FORM,
        NumberKind.NRP: NipProblem.IS_NRP,
        NumberKind.NIK: NipProblem.IS_NIK,
    }.get(kind, NipProblem.IS_OTHER)
    return NipFacts(kind, digits, problems=(problem,))


def _kind_by_form(digits: str, label: NumberKind | None, marked: bool) -> NumberKind:
    """Return what kind of number the digits make, where no label, or that of a NIP, says it."""
    if marked or _is_nrp(digits):
        return NumberKind.NRP
    if len(digits) == _OLD_NIP_DIGITS:
        return NumberKind.OLD_NIP
    if label is None and _is_nik(digits) and not _begins_nip(digits):
        return NumberKind.NIK
    if label is NumberKind.NIP or (len(digits) >= _MIN_CUT_NIP_DIGITS and _begins_nip(digits)):
        return NumberKind.NIP
    return NumberKind.OTHER


def _begins_nip(digits: str) -> bool:
    """Return whether digits begin with a possible birth date and year of appointment."""
    born = _day(digits[_BIRTH])
    return born is not None and int(digits[_APPOINTED_YEAR]) - born.year in _APPOINTED_AGES


def _is_nrp(digits: str) -> bool:
    """Return whether eight digits can be an NRP: a month of birth, and no date yyyymmdd."""
    is_as_long = len(digits) == _NRP_DIGITS
    return is_as_long and int(digits[_NRP_MONTH]) in _MONTHS and _day(digits) is None


def _is_nik(digits: str) -> bool:
    """Return whether digits can be a NIK."""
    return (
        len(digits) == _NIK_DIGITS
        and int(digits[_NIK_PROVINCE]) in _NIK_PROVINCES
        and any(int(digits[_NIK_DAY]) in days for days in _NIK_DAYS)
        and int(digits[_NIK_MONTH]) in _MONTHS
    )


def _day(digits: str) -> date | None:
    """Return the day that eight digits yyyymmdd name; None where the calendar has none."""
    if len(digits) < _BIRTH.stop:
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if year not in PLAUSIBLE_YEARS or month not in _MONTHS:
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
            return digits if _day(digits[_BIRTH]) is not None else None
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
