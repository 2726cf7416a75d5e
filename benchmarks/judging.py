"""Which values of records are right, by gold: what the reliability of confidences is told from.

A value is right as the output contract's readers need it: dates, numbers and durations exactly,
words but for signs and case, a cell of a step or an item of a list also with a slip in twenty or
in ten letters. What the gold's "not_judged" names is left out, and so is what has no confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from extract.record.pointers import value_at
from models.fields import CELLS, HEADER, TEXT_LISTS
from models.kinds import Rule

Json = dict[str, Any]

# The likeness, 0 to 1, from which on list items, cells and rows of a step table are the same: the
# values of the contract's scorer.
MIN_ITEM_LIKENESS = 0.9
MIN_CELL_LIKENESS = 0.95
MIN_STEP_LIKENESS = 0.6
LISTS = (*TEXT_LISTS, "actors")
CITATION = ("type", "issuer", "number", "year")


@dataclass(frozen=True, slots=True)
class Judged:
    """A value with a confidence.

    Attributes:
        document: The gold's name.
        pointer: JSON pointer of the value in its record.
        kind: What of a record it is: "sop_number", "created_on", "qualifications", "duration", ...
        confidence: How sure the record is of it.
        right: Whether it is what the gold has.
        found: The value.
    """

    document: str
    pointer: str
    kind: str
    confidence: float
    right: bool
    found: object


@dataclass(frozen=True, slots=True)
class Pair:
    """A record and its gold.

    Attributes:
        document: The gold's name.
        gold: The gold's record.
        record: The record.
        skipped: Pointers of the gold's values that cannot be judged, `*` for any part.
    """

    document: str
    gold: Json
    record: Json
    skipped: Sequence[str]

    def judges(self, pointer: str) -> bool:
        """Return whether a value of the gold can be judged."""
        parts = pointer.split("/")
        return not any(
            all(want in ("*", part) for want, part in zip(one.split("/"), parts, strict=False))
            for one in self.skipped
            if one.count("/") <= len(parts) - 1
        )

    def judged(self, pointer: str, kind: str, right: bool, found: object) -> Iterator[Judged]:
        """Yield a value of the record that has a confidence."""
        if (place := self.record["provenance"].get(pointer)) is not None:
            yield Judged(self.document, pointer, kind, place["confidence"], right, found)


def judge(name: str, gold: Json | list[Json], records: Sequence[Json]) -> Iterator[Judged]:
    """Yield the values of a document's records that have a confidence.

    Args:
        name: The gold's name.
        gold: What the gold's file holds: records, or an object with "records" and "not_judged".
        records: The records, in the order of their SOPs.
    """
    wanted = gold if isinstance(gold, list) else gold["records"]
    everywhere = [] if isinstance(gold, list) else gold.get("not_judged", [])
    for index, record in _paired(wanted, records):
        want = wanted[index]
        pair = Pair(name, want, record, [*everywhere, *want.get("not_judged", [])])
        yield from _judge_header(pair)
        yield from _judge_citations(pair)
        for section in LISTS:
            yield from _judge_list(pair, section)
        yield from _judge_steps(pair)


def _paired(wanted: Sequence[Json], records: Sequence[Json]) -> list[tuple[int, Json]]:
    """Return each record with the index of the gold that is likest by number and title."""

    def name(record: Json) -> str:
        return f"{record['header'].get('sop_number')} {record['header'].get('title')}"

    ranked = sorted(
        (-likeness(name(want), name(record)), abs(i - j), i, j)
        for i, want in enumerate(wanted)
        for j, record in enumerate(records)
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(i, records[j]) for i, j in sorted(pairs.items())]


def _judge_header(pair: Pair) -> Iterator[Judged]:
    """Yield the identity sheet's values."""
    missing = object()
    for field in HEADER:
        found = value_at(pair.record, field.pointer)
        want = value_at(pair.gold, field.pointer, missing)
        if found is None or want is missing or not pair.judges(field.pointer):
            continue
        if field.rule is Rule.EQUAL:
            right = want == found
        else:
            right = want is not None and fold(want) == fold(found)
        yield from pair.judged(field.pointer, field.name, right, found)


