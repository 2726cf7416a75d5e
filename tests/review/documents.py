"""Documents read into an output folder, as a run reads them."""

from __future__ import annotations

from pathlib import Path

from extract.batch.tasks import Job, Task
from extract.batch.work import do_task, sha256_of
from extract.process.limits import Bounds
from extract.settings import Settings
from extract.storage.record_files import read_records, record_file
from models import SopRecord

SAMPLES = Path(__file__).parents[2] / "samples"


def read_into(
    output: Path, path: Path, name: str | None = None, settings: Settings | None = None
) -> list[SopRecord]:
    """Read a document into an output folder and return its records."""
    name = name or path.name
    job = Job(output, settings or Settings(), Bounds(), (), "extract.pipeline")
    done = do_task(job, Task(1, path, name, sha256_of(path)), lambda number: None)
    assert done.entry.error is None, done.entry.error
    return read_records(record_file(output, name))
