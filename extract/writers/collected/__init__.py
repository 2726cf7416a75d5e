"""Forms of output that hold the records of all files together, made at the end of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from extract.tables.overview.facts import BatchFacts
from extract.writers.collected.sink import OPENERS, Sink, load, open_sink
from extract.writers.formats import Format
from models import SopRecord


def write_collected(
    output: Path,
    formats: Sequence[Format],
    records: Iterable[SopRecord],
    facts: BatchFacts | None = None,
) -> None:
    """Write all records in each of the forms that hold them together.

    The records are iterated once for all forms, and none is kept in memory.

    Args:
        output: The folder to write to.
        formats: The forms asked for; those written for each file separately are ignored.
        records: The records, in the order of the rows.
        facts: What is known of all of them together; none where it is not asked for.

    Raises:
        MissingDependencyError: A package that a form needs is not installed.
        OutputError: A file cannot be written; earlier files stay as they were.
    """
    facts = facts or BatchFacts(date.today())
    with ExitStack() as stack:
        sinks: list[Sink] = [
            stack.enter_context(open_sink(form, output, facts)) for form in collected_of(formats)
        ]
        for record in records if sinks else ():
            for sink in sinks:
                sink.write(record)


def require_formats(formats: Sequence[Format]) -> None:
    """Check that what the forms need is installed, before hours are spent on reading.

    Raises:
        MissingDependencyError: A package is missing.
    """
    for form in collected_of(formats):
        load(form)


def collected_of(formats: Sequence[Format]) -> Iterator[Format]:
    """Yield the formats that hold all records together."""
    return (form for form in formats if form in OPENERS)
