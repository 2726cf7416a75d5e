"""A worker: reads documents, one after another, until there are no more."""

from __future__ import annotations

import faulthandler
import os
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from extract.batch.local.messages import Answer
from extract.batch.tasks import Job, Task
from extract.batch.work import do_task
from extract.errors import OutputError
from extract.process.guards import die_with_parent, limit_memory

# If the system runs out of memory, it ends workers first (Linux: -1000 to 1000), as they can be
# replaced.
_OOM_SCORE = "800"


def work(tasks: Connection, output: int, job: Job) -> None:
    """Do tasks as they come, until no more come.

    Args:
        tasks: Where tasks come from, and answers go to.
        output: Descriptor of a file that takes what libraries print, and where a crash happened.
        job: What all tasks have in common.
    """
    die_with_parent()
    _redirect(output)
    faulthandler.enable()
    limit_memory(job.bounds.memory)
    with suppress(OSError):  # no Linux
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, encoding="ascii")
    while True:
        try:
            task: Task = tasks.recv()
        except EOFError:
            return
        tasks.send_bytes(_do(task, job, tasks).model_dump_json().encode())


def _do(task: Task, job: Job, tasks: Connection) -> Answer:
    """Do a task and return the answer to it."""

    def on_page(number: int) -> None:
        tasks.send_bytes(Answer(page=number).model_dump_json().encode())

    try:
        done = do_task(job, task, on_page)
    except OutputError as error:
        return Answer(output_error=str(error))
    return Answer(entry=done.entry, digest=done.digest)


def _redirect(output: int) -> None:
    """Send what libraries print to a file instead of the terminal."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)
