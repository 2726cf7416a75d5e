"""The tables of the form's wording, and how they are read.

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
        name: File name without its ending, e.g. "sheet".
    """
    return tomllib.loads(load_text(f"{name}.toml"))


def load_text(file: str) -> str:
    """Return the text of a file of this package, e.g. "box_contents.tsv"."""
    return files(__package__).joinpath(file).read_text("utf-8")


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """Return a list of words of a TOML file as a set: `word_set("cell_words", "things")`.

    Args:
        name: File name without its ending.
        keys: The keys that lead to the list.
    """
    found: Any = load_toml(name)
    for key in keys:
        found = found[key]
    return frozenset(found)
