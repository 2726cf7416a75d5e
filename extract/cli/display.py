"""What a run prints: a progress bar on a terminal, plain lines elsewhere, a summary table."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from extract.batch.account import FileEntry, Status
from extract.cli.texts import counted, told, told_error

# Kinds of skipped files that the closing lines name for each reason.
MOST_KINDS = 8

if TYPE_CHECKING:
    from extract.batch.account import RunReport
    from extract.batch.discover import Discovery


def printable(text: str) -> str:
    """Return a text with every control character, line end and bidi mark escaped.

    A file name may hold such characters, and a terminal would act on them.
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


class QuietDisplay:
    """Prints errors only, one line each.

    Args:
        stream: Where the lines go.
    """

    def __init__(self, stream: TextIO) -> None:
        """Keep the stream."""
        self.stream = stream

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""

    def started(self, discovery: Discovery) -> None:
        """Say so if there is nothing to read."""
        if not discovery.files:
            self.noticed(
                told("Nothing to read: the folders hold no file with the ending of a document.")
            )

    def reading(self, source_path: str) -> None:
        """Stay silent."""

    def page_read(self, source_path: str) -> None:
        """Stay silent."""

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Name a file that failed, wholly or in part, and why."""
        if entry.error and entry.status is not Status.NOT_AN_SOP:
            cause = told_error(entry.error.message)
            if entry.status is Status.PARTIAL:
                said = told("{path}: read in part: {cause}", path=entry.path, cause=cause)
            else:
                said = f"{entry.path}: {cause}"
            self.noticed(said)

    def noticed(self, message: str) -> None:
        """Write a message in one line, in the language of the context."""
        print(printable(told_error(message)), file=self.stream, flush=True)


class PlainDisplay(QuietDisplay):
    """Prints a line for each file, unless an earlier run has read it."""

    def __init__(self, stream: TextIO) -> None:
        """Begin with no file done."""
        super().__init__(stream)
        self.position = 0
        self.total = 0

    def started(self, discovery: Discovery) -> None:
        """Take the number of files."""
        super().started(discovery)
        self.total = len(discovery.files)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Print what a file held, or why it failed."""
        super().done(entry, kept=kept)
        if entry.status is Status.SKIPPED:
            return
        self.position += 1
        if kept or entry.status is Status.FAILED:
            return
        if entry.status is Status.NOT_AN_SOP and entry.error:
            held = told_error(entry.error.message)
        elif entry.duplicate_of:
            held = told("the same as {path}", path=entry.duplicate_of)
        elif entry.part_of:
            held = told("a page of {path}", path=entry.part_of)
        else:
            held = (
                f"{counted(len(entry.records), 'SOP')}, {counted(entry.steps, 'step')}, "
                f"{counted(entry.findings, 'finding')}"
            )
        self.noticed(f"[{self.position}/{self.total}] {entry.path}: {held}")


class TerminalDisplay(QuietDisplay):
    """Shows a progress bar with the file begun last, and errors above it."""

    def __init__(self, stream: TextIO) -> None:
        """Prepare the bar."""
        super().__init__(stream)
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self.progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(
                told(
                    "{pages} pages, {rate} files/min",
                    pages="{task.fields[pages]}",
                    rate="{task.fields[rate]}",
                )
            ),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(file=stream),
            transient=True,
        )
        self.task = self.progress.add_task("", total=None, pages=0, rate="-")
        self.pages = 0
        self.read = 0
        self.began = time.monotonic()

    def __enter__(self) -> Self:
        """Show the bar."""
        self.progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove the bar."""
        self.progress.stop()

    def started(self, discovery: Discovery) -> None:
        """Take the number of files."""
        super().started(discovery)
        self.began = time.monotonic()
        self.progress.update(self.task, total=len(discovery.files))

    def reading(self, source_path: str) -> None:
        """Show the file that was begun."""
        self.progress.update(self.task, description=printable(source_path))

    def page_read(self, source_path: str) -> None:
        """Count a page."""
        self.pages += 1
        self.progress.update(self.task, pages=self.pages)

    def done(self, entry: FileEntry, *, kept: bool) -> None:
        """Advance the bar."""
        super().done(entry, kept=kept)
        if entry.status is Status.SKIPPED:
            return
        self.read += not kept
        rate = 60 * self.read / max(time.monotonic() - self.began, 1.0)
        self.progress.update(self.task, advance=1, rate=f"{rate:.0f}")

    def noticed(self, message: str) -> None:
        """Write a message above the bar."""
        self.progress.console.print(
            printable(told_error(message)), markup=False, highlight=False, soft_wrap=True
        )


def new_display(*, quiet: bool) -> QuietDisplay:
    """Return the display that suits the standard error stream."""
    if quiet:
        return QuietDisplay(sys.stderr)
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        return TerminalDisplay(sys.stderr)
    return PlainDisplay(sys.stderr)


def _notes(report: RunReport) -> Iterator[str]:
    """Yield lines on what the summary table has no column for."""
    totals, kept = report.totals, report.session.kept
    if kept:
        files = counted(kept, "file")
        yield told("Kept what earlier runs had made of {files}", files=files)
    if totals.duplicates:
        files = counted(totals.duplicates, "file")
        yield told("{files} with the same content as another", files=files)
    if totals.parts:
        yield told(
            "{pictures} joined with the one before as pages of one SOP; run.json names them",
            pictures=counted(totals.parts, "picture"),
        )
    for reason, endings in totals.skipped_kinds.items():
        ordered = sorted(endings.items(), key=lambda item: (-item[1], item[0]))
        named = [f"{count} {ending}" for ending, count in ordered[:MOST_KINDS]]
        more = sum(count for _, count in ordered[MOST_KINDS:])
        rest = [told("{count} others", count=more)] if more else []
        yield told(
            "Skipped {kinds}: {reason}; files.csv names them",
            kinds=", ".join([*named, *rest]),
            reason=told_error(reason),
        )
    if totals.not_sops:
        files = counted(totals.not_sops, "file")
        yield told(
            "{files} is not an SOP; run.json says what it looks like"
            if totals.not_sops == 1
            else "{files} are not SOPs; run.json says what each looks like",
            files=files,
        )
    if totals.partial:
        files = counted(totals.partial, "file")
        yield told("{files} read in part; run.json says why", files=files)
    if totals.severities:
        found = ", ".join(
            told("{count} info", count=count) if name == "info" else counted(count, name)
            for name, count in totals.severities.items()
        )
        yield told(
            "Findings in all records written, compared with each other: {found}", found=found
        )
    if totals.undrawn:
        yield told(
            "No diagram of {sops}: no arrow of the flowchart was read; run.json names them",
            sops=counted(totals.undrawn, "SOP"),
        )


def show_summary(report: RunReport, output: object) -> None:
    """Print the summary table and where the results are."""
    from rich.console import Console
    from rich.table import Table

    totals = report.totals
    counts = {
        told("Files"): totals.files,
        told("SOPs"): totals.sops,
        told("Steps"): totals.steps,
        told("Findings"): totals.findings,
        told("Failures"): totals.failed,
        told("Skipped"): totals.skipped,
    }
    table = Table(*counts)
    for column in table.columns:
        column.justify = "right"
    table.add_row(*map(str, counts.values()))
    console = Console()
    with console.capture() as shown:
        console.print(table)
    notes = "".join(f"{note}\n" for note in _notes(report))
    written = told("Written to {output}", output=printable(str(output)))
    say(f"{shown.get()}{notes}{written}")


def say(text: str) -> None:
    """Print a text to the standard output, unless its reader is gone."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # Otherwise the interpreter would fail once more when it flushes the stream at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
