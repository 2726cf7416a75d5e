"""Workers on Windows and macOS: Python processes that each load everything, within seconds.

Of what forked workers have, these lack the limit of memory, which needs Linux. On Windows a
program that a worker has started (Tesseract) outlives a worker that is ended, until it is done.
"""

from __future__ import annotations

import os
import signal
import tempfile
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from extract.batch import reading
from extract.batch.local.messages import Answer
from extract.batch.local.worker import work
from extract.batch.local.workers import ONE_THREAD, End, Worker, tell_end
from extract.batch.tasks import Job
from extract.errors import MissingDependencyError, WorkerError

# How long a worker may take to end by itself, in seconds.
_PATIENCE = 30.0
_SPAWN = get_context("spawn")


class SpawnedWorkers:
    """Workers that are started one by one.

    Args:
        job: What all tasks have in common.
    """

    def __init__(self, job: Job) -> None:
        """Begin without workers."""
        self._job = job
        self._processes: dict[Worker, SpawnProcess] = {}
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._started = 0

    def start(self) -> Worker:
        """Return a new worker, once it has loaded what documents need.

        Raises:
            MissingDependencyError: A package that documents need is not installed.
            WorkerError: It does not start.
        """
        self._started += 1
        path = Path(self._folder.name, str(self._started))
        output = path.open("a+b")
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs, path, self._job), daemon=True)
        process.start()
        theirs.close()
        worker = Worker(process.pid or 0, ours, output)
        self._processes[worker] = process
        try:
            answer = worker.answer()
        except (EOFError, OSError, ValueError) as error:
            end = self.end(worker)
            raise WorkerError(f"a worker {tell_end(end.code)} while it started") from error
        if answer.missing is not None:
            raise MissingDependencyError(answer.missing)
        return worker

    def end(self, worker: Worker) -> End:
        """End a worker, and wait until it has ended."""
        process = self._processes.pop(worker)
        if process.is_alive():
            _kill(process)
        process.join()
        code = process.exitcode or 0
        place = worker.crash_place() if code < 0 else ""
        worker.close()
        return End(code, place)

    def close(self) -> None:
        """End all workers."""
        for worker in self._processes:
            worker.connection.close()
        for worker, process in list(self._processes.items()):
            process.join(_PATIENCE)
            self.end(worker)
        self._folder.cleanup()


def _kill(process: SpawnProcess) -> None:
    """Kill a worker, and where the system can, all that it started."""
    if hasattr(os, "killpg") and process.pid is not None:
        with suppress(ProcessLookupError, PermissionError):  # it has no group yet, or has ended
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _serve(tasks: Connection, output: Path, job: Job) -> None:
    """Do a worker's work in a process that was just started.

    Args:
        tasks: Where tasks come from, and answers go to.
        output: A file that takes what libraries print, and where a crash happened.
        job: What all tasks have in common.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run acts on Ctrl-C
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    reading.PIPELINE = job.pipeline
    try:
        reading.load_pipeline().warm_up()
    except MissingDependencyError as error:
        tasks.send_bytes(Answer(missing=str(error)).model_dump_json().encode())
        return
    tasks.send_bytes(Answer().model_dump_json().encode())
    work(tasks, os.open(output, os.O_RDWR | os.O_APPEND), job)
