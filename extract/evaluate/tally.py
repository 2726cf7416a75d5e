"""Counts of each kind of value, and ratios computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.record.pointers import Json
from models.fields import HEADER, TEXT_CELLS, TEXT_LISTS

# Every measure, in the order in which it is shown.
MEASURES = (
    "documents",
    "header", *(f"header.{field.name}" for field in HEADER),
    "legal_basis", "legal_basis.slug",
    "lists", *(f"lists.{name}" for name in TEXT_LISTS),
    "actors",
    "steps",
    "cells", *(f"cells.{name}" for name in TEXT_CELLS),
    "step_actors", "symbols",
    "flow", "flow.labelled",
)  # fmt: skip
# The measures shown first, and for each document, with their headings.
AREAS = {
    "documents": "SOPs", "header": "header", "legal_basis": "legal", "lists": "lists",
    "actors": "actors", "steps": "steps", "cells": "cells", "step_actors": "step actors",
    "symbols": "symbols", "flow": "flow", "flow.labelled": "labelled",
}  # fmt: skip


@dataclass(slots=True)
class Measure:
    """Counts of one kind of value.

    A value that may be empty (a field, a cell) is right too where both sides leave it empty;
    precision and recall count only what is there.

    Attributes:
        right: Values, or whole lists, exactly as the gold has them.
        judged: Values, or whole lists, that were judged.
        matched: Values and items that gold and record both have.
        wanted: Values and items that the gold has.
        given: Values and items that the record has.
        alike: Sum of the likeness, as printed, of the texts that the gold has.
        texts: How many texts those are.
    """

    right: int = 0
    judged: int = 0
    matched: int = 0
    wanted: int = 0
    given: int = 0
    alike: float = 0.0
    texts: int = 0

    @classmethod
    def of_value(cls, gold: object, found: object, *, right: bool) -> Measure:
        """Return the counts of one value that may be empty."""
        wanted = gold is not None
        return cls(int(right), 1, int(right and wanted), int(wanted), int(found is not None))

    @classmethod
    def of_items(cls, matched: int, wanted: int, given: int) -> Measure:
        """Return the counts of the items of a list, which is judged as a whole too."""
        return cls(int(matched == wanted == given), 1, matched, wanted, given)

    @property
    def exact(self) -> float | None:
        """Return the part that is exactly right; None where nothing was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def precision(self) -> float | None:
        """Return the part of what the record has that is right; None where it has nothing."""
        return self.matched / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Return the part of what the gold has that was found; None where it has nothing."""
        return self.matched / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall; None where neither side has any."""
        both = self.wanted + self.given
        return 2 * self.matched / both if both else None

    @property
    def likeness(self) -> float | None:
        """Return how alike the texts are on average, as printed; None where there are none."""
        return self.alike / self.texts if self.texts else None

    def add(self, other: Measure) -> None:
        """Add the counts of another."""
        for name in ("right", "judged", "matched", "wanted", "given", "alike", "texts"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_json(self) -> Json:
        """Return counts and ratios."""
        counts = {n: getattr(self, n) for n in ("right", "judged", "matched", "wanted", "given")}
        ratios = {n: getattr(self, n) for n in ("exact", "precision", "recall", "f1", "likeness")}
        return {**counts, "alike": round(self.alike, 6), "texts": self.texts, **ratios}


@dataclass(frozen=True, slots=True)
class Miss:
    """A value that is not as the gold has it.

    Attributes:
        sop: The gold SOP it belongs to; of a record without one, its source and id.
        measure: The measure that it counts in.
        pointer: Where it stands in the gold; empty for a whole SOP. An item that only the record
            has stands at `-` of its list.
        gold: The gold's value.
        found: The record's value.
        record: The id of the record; None where the SOP was not found.
        found_pointer: Where it stands in the record; None where it has no such value.
    """

    sop: str
    measure: str
    pointer: str
    gold: object
    found: object
    record: str | None
    found_pointer: str | None


@dataclass(slots=True)
class Tally:
    """All measures of a document, a group, or everything.

    Attributes:
        measures: The measures by name.
        misses: What was wrong.
    """

    measures: dict[str, Measure] = field(
        default_factory=lambda: {name: Measure() for name in MEASURES}
    )
    misses: list[Miss] = field(default_factory=list)

    def count(self, one: Measure, *names: str) -> None:
        """Add counts to each of the measures named."""
        for name in names:
            self.measures[name].add(one)

    def add(self, other: Tally) -> None:
        """Add all that another counted."""
        for name, measure in other.measures.items():
            self.measures[name].add(measure)
        self.misses += other.misses

    @property
    def missing(self) -> int:
        """Return how many gold SOPs have no record."""
        documents = self.measures["documents"]
        return documents.wanted - documents.matched

    @property
    def spurious(self) -> int:
        """Return how many records there are beyond the gold's SOPs."""
        documents = self.measures["documents"]
        return documents.given - documents.matched

    def as_json(self) -> Json:
        """Return all measures."""
        return {
            "missing": self.missing,
            "spurious": self.spurious,
            "measures": _json_of(self.measures),
        }


def _json_of(measures: Mapping[str, Measure]) -> Json:
    """Return measures as JSON has them."""
    return {name: measure.as_json() for name, measure in measures.items()}


def main_ratio(area: str, measure: Measure) -> float | None:
    """Return the main ratio of an area.

    Fields and cells by recall, so that leaving a value empty earns nothing; lists by F1;
    who does a step, and its symbol, by what is exactly right.
    """
    if area in ("header", "cells"):
        return measure.recall
    return measure.exact if area in ("step_actors", "symbols") else measure.f1


def areas_below(tally: Tally, least: float) -> list[str]:
    """Return the areas whose main ratio is below a limit; one with nothing judged is not."""
    ratios = {area: main_ratio(area, tally.measures[area]) for area in AREAS}
    return [area for area, ratio in ratios.items() if ratio is not None and ratio < least]
