"""JSON files below a folder, read with errors that name the place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.errors import BadGoldError


def json_files(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """Return the files below a folder that end in one of the suffixes, sorted.

    Raises:
        BadGoldError: There is no such folder.
    """
    if not folder.is_dir():
        raise BadGoldError(f"{folder}: no such folder")
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file())


def load_json(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises:
        BadGoldError: It cannot be read, or is no JSON.
    """
    return _parse(path, _read(path))


def load_json_values(path: Path) -> list[Any]:
    """Return the values of a JSON or JSON Lines file; of a list at the top, its items.

    Raises:
        BadGoldError: It cannot be read, or is no JSON.
    """
    text = _read(path)
    if path.suffix == ".jsonl":
        # Not by splitlines(): a JSON text may hold other line ends, U+2028 for one.
        lines = enumerate(text.split("\n"), start=1)
        return [_parse(path, line, number) for number, line in lines if line.strip()]
    content = _parse(path, text)
    return content if isinstance(content, list) else [content]


def _read(path: Path) -> str:
    """Return a file's text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadGoldError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadGoldError(f"{path}: is no UTF-8 text") from error


def _parse(path: Path, text: str, line: int | None = None) -> Any:
    """Return the value of a JSON text."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = line or error.lineno
        raise BadGoldError(f"{path}: line {place} is no JSON: {error.msg}") from error
    except RecursionError as error:
        raise BadGoldError(f"{path}: its JSON is nested too deep") from error
