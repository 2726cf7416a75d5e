"""What tables and their columns are called in files that people read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.language import Language


def headings_of(table: str, columns: list[str], language: Language) -> list[str]:
    """Return the headings of a table's columns.

    Args:
        table: The table's name.
        columns: The columns' names.
        language: The language; in English the names are the headings.
    """
    if language is Language.ENGLISH:
        return columns
    names = _headings()
    return [names.get(table, {}).get(name, names["columns"][name]) for name in columns]


def title_of_table(table: str, language: Language) -> str:
    """Return what a table is called, as a sheet's name: 31 characters at most."""
    return table if language is Language.ENGLISH else _headings()["tables"][table]


@cache
def _headings() -> Mapping[str, Mapping[str, str]]:
    """Return the Indonesian headings."""
    return tomllib.loads(files(__package__).joinpath("headings.toml").read_text("utf-8"))
