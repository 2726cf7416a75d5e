"""The engine that reads documents on this machine."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from multiprocessing.connection import wait

from extract.batch.account import FileEntry, Status, Trouble
from extract.batch.local.forked import ForkedWorkers
from extract.batch.local.memory import memory_of
from extract.batch.local.spawned import SpawnedWorkers
from extract.batch.local.workers import End, Worker, Workers, tell_end
from extract.batch.tasks import Began, Done, Event, Job, PageRead, Task, without_the_rest
from extract.errors import CrashError, DocumentError, KilledError, MemoryLimitError, OutputError

# How often memory and time are checked, in seconds: a document is ended at most so late.
TICK_S = 0.2
# A worker is replaced after so many documents, or when it holds this share of the memory that it
# may take: libraries leak, and a page of a scan needs half of it. Both are unfitted; with a share
# of 0.5 a scan that is read alone in 1.1 GB was cut short after three others.
MAX_DOCUMENTS = 500
MAX_HELD_SHARE = 0.3


class LocalEngine:
    """Reads documents in processes of this machine, each of which can be ended.

    Args:
        jobs: How many documents are read at the same time.
        stopped: Asked every `TICK_S` whether to end what is under way and return.
    """

    def __init__(self, jobs: int, stopped: Callable[[], bool] = lambda: False) -> None:
        """Remember how many."""
        self.jobs = jobs
        self.stopped = stopped

    def read(self, job: Job, tasks: Iterator[Task]) -> Generator[Event, None, None]:
        """Have documents read; see `extract.batch.tasks.Engine`."""
        first = next(tasks, None)
        if first is None:
            return
        with closing(_new_workers(job)) as workers:
            yield from _Pool(job, tasks, workers, first).work(self.jobs, self.stopped)


def _new_workers(job: Job) -> Workers:
    """Return what starts workers in the way that suits the system.

    macOS can fork, but its own libraries do not work in a fork.
    """
    is_forking = sys.platform == "linux" and hasattr(os, "fork")
    return ForkedWorkers(job) if is_forking else SpawnedWorkers(job)


class _Pool:
    """The workers of a run, and the tasks they have.

    Args:
        job: What all tasks have in common.
        tasks: The tasks to do.
        workers: Starts and ends workers.
        first: The first task.
    """

    def __init__(self, job: Job, tasks: Iterator[Task], workers: Workers, first: Task) -> None:
        """Begin without workers."""
        self._job = job
        self._tasks = tasks
        self._workers = workers
        self._waiting = deque([first])
        self._idle: list[Worker] = []
        self._busy: dict[Worker, Task] = {}

    def work(self, jobs: int, stopped: Callable[[], bool]) -> Generator[Event, None, None]:
        """Do all tasks, so many at the same time, until told to stop."""
        while not stopped():
            while len(self._busy) < jobs and (task := self._next_task()):
                again = task.pages is not None
                self._hand_out(task)
                if not again:
                    yield Began(task)
            if not self._busy:
                return
            ready = wait([worker.connection for worker in self._busy], TICK_S)
            for worker in [worker for worker in self._busy if worker.connection in ready]:
                yield from self._listen(worker)
            yield from self._watch()

    def _next_task(self) -> Task | None:
        """Return the next task; None where there is none."""
        return self._waiting.popleft() if self._waiting else next(self._tasks, None)

    def _hand_out(self, task: Task) -> None:
        """Give a task to an idle worker, or to a new one."""
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.give(task)
            except OSError:  # it was ended from outside while it was idle
                self._workers.end(worker)
            else:
                self._busy[worker] = task
                return
        worker = self._workers.start()
        with suppress(OSError):  # it has ended already, as will be noticed
            worker.give(task)
        self._busy[worker] = task

    def _listen(self, worker: Worker) -> Iterator[Event]:
        """Take a worker's answer."""
        task = self._busy[worker]
        try:
            answer = worker.answer()
        except (EOFError, OSError, ValueError):
            yield from self._lose(worker, task, _crash(worker, self._release(worker)))
            return
        if answer.output_error is not None:
            raise OutputError(answer.output_error)
        if answer.entry is None:
            worker.pages += 1
            if task.pages is None:
                yield PageRead(task)
            return
        entry = answer.entry
        failed = entry.error if entry.status is Status.FAILED else None
        lacked = failed is not None and failed.code == MemoryLimitError.code
        if lacked or self._is_spent(worker):
            self._release(worker)
        else:
            del self._busy[worker]
            self._idle.append(worker)
        if lacked and worker.pages:
            yield from self._lose(worker, task, self._job.bounds.out_of_memory(worker.pages + 1))
        else:
            yield Done(task, entry, answer.digest)

    def _watch(self) -> Iterator[Event]:
        """End the workers that take too long, or too much memory."""
        bounds, now = self._job.bounds, time.monotonic()
        for worker, task in list(self._busy.items()):
            page = worker.pages + 1 if worker.pages else None
            error: DocumentError
            # A task that reads the first pages once more has had its time once already.
            timeout = bounds.timeout * (1 if task.pages is None else 2)
            if now - worker.began > timeout:
                error = bounds.out_of_time(page)
            elif memory_of(worker.process) > bounds.memory:
                error = bounds.out_of_memory(page)
            else:
                continue
            self._release(worker)
            yield from self._lose(worker, task, error)

    def _lose(self, worker: Worker, task: Task, error: DocumentError) -> Iterator[Event]:
        """Account for a task whose worker is lost, or have its first pages read once more."""
        rest = without_the_rest(task, error, worker.pages)
        if rest is not None:
            self._waiting.append(rest)
            return
        cause = task.lost or error
        entry = FileEntry(
            path=task.source_path,
            status=Status.FAILED,
            sha256=task.sha256,
            seconds=round(time.monotonic() - worker.began, 3),
            error=Trouble.of(cause),
        )
        yield Done(task, entry)

    def _release(self, worker: Worker) -> End:
        """End a busy worker."""
        del self._busy[worker]
        return self._workers.end(worker)

    def _is_spent(self, worker: Worker) -> bool:
        """Return whether a worker should be replaced."""
        held = MAX_HELD_SHARE * self._job.bounds.memory
        return worker.done >= MAX_DOCUMENTS or memory_of(worker.process) > held


def _crash(worker: Worker, end: End) -> CrashError:
    """Return what is wrong with a document whose worker ended without an answer."""
    cause = f"the process that read it {tell_end(end.code)}{end.place}"
    page = worker.pages + 1 if worker.pages else None
    if end.is_killed:
        return KilledError(f"{cause}, most likely by the system because memory ran out", page)
    return CrashError(cause, page)
