from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_says_what_it_takes_without_its_environment() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "digital.py"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--rounds" in done.stdout and "--documents" in done.stdout


def test_memory_and_profile_are_those_of_our_reading() -> None:
    sample = ROOT / "samples" / "kecamatan-telaga-bestari.pdf"
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from memory import measure_memory; from profiling import STAGES, profile_reading\n"
        "paths = [Path(sys.argv[2])]\n"
        "held = measure_memory(paths, 2)\n"
        "assert [count for count, _ in held] == [1, 2] and held[0][1] > 10, held\n"
        "profile_reading(paths, 1)\n"
        "found = profile_reading(paths, 1)\n"
        "assert 0.1 < found.reading_share < 0.9 and found.stages['fields'] > 0, found\n"
        "homes = [Path(home) for stage in STAGES.values() for home in stage]\n"
        "assert all(home.exists() for home in homes), homes\n"
    )
    arguments = [str(ROOT / "benchmarks"), str(sample)]
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, cwd=ROOT)


def test_what_is_compared_with_is_no_dependency_of_the_project() -> None:
    compared = (ROOT / "benchmarks" / "requirements.txt").read_text(encoding="utf-8")
    names = [line.split(">")[0] for line in compared.splitlines() if line[:1].isalpha()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = " ".join(project["project"]["dependencies"]).casefold()
    assert names
    assert not any(name.casefold() in wanted for name in names)


def test_engines_are_compared_by_their_words_and_a_crash_is_told() -> None:
    sample = ROOT / "samples" / "kecamatan-telaga-bestari.pdf"
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from side_by_side import Agreement, agreement, measure, report\n"
        "paths = [Path(sys.argv[2]), Path(sys.argv[1]) / 'gone.pdf']\n"
        "told = measure(paths, ['sop-extract', 'pdfplumber', 'no engine'], 1)\n"
        "ours, theirs = (told[name].words[paths[0]] for name in ('sop-extract', 'pdfplumber'))\n"
        "found = agreement(ours, theirs)\n"
        "assert len(ours) > 400 and found.in_order <= found.share and found.share > 0.9, found\n"
        "assert agreement(['a', 'b'], ['b', 'a']) == Agreement(1.0, 0.5)\n"
        "print('\\n'.join(report(paths, told)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "benchmarks"), str(sample)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "no engine: kecamatan-telaga-bestari.pdf: ends with 1: KeyError" in done.stdout
    assert "pdfplumber: gone.pdf: ends with 1: FileNotFoundError" in done.stdout
