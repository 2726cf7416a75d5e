"""A whole evaluation: by document, by group, and over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from extract.evaluate.gold import GoldDocument, read_gold
from extract.evaluate.judge import judge_sop
from extract.evaluate.outputs import read_outputs
from extract.evaluate.pairing import assign_records, pair_sops, source_path
from extract.evaluate.tally import Measure, Miss, Tally
from extract.record.pointers import Json, value_at


@dataclass(slots=True)
class Evaluation:
    """The evaluation of a run's records.

    Attributes:
        overall: Over all documents.
        groups: By group.
        documents: By gold document.
        group_of: The group of each document.
        records: The records that have gold, by their ids.
        without_gold: Sources of the records without gold, sorted.
    """

    overall: Tally = field(default_factory=Tally)
    groups: dict[str, Tally] = field(default_factory=dict)
    documents: dict[str, Tally] = field(default_factory=dict)
    group_of: dict[str, str] = field(default_factory=dict)
    records: dict[str, Json] = field(default_factory=dict)
    without_gold: list[str] = field(default_factory=list)

    def as_json(self) -> Json:
        """Return the evaluation as `--json` writes it."""
        return {
            "overall": self.overall.as_json(),
            "groups": {name: tally.as_json() for name, tally in self.groups.items()},
            "documents": {
                name: {
                    "group": self.group_of[name],
                    **tally.as_json(),
                    "misses": [asdict(miss) for miss in tally.misses],
                }
                for name, tally in self.documents.items()
            },
            "without_gold": self.without_gold,
        }


def evaluate(gold: Path, output: Path, *, reviewed: bool = False) -> Evaluation:
    """Compare the records below one folder with the gold below another.

    Args:
        gold: The folder of gold; see `extract.evaluate.gold` for its form.
        output: A run's output folder, or any folder with records as JSON or JSON Lines. A record
            that occurs twice counts once.
        reviewed: Whether records count with people's corrections, rather than as extracted.

    Raises:
        BadGoldError: Gold or records cannot be read, or the gold is incomplete; or only the
            corrected version of a record is there.
        BadRecordsError: The extracted version of a reviewed record is missing.
        BadReviewError: The journal of a review cannot be read.
    """
    return evaluate_records(read_gold(gold), read_outputs(output, reviewed=reviewed))


def evaluate_records(documents: Sequence[GoldDocument], records: Sequence[Json]) -> Evaluation:
    """Compare records with gold."""
    assigned = assign_records(documents, records)
    done = Evaluation(without_gold=sorted(map(source_path, assigned.without)))
    for document in documents:
        own = assigned.by_gold[document.name]
        tally = _judge_document(document, own)
        done.documents[document.name] = tally
        done.group_of[document.name] = document.group
        done.groups.setdefault(document.group, Tally()).add(tally)
        done.overall.add(tally)
        done.records.update((str(record.get("id")), record) for record in own)
    return done


def _judge_document(document: GoldDocument, records: Sequence[Json]) -> Tally:
    """Judge the records of one document."""
    tally = Tally()
    pairs = pair_sops(document.sops, records)
    paired = sum(record is not None for record in pairs)
    judged = [pair for pair in zip(document.sops, pairs, strict=True) if pair[0].is_judged]
    is_whole = len(judged) == len(pairs)
    if is_whole:
        tally.count(Measure.of_items(paired, len(document.sops), len(records)), "documents")
    elif judged:
        found = sum(record is not None for _, record in judged)
        tally.count(Measure.of_items(found, len(judged), found), "documents")
    for sop, record in judged:
        tally.add(judge_sop(sop, record))
    for record in records if is_whole else ():
        if not any(record is chosen for chosen in pairs):
            name = str(record.get("id"))
            label, title = f"{source_path(record)} {name}", value_at(record, "/header/title")
            tally.misses.append(Miss(label, "documents", "", None, title, name, ""))
    return tally
