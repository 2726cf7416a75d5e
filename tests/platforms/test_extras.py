"""The plain install reads documents; what an extra adds is asked for in one line."""

from __future__ import annotations

import importlib.metadata as metadata
import json
import sys
import tomllib
from itertools import chain
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from extract.errors import ExitCode
from tests.platforms.blocked import ROOT, python

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SAMPLE = ROOT / "samples/kecamatan-telaga-bestari.pdf"
TEXT = ROOT / "samples/inspektorat-nusa-kelapa.txt"


def with_what_they_need(requirements: list[str]) -> set[str]:
    """Return the names of distributions, and of all that they need in turn."""
    found: set[str] = set()
    waiting = [(Requirement(text), "") for text in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in found:
            found.add(name)
            for extra in ("", *requirement.extras):
                needed = metadata.requires(name) or []
                waiting += [(Requirement(text), extra) for text in needed]
    return found


@pytest.fixture(scope="module")
def missing() -> list[str]:
    """Return the modules that are installed here and not by a plain install."""
    plain = with_what_they_need(PROJECT["dependencies"])
    return [
        module
        for module, owners in metadata.packages_distributions().items()
        if plain.isdisjoint(map(canonicalize_name, owners))
        and module not in sys.stdlib_module_names
        and module not in ("extract", "models", "normalize")
    ]


@pytest.fixture(scope="module")
def output(missing: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a plain install makes of two documents."""
    output = tmp_path_factory.mktemp("plain") / "out"
    forms = "csv,xlsx,jsonl,bpmn,mermaid,svg"
    words = [SAMPLE, TEXT, "-q", "-o", output, "--format", forms]
    done = python("-m", "extract", *words, modules=missing)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    return output


def test_a_plain_install_reads_and_writes(output: Path) -> None:
    account = json.loads((output / "run.json").read_text(encoding="utf-8"))
    assert account["totals"]["read"] == 2
    suffixes = {path.suffix for path in output.rglob("*.*")}
    assert suffixes >= {".csv", ".xlsx", ".jsonl", ".bpmn", ".mmd", ".svg"}


def test_a_plain_install_shows_a_report(output: Path, missing: list[str]) -> None:
    done = python("-m", "extract", "report", output, "--sources", SAMPLE.parent, modules=missing)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert (output / "report/index.html").exists()


# The extra that is missing, and the words of the command; OUTPUT stands for a run's output folder.
ASKED: dict[str, tuple[str, list[str]]] = {
    "parquet": ("parquet", [str(TEXT), "-o", "out", "--format", "parquet"]),
    "duckdb": ("duckdb", [str(TEXT), "-o", "out", "--format", "duckdb"]),
    "sqlite": ("database", [str(TEXT), "-o", "out", "--format", "sqlite"]),
    "load": ("database", ["load", "sqlite:///sop.sqlite", "OUTPUT"]),
    "review": ("review", ["review", "OUTPUT"]),
    "dask": (
        "dask",
        [str(TEXT), "-o", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"],
    ),
    "s3": ("s3", ["s3://bucket/folder", "-o", "out"]),
    "heic": ("heic", ["photo.heic", "-o", "out", "-q"]),
}
# Runs one command after another, and prints the exit code and the errors of each.
RUN_ALL = """
import contextlib, io, json, sys
from extract.cli import main
answers = {}
for name, words in json.loads(sys.argv[1]).items():
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        code = main(words)
    answers[name] = [int(code), errors.getvalue()]
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def answers(
    output: Path, missing: list[str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[int, str]]:
    """Return what a plain install answers to each command, all asked in one process."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(64))
    given = {
        name: [str(output) if word == "OUTPUT" else word for word in words]
        for name, (_, words) in ASKED.items()
    }
    done = python("-c", RUN_ALL, json.dumps(given), modules=missing, cwd=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[int, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", ASKED)
def test_a_missing_extra_is_one_line_with_the_command(
    name: str, answers: dict[str, tuple[int, str]]
) -> None:
    code, errors = answers[name]
    assert code == ExitCode.MISSING_DEPENDENCY
    (line,) = errors.splitlines()
    assert f"pip install 'sop-extract[{ASKED[name][0]}]'" in line


def test_frames_need_pandas(missing: list[str]) -> None:
    code = "import extract\ntry: extract.to_frames([])\nexcept Exception as e: print(type(e), e)"
    done = python("-c", code, modules=missing)
    assert "MissingDependencyError" in done.stdout
    assert "pip install 'sop-extract[pandas]'" in done.stdout


def test_all_holds_every_extra_that_is_used() -> None:
    extras = PROJECT["optional-dependencies"]
    (everything,) = (Requirement(text) for text in extras["all"])
    assert everything.extras == set(extras) - {"all"}
    page = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    assert [extra for extra in extras if f"| `{extra}` |" not in page] == []


def test_what_is_declared_is_what_is_imported() -> None:
    graph = grimp.build_graph(
        "extract", "models", "normalize", include_external_packages=True, cache_dir=None
    )
    owners = metadata.packages_distributions()
    imported = {
        canonicalize_name(owner)
        for name in {module.split(".")[0] for module in graph.modules}
        for owner in owners.get(name, ())
    } - {"sop-extract"}
    plain, extras = (
        {canonicalize_name(Requirement(text).name) for text in texts}
        for texts in (
            PROJECT["dependencies"],
            chain.from_iterable(PROJECT["optional-dependencies"].values()),
        )
    )
    assert plain - imported == set(), "declared and not used"
    through_others = {"dask", "fsspec", "markupsafe"}
    assert imported - plain - extras - through_others == set(), "used and not declared"
