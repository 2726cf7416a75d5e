"""A real PostgreSQL for tests, with data of its own in a folder, reached through a socket there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

# Where Debian has it, as it is not on PATH.
DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL does not run as root; one of these users stands in.
USERS = ("postgres", "nobody")
STARTS_WITHIN = 60.0  # seconds


@contextmanager
def run_postgres() -> Iterator[str]:
    """Start a server; give the URL of a database in it; skip the test where there is none."""
    programs = _find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: run `make setup-dev`")
    # Not pytest's own folder: another user must reach it, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="sop-pg-"))
    user = _stand_in(folder)
    try:
        make = [programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "sop", "-N"]
        subprocess.run(_as(user, make), check=True, capture_output=True, cwd=folder)
        serve = [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-F"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(_as(user, serve), stdout=log, stderr=log, cwd=folder)
        try:
            _wait(programs, folder, server)
            yield f"postgresql://sop@/postgres?host={folder}"
        finally:
            stop = [programs / "pg_ctl", "-D", folder / "data", "-m", "fast", "stop"]
            subprocess.run(_as(user, stop), check=False, capture_output=True, cwd=folder)
            server.wait(timeout=STARTS_WITHIN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where it is not installed."""
    folders = sorted(DEBIAN.glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _stand_in(folder: Path) -> str | None:
    """Give a folder to the user who runs the server; None where that is who runs the tests."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in USERS if name in names), None)
    if user is None or shutil.which("runuser") is None:
        pytest.skip("PostgreSQL does not run as root, and no other user can be taken for it")
    folder.chmod(0o755)
    shutil.chown(folder, user)
    return user


def _as(user: str | None, words: Sequence[str | Path]) -> list[str]:
    """Return a command as another user runs it."""
    command = [str(word) for word in words]
    return command if user is None else ["runuser", "-u", user, "--", *command]


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + STARTS_WITHIN
    while True:
        asked = subprocess.run(
            [str(programs / "pg_isready"), "-h", str(folder), "-q"], check=False, timeout=10
        )
        if asked.returncode == 0:
            return
        if server.poll() is not None or time.monotonic() > until:
            pytest.fail("PostgreSQL did not start: " + (folder / "log").read_text()[-2000:])
        time.sleep(0.1)
