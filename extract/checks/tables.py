"""Findings that concern many steps of a table are told as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.checks.provenance import page_of_step, step_name
from extract.checks.thresholds import TABLE
from extract.findings.registry import make_finding
from models.finding import Finding
from models.record import SopRecord
from models.step import Step


def tell_steps(
    record: SopRecord, code: str, steps: Sequence[Step], cell: str = "", *, milder: bool = False
) -> Iterator[Finding]:
    """Yield what several steps lack: a finding each, or one for many, which have one cause.

    Args:
        record: The record.
        code: A code with the wordings "one" and "several".
        steps: The steps.
        cell: The cell that they lack; "" for the row as a whole.
        milder: Whether the finding matters less.
    """
    if len(steps) >= TABLE.min_steps_of_one_cause:
        yield make_finding(
            code,
            "several",
            {"steps": [step_name(step) for step in steps]},
            field="/steps",
            page=page_of_step(record, steps[0]),
            milder=milder,
        )
        return
    for step in steps:
        yield make_finding(
            code,
            "one",
            {"step": step_name(step)},
            field=f"/steps/{step.seq - 1}" + (f"/{cell}" if cell else ""),
            page=page_of_step(record, step),
            milder=milder,
        )
