"""What a person types into a field, understood: the value that is kept, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.corrections.form import field_at
from extract.settings import Settings
from models import Citation, Duration, DurationKind, RegulationType, SopRecord, Symbol
from models.kinds import Kind
from normalize.citations import parse_citation
from normalize.dates import examine_date
from normalize.durations import format_duration, parse_duration
from normalize.nip import NipProblem, examine_nip, parse_nip
from normalize.tables import load_toml
from normalize.text import blank_to_none, fold_space

# How much of a value a sentence quotes.
SHOWN = 60
_NUMBER_ALONE = re.compile(r"[\d\s.,\u2013-]+")


@dataclass(frozen=True, slots=True)
class Understood:
    """What was typed into a field.

    Attributes:
        value: What is kept; None for an empty field.
        meaning: What it was understood as: names and texts, for a person to see.
        problem: Name of what keeps it from being kept; None where it can be.
        doubt: Name of what a person should look at, though it can be kept.
    """

    value: Any
    meaning: tuple[tuple[str, str], ...] = ()
    problem: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who understands what is typed into a record's fields.

    Attributes:
        settings: Those of the run; the calendar is used.
        column_unit: The unit that the Waktu column's heading gives a bare number.
    """

    settings: Settings
    column_unit: str | None = None

    @classmethod
    def of(cls, extracted: SopRecord, settings: Settings) -> Reader:
        """Return the reader for a record's fields.

        The heading of its Waktu column is no part of a record; what it says of the unit shows in
        the cells that hold a number alone.
        """
        units = (
            step.duration.unit
            for step in extracted.steps
            if step.duration and step.duration.unit and _NUMBER_ALONE.fullmatch(step.duration.raw)
        )
        unit = next(units, None)
        return cls(
            settings, None if unit is None else load_toml("durations")["printed_units"][unit]
        )

    def citation(self, text: str) -> Citation:
        """Return what an item of Dasar Hukum names."""
        return parse_citation(text)

    def duration(self, text: str) -> Duration | None:
        """Return what a Waktu cell says."""
        return parse_duration(
            text, self.column_unit, self.settings.minutes_a_day, self.settings.days_a_week
        )

    def understand(self, at: str, typed: str) -> Understood:
        """Return what was typed into the field at a pointer.

        Args:
            at: Pointer into the form; that of a text, not of a step's actors or arrows.
            typed: The text.
        """
        text = blank_to_none(fold_space(typed))
        if text is None:
            return Understood(None)
        field = field_at(at)
        if field is None:
            return Understood(text)
        if field.kind is Kind.DURATION:
            minutes, days = self.settings.minutes_a_day, self.settings.days_a_week
            return _understand_duration(text, self.column_unit, minutes, days)
        understand = _UNDERSTAND.get(field.kind)
        return Understood(text) if understand is None else understand(text)


def _understand_date(text: str) -> Understood:
    """Return a date in ISO 8601."""
    facts = examine_date(text)
    if facts is None or facts.iso is None:
        return Understood(None, problem="no-date")
    doubt = next((problem.value for problem in facts.problems), None)
    return Understood(facts.iso, (("date", facts.iso),), doubt=doubt)


def _understand_nip(text: str) -> Understood:
    """Return a NIP without blanks."""
    nip = parse_nip(text)
    if nip is None:
        return Understood(None, problem="no-nip")
    facts = examine_nip(nip)
    problems: tuple[NipProblem, ...] = tuple(facts.problems) if facts else ()
    return Understood(nip, (("nip", nip),), doubt=problems[0].value if problems else None)


def _understand_symbol(text: str) -> Understood:
    """Return the name of a symbol."""
    return Understood(text, problem=None if text in set(Symbol) else "no-symbol")


def _understand_row_number(text: str) -> Understood:
    """Return a step's number without its dot."""
    return Understood(text.rstrip("."))


# The same values are asked for each time that a page is shown.
@lru_cache(maxsize=4096)
def _understand_citation(text: str) -> Understood:
    """Return an item of Dasar Hukum as typed, with the regulation it names."""
    citation = parse_citation(text)
    doubt = "no-regulation" if citation.type is RegulationType.OTHER else None
    return Understood(text, tuple(_facts_of_citation(citation)), doubt=doubt)


@lru_cache(maxsize=4096)
def _understand_duration(text: str, unit: str | None, minutes: float, days: float) -> Understood:
    """Return a Waktu cell as typed, with what it means."""
    duration = parse_duration(text, unit, minutes, days)
    if duration is None:
        return Understood(None)
    doubt = "no-duration" if duration.kind is DurationKind.UNKNOWN else None
    return Understood(text, tuple(_facts_of_duration(duration)), doubt=doubt)


# How a text is understood whose kind says more than that it is text; durations need the run's
# calendar besides.
_UNDERSTAND: Mapping[Kind, Callable[[str], Understood]] = {
    Kind.DATE: _understand_date,
    Kind.NIP: _understand_nip,
    Kind.CITATION: _understand_citation,
    Kind.SYMBOL: _understand_symbol,
    Kind.ROW_NUMBER: _understand_row_number,
}


def _facts_of_citation(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield what a citation was understood as."""
    yield "type", citation.type.value
    for name in ("issuer", "number", "year", "slug"):
        if (value := getattr(citation, name)) is not None:
            yield name, str(value)


def _facts_of_duration(duration: Duration) -> Iterator[tuple[str, str]]:
    """Yield what a duration was understood as."""
    if duration.unit is None:
        yield "kind", duration.kind.value
        return
    yield "duration", format_duration(duration)
    if duration.iso8601 is not None:
        yield "iso8601", duration.iso8601
    if duration.working_minutes is not None:
        yield "working_minutes", f"{duration.working_minutes:g}"


def shorten(value: Any) -> str:
    """Return a value as a sentence quotes it."""
    if value is None:
        return "nothing"
    text = str(value.get("activity") or "a row") if isinstance(value, dict) else str(value)
    return f'"{text[:SHOWN]}…"' if len(text) > SHOWN else f'"{text}"'
