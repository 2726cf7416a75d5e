"""A run's extracted records, read from the output folder on demand."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extract.corrections.extracted import read_extracted
from extract.errors import BadRecordsError, MissingSopError
from extract.review.limits import SESSION_LIMITS
from extract.storage.record_files import RECORDS_FOLDER
from models import SopRecord


@dataclass(frozen=True, slots=True)
class _File:
    """A record file.

    Attributes:
        version: Modification time and size; another version was written since.
        records: The ids of its records.
    """

    version: tuple[int, int]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What has changed in a record file.

    Attributes:
        gone: Ids of records that are gone or were rewritten.
        read: Ids of records that are new or were rewritten.
    """

    gone: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


class RecordCache:
    """The records of an output folder.

    Args:
        output: The output folder.
        look_after: Least time between two checks of all files, in seconds.
    """

    def __init__(self, output: Path, look_after: float) -> None:
        """Keep the place; nothing is read yet."""
        self._output = output
        self._look_after = look_after
        self._looked = -look_after
        self._files: dict[Path, _File] = {}
        self._places: dict[str, Path] = {}
        self._kept: OrderedDict[str, SopRecord] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        """Return whether a record of an id was found when last looked."""
        return name in self._places

    def record(self, name: str) -> SopRecord:
        """Return an extracted record.

        Args:
            name: Its id.

        Raises:
            MissingSopError: There is none of this id.
            BadRecordsError: Its file cannot be read any more.
        """
        if name not in self._kept:
            path = self._places.get(name)
            if path is None:
                raise MissingSopError(f"there is no SOP {name} in {self._output}")
            found = {record.id: record for record in self._read(path)}
            if name not in found:
                raise MissingSopError(f"there is no SOP {name} in {self._output} any more")
            self._keep(found[name])
        self._kept.move_to_end(name)
        return self._kept[name]

    def look(self, name: str | None = None) -> Iterator[News]:
        """Yield what was written since the last call, file by file.

        Args:
            name: The record whose file is looked at; all files where None.

        Raises:
            BadRecordsError: A file cannot be read.
        """
        if name is not None:
            if (path := self._places.get(name)) is not None:
                yield from self._look_at(path, _version_of(path))
        elif time.monotonic() - self._looked >= self._look_after:
            versions = dict(sorted(_versions(str(self._output / RECORDS_FOLDER))))
            self._looked = time.monotonic()
            for path in [path for path in self._files if str(path) not in versions]:
                yield News(gone=self._forget(path))
            known = {str(path): file.version for path, file in self._files.items()}
            for written, version in versions.items():
                if known.get(written) != version:
                    yield from self._look_at(Path(written), version)

    def _look_at(self, path: Path, version: tuple[int, int]) -> Iterator[News]:
        """Take in a record file, if it was written since it was read."""
        known = self._files.get(path)
        if known is not None and known.version == version:
            return
        gone = self._forget(path)
        # Of several files that hold a record, the first counts.
        records = [record for record in self._read(path) if record.id not in self._places]
        self._files[path] = _File(version, tuple(record.id for record in records))
        for record in records:
            self._places[record.id] = path
            self._keep(record)
        yield News(gone, self._files[path].records)

    def _forget(self, path: Path) -> tuple[str, ...]:
        """Forget a record file's records and return their ids."""
        known = self._files.pop(path, None)
        if known is None:
            return ()
        for name in known.records:
            del self._places[name]
            self._kept.pop(name, None)
        return known.records

    def _keep(self, record: SopRecord) -> None:
        """Keep a record in memory; the least recently used one is dropped."""
        self._kept[record.id] = record
        while len(self._kept) > SESSION_LIMITS.max_records:
            self._kept.popitem(last=False)

    def _read(self, path: Path) -> list[SopRecord]:
        """Return the records of a file as they were extracted."""
        try:
            return read_extracted(self._output, path)
        except (OSError, ValueError, KeyError) as error:
            shown = path.relative_to(self._output / RECORDS_FOLDER)
            raise BadRecordsError(
                f"{path}: holds no records of this version, or those extracted are not in "
                f"review/extracted/{shown}; run the extraction again with --force"
            ) from error


def _versions(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the record files below a folder with their versions, fast."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _versions(entry.path)
            elif entry.name.endswith(".json"):
                yield entry.path, _version(entry.stat())


def _version_of(path: Path) -> tuple[int, int]:
    """Return a file's version.

    Raises:
        BadRecordsError: It is not there any more.
    """
    try:
        return _version(path.stat())
    except OSError as error:
        raise BadRecordsError(f"{path}: cannot be read: {error.strerror}") from error


def _version(status: os.stat_result) -> tuple[int, int]:
    """Return the version of a file."""
    return status.st_mtime_ns, status.st_size
