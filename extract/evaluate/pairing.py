"""Pairs records with gold, and their steps with the gold's steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from extract.evaluate.gold import GoldDocument, GoldSop
from extract.evaluate.likeness import is_same_text, likeness
from extract.evaluate.thresholds import PAIRING
from extract.record.pointers import Json, value_at
from extract.storage.places import place_file


def pair_items(
    gold: Sequence[Any],
    found: Sequence[Any],
    alike: Callable[[Any, Any], float],
    least: float,
) -> list[tuple[int, int]]:
    """Pair the items of two lists one to one, the most similar first.

    Args:
        gold: One list.
        found: The other.
        alike: How alike two items are.
        least: Items with less likeness are not paired.

    Returns:
        Pairs of indices, in the order of the first list.
    """
    ranked = sorted(
        (-score, abs(i - j), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (score := alike(one, other)) >= least
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


@dataclass(frozen=True, slots=True)
class Assigned:
    """Records by the gold they belong to.

    Attributes:
        by_gold: The records of each gold document, by its name, in order of appearance.
        without: The records without gold.
    """

    by_gold: dict[str, list[Json]]
    without: list[Json]


def assign_records(documents: Iterable[GoldDocument], records: Iterable[Json]) -> Assigned:
    """Find each record's gold: named after its source's whole path, its file name, or its stem."""
    names = {document.name for document in documents}
    by_gold: dict[str, list[Json]] = defaultdict(list)
    without: list[Json] = []
    for record in sorted(records, key=_position):
        path = PurePosixPath(source_path(record))
        spellings = (
            str(path),
            str(path.with_suffix("")) if path.name else "",
            path.name,
            path.stem,
            place_file(Path(), str(path), "").as_posix(),
        )
        name = next((spelling for spelling in spellings if spelling in names), None)
        (without if name is None else by_gold[name]).append(record)
    return Assigned(by_gold, without)


def source_path(record: Json) -> str:
    """Return the path of a record's source; empty where it has none."""
    path = value_at(record, "/source/path")
    return path if isinstance(path, str) else ""


def _position(record: Json) -> int:
    """Return the position of a record's SOP in its file, which ends its id; 0 without one."""
    last = str(record.get("id", "")).rpartition("-")[2]
    return int(last) if last.isdecimal() else 0


def pair_sops(sops: Sequence[GoldSop], records: Sequence[Json]) -> list[Json | None]:
    """Return each gold SOP's record: paired by likeness of number and title, the rest by order."""
    pairs = dict(pair_items(sops, records, _sop_likeness, PAIRING.min_sop_likeness))
    paired = set(pairs.values())
    left = iter(j for j in range(len(records)) if j not in paired)
    chosen = (pairs[i] if i in pairs else next(left, None) for i in range(len(sops)))
    return [None if j is None else records[j] for j in chosen]


def _sop_likeness(sop: GoldSop, record: Json) -> float:
    """Return how alike number and title are, those that both have, on average."""
    alike = []
    for pointer in ("/header/sop_number", "/header/title"):
        gold, found = value_at(sop.record, pointer), value_at(record, pointer)
        if gold is not None and found is not None:
            alike.append(likeness(gold, found))
    return sum(alike) / len(alike) if alike else 0.0


def align_steps(gold: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Align two step tables in order, so that the activities are alike as a whole.

    Of all alignments that keep the order, the one worth most is found by dynamic programming
    (Needleman and Wunsch, 1970, with gaps that cost nothing).

    Returns:
        The index of the found step for each gold step that has one.
    """
    worth = [[_worth(one, other) for other in found] for one in gold]
    best = [[0.0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(found))):
            paired = worth[i][j] + best[i + 1][j + 1] if worth[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(gold) and j < len(found):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(gold: Json, found: Json) -> float:
    """Return what pairing two steps is worth; 0 where they cannot be the same."""
    alike = likeness(gold.get("activity"), found.get("activity"))
    if alike < PAIRING.min_step_likeness:
        return 0.0
    same_number = is_same_text(gold.get("number"), found.get("number"))
    return alike**PAIRING.likeness_power + PAIRING.number_worth * same_number
