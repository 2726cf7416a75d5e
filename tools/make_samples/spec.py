"""The specs of the samples, as dataclasses: what a document prints, and what must be read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parent / "specs"

# The list sections in the order of the identity sheet's paired boxes: left, right, left, ...
SECTION_PAIRS = (
    ("legal_basis", "qualifications"),
    ("related_sops", "equipment"),
    ("warnings", "records"),
)

COLUMNS = ("number", "activity", "actors", "requirements", "duration", "output", "remarks")


@dataclass(frozen=True)
class Printed:
    """A value whose printed form differs from its meaning, such as a date.

    Attributes:
        printed: What the document shows; may be empty or a dash.
        value: What must be read; None where the printed form means no value.
    """

    printed: str
    value: str | None = None


@dataclass(frozen=True)
class Approver:
    """Who approved the SOP."""

    position: str
    name: str
    rank: str
    nip: Printed


@dataclass(frozen=True)
class Header:
    """The identity sheet's single values; `None` where the document has none."""

    government: str
    agency: str
    address: str
    phone: str
    email: str
    sop_number: str
    title: str
    created_on: Printed
    revised_on: Printed
    effective_on: Printed
    approver: Approver
    unit: str | None = None
    website: str | None = None

    def fill(self, template: str) -> str:
        """Return a printed line: the template with `{address}`, `{effective_on}`, ... filled in."""
        values = {
            name: value.printed if isinstance(value, Printed) else value
            for name, value in vars(self).items()
        }
        return template.format_map(values)


@dataclass(frozen=True)
class Citation:
    """One item of the legal basis: its printed form, and the regulation it names."""

    raw: str
    type: str
    number: str
    year: int
    subject: str
    slug: str
    issuer: str | None = None


@dataclass(frozen=True)
class Duration:
    """A duration cell: its printed form and its meaning."""

    raw: str
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    iso8601: str | None = None


@dataclass(frozen=True)
class Arrow:
    """An arrow to another step, by its position, with the words printed at it."""

    to: int
    label: str | None = None


@dataclass(frozen=True)
class Step:
    """One row of the step table.

    Attributes:
        marks: Words left in actor columns where a converter dropped the symbols, by actor.
    """

    number: str
    activity: str
    requirements: str
    duration: Duration
    output: str
    remarks: str | None = None
    actors: tuple[str, ...] = ()
    symbol: str | None = None
    next: tuple[Arrow, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """Return what a text column shows in this row, "" for an empty cell."""
        if column == "duration":
            return self.duration.raw
        return getattr(self, column) or ""


@dataclass(frozen=True)
class Sop:
    """One SOP of a document."""

    header: Header
    legal_basis: tuple[Citation, ...]
    qualifications: tuple[str, ...]
    related_sops: tuple[str, ...]
    equipment: tuple[str, ...]
    warnings: tuple[str, ...]
    records: tuple[str, ...]
    actors: tuple[str, ...]
    steps: tuple[Step, ...]
    pages: tuple[int, ...] = ()
    columns: tuple[str, ...] = COLUMNS
    findings: tuple[Mapping[str, str], ...] = ()

    def items(self, section: str) -> tuple[str, ...]:
        """Return the printed items of a list section."""
        if section == "legal_basis":
            return tuple(citation.raw for citation in self.legal_basis)
        printed: tuple[str, ...] = getattr(self, section)
        return printed


@dataclass(frozen=True)
class Document:
    """One file of `samples/`.

    Attributes:
        source: The file's name.
        form: How it is written: pdf, markdown, html, linear or layout.
        labels: The label, heading and column spellings it prints.
        look: Further properties: fonts, letterhead, bullets, ...
        encoding: The encoding of a text file.
        newline: The line end of a text file.
        not_judged: JSON pointers of values that the document does not show.
        unordered: JSON pointers of lists whose order the document does not show.
    """

    source: str
    form: str
    labels: Mapping[str, str]
    look: Mapping[str, Any]
    sops: tuple[Sop, ...]
    encoding: str = "utf-8"
    newline: str = "\n"
    not_judged: tuple[str, ...] = ()
    unordered: tuple[str, ...] = ()


def load(path: Path) -> Document:
    """Return the document that a spec file describes.

    Raises:
        TypeError: A field is missing or unknown.
        tomllib.TOMLDecodeError: The file is no TOML.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    sops = tuple(build_sop(table) for table in data.pop("sop"))
    return Document(sops=sops, **freeze_lists(data))


def load_all() -> list[Document]:
    """Return all documents, by name of their specs."""
    return [load(path) for path in sorted(SPECS.glob("*.toml"))]


def build_sop(table: dict[str, Any]) -> Sop:
    """Return the SOP of one `[[sop]]` table."""
    table = dict(table)
    header = dict(table.pop("header"))
    approver = dict(header.pop("approver"))
    approver["nip"] = Printed(**approver["nip"])
    for name in ("created_on", "revised_on", "effective_on"):
        header[name] = Printed(**header[name])
    return Sop(
        header=Header(approver=Approver(**approver), **header),
        legal_basis=tuple(Citation(**item) for item in table.pop("legal_basis")),
        steps=tuple(build_step(item) for item in table.pop("step")),
        **freeze_lists(table),
    )


def build_step(table: dict[str, Any]) -> Step:
    """Return the step of one `[[sop.step]]` table."""
    table = dict(table)
    duration = Duration(**table.pop("duration"))
    arrows = tuple(Arrow(**arrow) for arrow in table.pop("next", ()))
    return Step(duration=duration, next=arrows, **freeze_lists(table))


def freeze_lists(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with its lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
