"""The glossary names what the code has."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel

TEXT = Path("docs/glossary.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`((?:models|extract|normalize)\.[\w.]+)`", TEXT)))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|") and not re.match(r"\|(-+\||\s*Indonesian)", line)
]


def find(name: str) -> object:
    """Return the module, class, function or field of a dotted name.

    Raises:
        LookupError: There is none.
    """
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            found: Any = import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        for part in parts[size:]:
            found = _member(found, part)
        return found
    raise LookupError(name)


def _member(owner: Any, name: str) -> object:
    """Return a name's value in a module or an enum, or a field of a model or dataclass."""
    if isinstance(owner, ModuleType) or (isinstance(owner, type) and issubclass(owner, Enum)):
        return getattr(owner, name)
    if isinstance(owner, type) and issubclass(owner, BaseModel) and name in owner.model_fields:
        return owner.model_fields[name]
    if is_dataclass(owner) and name in owner.__dataclass_fields__:
        return owner.__dataclass_fields__[name]
    raise LookupError(f"{owner} has no {name}")


@pytest.mark.parametrize("name", NAMES)
def test_name_is_in_the_code(name: str) -> None:
    assert find(name) is not None


def test_each_row_has_four_cells_and_a_name() -> None:
    assert len(ROWS) > 50
    assert [row for row in ROWS if len(row) != 4 or not all(row) or "`" not in row[2]] == []


def test_term_stands_once() -> None:
    terms = [row[0] for row in ROWS]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_missing_name_is_told() -> None:
    with pytest.raises(LookupError):
        find("models.step.Step.nothing")
