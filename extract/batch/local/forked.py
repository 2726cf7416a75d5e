"""Workers on Linux: forked by a process that has loaded everything, within milliseconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.reduction import send_handle

from extract.batch.local.messages import Ended, Fork, Forked, Kill, Unable
from extract.batch.local.workers import ONE_THREAD, End, Worker, tell_end
from extract.batch.tasks import Job
from extract.errors import MissingDependencyError, WorkerError

# How long the fork server may take to end by itself, in seconds.
_PATIENCE = 30.0

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extract.batch.local.fork_server import main; main(int(sys.argv[2]))"
)


class ForkedWorkers:
    """The workers that a fork server forks; see `extract.batch.local.fork_server`.

    Args:
        job: What all tasks have in common.

    Raises:
        MissingDependencyError: A package that documents need is not installed.
        WorkerError: The fork server does not start.
    """

    def __init__(self, job: Job) -> None:
        """Start the fork server and wait until it can fork."""
        self._connection, theirs = Pipe()
        self._workers: set[Worker] = set()
        self._ended: dict[int, int] = {}
        environment = {**dict.fromkeys(ONE_THREAD, "1"), **os.environ}
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

    def start(self) -> Worker:
        """Return a new worker.

        Raises:
            WorkerError: The fork server has ended.
        """
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
        """End a worker, with all that it started, and wait until it has ended."""
        self._send(Kill(worker.process))
        while worker.process not in self._ended:
            self._note(self._receive())
        self._workers.remove(worker)
        code = self._ended.pop(worker.process)
        place = worker.crash_place() if code < 0 else ""
        worker.close()
        return End(code, place)

    def close(self) -> None:
        """End all workers and the fork server."""
        self._connection.close()
        for worker in self._workers:
            worker.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _note(self, answer: object) -> None:
        """Remember how a worker ended."""
        if isinstance(answer, Ended):
            self._ended[answer.process] = answer.code

    def _send(self, message: object) -> None:
        """Send a message to the fork server."""
        self._tried(lambda: self._connection.send(message))

    def _receive(self) -> object:
        """Return the next message of the fork server."""
        return self._tried(self._connection.recv)

    def _tried(self, talk: Callable[[], object]) -> object:
        """Send or receive.

        Raises:
            WorkerError: The fork server has ended.
        """
        try:
            return talk()
        except (EOFError, OSError) as error:
            code = self._process.wait()
            raise WorkerError(
                f"the process that starts the workers {tell_end(code)}; "
                "run the same command again to go on"
            ) from error
