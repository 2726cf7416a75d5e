"""What got better and what worse since an earlier evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import BadGoldError
from extract.evaluate.jsonfiles import load_json
from extract.record.pointers import Json, value_at

RATIOS = ("exact", "precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Change:
    """A ratio that changed.

    Attributes:
        where: "overall", a group, or a document.
        measure: The measure.
        ratio: Which of its ratios.
        before: Its value then; None if nothing was judged.
        now: Its value now; None if nothing is judged.
    """

    where: str
    measure: str
    ratio: str
    before: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations of the same documents.

    Attributes:
        changes: The ratios that differ, over all and by group.
        gone: Earlier misses that are now right, as JSON has them, each with its "document".
        new: Misses that were not there before.
    """

    changes: list[Change]
    gone: list[Json]
    new: list[Json]

    def as_json(self) -> Json:
        """Return the comparison as `--json` writes it."""
        changes = [
            {name: getattr(change, name) for name in Change.__slots__} for change in self.changes
        ]
        return {"changes": changes, "gone": self.gone, "new": self.new}


def read_evaluation(path: Path) -> Json:
    """Read what `--json` wrote.

    Raises:
        BadGoldError: It cannot be read, or is no evaluation.
    """
    content = load_json(path)
    if not isinstance(value_at(content, "/overall/measures"), dict):
        raise BadGoldError(f"{path}: is no evaluation; give what --json wrote")
    evaluation: Json = content
    return evaluation


def compare(before: Json, now: Json) -> Comparison:
    """Compare two evaluations, each as JSON has it."""
    old, new = ({_key(miss): miss for miss in _misses(one)} for one in (before, now))
    return Comparison(
        [*_changes("overall", before["overall"], now["overall"]), *_group_changes(before, now)],
        [miss for key, miss in old.items() if key not in new],
        [miss for key, miss in new.items() if key not in old],
    )


def _group_changes(before: Json, now: Json) -> Iterator[Change]:
    """Yield the changes within groups that both evaluations have."""
    for name in now["groups"]:
        if name in before.get("groups", {}):
            yield from _changes(name, before["groups"][name], now["groups"][name])


def _changes(where: str, before: Json, now: Json) -> Iterator[Change]:
    """Yield the ratios that differ."""
    for measure, values in now["measures"].items():
        for ratio in RATIOS:
            old = value_at(before, f"/measures/{measure}/{ratio}")
            if old != values[ratio]:
                yield Change(where, measure, ratio, old, values[ratio])


def _misses(evaluation: Json) -> Iterator[Json]:
    """Yield every miss with the document it is of."""
    for name, document in evaluation.get("documents", {}).items():
        for miss in document.get("misses", []):
            yield {"document": name, **miss}


def _key(miss: Json) -> str:
    """Return a key of a miss: where it is and the value it should have, whatever was found."""
    parts = [miss.get(name) for name in ("sop", "measure", "pointer", "gold")]
    if miss.get("gold") is None:
        parts.append(miss.get("found"))
    return json.dumps([miss["document"], *parts], ensure_ascii=False, sort_keys=True)
