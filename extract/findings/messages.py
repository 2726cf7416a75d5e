"""What a finding says: the message of its code and wording, filled in, in one of the languages.

`messages.toml` has the messages, `terms.toml` the words that are filled in. A parameter may be
followed by a kind behind a colon, which says how it is told:

- step, Step: a step's printed number, or `#` and its row; with a capital at a sentence's beginning
- steps, Steps: several of them
- list, quoted, named: texts; the last two in quotation marks, `named` only the first of many
- date: ISO 8601, as precise as it is; number: with marks between thousands
- cause: the message of an error
- term: a name in `terms.toml`, or nothing
- pages, looks, sop, shares, digits, more: see the functions below
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from extract.translation.translate import translate
from models.finding import Concern, Finding
from models.language import Language

Param = str | int | list[str]

# A message names so many of several texts.
MAX_NAMED = 3
# Steps without a printed number are called by their row.
ROW_MARK = "#"
# Parts of a parameter that is made of several.
PART_MARK = "|"

_language: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Have findings told in a language while the context lasts."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def spoken() -> Language:
    """Return the language in which findings are told."""
    return _language.get()


def tell(
    code: str,
    wording: str | None = None,
    params: Mapping[str, Param] | None = None,
    *,
    concerns: Concern = Concern.READING,
    language: Language | None = None,
) -> str:
    """Return the message of a kind of finding.

    Args:
        code: The kind's code.
        wording: Which of its messages; None where it has one.
        params: What is filled in.
        concerns: What the finding concerns.
        language: The language; that of the context unless given.

    Raises:
        KeyError: There is no such message, or a parameter of it is missing.
    """
    language = language or spoken()
    texts = _load("messages")[code]
    if wording is not None:
        texts = texts[wording]
    text: str = texts[language]
    if concerns is Concern.DOCUMENT:
        text = texts.get(f"{language}_document", text)
    return _Teller(language).vformat(text, (), params or {})


def retold(finding: Finding, language: Language) -> str:
    """Return a finding's message in a language; as it is, where its parts are not known."""
    try:
        return tell(
            finding.code,
            finding.wording,
            finding.params,
            concerns=finding.concerns,
            language=language,
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        # Found by another package's reader, by hand, or by an earlier version.
        return finding.message


def word(name: str, language: Language | None = None, /, *, table: str = "words") -> str:
    """Return a word of `terms.toml`; the name itself where the table does not have it."""
    texts: Mapping[str, str] = _load("terms")[table].get(name, {})
    return texts.get(language or spoken(), name)


@cache
def _load(name: str) -> dict[str, Any]:
    """Return what a table of this package holds."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


class _Teller(Formatter):
    """Fills in a message in one language."""

    def __init__(self, language: Language) -> None:
        """Keep the language."""
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a parameter as its kind is told."""
        return _KINDS[format_spec](self, value) if format_spec else str(value)

    def cause(self, value: str) -> str:
        """Return the message of an error that is quoted."""
        return translate(value, self.language)

    def word(self, name: str, **filled: object) -> str:
        """Return a word, filled in."""
        return word(name, self.language).format(**filled)

    def step(self, value: str) -> str:
        """Return what a step is called."""
        if value.startswith(ROW_MARK):
            return self.word("step_row", number=value.removeprefix(ROW_MARK))
        return self.word("step", number=value)

    def steps(self, values: Sequence[str]) -> str:
        """Return what several steps are called."""
        if not values:
            return self.word("no_step")
        numbers = [value for value in values if not value.startswith(ROW_MARK)]
        together = [self.word("steps", numbers=self.list(numbers))] if len(numbers) > 1 else []
        rest = [value for value in values if not together or value not in numbers]
        return self.list([*together, *map(self.step, rest)])

    def list(self, values: Sequence[str]) -> str:
        """Return texts as a list."""
        if len(values) < 2:
            return "".join(values)
        return f"{', '.join(values[:-1])} {self.word('and')} {values[-1]}"

    def quoted(self, values: Sequence[str]) -> str:
        """Return texts in quotation marks."""
        return ", ".join(f'"{value}"' for value in values)

    def named(self, values: Sequence[str]) -> str:
        """Return the first of some texts in quotation marks, and how many more there are."""
        more = len(values) - MAX_NAMED
        return self.quoted(values[:MAX_NAMED]) + (
            self.word("and_more", count=more) if more > 0 else ""
        )

    def date(self, value: str) -> str:
        """Return a date of any precision."""
        months: list[str] = _load("terms")["months"][self.language]
        if not months:
            return value
        year, *rest = value.split("-")
        names = [months[int(part) - 1] for part in rest[:1]]
        return " ".join([*(str(int(day)) for day in rest[1:]), *names, year])

    def number(self, value: int) -> str:
        """Return a number with marks between thousands."""
        mark = "," if self.language is Language.ENGLISH else "."
        return f"{value:,}".replace(",", mark)

    def term(self, value: str) -> str:
        """Return a term; nothing for none."""
        return word(value, self.language, table="terms") if value else ""

    def pages(self, values: Sequence[str]) -> str:
        """Return page numbers and ranges of them."""
        if len(values) == 1 and values[0].isdecimal():
            return self.word("page", number=values[0])
        return self.word("pages", numbers=", ".join(values))

    def looks(self, values: Sequence[str]) -> str:
        """Return what pages look like: each value is a look and pages, as `cover|1|3-4`."""
        parted = [value.split(PART_MARK) for value in values]
        return "; ".join(
            f"{self.pages(pages)} ({word(look, self.language, table='looks')})"
            for look, *pages in parted
        )

    def sop(self, value: Sequence[str]) -> str:
        """Return what an SOP is called: its title, agency and path."""
        title, agency, path = value
        name = "sop" if agency else "sop_alone"
        return self.word(name, title=title, agency=agency, path=path)

    def shares(self, values: Sequence[str]) -> str:
        """Return what two SOPs share: each value is a name and numbers, as `steps|7|8`."""
        shares = []
        for value in values:
            name, *numbers = value.split(PART_MARK)
            shares.append(self.word(f"share_{name}", **dict(zip(("same", "all"), numbers))))  # noqa: B905
        return self.list(shares)

    def digits(self, value: int) -> str:
        """Return a number of digits."""
        return self.word("digit" if value == 1 else "digits", count=value)

    def more(self, value: int) -> str:
        """Return how many more SOPs there are; nothing for none."""
        return self.word("more_sops", count=value) if value else ""


def _capital(text: str) -> str:
    """Return a text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


_KINDS: Mapping[str, Callable[[_Teller, Any], str]] = {
    "cause": _Teller.cause,
    "step": _Teller.step,
    "Step": lambda teller, value: _capital(teller.step(value)),
    "steps": _Teller.steps,
    "Steps": lambda teller, value: _capital(teller.steps(value)),
    "list": _Teller.list,
    "quoted": _Teller.quoted,
    "named": _Teller.named,
    "date": _Teller.date,
    "number": _Teller.number,
    "term": _Teller.term,
    "pages": _Teller.pages,
    "looks": _Teller.looks,
    "sop": _Teller.sop,
    "shares": _Teller.shares,
    "digits": _Teller.digits,
    "more": _Teller.more,
}
