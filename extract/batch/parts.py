"""Keeps the pages of pictures while they may be joined, and reads joined ones as one document."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.batch.reading import load_pipeline
from extract.batch.tasks import Task, TaskPart
from extract.bounds.budget import Allowance
from extract.settings import Settings
from extract.storage.atomic import whole_path
from models import SopRecord
from models.page import Page, PageFile


@contextmanager
def keeping_pages(path: Path | None) -> Iterator[Callable[[Page], None]]:
    """Give what collects the pages of a file; they are kept when the block ends, however it does.

    So are those of a file in which no SOP was found. The file is written and read within one run,
    in a folder that only this run uses: it is pickled, as what processes of a run send to each
    other is.

    Args:
        path: Where they are kept; None if they are not needed.
    """
    if path is None:
        yield lambda page: None
        return
    pages: list[Page] = []
    try:
        yield pages.append
    finally:
        if pages:
            with whole_path(path) as temporary:
                temporary.write_bytes(pickle.dumps(tuple(pages)))


def read_parts(task: Task, settings: Settings, allowance: Allowance) -> list[SopRecord]:
    """Read a document whose pages are files of their own.

    Args:
        task: The task that names them.
        settings: How documents are read.
        allowance: The time and pages it may take.

    Raises:
        PagesApartError: They do not read as one SOP.
        DocumentError: One of them cannot be read, or none holds an SOP.
        MissingDependencyError: A package or program that reading them needs is not installed.
    """
    pipeline = load_pipeline()
    parts = [
        PageFile(part.path, part.source_path, part.sha256, part.media_type, _kept_pages(part))
        for part in task.parts
    ]
    return pipeline.extract_parts(parts, settings=settings, listed=task.listed, allowance=allowance)


def _kept_pages(part: TaskPart) -> tuple[Page, ...]:
    """Return the pages that were kept when a file was read alone; none where there are none."""
    try:
        content = part.pages_file.read_bytes()
    except OSError:  # an earlier run read it, or another machine: it is read again
        return ()
    pages: tuple[Page, ...] = pickle.loads(content)  # noqa: S301
    return pages
