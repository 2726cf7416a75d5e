"""An engine that reads documents in the test's own process, for tests of what stands around it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest

from extract.batch.tasks import Began, Event, Job, PageRead, Task
from extract.batch.work import do_task


class InlineEngine:
    """Reads one document after another; what a document does to the process, it does to the test.

    Args:
        jobs: Taken, and not heeded.
    """

    def __init__(self, jobs: int = 1) -> None:
        pass

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Read documents; see `extract.batch.tasks.Engine`."""
        for task in tasks:
            yield Began(task)
            pages: list[int] = []
            done = do_task(job, task, pages.append)
            yield from (PageRead(task) for _ in pages)
            yield done


@contextmanager
def reading_inline() -> Iterator[None]:
    """Have the command read documents in the test's own process within the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.batch.local.engine.LocalEngine", InlineEngine)
        yield
