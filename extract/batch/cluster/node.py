"""A Dask worker's side: a document read there as it would be here, and what was made of it.

A thread of a Dask worker cannot be stopped, and what a document does to its process would be done
to the worker. So each thread has a desk: the engine of this machine with one job, which keeps to
time and memory and can be ended. A desk is kept while there is work for it, since loading takes
seconds.
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

# How long a desk is kept without work, in seconds.
IDLE = 60.0


@dataclass(frozen=True, slots=True)
class Order:
    """A document to read on another machine.

    Attributes:
        job: What it has in common with others.
        task: The document.
        reading: A hash of what results depend on besides its bytes, to be the same there.
        content: Its bytes; None where the other machine may see the same file.
    """

    job: Job
    task: Task
    reading: str
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was made of a document on another machine.

    Attributes:
        entry: What became of it; None where its bytes are needed to tell.
        digest: SHA-256 of the file of its records; None where there is none.
        files: The files made of it, by their paths from the output folder.
    """

    entry: FileEntry | None = None
    digest: str | None = None
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


class UnwantedError(Exception):
    """A document was given up, as nobody waits for it any more."""


def read_order(order: Order) -> Delivery:
    """Read a document; runs in a thread of a Dask worker.

    Raises:
        WorkerError: This machine would read it otherwise than the one that asks, or its
            processes cannot be started or were ended from outside.
        MissingDependencyError: Something that documents need is not installed here.
        OutputError: There is no room for what is made of it.
        UnwantedError: Nobody waits for it any more.
    """
    from distributed import get_worker

    worker = get_worker()
    if _reading(order.job.settings) != order.reading:
        raise WorkerError(
            f"the Dask worker at {worker.address} has another version of this program, of Python "
            "or of a library: install the same everywhere"
        )
    if order.content is None and not _is_here(order.task):
        return Delivery()
    key = worker.get_current_task()

    def unwanted() -> bool:
        # Dask tells a worker that a task was given up, or that whoever asked is gone, thus alone.
        state = worker.state.tasks.get(key)
        return state is None or state.state == "cancelled"

    desk = _take_desk(order.job, Path(worker.local_directory))
    try:
        delivery = desk.read(order, unwanted)
    except BaseException:
        desk.close()
        raise
    _put_back(desk)
    return delivery


class _Desk:
    """A place where documents are read, one after another.

    Args:
        job: What they have in common.
        room: A folder to make a folder in.
    """

    def __init__(self, job: Job, room: Path) -> None:
        """Begin without a document; nothing is loaded yet."""
        self.job = job
        self.timer: threading.Timer | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="sop-extract-", dir=room))
        self._output = self._folder / "output"
        self._given: deque[Task] = deque()
        self._unwanted: Callable[[], bool] = lambda: False
        engine = LocalEngine(1, lambda: self._unwanted())
        # It pulls a document when it has done the one before, which is when it is asked again.
        self._events = engine.read(replace(job, output=self._output), self._feed())

    def read(self, order: Order, unwanted: Callable[[], bool]) -> Delivery:
        """Read a document; see `read_order`."""
        self._unwanted = unwanted
        task = order.task
        if order.content is not None:
            path = self._folder / f"document{task.path.suffix}"
            path.write_bytes(order.content)
            task = replace(task, path=path)
        self._given.append(task)
        done = next((event for event in self._events if isinstance(event, Done)), None)
        if done is None:
            raise UnwantedError
        return Delivery(done.entry, done.digest, self._collect())

    def close(self) -> None:
        """End its processes and remove what it kept."""
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


_idle: list[_Desk] = []
_access = threading.Lock()


def _take_desk(job: Job, room: Path) -> _Desk:
    """Return a desk for documents of a job, one that waits or a new one."""
    job = replace(job, output=Path(), debug_images=None)
    others = []
    found = None
    with _access:
        for desk in list(_idle):
            if desk.job != job or found is None:
                _idle.remove(desk)
                if desk.timer is not None:
                    desk.timer.cancel()
                if desk.job == job:
                    found = desk
                else:
                    others.append(desk)
    for desk in others:
        desk.close()
    return found or _Desk(job, room)


def _put_back(desk: _Desk) -> None:
    """Keep a desk for the next document, for a while."""
    with _access:
        desk.timer = threading.Timer(IDLE, _retire, [desk])
        desk.timer.daemon = True
        desk.timer.start()
        _idle.append(desk)


def _retire(desk: _Desk) -> None:
    """Close a desk unless it has found work."""
    with _access:
        if desk not in _idle:
            return
        _idle.remove(desk)
    desk.close()


@cache
def _reading(settings: Settings) -> str:
    """Return a hash of what results depend on here besides a document's bytes."""
    return reading_of(settings) + drawing_of()


def _is_here(task: Task) -> bool:
    """Return whether the document can be read where it is."""
    try:
        return sha256_of(task.path) == task.sha256
    except OSError:
        return False
