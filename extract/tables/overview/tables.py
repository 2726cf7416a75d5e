"""The overview as tables: `summary`, `workload` and `spellings`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.tables.columns import Cell, Column, Kind
from extract.tables.overview.facts import BatchFacts
from extract.tables.overview.faults import say
from extract.tables.overview.summary import Summary, summarise
from models.record import SopRecord
from normalize.catalogue import Status, find_citation
from normalize.identifiers import RegulationName, write_out


@dataclass(frozen=True, slots=True)
class Overview:
    """A table of the overview.

    Attributes:
        name: Its name.
        description: What one row of it is.
        columns: Its columns.
    """

    name: str
    description: str
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def row(self, part: Any) -> tuple[Cell, ...]:
        """Return the cells of a row."""
        return tuple(column.read(part) for column in self.columns)


def _of_summary(name: str, kind: Kind, description: str, read: Callable[[Summary], Cell]) -> Column:
    """Return a column of the table of SOPs."""
    return Column(name, kind, description, read)


def _rounded(value: float | None) -> float | None:
    """Return a number with two decimals."""
    return None if value is None else round(value, 2)


SUMMARY = Overview(
    "summary",
    "An SOP, and what an office asks of it. Sort by `revise_score` for what to revise first.",
    (
        _of_summary("title", Kind.TEXT, "Nama SOP.", lambda s: s.record.header.title),
        _of_summary("office", Kind.TEXT, "The office, in one spelling over all SOPs.",
                    lambda s: s.office or None),
        _of_summary("sop_number", Kind.TEXT, "Nomor SOP.", lambda s: s.record.header.sop_number),
        _of_summary("latest_date", Kind.TEXT, "The last of its dates, as precise as printed.",
                    lambda s: s.latest),
        _of_summary("age_years", Kind.INTEGER, "Whole years from it to the day of the run, or to "
                    "`--as-of`.", lambda s: s.age_years),
        _of_summary("grade", Kind.TEXT, "How well it was read.", lambda s: s.record.grade),
        _of_summary("status", Kind.TEXT, "Its state, in words.", lambda s: s.status),
        _of_summary("document_faults", Kind.INTEGER, "Findings on the document that are its own; "
                    "habits of the office do not count.", lambda s: len(s.faults)),
        _of_summary("to_mend", Kind.TEXT, "These, with their pages.",
                    lambda s: "\n".join(s.lines()) or None),
        _of_summary("office_habits", Kind.INTEGER, "Findings that recur over the office's SOPs.",
                    lambda s: len(s.repeated)),
        _of_summary("unread_parts", Kind.INTEGER, "Parts of the document that were not read.",
                    lambda s: s.unread),
        _of_summary("revoked_citations", Kind.INTEGER, "Citations of revoked regulations.",
                    lambda s: s.revoked),
        _of_summary("steps", Kind.INTEGER, "Steps.", lambda s: len(s.record.steps)),
        _of_summary("decisions", Kind.INTEGER, "Steps that decide something.",
                    lambda s: s.decisions),
        _of_summary("total_minutes", Kind.REAL, "Working minutes of all steps.",
                    lambda s: _rounded(s.times.total)),
        _of_summary("timed_share", Kind.REAL, "Share of the steps that have a time, 0 to 1.",
                    lambda s: _rounded(s.times.timed_share)),
        _of_summary("path_minutes", Kind.REAL, "Working minutes of the longest way through the "
                    "flow, loops gone through once; empty where no arrow was read.",
                    lambda s: _rounded(s.times.path)),
        _of_summary("path_steps", Kind.INTEGER, "Steps on that way.", lambda s: s.times.path_steps),
        _of_summary("path_timed_share", Kind.REAL, "Share of them that have a time, 0 to 1.",
                    lambda s: _rounded(s.times.path_timed_share)),
        _of_summary("reached_share", Kind.REAL, "Share of all steps that arrows lead to from the "
                    "first, 0 to 1; below 1 the way may be incomplete.",
                    lambda s: _rounded(s.times.reached_share)),
        _of_summary("cluster", Kind.TEXT, "Id of the cluster of near-duplicates that it is in.",
                    lambda s: s.cluster),
        _of_summary("lowest_confidence", Kind.REAL, "Confidence of its least sure value.",
                    lambda s: _rounded(s.lowest_confidence)),
        _of_summary("revise_score", Kind.INTEGER, "Weight of the reasons to revise it.",
                    lambda s: s.score),
        _of_summary("revise_because", Kind.TEXT, "These reasons.",
                    lambda s: "; ".join(s.reasons) or None),
        _of_summary("path", Kind.TEXT, "The file it was read from.",
                    lambda s: s.record.source.path),
        _of_summary("id", Kind.TEXT, "The SOP's id, as in `documents`.", lambda s: s.record.id),
    ),
)  # fmt: skip


def _at(index: int, name: str, kind: Kind, description: str) -> Column:
    """Return a column of rows that are tuples."""
    return Column(name, kind, description, lambda row: row[index], True)


WORKLOAD = Overview(
    "workload",
    "An actor of an office, over all its SOPs.",
    (
        _at(0, "office", Kind.TEXT, "The office."),
        _at(1, "actor", Kind.TEXT, "The actor, in one spelling over all SOPs."),
        _at(2, "sops", Kind.INTEGER, "SOPs in which the actor does a step."),
        _at(3, "steps", Kind.INTEGER, "Steps that the actor does, alone or with others."),
        _at(4, "minutes", Kind.REAL, "Their working minutes; a step's time is shared evenly among "
            "those who do it."),
        _at(5, "untimed_steps", Kind.INTEGER, "Steps among them that have no time."),
    ),
)  # fmt: skip
SPELLINGS = Overview(
    "spellings",
    "A spelling of an office or actor. To correct one, put a row with `kind`, `printed` and "
    "`canonical` into `review/spellings.csv` in the output folder, and run again.",
    (
        _at(0, "kind", Kind.TEXT, "office or actor."),
        _at(1, "printed", Kind.TEXT, "The spelling."),
        _at(2, "canonical", Kind.TEXT, "What it counts as."),
        _at(3, "sops", Kind.INTEGER, "SOPs that it stands in."),
        _at(4, "merged", Kind.INTEGER, "1 where it counts as another spelling, else 0."),
    ),
)
REGULATIONS = Overview(
    "regulations",
    "A regulation that SOPs cite, and whether it holds by the catalogue; the most cited first.",
    (
        _at(0, "name", Kind.TEXT, "The regulation."),
        _at(1, "subject", Kind.TEXT, "Its title."),
        _at(2, "regulation_status", Kind.TEXT, "in force, amended, revoked or unknown."),
        _at(3, "changed_by", Kind.TEXT, "What revoked or amended it."),
        _at(4, "changed_on", Kind.TEXT, "When it was revoked, as precise as is known."),
        _at(5, "sops", Kind.INTEGER, "SOPs that cite it."),
        _at(6, "offices", Kind.INTEGER, "Offices that cite it."),
        _at(7, "uri", Kind.TEXT, "One for all its spellings (docs/citations.md)."),
        _at(8, "known_from", Kind.TEXT, "Where its status is known from."),
    ),
)
OVERVIEWS = (SUMMARY, REGULATIONS, WORKLOAD, SPELLINGS)


def summary_row(record: SopRecord, facts: BatchFacts) -> tuple[Cell, ...]:
    """Return the row of an SOP."""
    return SUMMARY.row(summarise(record, facts))


def workload_rows(facts: BatchFacts) -> Iterator[Sequence[Cell]]:
    """Yield a row for each actor of each office."""
    for (office, actor), load in facts.loads.items():
        yield office, actor, len(load.sops), load.steps, round(load.minutes, 2), load.untimed


def regulation_rows(facts: BatchFacts) -> Iterator[Sequence[Cell]]:
    """Yield a row for each regulation that is cited."""
    for one in facts.cited:
        citation, known = one.citation, find_citation(one.citation, facts.catalogue)
        name = RegulationName(
            citation.type, citation.issuer, citation.number or "", citation.year or 0
        )
        yield (
            known.name if known else write_out(name) if citation.number else citation.raw,
            known.title if known else citation.subject,
            say(f"status_{(known.status if known else Status.UNKNOWN).value.replace(' ', '_')}"),
            (known.revoked_by or ", ".join(known.amended_by) or None) if known else None,
            known.revoked_on if known else None,
            len(one.sops),
            len(one.offices),
            citation.uri,
            known.source if known else None,
        )


def closing_rows(facts: BatchFacts) -> Iterator[tuple[Overview, Iterator[Sequence[Cell]]]]:
    """Yield the tables whose rows are known before the first SOP is written."""
    yield REGULATIONS, regulation_rows(facts)
    yield WORKLOAD, workload_rows(facts)
    yield SPELLINGS, iter(facts.spellings.rows())
