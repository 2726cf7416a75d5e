"""Numbers of steps that leave a gap, repeat, or run backwards."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.provenance import page_of
from extract.findings.registry import make_finding
from models.finding import Finding
from models.record import SopRecord


def check_numbering(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each step whose printed number does not follow the one before it."""
    before: int | None = None
    for index, step in enumerate(record.steps):
        if step.number is None or not step.number.isdecimal():
            continue
        number = int(step.number)
        pointer = f"/steps/{index}/number"
        if before is not None and number > before + 1:
            yield make_finding(
                "step-number-gap",
                "one" if number == before + 2 else "several",
                {
                    "number": number,
                    "before": before,
                    "missing": before + 1,
                    "first": before + 1,
                    "last": number - 1,
                },
                field=pointer,
                page=page_of(record, pointer),
            )
        elif before is not None and number <= before and number != 1:
            yield make_finding(
                "step-number-repeated",
                params={"number": number, "before": before},
                field=pointer,
                page=page_of(record, pointer),
            )
        before = number
