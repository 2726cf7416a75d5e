"""The side of a Dask worker: reads a document and returns the files made of it.

A thread of a Dask worker cannot be stopped, and a document that crashes its process would crash the
worker. So each thread has a slot: a local engine with one job, which enforces time and memory and
can be ended. A slot is kept as long as there are documents, since loading takes seconds.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from extract.batch.account import FileEntry
from extract.batch.fingerprint import drawing_of, reading_of
from extract.batch.local.engine import LocalEngine
from extract.batch.tasks import Done, Job, Task
from extract.batch.work import sha256_of
from extract.errors import WorkerError
from extract.settings import Settings

# How long a slot is kept without a document, in seconds.
IDLE_S = 60.0


@dataclass(frozen=True, slots=True)
class Request:
    """A document to read on another machine.

    Attributes:
        job: What it has in common with others.
        task: The document.
        reading: A hash of all that the result depends on besides the bytes; it must be the same
            there.
        content: Its bytes; None if the other machine may have access to the same file.
    """

    job: Job
    task: Task
    reading: str
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What was made of a document on another machine.

    Attributes:
        entry: What became of it; None if the machine has no access to the file.
        digest: SHA-256 of the file of its records; None if there is none.
        files: The files made of it, by their paths from the output folder.
    """

    entry: FileEntry | None = None
    digest: str | None = None
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


class CancelledTaskError(Exception):
    """The document was cancelled, or the process that wanted it is gone."""


def read_request(request: Request) -> Result:
    """Read a document; runs in a thread of a Dask worker.

    Raises:
        WorkerError: This machine has other versions than the one that asks, or its processes
            cannot be started or were ended from outside.
        MissingDependencyError: Something that documents need is not installed here.
        OutputError: There is no room for what is made of it.
        CancelledTaskError: It was cancelled.
    """
    from distributed import get_worker

    worker = get_worker()
    if _reading(request.job.settings) != request.reading:
        raise WorkerError(
            f"the Dask worker at {worker.address} has another version of this program, of Python "
            "or of a library: install the same everywhere"
        )
    if request.content is None and not _is_here(request.task):
        return Result()
    key = worker.get_current_task()

    def cancelled() -> bool:
        # Dask tells a worker only in this way that a task was cancelled or its client is gone.
        state = worker.state.tasks.get(key)
        return state is None or state.state == "cancelled"

    slot = _take_slot(request.job, Path(worker.local_directory))
    try:
        result = slot.read(request, cancelled)
    except BaseException:
        slot.close()
        raise
    _return_slot(slot)
    return result


class _Slot:
    """A local engine that reads documents one after another.

    Args:
        job: What they have in common.
        parent: Where to make its folder.
    """

    def __init__(self, job: Job, parent: Path) -> None:
        """Begin without a document; nothing is loaded yet."""
        self.job = job
        self.timer: threading.Timer | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="sop-extract-", dir=parent))
        self._output = self._folder / "output"
        self._given: deque[Task] = deque()
        self._cancelled: Callable[[], bool] = lambda: False
        engine = LocalEngine(1, lambda: self._cancelled())
        # The engine takes a document when its next event is asked for.
        self._events = engine.read(replace(job, output=self._output), self._feed())

    def read(self, request: Request, cancelled: Callable[[], bool]) -> Result:
        """Read a document; see `read_request`."""
        self._cancelled = cancelled
        task = request.task
        if request.content is not None:
            path = self._folder / f"document{task.path.suffix}"
            path.write_bytes(request.content)
            task = replace(task, path=path)
        self._given.append(task)
        done = next((event for event in self._events if isinstance(event, Done)), None)
        if done is None:
            raise CancelledTaskError
        return Result(done.entry, done.digest, self._collect())

    def close(self) -> None:
        """End its processes and remove its folder."""
        self._events.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _feed(self) -> Iterator[Task]:
        """Yield documents as they are given."""
        while self._given:
            yield self._given.popleft()

    def _collect(self) -> dict[str, bytes]:
        """Return the files made of a document, and remove them."""
        files = {
            path.relative_to(self._output).as_posix(): path.read_bytes()
            for path in sorted(self._output.rglob("*"))
            if path.is_file()
        }
        shutil.rmtree(self._output, ignore_errors=True)
        return files


_idle: list[_Slot] = []
_access = threading.Lock()


def _take_slot(job: Job, parent: Path) -> _Slot:
    """Return a slot for documents of a job, an idle one or a new one."""
    job = replace(job, output=Path(), debug_images=None)
    others = []
    found = None
    with _access:
        for slot in list(_idle):
            if slot.job != job or found is None:
                _idle.remove(slot)
                if slot.timer is not None:
                    slot.timer.cancel()
                if slot.job == job:
                    found = slot
                else:
                    others.append(slot)
    for slot in others:
        slot.close()
    return found or _Slot(job, parent)


def _return_slot(slot: _Slot) -> None:
    """Keep a slot for the next document, for `IDLE_S`."""
    with _access:
        slot.timer = threading.Timer(IDLE_S, _retire, [slot])
        slot.timer.daemon = True
        slot.timer.start()
        _idle.append(slot)


def _retire(slot: _Slot) -> None:
    """Close a slot unless it is in use again."""
    with _access:
        if slot not in _idle:
            return
        _idle.remove(slot)
    slot.close()


@cache
def _reading(settings: Settings) -> str:
    """Return a hash of all that a result depends on here besides the document's bytes."""
    return reading_of(settings) + drawing_of()


def _is_here(task: Task) -> bool:
    """Return whether this machine has access to the document."""
    try:
        return sha256_of(task.path) == task.sha256
    except OSError:
        return False
