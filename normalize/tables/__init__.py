"""The tables of Indonesian wording that the parsers know, and how they are read.

Every table is a TOML or TSV file beside this module; a new spelling is a new line there.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return the table of a TOML file, read once.

    Args:
        name: File name without its ending, e.g. "months".
    """
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def load_tsv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a TSV file as {column: cell}, read once; lines with # are comments.

    Args:
        name: File name without its ending, e.g. "institutions".
    """
    lines = [line for line in _text(f"{name}.tsv").splitlines() if line and line[0] != "#"]
    columns = lines[0].split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:])


def variants(cell: str) -> tuple[str, ...]:
    """Return the variants that a TSV cell lists between bars: "a | b" -> ("a", "b")."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _text(file: str) -> str:
    return files(__package__).joinpath(file).read_text(encoding="utf-8")
