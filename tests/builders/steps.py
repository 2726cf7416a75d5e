"""An invented step table in the forms that offices give it, with its flowchart."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.builders.documents import Document
from tests.builders.tables import C, Look, Placed, Row, Table

HEADINGS = {
    "number": "No", "activity": "Uraian Kegiatan", "requirements": "Kelengkapan",
    "duration": "Waktu", "output": "Output", "remarks": "Keterangan",
}  # fmt: skip
ALL = ("number", "activity", "actors", "requirements", "duration", "output", "remarks")
ACTORS = ("Arsiparis", "Kepala Bidang", "Kepala Dinas")
WIDTHS = {
    "number": 30.0, "activity": 190.0, "requirements": 120.0, "duration": 60.0, "output": 110.0,
    "remarks": 70.0,
}  # fmt: skip
ACTOR_WIDTH = 60.0
QUALITY = ("requirements", "duration", "output")


@dataclass(frozen=True)
class S:
    """A step: its cells by column; `actor` is the index of the column with its symbol."""

    number: str = ""
    activity: str = ""
    requirements: str = ""
    duration: str = ""
    output: str = ""
    remarks: str = ""
    actor: int = 0
    decision: bool = False

    def cells(self, columns: Sequence[str] = ALL) -> dict[str, str]:
        """Return what should be read of it: the number without its mark, no empty cells."""
        read = {name: getattr(self, name) for name in columns if name != "actors"}
        return {
            name: (text.strip(".)(") if name == "number" else text).replace("\n", " ")
            for name, text in read.items()
            if text
        }


STEPS = (
    S("1.", "Menerima permohonan peminjaman arsip dari pemohon", "Surat permohonan", "15 menit",
      "Permohonan diterima", "Loket"),
    S("2.", "Memeriksa kelengkapan berkas permohonan", "Berkas permohonan", "1 jam",
      "Berkas lengkap", "", 1, decision=True),
    S("3.", "Menyetujui peminjaman arsip", "Berkas lengkap", "1 hari kerja", "Persetujuan", "", 2),
    S("4.", "Menyerahkan arsip kepada pemohon", "Persetujuan", "30 menit", "Tanda terima",
      "Selesai"),
)  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """How the heading of a step table is set.

    Attributes:
        names: Column -> printed heading.
        actors: The actors' names.
        group: Heading above the actors; None where there is none.
        quality: Heading above requirements, duration and output; None where there is none.
        flat: Whether all stands in one row.
        turned: Whether the actors' names read upwards.
        numbering: What the row of column numbers prints for the nth column; None: no such row.
        shaded: Whether its ground is grey.
    """

    names: dict[str, str] = field(default_factory=lambda: dict(HEADINGS))
    actors: Sequence[str] = ACTORS
    group: str | None = "Pelaksana"
    quality: str | None = "Mutu Baku"
    flat: bool = False
    turned: bool = False
    numbering: Callable[[int], str] | None = None
    shaded: bool = False

    def rows(self, columns: Sequence[str]) -> list[Row]:
        """Return the heading's rows."""
        depth = 1 if self.flat or not (self.group or self.quality) else 2
        first: list[C | str] = []
        second: list[C | str] = []
        for column in columns:
            if column == "actors":
                cells = [C(name, turned=self.turned, shaded=self.shaded) for name in self.actors]
                if depth == 2 and self.group:
                    first.append(C(self.group, cols=len(cells), shaded=self.shaded))
                    second += cells
                else:
                    first += [C(c.text, rows=depth, turned=c.turned) for c in cells]
            elif depth == 2 and self.quality and column in QUALITY:
                if column == next(c for c in columns if c in QUALITY):
                    count = sum(c in QUALITY for c in columns)
                    first.append(C(self.quality, cols=count, shaded=self.shaded))
                second.append(C(self.names[column], shaded=self.shaded))
            else:
                first.append(C(self.names[column], rows=depth, shaded=self.shaded))
        rows: list[Row] = [first, second] if depth == 2 else [first]
        if self.numbering:
            count = len(columns) - ("actors" in columns) * (1 - len(self.actors))
            rows.append([C(self.numbering(i)) for i in range(count)])
        return rows


