"""The engine that has documents read by a Dask cluster."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from extract.batch.account import FileEntry, Status, Trouble
from extract.batch.cluster.node import Delivery, Order, read_order
from extract.batch.fingerprint import drawing_of, reading_of
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

# How often the cluster is looked at, in seconds.
TICK = 1.0
# How long a cluster may be without workers, and how long a result may take to come, in seconds.
PATIENCE = 120.0
# How long the scheduler is called, in seconds.
CONNECTING = 15.0
# Documents under way for each thread of the cluster, so that none waits for the next.
AHEAD = 2
# What fails for another reason than the document is tried so often again, elsewhere if possible.
RETRIES = 2
# Dask gives a task up when several workers were lost that had it, be it the cause or only waiting
# its turn. So it is given to Dask once more.
ROUNDS = 2

_CLUSTER_ERRORS = (OSError, TimeoutError, RuntimeError)


class DaskEngine:
    """Reads documents on a Dask cluster; their files come back and are written here.

    Args:
        scheduler: Where Dask's scheduler is, such as "tcp://10.0.0.5:8786".
        jobs: How many documents are under way at the most; twice the cluster's threads where
            it is None.
        patience: How long the cluster may be without workers, in seconds.
    """

    def __init__(self, scheduler: str, jobs: int | None = None, patience: float = PATIENCE) -> None:
        """Remember where the cluster is."""
        self.scheduler = scheduler
        self.jobs = jobs
        self.patience = patience

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have documents read; see `extract.batch.tasks.Engine`."""
        with _connected(self.scheduler) as client:
            fleet = _Fleet(client, job, self.jobs, self.patience)
            try:
                yield from fleet.work(tasks)
            finally:
                fleet.stop()


@dataclass(slots=True)
class _Errand:
    """A document under way.

    Attributes:
        task: The document.
        future: Dask's word for what will be made of it.
        rounds: How often it was given to Dask.
    """

    task: Task
    future: Future[Delivery]
    rounds: int = 1