def _judge_citations(pair: Pair) -> Iterator[Judged]:
    """Yield the citations of the legal basis."""
    keys = [key for key in CITATION if pair.judges(f"/legal_basis/*/{key}")]
    left = [tuple(item[key] for key in keys) for item in pair.gold["legal_basis"]]
    for index, item in enumerate(pair.record["legal_basis"]):
        found = tuple(item[key] for key in keys)
        if right := found in left:
            left.remove(found)
        yield from pair.judged(f"/legal_basis/{index}", "legal_basis", right, item["raw"])


def _judge_list(pair: Pair, section: str) -> Iterator[Judged]:
    """Yield the items of a list."""
    if not pair.judges(f"/{section}"):
        return
    left = list(pair.gold[section])
    for index, item in enumerate(pair.record[section]):
        best = max(left, key=lambda want: likeness(want, item), default="")
        if right := likeness(best, item) >= MIN_ITEM_LIKENESS:
            left.remove(best)
        yield from pair.judged(f"/{section}/{index}", section, right, item)


def _judge_steps(pair: Pair) -> Iterator[Judged]:
    """Yield the cells, actors and symbols of the steps, and the arrows between them."""
    if not pair.judges("/steps"):
        return
    wanted, steps = pair.gold["steps"], pair.record["steps"]
    counterpart = {j: i for i, j in align(wanted, steps)}
    for index, step in enumerate(steps):
        want = wanted[counterpart[index]] if index in counterpart else None
        for name in CELLS:
            place = f"/steps/{counterpart.get(index, 0)}/{name}"
            if step[name] in (None, []) or not pair.judges(place):
                continue
            if name == "symbol" and want is not None and want.get(name) is None:
                continue
            right = want is not None and _is_same(name, want.get(name), step[name])
            yield from pair.judged(f"/steps/{index}/{name}", name, right, step[name])
    if pair.judges("/flow"):
        arrows = {(edge["source"], edge["target"]) for edge in pair.gold["flow"]}
        seqs = {steps[j]["seq"]: wanted[i]["seq"] for j, i in counterpart.items()}
        for index, edge in enumerate(pair.record["flow"]):
            ends = seqs.get(edge["source"]), seqs.get(edge["target"])
            yield from pair.judged(f"/flow/{index}", "flow", ends in arrows, edge)


def _is_same(name: str, want: Any, found: Any) -> bool:
    """Return whether a step's value is right."""
    if name == "duration":
        return want is not None and all(want[key] == found[key] for key in ("iso8601", "unit"))
    if name == "actors":
        return len(want) == len(found) and all(
            max((likeness(one, other) for other in want), default=0.0) >= MIN_ITEM_LIKENESS
            for one in found
        )
    if name == "symbol":
        return bool(want == found)
    if want is None:
        return False
    return fold(want) == fold(found) or likeness(want, found) >= MIN_CELL_LIKENESS


def align(
    wanted: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int]]:
    """Pair the rows of two step tables in their order, by the likeness of their activities.

    Returns:
        Pairs of indices; of all ways to pair them the one whose pairs are likest.
    """
    worth: list[list[float]] = [[0.0] * (len(steps) + 1) for _ in range(len(wanted) + 1)]
    gain = [[_gain(want, step) for step in steps] for want in wanted]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(steps) - 1, -1, -1):
            worth[i][j] = max(worth[i + 1][j], worth[i][j + 1], gain[i][j] + worth[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(wanted) and j < len(steps):
        if gain[i][j] and worth[i][j] == gain[i][j] + worth[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _gain(want: Mapping[str, Any], step: Mapping[str, Any]) -> float:
    """Return what pairing two steps is worth: likeness counts much more where it is high."""
    alike = likeness(want["activity"], step["activity"])
    return alike**6 if alike >= MIN_STEP_LIKENESS else 0.0


def likeness(one: str | None, other: str | None) -> float:
    """Return how alike two texts' letters and digits are, 0 to 1."""
    return fuzz.ratio(fold(one or ""), fold(other or "")) / 100 if one and other else 0.0


def fold(text: str) -> str:
    """Return the letters and digits of a text, casefolded."""
    return "".join(filter(str.isalnum, text.casefold()))
