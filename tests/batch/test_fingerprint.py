"""Only what can change a reading has documents read again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

from extract.batch.account import LIBRARIES
from extract.batch.fingerprint import DRAWING, READING
from extract.readers.scan.ocr.ppocr.models import WHEEL
from extract.readers.scan.ocr.registry import all_engines, used_packages

ROOT = Path(__file__).parents[2]
OWN = ("extract", "models", "normalize")


def part_of(module: str) -> str:
    """Return the package or module of the project's first level that a module belongs to."""
    top, *below = module.split(".")
    if top != "extract" or not below:
        return top
    is_file = (ROOT / "extract" / f"{below[0]}.py").exists()
    return f"extract/{below[0]}{'.py' if is_file else ''}"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*OWN, include_external_packages=True, cache_dir=None)


def used_by(graph: grimp.ImportGraph, root: str) -> tuple[set[str], set[str]]:
    """Return the parts of the project, and the other packages, that a module uses.

    A part counts with all its modules: some are found by their names and imported by nobody.
    """
    parts: set[str] = set()
    others: set[str] = set()
    waiting = {part_of(root)}
    while waiting:
        part = waiting.pop()
        parts.add(part)
        for module in graph.modules:
            if part_of(module) == part:
                for used in graph.find_modules_directly_imported_by(module):
                    if used.split(".")[0] not in OWN:
                        others.add(used.split(".")[0])
                    elif part_of(used) not in parts:
                        waiting.add(part_of(used))
    return parts, others - set(sys.stdlib_module_names)


def test_what_counts_is_what_reading_imports(graph: grimp.ImportGraph) -> None:
    parts, _ = used_by(graph, "extract.pipeline")
    assert parts | {"extract/storage"} == set(READING)
    assert parts.isdisjoint({"extract/report", "extract/review", "extract/evaluate"})


def test_the_libraries_that_count_are_those_that_reading_imports(graph: grimp.ImportGraph) -> None:
    _, others = used_by(graph, "extract.pipeline")
    named = packages_distributions()
    # The last two only unpack archives, whose files have hashes of their own.
    optional = {"pillow_heif", "libarchive", "olefile"}
    found = {named.get(name, [name])[0].lower() for name in others - optional}
    engines = {package for engine in all_engines() for package in engine.packages}
    assert found - engines == set(LIBRARIES)
    assert set(used_packages()) - {WHEEL} <= found, "whose models are read by their path"


def test_diagrams_depend_on_the_writers_besides(graph: grimp.ImportGraph) -> None:
    drawing = {
        part_of(module)
        for module in graph.find_upstream_modules("extract.writers.diagrams")
        if module.split(".")[0] in OWN
    }
    assert drawing - set(READING) <= {*DRAWING, "extract/version.py"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the project's code, to be changed."""
    for package in OWN:
        shutil.copytree(ROOT / package, tmp_path / package)
    (tmp_path / "sop").mkdir()
    shutil.copy(ROOT / "samples/kecamatan-telaga-bestari.pdf", tmp_path / "sop/a.pdf")
    return tmp_path


def kept(tree: Path) -> int:
    """Read the documents with a copy's code; return how many results were kept."""
    subprocess.run(
        [sys.executable, "-m", "extract", "sop", "-q", "-j", "1", "--format", "json,mermaid"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        check=True,
        capture_output=True,
    )
    told = json.loads((tree / "output/run.json").read_text(encoding="utf-8"))
    return int(told["session"]["kept"])


def change(file: Path) -> None:
    """Change what a file says without changing what it does."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n# changed\n")


def test_only_a_change_of_what_reads_reads_anew(tree: Path) -> None:
    assert kept(tree) == 0
    for part in ("batch", "cli", "corrections", "evaluate", "load", "report", "review", "ui"):
        for file in (tree / "extract" / part).rglob("*"):
            if file.suffix in (".py", ".toml"):
                change(file)
    assert kept(tree) == 1
    # Of what draws: the diagram is drawn anew, and nothing is read, which would write the words.
    words = next((tree / "output/.sop-extract/words").iterdir())
    words.unlink()
    drawn = next((tree / "output/diagrams").rglob("*.mmd"))
    before = drawn.read_text(encoding="utf-8")
    drawn.write_text("of yesterday", encoding="utf-8")
    change(tree / "extract/writers/mermaid.py")
    kept(tree)
    assert drawn.read_text(encoding="utf-8") == before
    assert not words.exists()
    change(tree / "extract/flow/read.py")
    assert kept(tree) == 0
    assert words.exists()
