"""Reads the records to be judged: as extracted, or with people's corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.corrections.extracted import EXTRACTED
from extract.corrections.journal import JOURNAL, REVIEW_FOLDER
from extract.corrections.reviewed import read_reviewed
from extract.errors import BadGoldError
from extract.evaluate.jsonfiles import json_files, load_json_values
from extract.evaluate.pairing import source_path
from extract.record.pointers import Json
from extract.storage.record_files import RECORDS_FOLDER

SUFFIXES = (".json", ".jsonl")


def read_outputs(folder: Path, *, reviewed: bool) -> list[Json]:
    """Read every record below a folder, once each, in the order of their files.

    Args:
        folder: A run's output folder, or any folder with records as JSON or JSON Lines.
        reviewed: Whether they count with people's corrections, published or not, or as extracted.

    Raises:
        BadGoldError: The folder or a file in it cannot be read, or has a record with its
            corrections only where the extraction is asked for.
        BadRecordsError: The extracted version of a reviewed record is missing.
        BadReviewError: The journal of a review cannot be read.
    """
    paths = json_files(folder, SUFFIXES)
    outputs = sorted({output for path in paths for output in _outputs_of(path, folder)})
    kept = {output / REVIEW_FOLDER for output in outputs}
    own = [path for path in paths if not kept.intersection(path.parents)]
    instead = _with_reviews(outputs) if reviewed else _extracted(outputs)
    records: dict[object, Json] = {}
    for path in own:
        for value in _records_in(path):
            named = isinstance(value.get("id"), str)
            key = (value["id"], source_path(value)) if named else len(records)
            if key not in records:
                records[key] = _as_asked(path, value, instead, reviewed=reviewed)
    return list(records.values())


def _outputs_of(path: Path, folder: Path) -> Iterator[Path]:
    """Yield the output folders that a file of a review is in."""
    for above in path.parents:
        is_kept = (above / JOURNAL) == path or (above / EXTRACTED) in path.parents
        if is_kept and (above / RECORDS_FOLDER).is_dir():
            yield above
        if above == folder:
            return


def _records_in(path: Path) -> Iterator[Json]:
    """Yield the records of a file."""
    for value in load_json_values(path):
        if isinstance(value, dict) and "source" in value and "header" in value:
            yield value


def _extracted(outputs: Iterable[Path]) -> dict[object, Json]:
    """Return record id -> the extracted record, for those that were reviewed later."""
    return {
        record.get("id"): record
        for output in outputs
        if (output / EXTRACTED).is_dir()
        for path in json_files(output / EXTRACTED, (".json",))
        for record in _records_in(path)
    }


def _with_reviews(outputs: Iterable[Path]) -> dict[object, Json]:
    """Return record id -> the record with its review."""
    return {
        record.id: record.model_dump(mode="json")
        for output in outputs
        for record in read_reviewed(output)
        if record.review is not None
    }


def _as_asked(path: Path, record: Json, instead: dict[object, Json], *, reviewed: bool) -> Json:
    """Return a record as it is asked for."""
    name: Any = record.get("id")
    if reviewed:
        return instead.get(name, record)
    if record.get("review") is None:
        return record
    if name not in instead:
        raise BadGoldError(
            f"{path}: {name} has corrections of a person, and what was extracted is not in "
            f"{EXTRACTED}; --reviewed judges it with them"
        )
    return {**instead[name], "source": record["source"]}
