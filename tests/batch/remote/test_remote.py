"""Documents and outputs at URLs: in memory, on disk, and on a real S3 server of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.batch.remote.listing import Origin
from extract.batch.remote.mirror import working_folder
from extract.batch.remote.urls import Url, cause_of, is_url
from extract.cli import main
from extract.errors import ExitCode
from extract.storage.places import STATE_FOLDER
from extract.storage.record_files import read_run
from tests.batch.folders import account, make, results
from tests.review.output.runs import correct

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")

pytestmark = pytest.mark.usefixtures("stub_pipeline")

CONTENTS = {"a": "Satu\nDua", "b": "Tiga", "bad": "damaged", "twin": "Tiga"}
SECRET = "rahasia-sekali"  # noqa: S105


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a folder of documents on this machine, for comparison."""
    folder = make(tmp_path / "sop", **CONTENTS)
    make(folder / "deeper", c="Empat")
    (folder / "README.md").write_text("A note.", encoding="utf-8")
    return folder


@pytest.fixture
def memory(here: Path) -> Iterator[Any]:
    """Give fsspec's file system in memory, with the same documents."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.put(str(here), "/archive/", recursive=True)
    yield system
    system.store.clear()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of an S3 server."""
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    moto = pytest.importorskip("moto.server", reason="moto's server is not installed")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give a file system of a bucket that holds the documents."""
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem(use_listings_cache=False)
    system.mkdir("arsip")
    system.put(str(here), "arsip/", recursive=True)
    yield system
    system.rm("arsip", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def run(*words: str | Path) -> int:
    """Run the command; the code argparse ends with counts like any other."""
    try:
        return main([str(word) for word in [*words, "-q"]])
    except SystemExit as end:
        return int(end.code or 0)


def without_inputs(output: Path) -> dict[str, bytes]:
    """Return what a run wrote, but for the words that named its input."""
    found = results(output)
    told = json.loads(found.pop("run.json"))
    return {**found, "run.json": json.dumps(told | {"inputs": []}).encode()}


def spooled(output: Path) -> list[Path]:
    """Return what is left of fetched files."""
    return [path for path in (output / STATE_FOLDER / "spool").rglob("*") if path.is_file()]


class TestInputs:
    def test_a_bucket_is_read_like_a_folder(
        self, bucket: Any, here: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert run("s3://arsip/sop", "-o", tmp_path / "out") == ExitCode.SOME_FAILED
        assert run(here, "-o", tmp_path / "local") == ExitCode.SOME_FAILED
        assert without_inputs(tmp_path / "out") == without_inputs(tmp_path / "local")
        assert spooled(tmp_path / "out") == []
        shown = capfd.readouterr()
        assert SECRET not in shown.err + shown.out
        kept = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
        assert SECRET.encode() not in kept

    def test_so_is_any_other_file_system(self, memory: Any, here: Path, tmp_path: Path) -> None:
        run("memory://archive/sop", "-o", tmp_path / "out")
        run(here, "-o", tmp_path / "local")
        run(here.as_uri(), "-o", tmp_path / "disk")
        assert without_inputs(tmp_path / "out") == without_inputs(tmp_path / "local")
        assert without_inputs(tmp_path / "disk") == without_inputs(tmp_path / "local")

    def test_what_is_known_is_not_fetched_again(
        self, bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fetched: list[str] = []
        pieces = Origin.pieces

        def noted(origin: Origin) -> Iterator[bytes]:
            fetched.append(origin.name)
            return pieces(origin)

        monkeypatch.setattr(Origin, "pieces", noted)
        run("s3://arsip/sop", "-o", tmp_path / "out")
        assert len(fetched) == 5
        before = results(tmp_path / "out")
        fetched.clear()
        run("s3://arsip/sop", "-o", tmp_path / "out")
        assert fetched == []
        assert results(tmp_path / "out") == before
        bucket.pipe_file("arsip/sop/b.txt", b"Tiga baru")
        run("s3://arsip/sop", "-o", tmp_path / "out")
        # The twin is read now, under its own name.
        assert fetched == ["s3://arsip/sop/b.txt", "s3://arsip/sop/twin.txt"]

    def test_a_large_file_is_not_fetched(
        self, memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        memory.pipe_file("/archive/sop/a.txt", b"x" * 2000)
        fetched: list[str] = []
        pieces = Origin.pieces
        monkeypatch.setattr(
            Origin, "pieces", lambda origin: [fetched.append(origin.name), *pieces(origin)][1:]
        )
        run("memory://archive/sop", "-o", tmp_path / "out", "--max-size", "0.001")
        (told,) = [e for e in account(tmp_path / "out")["files"] if e["path"] == "sop/a.txt"]
        assert told["error"]["code"] == "over-limit"
        assert not any(name.endswith("/a.txt") for name in fetched)
        assert any(name.endswith("/b.txt") for name in fetched)

    def test_a_file_larger_than_was_told_is_fetched_no_further(
        self, memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken: list[int] = []

        def endless(origin: Origin) -> Iterator[bytes]:
            while True:
                taken.append(1)
                yield b"x" * 600

        monkeypatch.setattr(Origin, "pieces", endless)
        run("memory://archive/sop/a.txt", "-o", tmp_path / "out", "--max-size", "0.001")
        (told,) = account(tmp_path / "out")["files"]
        assert (told["path"], told["error"]["code"]) == ("a.txt", "over-limit")
        assert len(taken) == 2
        assert spooled(tmp_path / "out") == []

    def test_a_name_that_leads_out_of_the_output_is_not_followed(
        self, bucket: Any, tmp_path: Path
    ) -> None:
        bucket.call_s3("put_object", Bucket="arsip", Key="sop/../../../../evil.txt", Body=b"Jahat")
        run("s3://arsip/sop", "-o", tmp_path / "deep" / "out")
        assert not list(tmp_path.rglob("*evil*"))

    @pytest.mark.parametrize(
        ("url", "code"),
        [
            ("memory://archive/nothing", "missing-file"),
            ("ftp://user:rahasia@127.0.0.1:9/sop?key=rahasia", "inaccessible"),
            ("unheard://of", "inaccessible"),
        ],
    )
    def test_what_is_not_there_is_a_failure_of_its_own(
        self,
        memory: Any,
        here: Path,
        tmp_path: Path,
        capfd: pytest.CaptureFixture[str],
        url: str,
        code: str,
    ) -> None:
        assert run(url, here, "-o", tmp_path / "out") == ExitCode.SOME_FAILED
        told = account(tmp_path / "out")
        assert told["files"][1]["error"]["code"] == code
        assert told["totals"]["read"] == 3
        shown = capfd.readouterr()
        assert "rahasia" not in json.dumps(told) + shown.err + shown.out


class TestOutputs:
    def test_a_bucket_gets_what_a_folder_would(
        self, bucket: Any, here: Path, tmp_path: Path
    ) -> None:
        words = ("-o", "s3://arsip/hasil", "--work-dir", tmp_path / "work")
        assert run(here, *words) == ExitCode.SOME_FAILED
        run(here, "-o", tmp_path / "local")
        bucket.get("arsip/hasil", str(tmp_path / "got"), recursive=True)
        assert results(tmp_path / "got") == results(tmp_path / "local")
        # What is gone here goes there, and a run on a new machine goes on from what is there.
        (here / "b.txt").unlink()
        make(here, b="Dua\nLagi", d="Tujuh")
        new_machine = ("-o", "s3://arsip/hasil", "--work-dir", tmp_path / "elsewhere")
        run(here, *new_machine)
        elsewhere = working_folder(Url("s3://arsip/hasil"), tmp_path / "elsewhere")
        assert account(elsewhere)["session"]["kept"] == 3
        bucket.get("arsip/hasil", str(tmp_path / "again"), recursive=True)
        assert results(tmp_path / "again") == results(elsewhere)

    @pytest.mark.parametrize("scheme", ["memory", "file"])
    def test_so_does_any_other_file_system(
        self, memory: Any, here: Path, tmp_path: Path, scheme: str
    ) -> None:
        url = "memory://hasil/satu" if scheme == "memory" else (tmp_path / "there").as_uri()
        run(here, "-o", url, "--work-dir", tmp_path / "work")
        run(here, "-o", tmp_path / "local")
        if scheme == "memory":
            memory.get("/hasil/satu", str(tmp_path / "there"), recursive=True)
        assert results(tmp_path / "there") == results(tmp_path / "local")
        assert not list((tmp_path / "there").rglob(".*.tmp"))

    def test_what_has_not_changed_is_not_brought_again(
        self, memory: Any, here: Path, tmp_path: Path
    ) -> None:
        words = ("-o", "memory://hasil/satu", "--work-dir", tmp_path / "work")
        run(here, *words)
        records = "/hasil/satu/records/sop"
        before = {name: told["created"] for name, told in memory.find(records, detail=True).items()}
        assert len(before) == 3
        account_before = memory.info("/hasil/satu/run.json")["created"]
        run(here, *words)
        after = {name: told["created"] for name, told in memory.find(records, detail=True).items()}
        assert after == before
        assert memory.info("/hasil/satu/run.json")["created"] > account_before
        # 0 takes b's place as twin's first; what b had is gone here, and so it is there.
        make(here, **{"0": CONTENTS["b"]})
        run(here, *words)
        assert memory.exists("/hasil/satu/records/sop/0.txt.json")
        assert not memory.exists("/hasil/satu/records/sop/b.txt.json")

    def test_a_review_comes_along_but_for_the_pictures_it_shows(
        self, memory: Any, here: Path, tmp_path: Path
    ) -> None:
        words = ("-o", "memory://hasil/satu", "--work-dir", tmp_path / "work")
        run(here, *words)
        folder = working_folder(Url("memory://hasil/satu"), tmp_path / "work")
        first = next(read_run(folder)).id
        correct(folder, first, "/header/title", "Judul yang benar")
        make(folder / "review" / "pages", **{f"{first}-1": "a picture"})
        run(here, *words)
        assert memory.exists("/hasil/satu/review/journal.jsonl")
        assert memory.find("/hasil/satu/review/extracted")
        assert not memory.exists("/hasil/satu/review/pages")
        # Another machine goes on with it.
        run(here, "-o", "memory://hasil/satu", "--work-dir", tmp_path / "elsewhere", "--force")
        elsewhere = working_folder(Url("memory://hasil/satu"), tmp_path / "elsewhere")
        [record] = [record for record in read_run(elsewhere) if record.id == first]
        assert record.header.title == "Judul yang benar"

    def test_one_that_cannot_be_written_is_one_line(
        self, bucket: Any, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ("-o", "s3://No_Bucket_Of_Ours/x", "--work-dir", tmp_path / "work")
        assert run(here, *words) == ExitCode.OUTPUT_FAILED
        (line,) = [row for row in capsys.readouterr().err.splitlines() if row.startswith("error:")]
        assert "s3://No_Bucket_Of_Ours/x: cannot be" in line

    def test_it_may_not_stand_within_the_input(self, memory: Any) -> None:
        assert run("memory://archive", "-o", "memory://archive/out") == ExitCode.BAD_ARGUMENTS


def test_a_url_shows_no_secrets() -> None:
    url = Url("https://user:rahasia@host/sop/a.pdf?X-Signature=rahasia#rahasia")
    assert str(url) == "https://host/sop/a.pdf"
    assert "rahasia" not in repr(url)
    assert "rahasia" not in cause_of(ValueError("rahasia"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("s3://b/x", True), ("file:///x", True), ("sop/x", False), ("c:/x", False), ("a:b", False)],
)
def test_what_is_a_url(text: str, expected: bool) -> None:
    assert is_url(text) is expected
