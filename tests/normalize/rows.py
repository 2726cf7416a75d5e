"""Reads the tables of printed forms and their meanings."""

from __future__ import annotations

from pathlib import Path


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside the tests as {column: cell}; lines with # are comments."""
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [dict(zip(header, row, strict=True)) for row in rows]
