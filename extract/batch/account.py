"""The account of a run, as `run.json` holds it."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import metadata
from pathlib import PurePosixPath
from textwrap import indent
from typing import TextIO

from pydantic import BaseModel, Field

from extract.errors import ExitCode, MissingDependencyError, SopExtractError
from extract.process.limits import Bounds
from extract.readers.scan.ocr.registry import used_packages
from extract.settings import Settings
from extract.version import __version__
from extract.writers.formats import Format
from models import SCHEMA_VERSION

# The distributions whose version may change what is read: those that the packages of
# `extract.batch.fingerprint.READING` import. What OCR engines use, the engines say.
LIBRARIES = (
    "lxml", "networkx", "numpy", "opencv-python-headless", "pdfminer.six", "pillow",
    "pydantic", "pypdfium2", "rapidfuzz", "shapely", "spacy",
)  # fmt: skip


def installed_libraries() -> Iterator[tuple[str, str]]:
    """Yield the distributions that may change what is read, with their versions, as installed."""
    for name in sorted({*LIBRARIES, *used_packages()}):
        with suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


class Status(StrEnum):
    """The outcome of a file."""

    READ = "read"
    PARTIAL = "partial"
    DUPLICATE = "duplicate"
    PART = "part"
    NOT_AN_SOP = "not-an-sop"
    FAILED = "failed"
    SKIPPED = "skipped"


class Trouble(BaseModel):
    """Why a file, or the rest of it, was not read."""

    code: str = Field(description="Stable kind of trouble.")
    message: str = Field(description="The cause in one line.")

    @classmethod
    def of(cls, error: SopExtractError) -> Trouble:
        """Return the trouble that an error describes."""
        return cls(code=error.code, message=str(error))


class JoinedPart(BaseModel):
    """One of the files that are the pages of one document."""

    path: str = Field(description="Its path.")
    sha256: str = Field(description="Of its bytes.")


class FileEntry(BaseModel):
    """The outcome of one file."""

    path: str = Field(description="Its path as the records' `source.path` has it.")
    status: Status = Field(
        description="read; partial where only its first pages were; duplicate where it has the "
        "same content as another; part where it is a page of the document that `part_of` names; "
        "not-an-sop where it was read and is another kind of document, "
        "which is no failure; failed; skipped."
    )
    sha256: str | None = Field(default=None, description="Of its bytes, where they were read.")
    output: str | None = Field(
        default=None, description="The file of its records, from the output folder."
    )
    duplicate_of: str | None = Field(
        default=None,
        description="The path of the first file with the same content, which was read for both.",
    )
    parts: list[JoinedPart] = Field(
        default_factory=list,
        description="The files whose pages were read as one document, this one the first; empty "
        "where the file was read alone.",
    )
    part_of: str | None = Field(
        default=None, description="The path of the first file of the document whose page it is."
    )
    part_of_sha256: str | None = Field(default=None, description="The hash of that file's bytes.")
    pages: int = Field(default=0, description="Pages read, 0 for plain text.")
    records: list[str] = Field(default_factory=list, description="The ids of its records.")
    steps: int = Field(default=0, description="Steps in them.")
    findings: int = Field(default=0, description="Findings in them.")
    undrawn: list[str] = Field(
        default_factory=list,
        description="The ids of those of its records that have no diagram though one was asked "
        "for: no arrow of their flowchart was read.",
    )
    seconds: float = Field(default=0, description="Time it took.")
    position: int | None = Field(
        default=None,
        description="Its number among all files of the run, those of other shards included; only "
        "in a shard's `run.json`.",
    )
    error: Trouble | None = Field(
        default=None,
        description="Why it failed, why the rest of it was not read, or why it is not an SOP.",
    )
    reason: str | None = Field(default=None, description="Why it was skipped.")


@dataclass(frozen=True, slots=True)
class Made:
    """The counts of a file's records.

    Attributes:
        steps: Steps in them.
        findings: Findings in them, without those of comparing records with each other.
        undrawn: The ids of records that have no diagram although one was asked for.
    """

    steps: int
    findings: int
    undrawn: list[str]


def _ending_of(path: str) -> str:
    """Return the ending of a file's name, in lower case with its dot; "other" for odd ones."""
    ending = PurePosixPath(path).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else "other"


