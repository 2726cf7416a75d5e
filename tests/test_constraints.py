"""`constraints.txt` pins every library that the project asks for, at a version it accepts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def _asked_for() -> Iterator[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    for group in [project["project"]["dependencies"], *extras.values()]:
        yield from map(Requirement, group)
    yield from map(Requirement, project["dependency-groups"]["dev"])


def test_all_that_is_asked_for_is_pinned_at_a_version_that_fits() -> None:
    pinned: dict[str, list[str]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([\w.-]+)==(\S+)", line):
            pinned.setdefault(canonicalize_name(match[1]), []).append(match[2])
    wrong = [
        str(requirement)
        for requirement in _asked_for()
        if requirement.name != "sop-extract"
        and not any(
            version in requirement.specifier
            for version in pinned.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert wrong == [], "run `make lock`"
