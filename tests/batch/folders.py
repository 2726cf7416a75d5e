"""Folders of documents for the stub pipeline, and what a run over them leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from extract.storage.places import RUN_FILE, STATE_FOLDER


def make(folder: Path, **contents: str) -> Path:
    """Write a text file for each stem, and return the folder."""
    folder.mkdir(exist_ok=True)
    for stem, content in contents.items():
        (folder / f"{stem}.txt").write_text(content, encoding="utf-8")
    return folder


def account(output: Path) -> dict[str, Any]:
    """Return what `run.json` holds."""
    written: dict[str, Any] = json.loads((output / RUN_FILE).read_text(encoding="utf-8"))
    return written


def entries(output: Path) -> dict[str, dict[str, Any]]:
    """Return what `run.json` says of each file, by its name without folders and suffix."""
    return {Path(entry["path"]).stem: entry for entry in account(output)["files"]}


def titles(output: Path) -> list[str]:
    """Return the titles of the SOPs in the documents' table."""
    with (output / "documents.csv").open(encoding="utf-8", newline="") as stream:
        return [row["title"] for row in csv.DictReader(stream)]


def alone(content: bytes) -> list[dict[str, Any]]:
    """Return the records of a file without what comparing them with others found."""
    records: list[dict[str, Any]] = json.loads(content)
    for record in records:
        own = [f for f in record["findings"] if f["scope"] != "batch"]
        # Whether others of the office have a finding too is told at a run's end.
        record["findings"] = [{**f, "scope": "record", "group_id": None} for f in own]
    return records


def results(output: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, but for its times and what it keeps for later runs."""
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and STATE_FOLDER not in path.parts
    }
    if RUN_FILE in found:
        told = json.loads(found[RUN_FILE])
        del told["session"]
        found[RUN_FILE] = json.dumps(told).encode()
    return found
