"""Documents read by the workers of a real Dask cluster, which are real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.batch.account import RunReport
from extract.batch.cluster import engine as cluster_engine
from extract.batch.cluster.engine import DaskEngine
from extract.batch.local.engine import LocalEngine
from extract.batch.run import run_batch
from extract.batch.tasks import Engine
from extract.cli import main
from extract.errors import ExitCode, WorkerError
from extract.process.limits import Bounds
from extract.settings import Settings
from extract.writers.formats import DEFAULT_FORMATS, Format
from tests.batch.folders import account, entries, make, results
from tests.batch.listener import Listener

distributed = pytest.importorskip("distributed", reason="Dask distributed is not installed")

# Dask's own way of ending leaves sockets and loops to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
ROOT = Path(__file__).parents[3]
FORMATS = (*DEFAULT_FORMATS, Format.SVG)


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster


def run(output: Path, folder: Path, engine: Engine, listener: Listener | None = None) -> RunReport:
    return run_batch(
        [folder], output, Settings(), listener or Listener(), engine,
        bounds=Bounds(timeout=20, max_memory=300), formats=FORMATS,
    )  # fmt: skip


def workers(cluster: Any) -> list[int]:
    """Return the numbers of the workers' processes."""
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def test_it_comes_to_the_same_as_the_local_engine_with_a_worker_killed_in_the_middle(
    cluster: Any, tmp_path: Path
) -> None:
    contents = {f"x{n:02}": f"page\nsleep 0.2\nJudul {n}\nLain {n}" for n in range(12)}
    bad = {"y1": "damaged", "y2": "page\nJudul\npage\ncrash", "y3": "exit", "y4": contents["x03"]}
    folder = make(tmp_path / "sop", **contents, **bad)
    victim = workers(cluster)[0]
    listener = _Killer(victim, after=3)
    run(tmp_path / "out", folder, DaskEngine(cluster.scheduler_address), listener)
    assert listener.killed
    assert len(listener.entries) == len(contents) + len(bad)
    at_home = Listener()
    local = run(tmp_path / "local", folder, LocalEngine(2), at_home)
    assert sorted(listener.pages) == sorted(at_home.pages)
    assert (local.totals.read, local.totals.partial, local.totals.failed) == (12, 1, 2)
    assert results(tmp_path / "out") == results(tmp_path / "local")


class _Killer(Listener):
    """Kills a process once some documents are done."""

    def __init__(self, process: int, after: int) -> None:
        super().__init__()
        self.process = process
        self.after = after
        self.killed = False

    def done(self, entry: Any, *, kept: bool) -> None:
        super().done(entry, kept=kept)
        if len(self.entries) == self.after:
            os.kill(self.process, signal.SIGKILL)
            self.killed = True


def test_documents_that_workers_do_not_see_are_sent(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "sop", a="Satu", b="Dua", c="damaged")
    run(tmp_path / "seen", folder, DaskEngine(cluster.scheduler_address))
    # As on a machine of its own: the path leads nowhere there, and to the file here.
    sent: list[bool] = []
    order = cluster_engine.Request

    def elsewhere(job: Any, task: Any, reading: str, content: bytes | None) -> Any:
        sent.append(content is not None)
        path = Path("/nowhere") / task.path.name
        moved = type(task)(task.position, path, task.source_path, task.sha256)
        return order(job, moved, reading, content)

    monkeypatch.setattr(cluster_engine, "Request", elsewhere)
    run(tmp_path / "sent", folder, DaskEngine(cluster.scheduler_address))
    assert sent.count(True) == 3
    assert results(tmp_path / "sent") == results(tmp_path / "seen")


def test_limits_are_kept_to_on_the_worker(cluster: Any, tmp_path: Path) -> None:
    folder = make(tmp_path / "sop", a="Satu", hog="fill 290", z="Dua")
    run(tmp_path / "out", folder, DaskEngine(cluster.scheduler_address))
    assert entries(tmp_path / "out")["hog"]["error"]["code"] == "out-of-memory"
    assert account(tmp_path / "out")["totals"]["read"] == 2


@pytest.fixture
def heard_interrupts() -> Iterator[None]:
    """Hear Ctrl-C where whoever started the tests has it ignored, as a shell's `&` does."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard_interrupts")
def test_ctrl_c_ends_what_is_under_way(cluster: Any, tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    folder = make(tmp_path / "sop", a=f"touch {mark}\nhang")

    def interrupt() -> None:
        while not mark.exists():
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    report = run(tmp_path / "out", folder, DaskEngine(cluster.scheduler_address))
    thread.join()
    assert report.interrupted
    assert report.totals.unread == 1
    # The worker is free at once, long before the document's time is up.
    began = time.monotonic()
    run(tmp_path / "next", make(tmp_path / "more", b="Satu", c="Dua"),
        DaskEngine(cluster.scheduler_address))  # fmt: skip
    assert account(tmp_path / "next")["totals"]["read"] == 2
    assert time.monotonic() - began < 20


def test_another_version_on_a_worker_is_refused(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_engine, "reading_of", lambda settings: "of tomorrow")
    with pytest.raises(WorkerError, match="has another version of this program"):
        run(tmp_path / "out", make(tmp_path / "sop", a="Satu"),
            DaskEngine(cluster.scheduler_address))  # fmt: skip


def test_no_scheduler_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_engine, "CONNECT_S", 1.0)
    make(tmp_path / "sop", a="Satu")
    words = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "-o", str(tmp_path / "out")]
    code = main([str(tmp_path / "sop"), "-q", *words])
    assert code == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert said.startswith("error: tcp://127.0.0.1:9: no Dask scheduler there")
    assert said.count("\n") == 1


def test_a_cluster_without_workers_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    folder = make(tmp_path / "sop", a="Satu")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(WorkerError, match="has had no worker for 1 s"),
    ):
        run(tmp_path / "out", folder, DaskEngine(empty.scheduler_address, patience=1))


def test_killed_without_a_word_it_leaves_no_worker_busy(cluster: Any, tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    folder = make(tmp_path / "sop", a=f"touch {mark}\nhang", b="hang")
    script = (
        "import sys; from extract.batch import reading; from extract.cli import main; "
        "reading.PIPELINE = 'tests.stub_pipeline'; sys.exit(main())"
    )
    words = ["-q", "-o", str(tmp_path / "out"), "--engine", "dask"]
    address = ["--scheduler", cluster.scheduler_address]
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder), *words, *address], cwd=ROOT
    ) as process:
        while not mark.exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.kill()
    # Its documents had ten minutes each.
    more = make(tmp_path / "more", c="Satu", d="Dua")
    began = time.monotonic()
    run(tmp_path / "next", more, DaskEngine(cluster.scheduler_address))
    assert account(tmp_path / "next")["totals"]["read"] == 2
    assert time.monotonic() - began < 60


def test_a_scheduler_that_goes_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_engine, "CONNECT_S", 2.0)
    folder = make(tmp_path / "sop", a="Satu", b="hang")
    closing = distributed.LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=":0")
    listener = _Closer(closing)
    with pytest.raises(WorkerError, match=r"scheduler is lost|no worker"):
        run(tmp_path / "out", folder, DaskEngine(closing.scheduler_address, patience=5), listener)
    assert [entry.path for entry in listener.entries] == ["sop/a.txt"]


class _Closer(Listener):
    """Closes a cluster once a document is done."""

    def __init__(self, cluster: Any) -> None:
        super().__init__()
        self.cluster = cluster

    def done(self, entry: Any, *, kept: bool) -> None:
        super().done(entry, kept=kept)
        self.cluster.close()