def widths(columns: Sequence[str], heading: Heading, room: float = 760.0) -> list[float]:
    """Return the widths of a table's columns so that they fill a room, in points."""
    plain: list[float] = []
    for column in columns:
        plain += [ACTOR_WIDTH] * len(heading.actors) if column == "actors" else [WIDTHS[column]]
    return [w * room / sum(plain) for w in plain]


def body(steps: Sequence[S], columns: Sequence[str], heading: Heading) -> list[Row]:
    """Return the rows of steps."""
    rows: list[Row] = []
    for step in steps:
        row: list[C | str] = []
        for column in columns:
            if column == "actors":
                row += [C("", height=40) for _ in heading.actors]
            else:
                row.append(C(getattr(step, column)))
        rows.append(row)
    return rows


def step_table(
    steps: Sequence[S] = STEPS,
    columns: Sequence[str] = ALL,
    heading: Heading | None = None,
    *,
    headed: bool = True,
    look: Look | None = None,
    room: float = 760.0,
) -> Table:
    """Return a step table, with its heading or as a continuation without one."""
    heading = heading or Heading()
    top = heading.rows(columns) if headed else []
    return Table(
        widths(columns, heading, room), [*top, *body(steps, columns, heading)], look or Look()
    )


@dataclass(frozen=True)
class Flow:
    """How the flowchart is drawn over the table.

    Attributes:
        margin: Between a symbol and its cell's edges, in points; 0 makes it touch the rulings.
        along: Whether connectors run along the columns' rulings instead of their middle.
        back: Whether the decision's arrow goes back through the activities' column.
        right: Whether another arrow goes round through the requirements' column.
    """

    margin: float = 8.0
    along: bool = False
    back: bool = False
    right: bool = False


def draw_flow(
    document: Document,
    placed: Sequence[Placed],
    steps: Sequence[S],
    columns: Sequence[str] = ALL,
    heading: Heading | None = None,
    flow: Flow | None = None,
) -> None:
    """Draw boxes, diamonds and connectors into the actors' columns of a drawn table."""
    heading, flow = heading or Heading(), flow or Flow()
    canvas, height = document.canvas, document.height
    first = list(columns).index("actors")
    last_row = max(p.row for p in placed)
    at = {(p.row, p.column): p for p in placed}
    homes = [at[last_row - len(steps) + 1 + i, first + step.actor] for i, step in enumerate(steps)]
    m = flow.margin
    for home, step in zip(homes, steps, strict=True):
        if step.decision:
            path = canvas.beginPath()
            path.moveTo(home.x_mid, height - home.top - m)
            path.lineTo(home.x1 - m, height - home.y_mid)
            path.lineTo(home.x_mid, height - home.bottom + m)
            path.lineTo(home.x0 + m, height - home.y_mid)
            path.close()
            canvas.drawPath(path)
        else:
            canvas.rect(
                home.x0 + m, height - home.bottom + m,
                home.x1 - home.x0 - 2 * m, home.bottom - home.top - 2 * m,
            )  # fmt: skip
    for one, other in itertools.pairwise(homes):
        x = one.x1 - 0.5 if flow.along else one.x_mid
        start = one.y_mid if flow.along else one.bottom - m
        canvas.line(x, height - start, x, height - other.y_mid)
        if abs(x - other.x_mid) > 1:
            end = other.x0 + m if other.x_mid > x else other.x1 - m
            canvas.line(x, height - other.y_mid, end, height - other.y_mid)
    if flow.back:
        _around(document, homes[1], homes[0], at[last_row, first].x0 - 12, left=True)
    if flow.right:
        _around(document, homes[3], homes[1], at[last_row, first + len(heading.actors)].x0 + 9)


def _around(
    document: Document, one: Placed, other: Placed, x: float, *, left: bool = False
) -> None:
    """Draw a connector from a symbol sideways, along x, and back to another symbol's side."""
    canvas, height = document.canvas, document.height
    start, end = (one.x0 + 8, other.x0 + 8) if left else (one.x1 - 8, other.x1 - 8)
    canvas.line(start, height - one.y_mid, x, height - one.y_mid)
    canvas.line(x, height - one.y_mid, x, height - other.y_mid)
    canvas.line(x, height - other.y_mid, end, height - other.y_mid)
