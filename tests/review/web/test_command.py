"""`python -m extract review`, started and ended as a person does."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.settings import Settings
from extract.storage.places import RUN_FILE
from extract.storage.record_files import record_file, write_records
from tests.records import make_record
from tests.review.documents import SAMPLES, read_into

ROOT = Path(__file__).parents[3]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    write_records(record_file(folder, "samples/arsip.pdf"), [make_record()])
    return folder


@contextmanager
def started(output: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give the command once it serves, and the link it printed."""
    opened = output.parent / "opened"
    browser = output.parent / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "extract", "review", output, "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env={**os.environ, "BROWSER": str(browser)},
    )
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        link = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}", first)
        assert link is not None, first
        yield process, link[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_where_numbers_are_masked_no_picture_of_a_page_is_kept(tmp_path: Path) -> None:
    settings = Settings(mask_nip=True)
    output = tmp_path / "out"
    (record,) = read_into(output, SAMPLES / "kecamatan-telaga-bestari.pdf", settings=settings)
    told = {"settings": settings.model_dump(mode="json")}
    (output / RUN_FILE).write_text(json.dumps(told), encoding="utf-8")
    with started(output, "--sources", str(SAMPLES)) as (process, link):
        cookie = come_in(link)
        assert ask(link, f"/pages/{record.id}/1.webp", cookie).status == 200
        process.send_signal(signal.SIGINT)
        process.wait(60)
    assert not list(output.rglob("*.webp"))


def ask(link: str, path: str, cookie: str | None = None) -> http.client.HTTPResponse:
    """Return the answer to a request."""
    connection = http.client.HTTPConnection(urlsplit(link).netloc, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def come_in(link: str) -> str:
    """Return the cookie that a link gives."""
    answer = ask(link, f"/?{urlsplit(link).query}")
    return (answer.getheader("Set-Cookie") or "").split(";")[0]


@pytest.fixture
def running(output: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give the command once it serves, and the link it printed."""
    with started(output, "--lang", "en", "--by", "Bunga Uji") as given:
        yield given


def test_it_serves_until_ctrl_c_which_is_no_failure(
    running: tuple[subprocess.Popen[str], str],
) -> None:
    process, link = running
    cookie = come_in(link)
    assert ask(link, "/", cookie).status == 200
    assert ask(link, "/").status == 403
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == ExitCode.OK
    assert "Traceback" not in rest
    assert rest.count("\n") <= 1


def test_it_opens_the_browser_at_the_link(
    running: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    process, link = running
    for _ in range(600):
        if (tmp_path / "opened").exists():
            break
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)
    assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == link


def test_only_this_machine_can_reach_it(running: tuple[subprocess.Popen[str], str]) -> None:
    _, link = running
    port = urlsplit(link).port
    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()
    at = [line.split()[1] for line in listening[1:] if line.split()[3] == "0A"]
    assert [one.split(":")[0] for one in at if int(one.split(":")[1], 16) == port] == ["0100007F"]


def test_a_port_in_use(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["review", str(output), "--port", str(port), "--no-browser"])
    assert code == ExitCode.OUTPUT_FAILED
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"port {port}" in told
    assert "in use" in told


@pytest.mark.parametrize("host", ["no such host", "192.0.2.1"])
def test_a_host_that_is_none(host: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["review", str(output), "--host", host, "--port", "0", "--no-browser"])
    assert code == ExitCode.OUTPUT_FAILED
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert host in told


def test_no_folder_and_no_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "missing", tmp_path / "empty"):
        assert main(["review", str(folder), "--no-browser"]) == ExitCode.BAD_ARGUMENTS
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert str(folder) in told


@pytest.mark.parametrize("port", ["65536", "x", "1.5", "\u0661"])
def test_a_port_that_is_none(port: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["review", str(output), "--port", port])
    assert ended.value.code == ExitCode.BAD_ARGUMENTS
    assert "is no port" in capsys.readouterr().err


def test_it_asks_who_is_there_where_nobody_was_named(output: Path) -> None:
    with started(output) as (_, link):
        answer = ask(link, "/", come_in(link))
        assert (answer.status, answer.getheader("Location")) == (303, "/person?back=/")