class Totals(BaseModel):
    """The run in numbers."""

    files: int = Field(default=0, description="Files tried: all below but the skipped and unread.")
    read: int = Field(default=0, description="Files read.")
    partial: int = Field(default=0, description="Files of which only the first pages were read.")
    duplicates: int = Field(default=0, description="Files with the same content as another.")
    parts: int = Field(
        default=0, description="Files read as further pages of a document whose first is another."
    )
    not_sops: int = Field(default=0, description="Files that were read and are not SOPs.")
    failed: int = Field(default=0, description="Files that could not be read.")
    skipped: int = Field(default=0, description="Files passed over.")
    skipped_kinds: dict[str, dict[str, int]] = Field(
        default_factory=dict,
        description="Why files were skipped -> ending of their names -> how many of them.",
    )
    unread: int = Field(default=0, description="Files that an interrupted run did not come to.")
    sops: int = Field(default=0, description="SOPs in the files read; duplicates do not count.")
    steps: int = Field(default=0, description="Steps in them.")
    findings: int = Field(default=0, description="Findings in them.")
    severities: dict[str, int] = Field(
        default_factory=dict,
        description="Severity -> findings of it in all records in the output folder, those from "
        "comparing them with each other included.",
    )
    undrawn: int = Field(default=0, description="SOPs without the diagram asked for.")

    def add(self, entry: FileEntry) -> None:
        """Count a file."""
        if entry.status is Status.SKIPPED:
            self.skipped += 1
            endings = self.skipped_kinds.setdefault(entry.reason or "", {})
            ending = _ending_of(entry.path)
            endings[ending] = endings.get(ending, 0) + 1
            return
        self.files += 1
        self.unread -= 1
        self.read += entry.status is Status.READ
        self.partial += entry.status is Status.PARTIAL
        self.duplicates += entry.status is Status.DUPLICATE
        self.parts += entry.status is Status.PART
        self.not_sops += entry.status is Status.NOT_AN_SOP
        self.failed += entry.status is Status.FAILED
        if entry.duplicate_of is None:
            self.sops += len(entry.records)
            self.steps += entry.steps
            self.findings += entry.findings
            self.undrawn += len(entry.undrawn)

    def amend(self, entry: FileEntry, made: Made) -> None:
        """Replace the counts of a file's records.

        Args:
            entry: What was counted before.
            made: The new counts.
        """
        if entry.duplicate_of is None:
            self.steps += made.steps - entry.steps
            self.findings += made.findings - entry.findings
            self.undrawn += len(made.undrawn) - len(entry.undrawn)


class Session(BaseModel):
    """What differs between two runs with the same results, and nothing else does."""

    started_at: datetime = Field(description="When it began, UTC.")
    finished_at: datetime | None = Field(default=None, description="When it ended, UTC.")
    kept: int = Field(default=0, description="Files whose results an earlier run had left.")


class RunReport(BaseModel):
    """What was read, with what settings and versions; `run.json` adds the outcome of each file."""

    tool: str = Field(default=f"sop-extract {__version__}", description="Name and version.")
    schema_version: str = Field(default=SCHEMA_VERSION, description="Of the records.")
    python: str = Field(default_factory=platform.python_version, description="Python's version.")
    libraries: dict[str, str] = Field(
        default_factory=lambda: dict(installed_libraries()),
        description="Versions of the libraries that reading rests on.",
    )
    settings: Settings = Field(description="The settings of the run.")
    bounds: Bounds = Field(description="What reading a document might take.")
    formats: list[Format] = Field(description="The forms of output asked for.")
    inputs: list[str] = Field(description="The paths as the user named them.")
    shard: str | None = Field(
        default=None, description="Which part of a divided run it was: 2/3 is the second of three."
    )
    interrupted: bool = Field(default=False, description="Whether Ctrl-C ended it early.")
    totals: Totals = Field(default_factory=Totals, description="The run in numbers.")
    session: Session = Field(exclude=True, description="When it ran, and what it found done.")
    lacks: bool = Field(
        default=False, exclude=True, description="Whether a file needs what is not installed."
    )

    def add(self, entry: FileEntry, *, kept: bool = False) -> None:
        """Count a file.

        Args:
            entry: Its outcome.
            kept: Whether it is an earlier run's result.
        """
        self.totals.add(entry)
        self.session.kept += kept
        self.lacks |= entry.error is not None and entry.error.code == MissingDependencyError.code

    @property
    def exit_code(self) -> ExitCode:
        """Return the exit code of the command after this run."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if self.lacks:
            return ExitCode.MISSING_DEPENDENCY
        failed = self.totals.failed + self.totals.partial
        return ExitCode.SOME_FAILED if failed else ExitCode.OK


def write_report(
    stream: TextIO, report: RunReport, entries: Callable[[], Iterable[FileEntry]]
) -> None:
    """Write `run.json`, one entry at a time.

    Args:
        stream: Where to write it.
        report: What all files have in common.
        entries: Yields the outcome of each file, in the order of the inputs.
    """
    stream.write(report.model_dump_json(indent=2).removesuffix("\n}"))
    stream.write(',\n  "files": [')
    left_out = {"seconds"} if report.shard else {"seconds", "position"}
    for number, entry in enumerate(entries()):
        text = entry.model_dump_json(indent=2, exclude=left_out)
        stream.write("," if number else "")
        stream.write("\n" + indent(text, "    "))
    stream.write('\n  ],\n  "session": ')
    session = indent(report.session.model_dump_json(indent=2), "  ").lstrip()
    stream.write(session.removesuffix("\n  }"))
    stream.write(',\n    "seconds": {')
    timed = (entry for entry in entries() if entry.seconds)
    for number, entry in enumerate(timed):
        stream.write("," if number else "")
        stream.write(f"\n      {json.dumps(entry.path, ensure_ascii=False)}: {entry.seconds}")
    stream.write("\n    }\n  }\n}\n")
