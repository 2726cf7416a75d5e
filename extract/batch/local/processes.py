"""The run's hold on its workers, and on the process that forks them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path
from typing import IO

from extract.batch.local.messages import Answer, Ended, Fork, Forked, Kill, Unable
from extract.batch.tasks import Job, Task
from extract.errors import MissingDependencyError, WorkerError
from extract.process.defects import is_ours

# An answer names the records of one document; more than this, in bytes, is none of ours.
_LONGEST_ANSWER = 64_000_000
# How much of what a crashing process printed is looked through, in bytes.
_LONGEST_TRACE = 100_000
# How long the process that forks may take to end by itself, in seconds.
_PATIENCE = 30.0
_FRAME = re.compile(r'File "([^"]+)", line (\d+) in (\w+)')

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extract.batch.local.fork_server import main; main(int(sys.argv[2]))"
)
# Each worker is busy with a document of its own; threads of theirs would fight for the cores.
_ONE_THREAD = (
    "OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)  # fmt: skip


class Worker:
    """A worker, and how far it is with the task it has.

    Attributes:
        process: Its number.
        connection: Where tasks go to, and answers come from.
        began: When it began the task it has, by `time.monotonic`.
        pages: How many pages of it have been read.
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
        """Return the next thing it says.

        Raises:
            EOFError: It has ended.
            OSError: It has ended in the middle of it.
            ValueError: What it says makes no sense.
        """
        return Answer.model_validate_json(self.connection.recv_bytes(_LONGEST_ANSWER))

    def crash_place(self) -> str:
        """Return where in our code it crashed, " at file.py:12 in name"; "" where unknown."""
        self._output.seek(0)
        trace = self._output.read(_LONGEST_TRACE).decode("utf-8", "replace")
        # The faulting thread's innermost call comes first.
        for file, line, name in _FRAME.findall(trace):
            if is_ours(file):
                return f" at {Path(file).name}:{line} in {name}"
        return ""

    def close(self) -> None:
        """Let go of it."""
        self.connection.close()
        self._output.close()


@dataclass(frozen=True, slots=True)
class End:
    """How a worker ended.

    Attributes:
        code: What it ended with; a signal's number, negative, where one ended it.
        place: Where in our code it crashed, " at file.py:12 in name"; "" where unknown.
    """

    code: int
    place: str


class Nursery:
    """The process that forks workers, from the run's side.

    Args:
        job: What all tasks have in common.

    Raises:
        MissingDependencyError: A package that documents need is not installed.
        WorkerError: It does not start.
    """

    def __init__(self, job: Job) -> None:
        """Start it and wait until it can fork."""
        self._connection, theirs = Pipe()
        self._workers: set[Worker] = set()
        self._ended: dict[int, int] = {}
        environment = {**dict.fromkeys(_ONE_THREAD, "1"), **os.environ}
        descriptor = theirs.fileno()
        command = [sys.executable, "-c", _START, json.dumps(sys.path), str(descriptor)]
        self._process = subprocess.Popen(  # noqa: S603
            command,
            pass_fds=[descriptor],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        theirs.close()
        try:
            self._send(job)
            answer = self._receive()
        except BaseException:
            self.close()
            raise
        if isinstance(answer, Unable):
            self.close()
            raise MissingDependencyError(answer.cause)

    def fork(self) -> Worker:
        """Return a new worker."""
        ours, theirs = Pipe()
        output = tempfile.TemporaryFile(mode="a+b")  # noqa: SIM115
        self._send(Fork())
        for handle in (theirs.fileno(), output.fileno()):
            send_handle(self._connection, handle, self._process.pid)
        theirs.close()
        while not isinstance(answer := self._receive(), Forked):
            self._note(answer)
        worker = Worker(answer.process, ours, output)
        self._workers.add(worker)
        return worker

    def end(self, worker: Worker) -> End:
        """End a worker with all it started, unless it has ended by itself; wait until it has."""
        self._send(Kill(worker.process))
        while worker.process not in self._ended:
            self._note(self._receive())
        self._workers.remove(worker)
        code = self._ended.pop(worker.process)
        place = worker.crash_place() if code < 0 else ""
        worker.close()
        return End(code, place)

    def close(self) -> None:
        """End all workers, and the process itself."""
        self._connection.close()
        for worker in self._workers:
            worker.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _note(self, answer: object) -> None:
        """Remember a worker's end."""
        if isinstance(answer, Ended):
            self._ended[answer.process] = answer.code

    def _send(self, message: object) -> None:
        """Say something to it."""
        self._tried(lambda: self._connection.send(message))

    def _receive(self) -> object:
        """Return the next thing it says."""
        return self._tried(self._connection.recv)

    def _tried(self, talk: Callable[[], object]) -> object:
        """Talk to it.

        Raises:
            WorkerError: It has ended.
        """
        try:
            return talk()
        except (EOFError, OSError) as error:
            code = self._process.wait()
            raise WorkerError(
                f"the process that starts the workers {tell_end(code)}; "
                "run the same command again to go on"
            ) from error


def tell_end(code: int) -> str:
    """Return how a process ended: "was ended by SIGKILL", "ended with code 1"."""
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
