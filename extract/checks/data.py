"""The TOML tables of this package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return what the table `<name>.toml` of this package holds."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
