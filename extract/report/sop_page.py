"""The content of an SOP's page: values with their places, findings beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.record.pointers import value_at
from extract.ui.levels import Level, level_of
from models.citation import Citation
from models.fields import CELLS, HEADER, LISTS
from models.finding import Finding
from models.provenance import Origin
from models.record import SopRecord
from models.step import Step


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown.

    Attributes:
        name: Its anchor on the page, made of its pointer.
        label: Name of its label's text; empty for an item of a list.
        text: The value; None where it was not found.
        page: 1-based page it was read on; None where it has no place.
        box: x0, top, x1, bottom there, in points.
        confidence: 0 to 1; None where nothing is said.
        level: The same in a word.
        raw: What was recognised, if the value was corrected from it.
        reviewed: Whether a person corrected or confirmed it.
        findings: What a person should look at.
    """

    name: str
    label: str
    text: str | None
    page: int | None
    box: tuple[float, float, float, float] | None
    confidence: float | None
    level: Level | None
    raw: str | None
    reviewed: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the identity content.

    Attributes:
        heading: Its heading, or the name of the heading's text.
        named: Whether `heading` is such a name.
        values: The items.
        findings: What concerns the list as a whole.
    """

    heading: str
    named: bool
    values: list[Value]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A step.

    Attributes:
        number: Its number as printed, as a value.
        cells: Its other cells.
        findings: What concerns the step as a whole.
    """

    number: Value
    cells: list[Value]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SopPage:
    """A SOP's page.

    Attributes:
        header: The identity sheet's fields.
        sections: Its lists, the legal basis first, and the actors.
        steps: The step table.
        findings: What concerns no value shown.
    """

    header: list[Value]
    sections: list[Section]
    steps: list[Row]
    findings: tuple[Finding, ...]

    def values(self) -> Iterator[Value]:
        """Yield every value."""
        yield from self.header
        for section in self.sections:
            yield from section.values
        for row in self.steps:
            yield row.number
            yield from row.cells


def build_page(record: SopRecord) -> SopPage:
    """Return the content of a record's page."""
    return _Builder(record).build()


class _Builder:
    """Builds a page; each finding is shown once, at the value or part it concerns."""

    def __init__(self, record: SopRecord) -> None:
        """Order the findings by what they concern."""
        self.record = record
        self.left = list(record.findings)

    def build(self) -> SopPage:
        """Return the page's content."""
        values = {"header": self.record.header.model_dump()}
        fields = [self.value(f.pointer, f.name, value_at(values, f.pointer)) for f in HEADER]
        sections = list(self.sections())
        steps = [self.step(index, step) for index, step in enumerate(self.record.steps)]
        return SopPage(fields, sections, steps, tuple(self.left))

    def sections(self) -> Iterator[Section]:
        """Yield the lists."""
        for name in (*LISTS, "actors"):
            items = getattr(self.record, name)
            texts = [_citation_text(x) if isinstance(x, Citation) else x for x in items]
            yield self.section(name, texts)
        for position, (heading, items) in enumerate(self.record.extra_sections.items()):
            pointer = "/extra_sections/" + heading.replace("~", "~0").replace("/", "~1")
            values = [
                self.value(f"{pointer}/{i}", "", item, f"extra-{position}-{i}")
                for i, item in enumerate(items)
            ]
            yield Section(heading, False, values, self.take(pointer, below=True))

    def section(self, name: str, texts: list[str]) -> Section:
        """Return a list of the contract."""
        values = [self.value(f"/{name}/{i}", "", text) for i, text in enumerate(texts)]
        return Section(name, True, values, self.take(f"/{name}", below=True))

    def step(self, index: int, step: Step) -> Row:
        """Return a step."""
        pointer = f"/steps/{index}"
        number = self.value(f"{pointer}/number", "number", step.number)
        cells = [
            self.value(f"{pointer}/{name}", name, _cell_text(step, name))
            for name in CELLS
            if name != "number"
        ]
        return Row(number, cells, self.take(pointer, below=True))

    def value(self, pointer: str, label: str, text: str | None, name: str | None = None) -> Value:
        """Return a value with its place and findings."""
        place = self.record.provenance.get(pointer)
        return Value(
            name or re.sub(r"[^0-9a-z_]+", "-", pointer.casefold()).strip("-"),
            label,
            text,
            place.page if place else None,
            place.bbox if place else None,
            place.confidence if place else None,
            level_of(place.confidence) if place else None,
            place.raw if place else None,
            place is not None and place.origin is Origin.REVIEWED,
            self.take(pointer, below=True),
        )

    def take(self, pointer: str, *, below: bool) -> tuple[Finding, ...]:
        """Return the findings of a pointer and below it that are not shown yet."""
        taken = [
            finding
            for finding in self.left
            if finding.field == pointer
            or (below and finding.field and finding.field.startswith(pointer + "/"))
        ]
        self.left = [finding for finding in self.left if finding not in taken]
        return tuple(taken)


def _cell_text(step: Step, name: str) -> str | None:
    """Return the text of a step's cell."""
    if name == "actors":
        return ", ".join(step.actors) or None
    if name == "duration":
        return step.duration.raw if step.duration else None
    value = getattr(step, name)
    return None if value is None else str(value)


def _citation_text(citation: Citation) -> str:
    """Return a citation as printed, with the regulation it was taken for."""
    return citation.raw if citation.slug is None else f"{citation.raw} ({citation.slug})"
