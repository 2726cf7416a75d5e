"""An SOP in the official form as grids: its identity sheet and its step table with flowchart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tools.make_samples.office_grid import LETTER_PT, Arrow, Cell, Grid, Symbol

Json = Mapping[str, Any]

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
BOXES = (
    ("legal_basis", "DASAR HUKUM", "qualifications", "KUALIFIKASI PELAKSANA"),
    ("related_sops", "KETERKAITAN", "equipment", "PERALATAN/PERLENGKAPAN"),
    ("warnings", "PERINGATAN", "records", "PENCATATAN DAN PENDATAAN"),
)
DATES = (
    ("created_on", "TANGGAL PEMBUATAN"), ("revised_on", "TANGGAL REVISI"),
    ("effective_on", "TANGGAL EFEKTIF"),
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """How an office fills the form.

    Attributes:
        colon: Where colons stand: "cell" of their own, with the "value", or "none".
        lists: "cell" where a box's items are lines of one cell, "rows" where each has a row.
        bullets: Whether items are numbered.
        typed: Whether dates and durations are numbers with formats.
        turned: Whether actors' headings read upwards.
        numbered: Whether a row of column numbers stands under the heading.
        split: After how many steps arrows go on through off-page connectors; 0 for never.
        letters: Whether off-page connectors show letters.
        stale: Whether hidden rows hold an older version of a step, with its symbol.
        symbol_text: Whether starts and ends say so.
    """

    colon: str = "cell"
    lists: str = "cell"
    bullets: bool = True
    typed: bool = False
    turned: bool = False
    numbered: bool = False
    split: int = 0
    letters: bool = True
    stale: bool = False
    symbol_text: bool = True


COVER_WIDTHS = (90.0, 170.0, 130.0, 14.0, 230.0)


def cover_of(record: Json, form: Form, name: str = "Cover") -> Grid:
    """Return the identity sheet of an SOP.

    Args:
        record: The SOP, as records and gold have it.
        form: How it is filled in.
        name: The sheet's name.
    """
    header = record["header"]
    grid = Grid(name, list(COVER_WIDTHS))
    rows = [("NOMOR SOP", header["sop_number"], None)]
    rows += [(label, printed_date(header[key]), iso_date(header[key])) for key, label in DATES]
    for index, (label, text, value) in enumerate(rows):
        _add_field(grid, index, label, text, form, value)
    approver = header["approver"]
    lines = [approver["position"], "", "", approver["name"], approver["rank"],
             "NIP. " + approver["nip"] if approver["nip"] else None]  # fmt: skip
    _add_field(grid, 4, "DISAHKAN OLEH", "\n".join(x for x in lines if x is not None), form)
    _add_field(grid, 5, "NAMA SOP", header["title"], form)
    office = [header["government"], header["agency"], header["unit"], header["address"]]
    contact = [("Telepon", "phone"), ("Email", "email"), ("Website", "website")]
    office += [f"{word}: {header[key]}" for word, key in contact if header[key]]
    text = "\n".join(line for line in office if line)
    grid.add(Cell(0, 0, text, rows=6, columns=2, bold=True, align="center"))
    for left, left_label, right, right_label in BOXES:
        top = len(grid.heights)
        _add_box(grid, top, 0, 2, left_label, _items(record, left), form)
        _add_box(grid, top, 2, 3, right_label, _items(record, right), form)
        if form.lists == "rows":
            _close_boxes(grid, top)
    return grid


def _items(record: Json, name: str) -> list[str]:
    """Return the printed items of a list."""
    return [item["raw"] if name == "legal_basis" else item for item in record[name]]


def _add_field(
    grid: Grid, row: int, label: str, text: str | None, form: Form, value: date | None = None
) -> None:
    """Add a label with its value."""
    shown = text or "-"
    typed: dict[str, Any] = {}
    if value is not None and form.typed:
        typed = {"value": value, "number_format": "[$-421]dd mmmm yyyy;@"}
    if form.colon == "cell":
        grid.add(Cell(row, 2, label), Cell(row, 3, ":"), Cell(row, 4, shown, **typed))
    elif form.colon == "value" and not typed:
        grid.add(Cell(row, 2, label), Cell(row, 3, f": {shown}", columns=2))
    else:
        grid.add(Cell(row, 2, label), Cell(row, 3, shown, columns=2, **typed))


def _add_box(
    grid: Grid, top: int, column: int, columns: int, label: str, items: Sequence[str], form: Form
) -> None:
    """Add a box: its heading, and its items below it."""
    grid.add(Cell(top, column, label + ":", columns=columns, bold=True))
    lines = [f"{i}. {item}" if form.bullets else item for i, item in enumerate(items, 1)]
    if form.lists == "cell":
        grid.add(Cell(top + 1, column, "\n".join(lines), columns=columns))
        return
    for index, line in enumerate(lines):
        grid.add(Cell(top + 1 + index, column, line, columns=columns, border=False))


def _close_boxes(grid: Grid, top: int) -> None:
    """Put blank bordered cells around the rows of two boxes, so that each is one box."""
    last = len(grid.heights)
    for column, columns in ((0, 2), (2, 3)):
        grid.add(Cell(last, column, columns=columns, border=False))
        grid.cells.append(
            Cell(top + 1, column, "\0frame", rows=last - top, columns=columns, border=True)
        )


def steps_of(record: Json, form: Form, name: str = "Flowchart") -> Grid:
    """Return the step table of an SOP with its flowchart.

    Args:
        record: The SOP, as records and gold have it.
        form: How it is filled in.
        name: The sheet's name.
    """
    actors = record["actors"]
    wide = 34.0 if form.turned else 74.0
    widths = [30.0, 210.0, *([max(wide, 62.0)] * len(actors)), 120.0, 70.0, 110.0, 90.0]
    grid = Grid(name, widths)
    after = 2 + len(actors)
    unit = _common_unit(record) if form.typed else None
    grid.add(
        Cell(0, 0, "NO", rows=2, bold=True, align="center"),
        Cell(0, 1, "KEGIATAN", rows=2, bold=True, align="center"),
        Cell(0, 2, "PELAKSANA", columns=len(actors), bold=True, align="center"),
        Cell(0, after, "MUTU BAKU", columns=3, bold=True, align="center"),
        Cell(0, after + 3, "KETERANGAN", rows=2, bold=True, align="center"),
        Cell(1, after, "KELENGKAPAN", bold=True, align="center"),
        Cell(1, after + 1, "WAKTU", bold=True, align="center"),
        Cell(1, after + 2, "OUTPUT", bold=True, align="center"),
    )
    for index, actor in enumerate(actors):
        grid.add(Cell(1, 2 + index, actor, bold=True, align="center", up=form.turned))
    if form.turned:
        grid.heights[1] = max(grid.heights[1], 12 + max(map(len, actors)) * LETTER_PT)
    top = 2
    if form.numbered:
        for column in range(len(widths)):
            grid.add(Cell(2, column, str(column + 1), align="center"))
        top = 3
    grid.heading_rows = range(top)
    _add_rows(grid, record, form, top, after, unit)
    _add_flow(grid, record, form)
    return grid


def _common_unit(record: Json) -> str | None:
    """Return the unit that all durations of an SOP are printed with behind a plain number."""
    found = {
        match[2]
        for step in record["steps"]
        if step["duration"]
        for match in [re.fullmatch(r"(\d+) (\D+)", step["duration"]["raw"])]
        if match
    }
    return found.pop() if len(found) == 1 else None


def _add_rows(grid: Grid, record: Json, form: Form, top: int, after: int, unit: str | None) -> None:
    """Add a row for each step."""
    row = top
    for step in record["steps"]:
        if form.stale and step["seq"] == 2:
            grid.add(Cell(row, 0, "99"), Cell(row, 1, "Langkah lama yang disembunyikan"))
            grid.symbols.append(Symbol(99_900, "decision", row, 2))
            grid.hidden.add(row)
            row += 1
        raw = (step["duration"] or {}).get("raw") or ""
        match = re.fullmatch(r"(\d+) (\D+)", raw)
        duration = Cell(row, after + 1, raw)
        if match and form.typed and unit:
            value, code = float(match[1]), f'0 "{match[2]}"'
            duration = replace(duration, value=value, number_format=code)
        grid.add(
            Cell(row, 0, step["number"] or "", align="center"),
            Cell(row, 1, step["activity"] or ""),
            Cell(row, after, step["requirements"] or ""),
            duration,
            Cell(row, after + 2, step["output"] or ""),
            Cell(row, after + 3, step["remarks"] or ""),
            *(Cell(row, column) for column in range(2, after)),
        )
        grid.heights[row] = max(grid.heights[row], 62.0)
        _add_symbols(grid, record, step, row, form)
        row += 1


def _add_symbols(grid: Grid, record: Json, step: Json, row: int, form: Form) -> None:
    """Add a symbol of a step for each of its actors."""
    last = len(record["steps"])
    for position, actor in enumerate(step["actors"]):
        text = ""
        if form.symbol_text and step["symbol"] == "terminator":
            text = "Mulai" if step["seq"] == 1 else "Selesai" if step["seq"] == last else ""
        column = 2 + record["actors"].index(actor)
        key = step["seq"] * 100 + position
        grid.symbols.append(Symbol(key, step["symbol"] or "process", row, column, text))


def _add_flow(grid: Grid, record: Json, form: Form) -> None:
    """Add the arrows, those over the split by way of two off-page connectors."""
    by_key = {symbol.key: symbol for symbol in grid.symbols}
    many = {step["seq"]: len(step["actors"]) for step in record["steps"]}
    for seq, count in many.items():
        for position in range(count - 1):
            grid.arrows.append(Arrow(seq * 100 + position, seq * 100 + position + 1))
    pairs = 0
    for edge in record["flow"]:
        source = edge["source"] * 100 + max(many.get(edge["source"], 1) - 1, 0)
        target = edge["target"] * 100
        if source not in by_key or target not in by_key:
            continue
        over = edge["source"] <= form.split < edge["target"]
        if not (form.split and over):
            grid.arrows.append(Arrow(source, target, edge["label"]))
            continue
        out, into = 90_000 + 2 * pairs, 90_001 + 2 * pairs
        pairs += 1
        letter = "ABCDEFGH"[pairs % 8] if form.letters else ""
        a, b = by_key[source], by_key[target]
        # Without letters the two stand in one column, which is all that tells the pair.
        column = a.column if form.letters else b.column
        aside = (18.0, -22.0) if form.letters else (0.0, 0.0)
        grid.symbols += [
            Symbol(out, "connector", a.row, column, letter, (aside[0], 24.0)),
            Symbol(into, "connector", b.row, b.column, letter, (aside[1], -24.0)),
        ]
        grid.arrows += [Arrow(source, out, edge["label"]), Arrow(into, target)]


def both_of(record: Json, form: Form, name: str = "SOP") -> Grid:
    """Return identity sheet and step table of an SOP on one sheet, one below the other."""
    steps = steps_of(record, form, name)
    actors = len(record["actors"])
    spans = [(0, 1), (1, 1), (2, actors), (2 + actors, 1), (3 + actors, 3)]
    cover = cover_of(record, form, name)
    cover.widths = [sum(steps.widths[first : first + count]) for first, count in spans]
    moved = steps.shifted(len(cover.heights) + 1)
    grown = Grid(name, steps.widths, list(cover.heights) + moved.heights[len(cover.heights) :])
    for cell in cover.cells:
        first = spans[cell.column][0]
        last, count = spans[cell.column + cell.columns - 1]
        grown.add(replace(cell, column=first, columns=last + count - first))
    grown.cells += moved.cells
    grown.symbols, grown.arrows, grown.heading_rows = (
        moved.symbols,
        moved.arrows,
        moved.heading_rows,
    )
    grown.hidden = {row + len(cover.heights) + 1 for row in steps.hidden}
    return grown


def printed_date(iso: str | None) -> str | None:
    """Return a date as Indonesian offices print it; a month or a year where it is no more."""
    if iso is None:
        return None
    parts = iso.split("-")
    shown = [str(int(parts[2]))] if len(parts) == 3 else []
    shown += [MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*shown, parts[0]])


def iso_date(iso: str | None) -> date | None:
    """Return a whole date; None where it is none."""
    return date.fromisoformat(iso) if iso is not None and len(iso) == 10 else None
