"""Judges one SOP: compares its record with its gold, value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from extract.evaluate.fields import CITATION, GRADUAL, IS_RIGHT
from extract.evaluate.gold import GoldSop
from extract.evaluate.likeness import (
    fold,
    is_same_citation,
    likeness,
    printed_likeness,
)
from extract.evaluate.pairing import align_steps, pair_items
from extract.evaluate.tally import Measure, Miss, Tally
from extract.evaluate.thresholds import SAME
from extract.record.pointers import Json, list_at, objects_at, value_at
from models.fields import FIELDS, HEADER, TEXT_CELLS, TEXT_LISTS

Arrow = tuple[str | None, ...]


def judge_sop(sop: GoldSop, record: Json | None) -> Tally:
    """Judge all that the gold of an SOP judges.

    Args:
        sop: The gold.
        record: The SOP's record; None if it was not found, then all values are wrong.
    """
    judge = _Judge(sop, record)
    judge.judge_header()
    judge.judge_citations()
    for name in TEXT_LISTS:
        judge.judge_items(f"/{name}", likeness, SAME.min_item_likeness, f"lists.{name}", "lists")
    judge.judge_items("/actors", likeness, SAME.min_item_likeness, "actors")
    judge.judge_steps()
    judge.judge_flow()
    if record is None:
        title = value_at(sop.record, "/header/title")
        judge.tally.misses = [Miss(sop.label, "documents", "", title, None, None, None)]
    return judge.tally


class _Judge:
    """The judging of one SOP."""

    def __init__(self, sop: GoldSop, record: Json | None) -> None:
        """Align the steps."""
        self.sop = sop
        self.record = record
        self.steps = objects_at(record, "/steps")
        self.alignment = align_steps(sop.steps, self.steps)
        self.tally = Tally()

    def judge_header(self) -> None:
        """Judge the fields of the identity sheet."""
        for field in HEADER:
            if not self.sop.judges_field(field):
                continue
            pointer, measure = field.pointer, f"header.{field.name}"
            gold, found = value_at(self.sop.record, pointer), value_at(self.record, pointer)
            right = self.record is not None and IS_RIGHT[field.rule](gold, found)
            self.tally.count(Measure.of_value(gold, found, right=right), measure, "header")
            if field.rule in GRADUAL and gold is not None:
                self._count_likeness(gold, found, measure, "header")
            if not right:
                self._miss(measure, pointer, gold, found, pointer)

    def judge_citations(self) -> None:
        """Judge the citations by what identifies a regulation, and the slugs of those found."""
        parts = [name for name in CITATION if self.sop.judges(f"/legal_basis/*/{name}")]

        def alike(gold: Any, found: Any) -> float:
            return float(is_same_citation(gold, found, parts))

        for i, j in self.judge_items("/legal_basis", alike, 1, "legal_basis"):
            pointer, found_pointer = f"/legal_basis/{i}/slug", f"/legal_basis/{j}/slug"
            if not self.sop.judges(pointer):
                continue
            gold = value_at(self.sop.record, pointer)
            found = value_at(self.record, found_pointer)
            right = gold == found
            self.tally.count(Measure.of_value(gold, found, right=right), "legal_basis.slug")
            if not right:
                self._miss("legal_basis.slug", pointer, gold, found, found_pointer)

    def judge_items(
        self, pointer: str, alike: Callable[[Any, Any], float], least: float, *names: str
    ) -> list[tuple[int, int]]:
        """Judge a list whose order does not matter; return the pairs of matching indices."""
        if not self.sop.judges(pointer):
            return []
        gold, found = list_at(self.sop.record, pointer), list_at(self.record, pointer)
        pairs = pair_items(gold, found, alike, least)
        judged = self.sop.judged_items(pointer)
        matched = {i for i, _ in pairs}
        self._count_items(matched, judged, len(gold), len(found), *names)
        self._miss_unpaired(names[0], pointer, gold, found, dict(pairs), judged)
        return pairs

    def _count_items(
        self, matched: set[int], judged: Sequence[int], gold: int, found: int, *names: str
    ) -> None:
        """Count the items of a list.

        If some are not judged, further items that were found are not judged either.
        """
        if len(judged) == gold:
            self.tally.count(Measure.of_items(len(matched), gold, found), *names)
        elif judged:
            right = len(matched.intersection(judged))
            self.tally.count(Measure.of_items(right, len(judged), len(judged)), *names)

    def judge_steps(self) -> None:
        """Judge the step table: the steps found, and of each gold step cells, actors, symbol."""
        if not self.sop.judges("/steps"):
            return
        gold, found = (
            [step.get("activity") for step in steps] for steps in (self.sop.steps, self.steps)
        )
        matched = {
            i
            for i, j in self.alignment.items()
            if likeness(gold[i], found[j]) >= SAME.min_item_likeness
        }
        judged = self.sop.judged_items("/steps", "/seq")
        self._count_items(matched, judged, len(gold), len(found), "steps")
        self._miss_unpaired("steps", "/steps", gold, found, self.alignment, judged)
        for index, step in enumerate(self.sop.steps):
            self._judge_cells(index, step)
            self._judge_step_actors(index, step)
            self._judge_symbol(index, step)

    def _found_step(self, index: int) -> Json | None:
        """Return the found step that a gold step is aligned with."""
        return self.steps[self.alignment[index]] if index in self.alignment else None

    def _judge_cells(self, index: int, step: Json) -> None:
        """Judge the cells of a gold step; all are wrong where it was not found."""
        other = self._found_step(index)
        for name in TEXT_CELLS:
            if not self.sop.judges(f"/steps/{index}/{name}"):
                continue
            gold, found = step.get(name), value_at(other, f"/{name}")
            right = other is not None and IS_RIGHT[FIELDS[name].rule](gold, found)
            self.tally.count(Measure.of_value(gold, found, right=right), f"cells.{name}", "cells")
            texts = (value_at(v, "/raw") if name == "duration" else v for v in (gold, found))
            gold_text, found_text = texts
            if gold_text is not None:
                self._count_likeness(gold_text, found_text, f"cells.{name}", "cells")
            if not right:
                self._miss_in_step(f"cells.{name}", index, name, gold, found)

    def _judge_step_actors(self, index: int, step: Json) -> None:
        """Judge whether a gold step has exactly its actors."""
        if not self.sop.judges(f"/steps/{index}/actors"):
            return
        other = self._found_step(index)
        printed = step["actors"], list_at(other, "/actors")
        gold, found = map(self._known_actors, printed)
        right = other is not None and gold == found
        counts = Measure(int(right), 1, len(gold & found), len(gold), len(found))
        self.tally.count(counts, "step_actors")
        if not right:
            self._miss_in_step("step_actors", index, "actors", *printed)

    def _known_actors(self, names: Iterable[object]) -> set[str]:
        """Return each name in the gold's spelling of the most similar actor, if there is one."""
        spellings = [
            name
            for holder in (self.sop.record, *self.sop.steps)
            for name in list_at(holder, "/actors")
        ]
        known = set()
        for name in names:
            likest = max(spellings, key=lambda known: likeness(known, name), default=None)
            same = likest is not None and likeness(likest, name) >= SAME.min_item_likeness
            known.add(str(likest if same else name))
        return known

    def _judge_symbol(self, index: int, step: Json) -> None:
        """Judge the flowchart symbol of a gold step that has one."""
        other = self._found_step(index)
        gold, found = step.get("symbol"), value_at(other, "/symbol")
        if gold is None or not self.sop.judges(f"/steps/{index}/symbol"):
            return
        self.tally.count(Measure.of_value(gold, found, right=gold == found), "symbols")
        if gold != found:
            self._miss_in_step("symbols", index, "symbol", gold, found)

    def judge_flow(self) -> None:
        """Judge the arrows; a found step stands for the gold step it is aligned with."""
        if not self.sop.judges("/flow"):
            return
        seqs = {
            _seq(self.steps, found): _seq(self.sop.steps, gold)
            for gold, found in self.alignment.items()
        }
        edges = objects_at(self.record, "/flow")
        arrows = objects_at(self.sop.record, "/flow")
        judged = self.sop.judged_items("/flow")
        if len(judged) < len(arrows):
            self._judge_some_arrows([arrows[i] for i in judged], edges, seqs)
            return
        gold = [_arrow(edge, str) for edge in arrows]
        found = [_arrow(edge, lambda seq: seqs.get(str(seq), f"?{seq}")) for edge in edges]
        for name, kept in (("flow", 2), ("flow.labelled", 3)):
            one, other = (Counter(arrow[:kept] for arrow in arrows) for arrows in (gold, found))
            counts = (one & other).total(), one.total(), other.total()
            self.tally.count(Measure.of_items(*counts), name)
        for arrow in (Counter(gold) - Counter(found)).elements():
            self._miss("flow.labelled", "/flow", arrow, None, None)
        for arrow in (Counter(found) - Counter(gold)).elements():
            self._miss("flow.labelled", "/flow/-", None, arrow, f"/flow/{found.index(arrow)}")

    def _judge_some_arrows(
        self, gold: Sequence[Json], found: Sequence[Json], seqs: Mapping[str, str]
    ) -> None:
        """Judge whether some arrows of the gold were found; further arrows are not judged."""
        wanted = Counter(_arrow(edge, str) for edge in gold)
        given = Counter(_arrow(edge, lambda seq: seqs.get(str(seq), f"?{seq}")) for edge in found)
        for name, kept in (("flow", 2), ("flow.labelled", 3)):
            one, other = (_cut(arrows, kept) for arrows in (wanted, given))
            if gold:
                counts = (one & other).total(), len(gold), len(gold)
                self.tally.count(Measure.of_items(*counts), name)
        for arrow in (wanted - given).elements():
            self._miss("flow.labelled", "/flow", arrow, None, None)

    def _count_likeness(self, gold: object, found: object, *names: str) -> None:
        """Count how alike a text is to the gold's, as printed."""
        self.tally.count(Measure(alike=printed_likeness(gold, found), texts=1), *names)

    def _miss_unpaired(
        self,
        measure: str,
        pointer: str,
        gold: Sequence[Any],
        found: Sequence[Any],
        pairs: dict[int, int],
        judged: Sequence[int],
    ) -> None:
        """Note the items of two lists that have no counterpart, as far as they are judged."""
        paired = set(pairs.values())
        for i in judged:
            if i not in pairs:
                self._miss(measure, f"{pointer}/{i}", gold[i], None, None)
        for j, item in enumerate(found):
            if j not in paired and len(judged) == len(gold):
                self._miss(measure, f"{pointer}/-", None, item, f"{pointer}/{j}")

    def _miss_in_step(
        self, measure: str, index: int, name: str, gold: object, found: object
    ) -> None:
        """Note a wrong value of a step that was found; a missing step is noted as a whole."""
        if index in self.alignment:
            at = f"/steps/{self.alignment[index]}/{name}"
            self._miss(measure, f"/steps/{index}/{name}", gold, found, at)

    def _miss(
        self, measure: str, pointer: str, gold: object, found: object, at: str | None
    ) -> None:
        """Note a wrong value."""
        record = None if self.record is None else str(self.record.get("id"))
        self.tally.misses.append(Miss(self.sop.label, measure, pointer, gold, found, record, at))


def _cut(arrows: Counter[Arrow], kept: int) -> Counter[Arrow]:
    """Return arrows without their last parts."""
    return Counter(arrow[:kept] for arrow in arrows.elements())


def _seq(steps: Sequence[Json], index: int) -> str:
    """Return the seq of a step as text; its position where it has none."""
    return str(steps[index].get("seq", index + 1))


def _arrow(edge: Json, seen_as: Callable[[object], str]) -> Arrow:
    """Return an arrow as source, target and folded label."""
    return seen_as(edge.get("source")), seen_as(edge.get("target")), fold(edge.get("label"))