class _Fleet:
    """The documents of a run that are under way on a cluster.

    Args:
        client: The connection to it.
        job: What the documents have in common.
        jobs: How many are under way at the most; None for what suits the cluster.
        patience: How long the cluster may be without workers, in seconds.
    """

    def __init__(self, client: Client, job: Job, jobs: int | None, patience: float) -> None:
        """Begin with nothing under way."""
        self._client = client
        self._job = job
        self._jobs = jobs
        self._patience = patience
        self._reading = reading_of(job.settings) + drawing_of()
        self._under_way: dict[str, _Errand] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._is_shared = True
        self._threads = 0
        self._looked = self._manned = time.monotonic()
        self._look()

    def work(self, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have all documents read."""
        more = True
        while True:
            while more and len(self._under_way) < (self._jobs or AHEAD * max(1, self._threads)):
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                yield Began(task)
                yield from self._begin(task)
            if not self._under_way:
                return
            with suppress(Empty):
                yield from self._take(self._done.get(timeout=TICK))
            if time.monotonic() - self._looked > TICK:
                self._look()

    def stop(self) -> None:
        """Give up what is under way; Dask tells the workers, which end it."""
        futures = [errand.future for errand in self._under_way.values()]
        self._under_way.clear()
        with suppress(*_CLUSTER_ERRORS):  # there is nobody left to tell
            self._client.cancel(futures, force=True)

    def _begin(self, task: Task, rounds: int = 1) -> Iterator[Event]:
        """Have a document read; one that was read before is renamed or drawn here."""
        if task.earlier is not None:
            yield do_task(self._job, task, lambda number: None)
            return
        content = None
        if not self._is_shared:
            try:
                content = task.path.read_bytes()
            except OSError as error:
                cause = f"cannot be read: {error.strerror or error}"
                yield _failed(task, InaccessibleError(cause))
                return
        order = Order(self._job, task, self._reading, content)
        # pure=False and a key of our own: the same document may be asked for again.
        key = f"sop-extract-{task.position}-{rounds}-{time.monotonic_ns()}"
        future = self._client.submit(read_order, order, key=key, pure=False, retries=RETRIES)
        self._under_way[key] = _Errand(task, future, rounds)
        self._await(future)

    def _await(self, future: Future[Delivery]) -> None:
        """Have the key of a future queued when something has come of it."""
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _take(self, key: str) -> Iterator[Event]:
        """Take what has come of a document."""
        errand = self._under_way[key]
        future, task = errand.future, errand.task
        if future.status == "finished":
            try:
                # Where the worker that holds it is lost now, Dask has it read once more.
                delivery: Delivery = future.result(timeout=self._patience)
            except TimeoutError:
                self._await(future)
                return
        elif future.status == "error":
            error = future.exception()
            self._forget(key)
            yield from self._fail(errand, error)
            return
        elif future.status == "pending":  # the worker that held it was lost just now
            self._await(future)
            return
        else:
            raise _lost_scheduler()
        self._forget(key)
        if delivery.entry is None:
            self._is_shared = False
            yield from self._begin(task, errand.rounds)
            return
        self._write(task, delivery)
        yield from (PageRead(task) for _ in range(delivery.entry.pages))
        yield Done(task, delivery.entry, delivery.digest)

    def _forget(self, key: str) -> None:
        """Let go of a future, so that the cluster forgets its result."""
        self._under_way.pop(key).future.release()

    def _fail(self, errand: _Errand, error: BaseException | None) -> Iterator[Event]:
        """See what to do about a document that no worker could be had to read.

        Raises:
            SopExtractError: It is nothing that another document would be spared.
        """
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            if errand.rounds < ROUNDS:
                yield from self._begin(errand.task, errand.rounds + 1)
            else:
                cause = "the Dask workers that had it were lost, again and again"
                yield _failed(errand.task, CrashError(cause))
            return
        if isinstance(error, SopExtractError):
            raise error
        raise WorkerError(
            f"a Dask worker cannot read documents ({type(error).__name__}: {error}): this "
            "program must be installed there, in the same version as here"
        ) from error

    def _write(self, task: Task, delivery: Delivery) -> None:
        """Write the files made of a document.

        Raises:
            OutputError: One cannot be written.
        """
        if delivery.files:
            remove_diagrams(self._job.output, task.source_path, self._job.formats)
        for name, content in delivery.files.items():
            with whole_path(self._job.output / name) as path:
                path.write_bytes(content)

    def _look(self) -> None:
        """Look how many threads the cluster has.

        Raises:
            WorkerError: It has had none for long, or the scheduler is gone.
        """
        try:
            self._threads = sum(self._client.nthreads().values())
        except _CLUSTER_ERRORS as error:
            raise _lost_scheduler() from error
        self._looked = time.monotonic()
        if self._threads:
            self._manned = self._looked
        elif self._looked - self._manned > self._patience:
            raise WorkerError(
                f"the Dask cluster has had no worker for {self._patience:g} s; start some "
                "(`dask worker`) and run the same command again to go on"
            )


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """Give a connection to a cluster.

    Raises:
        MissingDependencyError: Dask distributed is not installed.
        WorkerError: The cluster cannot be reached.
    """
    with needs_extra("dask", "--engine dask"):
        import dask
        from distributed import Client
    # What is worth telling comes as an error; a document's bytes are no graph that is too large.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client = Client(scheduler, timeout=CONNECTING, set_as_default=False)
        except (*_CLUSTER_ERRORS, ValueError, ImportError) as error:
            cause = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise WorkerError(f"{scheduler}: no Dask scheduler there: {cause}") from error
        try:
            yield client
        finally:
            with suppress(*_CLUSTER_ERRORS):  # it is gone already
                client.close(timeout=5)


def _failed(task: Task, error: DocumentError) -> Done:
    """Return that a document failed."""
    entry = FileEntry(
        path=task.source_path, status=Status.FAILED, sha256=task.sha256, error=Trouble.of(error)
    )
    return Done(task, entry)


def _lost_scheduler() -> WorkerError:
    """Return that there is no cluster any more."""
    return WorkerError(
        "the connection to the Dask scheduler is lost; run the same command again to go on"
    )
