"""The usual step table drawn and read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.raw import RawSop
from tests.builders.documents import Document
from tests.builders.sop import identity_sheet, steps_of
from tests.builders.steps import ACTORS, ALL, STEPS, Flow, Heading, S, draw_flow, step_table


def wanted(steps: Sequence[S] = STEPS, columns: Sequence[str] = ALL) -> list[dict[str, str]]:
    return [step.cells(columns) for step in steps]


def read(document: Document, folder: Path) -> RawSop:
    sops = document.read(folder)
    assert len(sops) == 1
    return sops[0]


def check(
    document: Document,
    folder: Path,
    columns: Sequence[str] = ALL,
    actors: Sequence[str] = ACTORS,
    steps: Sequence[S] = STEPS,
) -> None:
    sop = read(document, folder)
    assert steps_of(sop) == wanted(steps, columns)
    assert [actor.text for actor in sop.actors] == list(actors)


def draw(
    document: Document,
    columns: Sequence[str] = ALL,
    heading: Heading | None = None,
    flow: Flow | None = None,
    **options: object,
) -> None:
    """Draw the step table on a page of its own, after an identity sheet."""
    document.table(identity_sheet())
    document.page()
    table = step_table(columns=columns, heading=heading, **options)  # type: ignore[arg-type]
    placed = document.table(table)
    draw_flow(document, placed, STEPS, columns, heading, flow)
