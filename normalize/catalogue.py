"""The catalogue of widely cited regulations: their titles, and whether they were revoked.

It is data (`tables/catalogue.csv`); a user's file with the same columns adds to it. It is not
complete: that a regulation is missing from it means nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from models.citation import Citation, RegulationType
from normalize.identifiers import RegulationName, write_out
from normalize.institutions import family_of
from normalize.text import fold_key, fold_space
from normalize.thresholds import TITLE
from normalize.titles import Likeness, compare_titles, title_words

COLUMNS = (
    "type", "issuer", "number", "year", "title", "revoked_by", "revoked_on", "amended_by", "status",
    "source",
)  # fmt: skip
_NEEDED = ("type", "number", "year", "title")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
# "21/M.PAN/11/2008", "PER-21/M.PAN/11/2008" and "21" name the same one of a year.
_RUNNING = re.compile(r"(?:PER|KEP|PERMEN|P|PM)?[\s./-]{0,3}(\d{1,4})(?:/.*)?", re.IGNORECASE)


class CatalogueError(ValueError):
    """A catalogue file cannot be used; the message names the file, the line and the cause."""


class Status(StrEnum):
    """Whether a regulation holds."""

    IN_FORCE = "in force"
    AMENDED = "amended"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation of the catalogue.

    Attributes:
        type: Its kind.
        issuer: Who issued it, written out; None for kinds that only one body issues.
        number: Its number as it is printed on it.
        year: Its year.
        title: What stands after "tentang" on it.
        revoked_by: What revoked it, in short form ("UU 20/2023"); None where it is in force or
            nothing is known.
        revoked_on: When, as an ISO 8601 date as precise as is known: "2023-10-31" or "2023".
        amended_by: What amended it, in short form.
        state: Whether it holds, where that is said and not told by the three before.
        source: Where that is known from: an address, a feed, or "from knowledge, unchecked".
    """

    type: RegulationType
    issuer: str | None
    number: str
    year: int
    title: str
    revoked_by: str | None = None
    revoked_on: str | None = None
    amended_by: tuple[str, ...] = ()
    state: Status = Status.UNKNOWN
    source: str | None = None

    @property
    def status(self) -> Status:
        """Return whether it holds, as far as is known."""
        if self.revoked_by is not None:
            return Status.REVOKED
        if self.amended_by and self.state is not Status.REVOKED:
            return Status.AMENDED
        return self.state

    @property
    def name(self) -> str:
        """Return how a message names it: "Peraturan Presiden Nomor 29 Tahun 2014"."""
        return write_out(RegulationName(self.type, self.issuer, self.number, self.year))

    def is_revoked_before(self, date: str) -> bool:
        """Return whether it was surely revoked before a date.

        Args:
            date: An ISO 8601 date, which may be a month or a year alone. Of a year against a
                day of the same year nothing is sure.
        """
        if self.revoked_on is None or self.revoked_by is None:
            return False
        size = min(len(self.revoked_on), len(date))
        return self.revoked_on[:size] < date[:size]


