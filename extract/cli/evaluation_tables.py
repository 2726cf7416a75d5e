"""An evaluation as tables on a terminal or in a text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.cli.texts import counted, told
from extract.evaluate.compare import Comparison
from extract.evaluate.evaluation import Evaluation
from extract.evaluate.tally import AREAS, Measure, Tally, main_ratio
from extract.record.pointers import Json

# Greatest width of a table, in characters.
WIDTH = 200
# Characters of a value that are shown.
SHOWN = 100


def show_evaluation(evaluation: Evaluation, *, misses: bool) -> str:
    """Return the tables of an evaluation.

    Args:
        evaluation: The evaluation.
        misses: Whether wrong values are listed before them.
    """
    overall = evaluation.overall
    parts = [show_miss(f"{miss.sop} {miss.pointer}", miss.gold, miss.found)
             for miss in overall.misses] if misses else []  # fmt: skip
    parts.append(_area_table(told("Document"), evaluation.documents))
    parts.append(_area_table(told("Group"), {**evaluation.groups, told("All"): overall}))
    parts.append(_measure_table(overall.measures))
    wanted = overall.measures["documents"].wanted
    parts.append(
        told(
            "{documents}, {sops}: {missing} not found, {spurious} found that are none. "
            "Without gold: {records}.",
            documents=counted(len(evaluation.documents), "document"),
            sops=counted(wanted, "SOP"),
            missing=overall.missing,
            spurious=overall.spurious,
            records=counted(len(evaluation.without_gold), "record"),
        )
    )
    return "\n".join(parts)


def show_comparison(comparison: Comparison) -> str:
    """Return what got better and what worse."""
    table = _table(*map(told, ("Where", "Measure", "Ratio", "Before", "Now")))
    for change in comparison.changes:
        table.add_row(
            Text(change.where), change.measure, change.ratio,
            _ratio(change.before), _ratio(change.now),
        )  # fmt: skip
    parts = [_render(table)] if comparison.changes else [told("No ratio is another than before.")]
    for title, listed in (("No longer wrong", comparison.gone), ("Newly wrong", comparison.new)):
        parts.append(f"{told(title)}: {len(listed)}")
        parts += [f"  {_listed(miss)}" for miss in listed]
    return "\n".join(parts)


def show_miss(where: str, gold: object, found: object) -> str:
    """Return a wrong value in one line."""
    return told(
        "{where}: gold {gold}, found {found}", where=where, gold=short(gold), found=short(found)
    )


def short(value: object) -> str:
    """Return a value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _listed(miss: Json) -> str:
    """Return a miss as JSON has it in one line."""
    return show_miss(f"{miss['sop']} {miss['pointer']}", miss["gold"], miss["found"])


def _area_table(heading: str, rows: Mapping[str, Tally]) -> str:
    """Return a table of the areas' main ratios."""
    table = _table(heading, *AREAS.values())
    for name, tally in rows.items():
        ratios = (_ratio(main_ratio(area, tally.measures[area])) for area in AREAS)
        table.add_row(Text(name), *ratios)
    return _render(table)


def _measure_table(measures: Mapping[str, Measure]) -> str:
    """Return a table of every measure over all documents."""
    table = _table(
        told("Measure"), "right", "of", "exact", "matched", "wanted", "given", "precision",
        "recall", "F1", "likeness",
    )  # fmt: skip
    for name, m in measures.items():
        counts = (m.right, m.judged, _ratio(m.exact), m.matched, m.wanted, m.given)
        ratios = map(_ratio, (m.precision, m.recall, m.f1, m.likeness))
        table.add_row(name, *map(str, counts), *ratios)
    return _render(table)


def _table(first: str, *others: str) -> Table:
    """Return an empty table, all columns but the first aligned right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _render(table: Table) -> str:
    """Return a table as text."""
    console = Console(width=WIDTH, color_system=None)
    with console.capture() as shown:
        console.print(table)
    return "\n".join(line.rstrip() for line in shown.get().splitlines() if line.strip())


def _ratio(ratio: float | None) -> str:
    """Return a ratio as text: "1.0000" only if it is 1, a dash if nothing was judged."""
    if ratio is None:
        return "-"
    return f"{ratio if ratio == 1 else min(ratio, 0.9999):.4f}"
