"""The engine that reads documents on a Dask cluster."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from extract.batch.account import FileEntry, Status, Trouble
from extract.batch.cluster.node import Request, Result, read_request
from extract.batch.fingerprint import drawing_of, reading_of
from extract.batch.local.engine import LocalEngine
from extract.batch.tasks import Began, Done, Event, Job, PageRead, Task
from extract.batch.work import do_task
from extract.errors import (
    CrashError,
    DocumentError,
    InaccessibleError,
    SopExtractError,
    WorkerError,
    needs_extra,
)
from extract.storage.atomic import whole_path
from extract.writers.diagrams import remove_diagrams

if TYPE_CHECKING:
    from distributed import Client, Future

# How often the number of the cluster's threads is asked for, in seconds.
TICK_S = 1.0
# How long a cluster may be without workers, and how long a result may take to arrive, in seconds.
PATIENCE_S = 120.0
# How long to try to connect to the scheduler, in seconds.
CONNECT_S = 15.0
# How many documents each thread of the cluster is given at a time, so that none is ever idle.
PER_THREAD = 2
# How often Dask repeats a task that failed for another reason than its document.
RETRIES = 2
# Dask gives a task up if several workers that held it were lost, even if it was only queued there.
# So a task is submitted twice before its document counts as failed.
ROUNDS = 2

_CLUSTER_ERRORS = (OSError, TimeoutError, RuntimeError)


class DaskEngine:
    """Reads documents on a Dask cluster; their files come back and are written here.

    Args:
        scheduler: The address of Dask's scheduler, such as "tcp://10.0.0.5:8786".
        jobs: How many documents are under way at most; twice the cluster's threads if None.
        patience: How long the cluster may be without workers, in seconds.
    """

    def __init__(
        self, scheduler: str, jobs: int | None = None, patience: float = PATIENCE_S
    ) -> None:
        """Keep the address; nothing is connected yet."""
        self.scheduler = scheduler
        self.jobs = jobs
        self.patience = patience

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have documents read; see `extract.batch.tasks.Engine`."""
        with _connected(self.scheduler) as client:
            run = _ClusterRun(client, job, self.jobs, self.patience)
            try:
                yield from run.work(tasks)
            finally:
                run.stop()


@dataclass(slots=True)
class _Pending:
    """A document under way.

    Attributes:
        task: The document.
        future: Its result to come.
        rounds: How often it was submitted to Dask.
    """

    task: Task
    future: Future[Result]
    rounds: int = 1