class Catalogue:
    """Regulations that can be found by what a citation says.

    Args:
        regulations: The regulations; of two with the same type, issuer, number and year the
            later one counts.
        note: How a file of the user's was understood; "" where there is nothing to say.
    """

    def __init__(self, regulations: Iterable[Regulation], note: str = "") -> None:
        """Index the regulations."""
        self.note = note
        self._by_key: dict[tuple[str, str, str, int], Regulation] = {}
        for regulation in regulations:
            self._by_key[_key_of(regulation)] = regulation
        self._by_word: dict[str, list[Regulation]] = {}
        for regulation in self:
            for word in set(title_words(regulation.title)):
                self._by_word.setdefault(word[: TITLE.index_letters], []).append(regulation)

    def __iter__(self) -> Iterator[Regulation]:
        """Yield the regulations."""
        return iter(self._by_key.values())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._by_key)

    def find(
        self, type: str, issuer: str | None, number: str | None, year: int | None
    ) -> Regulation | None:
        """Return the regulation that a citation names; None where it is not in the catalogue.

        Args:
            type: Its kind, as `RegulationType` has it.
            issuer: Who issued it, written out. A ministry's older and newer names are one:
                "Menteri Pendayagunaan Aparatur Negara" 35/2012 is that of "... dan Reformasi
                Birokrasi".
            number: Its number as printed, the whole or its first part ("21" for
                "PER/21/M.PAN/11/2008").
            year: Its year.
        """
        if number is None or year is None:
            return None
        return self._by_key.get((type, family_of(issuer), _number_key(number), year))

    def find_by_title(self, subject: str) -> tuple[Regulation, ...]:
        """Return the regulations whose title a printed subject is, allowing for misspellings.

        Args:
            subject: What is printed after "tentang". One that is shortened finds none, for a
                short title may be that of many.
        """
        words = title_words(subject)
        near: dict[int, Regulation] = {}
        for word in set(words):
            for regulation in self._by_word.get(word[: TITLE.index_letters], ()):
                difference = abs(len(title_words(regulation.title)) - len(words))
                if difference <= TITLE.max_word_difference:
                    near[id(regulation)] = regulation
        return tuple(
            regulation
            for regulation in near.values()
            if compare_titles(subject, regulation.title) is Likeness.SAME
        )


@cache
def default_catalogue() -> Catalogue:
    """Return the project's own catalogue."""
    path = files("normalize.tables").joinpath("catalogue.csv")
    return Catalogue(_read(path.read_text(encoding="utf-8"), "catalogue.csv"))


def load_catalogue(path: Path) -> Catalogue:
    """Return the project's catalogue with a user's file on top of it.

    Args:
        path: A CSV file in UTF-8 with a heading line. Its columns are `COLUMNS` in any order,
            of which type, number, year and title must be there. Or the JSON feed of a
            law-information portal, whose fields are mapped by their names. A regulation that
            the project's catalogue has too is replaced.

    Raises:
        CatalogueError: The file cannot be read, or a line of it makes no sense.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise CatalogueError(f"{path}: {cause}") from error
    if text.lstrip()[:1] in ("[", "{"):
        return _with_feed(path, text)
    return Catalogue([*default_catalogue(), *_read(text, str(path))])


def _with_feed(path: Path, text: str) -> Catalogue:
    """Return the project's catalogue with a portal's feed on top of it.

    Raises:
        CatalogueError: It is no JSON, or its fields are not understood.
    """
    # Most runs have no feed.
    from normalize.catalogue_feed import read_feed

    try:
        feed = read_feed(text)
    except ValueError as error:
        raise CatalogueError(f"{path}: is no JSON") from error
    if feed is None:
        raise CatalogueError(f"{path}: no fields for number, year and title are in the feed")
    rows = [_read_row(row, f"{path}: entry {place}") for place, row in feed.rows]
    mapped = ", ".join(f"{column} = {name}" for column, name in feed.mapped.items())
    note = f"{path}: {len(rows)} of {feed.entries} entries understood; {mapped}"
    return Catalogue([*default_catalogue(), *rows], note)


def catalogue_with(path: Path | None) -> Catalogue:
    """Return the project's catalogue, with a user's file on top of it where there is one.

    Args:
        path: The file; it is read again only when it has changed.

    Raises:
        CatalogueError: The file cannot be read, or a line of it makes no sense.
    """
    if path is None:
        return default_catalogue()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise CatalogueError(f"{path}: {error.strerror}") from error
    return _loaded(path, changed)


@lru_cache(maxsize=4)
def _loaded(path: Path, changed: int) -> Catalogue:
    return load_catalogue(path)


def find(type: str, issuer: str | None, number: str | None, year: int | None) -> Regulation | None:
    """Return a regulation of the project's catalogue; see `Catalogue.find`."""
    return default_catalogue().find(type, issuer, number, year)


