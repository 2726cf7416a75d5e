"""The fork server: loads everything that a document needs once, and forks workers.

It reads no document itself, and has a single thread, so that its forks are sound. When the run's
process ends, it ends itself and all workers.
"""

from __future__ import annotations

import gc
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle

from extract.batch import reading
from extract.batch.local.messages import Ended, Fork, Forked, Kill, Ready, Unable
from extract.batch.local.worker import work
from extract.batch.tasks import Job
from extract.errors import MissingDependencyError


def main(descriptor: int) -> None:
    """Fork workers as asked, until the connection ends.

    Args:
        descriptor: Of the connection to the run's process; the job comes first on it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run acts on Ctrl-C
    run = Connection(descriptor)
    job: Job = run.recv()
    try:
        _load(job)
    except MissingDependencyError as error:
        run.send(Unable(str(error)))
        return
    gc.collect()
    gc.freeze()  # keeps the loaded objects in memory pages that all workers share
    run.send(Ready())
    _ForkServer(run, job).serve()


def _load(job: Job) -> None:
    """Load what documents need.

    Raises:
        MissingDependencyError: Something is not installed.
    """
    reading.PIPELINE = job.pipeline
    reading.load_pipeline().warm_up()


class _ForkServer:
    """Forks and kills workers, and tells the run when they end."""

    def __init__(self, run: Connection, job: Job) -> None:
        """Begin without workers."""
        self._run = run
        self._job = job
        self._workers: set[int] = set()
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)

    def serve(self) -> None:
        """Fork and kill as asked, and tell of each worker that ends."""
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        try:
            while True:
                ready = wait([self._run, self._woken])
                if self._woken in ready:
                    with suppress(BlockingIOError):
                        os.read(self._woken, 4096)
                    self._reap()
                if self._run in ready:
                    self._obey()
        except (EOFError, BrokenPipeError, ConnectionResetError):  # the run is over
            for worker in self._workers:
                _kill_group(worker)
            for worker in self._workers:  # one that is writing goes on until it has ended
                os.waitpid(worker, 0)

    def _obey(self) -> None:
        """Do what the run asks."""
        match self._run.recv():
            case Fork():
                self._fork()
            case Kill(process) if process in self._workers:
                _kill_group(process)

    def _fork(self) -> None:
        """Fork a worker."""
        tasks, output = recv_handle(self._run), recv_handle(self._run)
        process = os.fork()
        if process == 0:
            status = 1
            try:
                self._become_worker(tasks, output)
                status = 0
            finally:
                os._exit(status)
        with suppress(OSError):  # the worker has done it already
            os.setpgid(process, process)
        os.close(tasks)
        os.close(output)
        self._workers.add(process)
        self._run.send(Forked(process))

    def _become_worker(self, tasks: int, output: int) -> None:
        """Do a worker's work in a process just forked, in a process group of its own."""
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._run.close()
        os.close(self._woken)
        os.close(self._waker)
        work(Connection(tasks), output, self._job)

    def _reap(self) -> None:
        """Tell of the workers that have ended, once what they started has ended too."""
        for worker in list(self._workers):
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                _kill_group(worker)
                self._workers.remove(worker)
                self._run.send(Ended(worker, os.waitstatus_to_exitcode(status)))


def _kill_group(leader: int) -> None:
    """End a worker and all it started."""
    with suppress(ProcessLookupError):  # it has ended
        os.killpg(leader, signal.SIGKILL)
