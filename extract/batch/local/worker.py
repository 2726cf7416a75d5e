"""A process that reads documents, one after another, for as long as it is wanted and able."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from extract.batch.local.messages import Answer
from extract.batch.tasks import Job, Task
from extract.batch.work import do_task
from extract.errors import OutputError

# Linux's prctl option that has a process killed when the one that forked it ends.
_PR_SET_PDEATHSIG = 1
# Where the system is short of memory it shall end the workers, which can be replaced.
_FIRST_TO_GO = "800"


def work(tasks: Connection, output: int, job: Job) -> None:
    """Do tasks as they come, until no more come.

    Args:
        tasks: Where tasks come from, and answers go to.
        output: Descriptor of a file that takes what libraries print, and where a crash happened.
        job: What all tasks have in common.
    """
    _die_with_parent()
    _redirect(output)
    faulthandler.enable()
    _limit_memory(job.bounds.memory)
    with suppress(OSError):  # no Linux
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    while True:
        try:
            task: Task = tasks.recv()
        except EOFError:
            return
        tasks.send_bytes(_do(task, job, tasks).model_dump_json().encode())


def _do(task: Task, job: Job, tasks: Connection) -> Answer:
    """Do a task and return what to say of it."""

    def on_page(number: int) -> None:
        tasks.send_bytes(Answer(page=number).model_dump_json().encode())

    try:
        done = do_task(job, task, on_page)
    except OutputError as error:
        return Answer(output_error=str(error))
    return Answer(entry=done.entry, digest=done.digest)


def _die_with_parent() -> None:
    """Ask Linux to end this process when the one that forked it ends, however that is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _redirect(output: int) -> None:
    """Let nothing that libraries print reach the terminal."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)


def _limit_memory(most: int) -> None:
    """Let this process have so many bytes of address space more than it has now, and no dump.

    What it starts is watched from outside; this stops what grows too fast to be watched.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what the document says
    with suppress(OSError, ValueError):  # a lower limit is set already, or none can be
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        size = pages * resource.getpagesize() + most
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