def find_citation(citation: Citation, catalogue: Catalogue | None = None) -> Regulation | None:
    """Return the regulation that a citation names; see `Catalogue.find`."""
    known = catalogue or default_catalogue()
    return known.find(citation.type, citation.issuer, citation.number, citation.year)


def find_by_title(subject: str) -> tuple[Regulation, ...]:
    """Return the regulations of the project's catalogue with a title; `Catalogue.find_by_title`."""
    return default_catalogue().find_by_title(subject)


def _read(text: str, name: str) -> Iterator[Regulation]:
    """Yield the regulations of a CSV file.

    Raises:
        CatalogueError: A line makes no sense.
    """
    rows = csv.DictReader(text.splitlines(), strict=True)
    try:
        columns = [fold_space(column) for column in rows.fieldnames or ()]
        if missing := [column for column in _NEEDED if column not in columns]:
            raise CatalogueError(f"{name}: line 1 names no column {missing[0]}")
        if strange := [column for column in columns if column not in COLUMNS]:
            raise CatalogueError(f'{name}: line 1 names a column "{strange[0]}" that has no use')
        rows.fieldnames = columns
        for row in rows:
            where = f"{name}: line {rows.line_num}"
            if None in row or None in row.values():
                raise CatalogueError(f"{where} has not as many cells as line 1")
            if any(row.values()):
                yield _read_row({key: fold_space(cell) for key, cell in row.items()}, where)
    except csv.Error as error:
        raise CatalogueError(f"{name}: line {rows.reader.line_num}: {error}") from error


def _read_row(row: Mapping[str, str], where: str) -> Regulation:
    """Return the regulation of one line.

    Raises:
        CatalogueError: A cell makes no sense.
    """
    kinds = {kind.value: kind for kind in RegulationType}
    kind = kinds.get(row["type"].upper())
    if kind is None:
        raise CatalogueError(f'{where}: "{row["type"]}" is no type; they are {", ".join(kinds)}')
    if not re.fullmatch(r"(19|20)\d\d", row["year"]):
        raise CatalogueError(f'{where}: "{row["year"]}" is no year')
    for column in ("number", "title"):
        if not row[column]:
            raise CatalogueError(f"{where} has no {column}")
    revoked_by, revoked_on = row.get("revoked_by", ""), row.get("revoked_on", "")
    if revoked_on and not _DATE.fullmatch(revoked_on):
        raise CatalogueError(
            f'{where}: revoked_on "{revoked_on}" is no date like 2023 or 2023-10-31'
        )
    if bool(revoked_by) != bool(revoked_on):
        raise CatalogueError(f"{where}: revoked_by and revoked_on need each other")
    states = {state.value: state for state in Status}
    state = row.get("status") or Status.UNKNOWN.value
    if state not in states:
        raise CatalogueError(f'{where}: status "{state}" is none of {", ".join(states)}')
    return Regulation(
        type=kind,
        issuer=row.get("issuer") or None,
        number=row["number"].lstrip("0") or "0",
        year=int(row["year"]),
        title=row["title"],
        revoked_by=revoked_by or None,
        revoked_on=revoked_on or None,
        amended_by=tuple(
            part.strip() for part in row.get("amended_by", "").split("|") if part.strip()
        ),
        state=states[state],
        source=row.get("source") or None,
    )


def _key_of(regulation: Regulation) -> tuple[str, str, str, int]:
    """Return what a regulation is found by."""
    issuer, number = family_of(regulation.issuer), _number_key(regulation.number)
    return (regulation.type.value, issuer, number, regulation.year)


def _number_key(number: str) -> str:
    """Return a number as it is compared: its running number, or all of it where it has none."""
    running = _RUNNING.fullmatch(number)
    return (running[1].lstrip("0") or "0") if running else fold_key(number)
