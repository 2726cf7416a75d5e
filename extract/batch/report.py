"""What a run did, as `run.json` holds it."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from importlib import metadata

from pydantic import BaseModel, Field

from extract.errors import ExitCode, MissingDependencyError
from extract.settings import Settings
from extract.version import __version__
from extract.writers.formats import Format
from models import SCHEMA_VERSION

# The distributions whose version may change what is read.
LIBRARIES = (
    "charset-normalizer", "lxml", "networkx", "numpy", "opencv-python-headless", "pandas",
    "pdfminer.six", "pdfplumber", "pillow", "pydantic", "pypdfium2", "pytesseract", "rapidfuzz",
    "rich", "shapely", "spacy",
)  # fmt: skip


def _installed(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the distributions among these that are installed, with their versions."""
    for name in names:
        with suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


class Status(StrEnum):
    """What became of a file."""

    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"


class Trouble(BaseModel):
    """Why a file was not read."""

    code: str = Field(description="Stable kind of trouble.")
    message: str = Field(description="The cause in one line.")


class FileEntry(BaseModel):
    """What became of one file."""

    path: str = Field(description="Its path as the records' `source.path` has it.")
    status: Status = Field(description="read, failed or skipped.")
    sha256: str | None = Field(default=None, description="Of its bytes, where they were read.")
    output: str | None = Field(
        default=None, description="The file of its records, from the output folder."
    )
    records: list[str] = Field(default_factory=list, description="The ids of its records.")
    steps: int = Field(default=0, description="Steps in them.")
    findings: int = Field(default=0, description="Findings in them.")
    undrawn: list[str] = Field(
        default_factory=list,
        description="The ids of those of its records that have no diagram though one was asked "
        "for: no arrow of their flowchart was read.",
    )
    seconds: float = Field(default=0, description="Time it took.")
    error: Trouble | None = Field(default=None, description="Why it failed.")
    reason: str | None = Field(default=None, description="Why it was skipped.")


class Totals(BaseModel):
    """The run in numbers."""

    files: int = Field(default=0, description="Files tried: read and failed.")
    read: int = Field(default=0, description="Files read.")
    failed: int = Field(default=0, description="Files that could not be read.")
    skipped: int = Field(default=0, description="Files passed over.")
    unread: int = Field(default=0, description="Files that an interrupted run did not come to.")
    sops: int = Field(default=0, description="SOPs in the files read.")
    steps: int = Field(default=0, description="Steps in them.")
    findings: int = Field(default=0, description="Findings in them.")
    undrawn: int = Field(default=0, description="SOPs without the diagram asked for.")


class RunReport(BaseModel):
    """What was read, with what settings and versions, and what failed and why."""

    tool: str = Field(default=f"sop-extract {__version__}", description="Name and version.")
    schema_version: str = Field(default=SCHEMA_VERSION, description="Of the records.")
    python: str = Field(default_factory=platform.python_version, description="Python's version.")
    libraries: dict[str, str] = Field(
        default_factory=lambda: dict(_installed(LIBRARIES)),
        description="Versions of the libraries that reading rests on.",
    )
    settings: Settings = Field(description="The settings of the run.")
    formats: list[Format] = Field(description="The forms of output asked for.")
    inputs: list[str] = Field(description="The paths as the user named them.")
    started_at: datetime = Field(description="When it began, UTC.")
    finished_at: datetime | None = Field(default=None, description="When it ended, UTC.")
    interrupted: bool = Field(default=False, description="Whether Ctrl-C ended it early.")
    totals: Totals = Field(default_factory=Totals, description="The run in numbers.")
    files: list[FileEntry] = Field(
        default_factory=list, description="What became of each file, in the order of reading."
    )

    def add(self, entry: FileEntry) -> None:
        """Add what became of a file, and count it."""
        self.files.append(entry)
        totals = self.totals
        totals.files += entry.status is not Status.SKIPPED
        totals.unread -= entry.status is not Status.SKIPPED
        totals.read += entry.status is Status.READ
        totals.failed += entry.status is Status.FAILED
        totals.skipped += entry.status is Status.SKIPPED
        totals.sops += len(entry.records)
        totals.steps += entry.steps
        totals.findings += entry.findings
        totals.undrawn += len(entry.undrawn)

    @property
    def exit_code(self) -> ExitCode:
        """Return what the command ends with after this run."""
        codes = {entry.error.code for entry in self.files if entry.error}
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if MissingDependencyError.code in codes:
            return ExitCode.MISSING_DEPENDENCY
        return ExitCode.SOME_FAILED if self.totals.failed else ExitCode.OK
