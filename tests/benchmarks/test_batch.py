"""The small form of what `benchmarks/` does with a thousand files, on the real pipeline."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"


def script(text: str, *words: str) -> str:
    """Run a script among the benchmarks and return what it printed."""
    begin = f"import sys; sys.path.insert(0, {str(BENCHMARKS)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", begin + text, *words], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="it watches memory as Linux shows it")
def test_eight_files_killed_on_the_way_leave_what_an_undisturbed_run_does(tmp_path: Path) -> None:
    shown = script(
        "import thousand; from pathlib import Path\n"
        "thousand.BAD, thousand.SCANS, thousand.TIMEOUT, thousand.KILLS = 38, 0, 45, (0.5,)\n"
        "sys.exit(not thousand.measure(Path(sys.argv[1]), 8))",
        str(tmp_path),
    )
    assert "8 files, 3 of them bad" in shown
    assert shown.count("killed with ") == 1
    assert ", 0 of them not the same" in shown


def test_what_a_run_costs_is_told(tmp_path: Path) -> None:
    shown = script(
        "import batch; from pathlib import Path; from corpus import write_digital\n"
        "home = Path(sys.argv[1]); write_digital(home / 'digital', 1)\n"
        "batch.tell_overhead(home, 1)",
        str(tmp_path),
    )
    assert re.search(r"bare loop \d+\.\d+ s, run \d+\.\d+ s of processor time: [+-]\d+", shown)
