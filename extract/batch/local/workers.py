"""The run's side of a worker: giving it tasks, taking its answers, learning how it ended."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Protocol

from extract.batch.local.messages import Answer
from extract.batch.tasks import Task
from extract.process.defects import is_ours

# An answer holds the ids of the records of one document; a larger one, in bytes, is refused.
_LONGEST_ANSWER = 64_000_000
# How much of what a crashing process printed is searched for the place, in bytes.
_LONGEST_TRACE = 100_000
_FRAME = re.compile(r'File "([^"]+)", line (\d+) in (\w+)')

# Each worker reads one document; threads of the libraries would compete for the cores.
ONE_THREAD = (
    "OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)  # fmt: skip


class Worker:
    """A worker process, and how far it is with its task.

    Attributes:
        process: Its process id.
        connection: Where tasks are sent and answers come from.
        began: When it began its task, by `time.monotonic`.
        pages: How many pages of its document have been read.
        done: How many tasks it has been given.
    """

    def __init__(self, process: int, connection: Connection, output: IO[bytes]) -> None:
        """Begin without a task."""
        self.process = process
        self.connection = connection
        self._output = output
        self.began = 0.0
        self.pages = 0
        self.done = 0

    def give(self, task: Task) -> None:
        """Give it a task.

        Raises:
            OSError: It has ended.
        """
        self.began, self.pages = time.monotonic(), 0
        self.done += 1
        os.truncate(self._output.fileno(), 0)
        self.connection.send(task)

    def answer(self) -> Answer:
        """Return its next answer.

        Raises:
            EOFError: It has ended.
            OSError: It has ended within an answer.
            ValueError: The answer is malformed.
        """
        return Answer.model_validate_json(self.connection.recv_bytes(_LONGEST_ANSWER))

    def crash_place(self) -> str:
        """Return where in our code it crashed, " at file.py:12 in name"; "" where unknown."""
        self._output.seek(0)
        trace = self._output.read(_LONGEST_TRACE).decode("utf-8", "replace")
        # The innermost call of the thread that crashed comes first.
        for file, line, name in _FRAME.findall(trace):
            if is_ours(file):
                return f" at {Path(file).name}:{line} in {name}"
        return ""

    def close(self) -> None:
        """Close the connection and the file of its output."""
        self.connection.close()
        self._output.close()


@dataclass(frozen=True, slots=True)
class End:
    """How a worker ended.

    Attributes:
        code: Its exit code; the number of a signal, negative, where one ended it.
        place: Where in our code it crashed, " at file.py:12 in name"; "" where unknown.
    """

    code: int
    place: str

    @property
    def is_killed(self) -> bool:
        """Return whether somebody killed it, which on Linux is the system if memory runs out."""
        kill = getattr(signal, "SIGKILL", None)
        return kill is not None and self.code == -kill


class Workers(Protocol):
    """Starts and ends workers; `ForkedWorkers` on Linux, `SpawnedWorkers` elsewhere."""

    def start(self) -> Worker:
        """Return a new worker.

        Raises:
            MissingDependencyError: A package that documents need is not installed.
            WorkerError: It does not start.
        """

    def end(self, worker: Worker) -> End:
        """End a worker, with all that it started, and wait until it has ended."""

    def close(self) -> None:
        """End all workers."""


def tell_end(code: int) -> str:
    """Return how a process ended: "was ended by SIGKILL", "ended with code 1"."""
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
