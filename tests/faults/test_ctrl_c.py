from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from extract.batch.local.cores import count_cores
from extract.errors import ExitCode
from extract.storage.record_files import read_records

SAMPLES = Path(__file__).parents[2] / "samples"
COPIES = 400


# A shell makes its background jobs ignore Ctrl-C; the child must not inherit that.
START = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("extract", run_name="__main__", alter_sys=True)
"""


def test_a_real_ctrl_c_ends_the_run_cleanly(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(COPIES):
        shutil.copy(SAMPLES / "disdukcapil-lembah-arunika.txt", folder / f"{number:03}.txt")
        with (folder / f"{number:03}.txt").open("a", encoding="utf-8") as stream:
            stream.write("\n" * number)  # each of its own content
    with subprocess.Popen(
        [sys.executable, "-c", START, str(folder), "-o", str(output)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert first.startswith(f"[1/{COPIES}] in/")
    assert process.returncode == ExitCode.INTERRUPTED
    assert err.splitlines()[-1].startswith("Interrupted with ")
    assert "Traceback" not in err
    assert "Failures" in out

    run = json.loads((output / "run.json").read_text(encoding="utf-8"))
    read = run["totals"]["read"]
    assert run["interrupted"] is True
    assert 0 < read < COPIES
    assert read + run["totals"]["unread"] == COPIES
    on_disk = sorted((output / "records").rglob("*"))
    records = [path for path in on_disk if path.is_file()]
    # What the others were busy with may have been written, though there was no time to say so.
    written = {path.relative_to(output).as_posix() for path in records}
    assert written >= {entry["output"] for entry in run["files"]}
    assert len(written) - read <= count_cores()
    with (output / "documents.csv").open(encoding="utf-8", newline="") as stream:
        ids = [row["id"] for row in csv.DictReader(stream)]
    assert ids == [record.id for path in records for record in read_records(path)]