class _ClusterRun:
    """The documents of a run that are under way on a cluster.

    Args:
        client: The connection to it.
        job: What the documents have in common.
        jobs: How many are under way at most; None for what suits the cluster.
        patience: How long the cluster may be without workers, in seconds.
    """

    def __init__(self, client: Client, job: Job, jobs: int | None, patience: float) -> None:
        """Begin with nothing under way."""
        self._client = client
        self._job = job
        self._jobs = jobs
        self._patience = patience
        self._reading = reading_of(job.settings) + drawing_of()
        self._under_way: dict[str, _Pending] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._is_shared = True
        self._threads = 0
        self._checked = self._staffed = time.monotonic()
        self._check()

    def work(self, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have all documents read."""
        more = True
        while True:
            while more and len(self._under_way) < (
                self._jobs or PER_THREAD * max(1, self._threads)
            ):
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                yield Began(task)
                yield from self._begin(task)
            if not self._under_way:
                return
            with suppress(Empty):
                yield from self._take(self._done.get(timeout=TICK_S))
            if time.monotonic() - self._checked > TICK_S:
                self._check()

    def stop(self) -> None:
        """Cancel what is under way; Dask tells the workers."""
        futures = [pending.future for pending in self._under_way.values()]
        self._under_way.clear()
        with suppress(*_CLUSTER_ERRORS):  # the cluster is gone
            self._client.cancel(futures, force=True)

    def _begin(self, task: Task, rounds: int = 1) -> Iterator[Event]:
        """Submit a document; one that was read before is renamed or drawn here."""
        if task.earlier is not None:
            yield do_task(self._job, task, lambda number: None)
            return
        if task.parts:
            # Pages that were recognised elsewhere are not at hand there; they are few.
            events = LocalEngine(1).read(self._job, iter([task]))
            yield from (event for event in events if not isinstance(event, Began))
            return
        task = replace(task, pages_file=None)
        content = None
        if not self._is_shared:
            try:
                content = task.path.read_bytes()
            except OSError as error:
                cause = f"cannot be read: {error.strerror or error}"
                yield _failed(task, InaccessibleError(cause))
                return
        request = Request(self._job, task, self._reading, content)
        # pure=False and a unique key: the same document may be submitted again.
        key = f"sop-extract-{task.position}-{rounds}-{time.monotonic_ns()}"
        future = self._client.submit(read_request, request, key=key, pure=False, retries=RETRIES)
        self._under_way[key] = _Pending(task, future, rounds)
        self._await(future)

    def _await(self, future: Future[Result]) -> None:
        """Queue the key of a future once it has a result or an error."""
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _take(self, key: str) -> Iterator[Event]:
        """Take the result of a document."""
        pending = self._under_way[key]
        future, task = pending.future, pending.task
        if future.status == "finished":
            try:
                # If the worker that holds the result is lost now, Dask has it made once more.
                result: Result = future.result(timeout=self._patience)
            except TimeoutError:
                self._await(future)
                return
        elif future.status == "error":
            error = future.exception()
            self._forget(key)
            yield from self._fail(pending, error)
            return
        elif future.status == "pending":  # the worker that held it was lost just now
            self._await(future)
            return
        else:
            raise _lost_scheduler()
        self._forget(key)
        if result.entry is None:
            self._is_shared = False
            yield from self._begin(task, pending.rounds)
            return
        self._write(task, result)
        yield from (PageRead(task) for _ in range(result.entry.pages))
        yield Done(task, result.entry, result.digest)

    def _forget(self, key: str) -> None:
        """Release a future, so that the cluster frees its result."""
        self._under_way.pop(key).future.release()

    def _fail(self, pending: _Pending, error: BaseException | None) -> Iterator[Event]:
        """Submit a document again that no worker returned, or have it fail.

        Raises:
            SopExtractError: Every other document would fail in the same way.
        """
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            if pending.rounds < ROUNDS:
                yield from self._begin(pending.task, pending.rounds + 1)
            else:
                cause = "the Dask workers that had it were lost, again and again"
                yield _failed(pending.task, CrashError(cause))
            return
        if isinstance(error, SopExtractError):
            raise error
        raise WorkerError(
            f"a Dask worker cannot read documents ({type(error).__name__}: {error}): this "
            "program must be installed there, in the same version as here"
        ) from error

    def _write(self, task: Task, result: Result) -> None:
        """Write the files made of a document.

        Raises:
            OutputError: One cannot be written.
        """
        if result.files:
            remove_diagrams(self._job.output, task.source_path, self._job.formats)
        for name, content in result.files.items():
            with whole_path(self._job.output / name) as path:
                path.write_bytes(content)

    def _check(self) -> None:
        """Ask how many threads the cluster has.

        Raises:
            WorkerError: It has had none for `patience` seconds, or the scheduler is gone.
        """
        try:
            self._threads = sum(self._client.nthreads().values())
        except _CLUSTER_ERRORS as error:
            raise _lost_scheduler() from error
        self._checked = time.monotonic()
        if self._threads:
            self._staffed = self._checked
        elif self._checked - self._staffed > self._patience:
            raise WorkerError(
                f"the Dask cluster has had no worker for {self._patience:g} s; start some "
                "(`dask worker`) and run the same command again to go on"
            )


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """Connect to a cluster for the block.

    Raises:
        MissingDependencyError: Dask distributed is not installed.
        WorkerError: The cluster cannot be reached.
    """
    with needs_extra("dask", "--engine dask"):
        import dask
        from distributed import Client
    # Problems come as errors, so the log is not needed; a request holds a document, so it is large.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
        except (*_CLUSTER_ERRORS, ValueError, ImportError) as error:
            cause = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise WorkerError(f"{scheduler}: no Dask scheduler there: {cause}") from error
        try:
            yield client
        finally:
            with suppress(*_CLUSTER_ERRORS):  # it is gone already
                client.close(timeout=5)


def _failed(task: Task, error: DocumentError) -> Done:
    """Return the result of a document that failed."""
    entry = FileEntry(
        path=task.source_path, status=Status.FAILED, sha256=task.sha256, error=Trouble.of(error)
    )
    return Done(task, entry)


def _lost_scheduler() -> WorkerError:
    """Return the error of a lost connection."""
    return WorkerError(
        "the connection to the Dask scheduler is lost; run the same command again to go on"
    )
