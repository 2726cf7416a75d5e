"""The packages import only what their layer may know."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGES = ("extract", "models", "normalize", "tools", "tests", "benchmarks")
MOST_LINES = 400


def test_every_import_keeps_to_the_layers(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filenames=(str(ROOT / "pyproject.toml"),), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_no_module_has_more_than_400_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
    }
    assert len(lengths) > 100
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}
