"""Each sample read once in a whole run of the tests, however many workers and modules ask.

Recognising a scan takes 10 to 20 s of processor time, and its records are the same each time.
"""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from extract.storage.record_files import read_records, record_file
from models import SopRecord
from tests.review.documents import SAMPLES, read_into


class SampleReadings:
    """What the pipeline read from samples with the settings as they are, kept in a folder.

    Args:
        folder: Shared by all workers of the test run.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def records(self, name: str) -> list[SopRecord]:
        """Return the records of a sample.

        Args:
            name: Its path below `samples/`.
        """
        return read_records(record_file(self._read(name), name))

    def copy(self, output: Path, *names: str) -> Path:
        """Put the records and words of samples into an output folder; return the folder."""
        for name in names:
            shutil.copytree(self._read(name), output, dirs_exist_ok=True)
        return output

    def _read(self, name: str) -> Path:
        """Return the output folder of one sample, which is read now if nobody has done so."""
        output = self._folder / name.replace("/", "-")
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{output.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not output.exists():
                unfinished = output.with_name(f"{output.name}.part")
                read_into(unfinished, SAMPLES / name, name)
                unfinished.rename(output)
        return output
