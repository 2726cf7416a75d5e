"""A pipeline that obeys the file's own words, for tests of what stands around the real one."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from extract.bounds.budget import Allowance
from extract.bounds.losses import LOSSES
from extract.errors import DamagedError, EncryptedError, MissingDependencyError
from extract.findings.registry import make_finding
from extract.settings import Settings
from models import SopRecord
from models.page import Page
from tests.records import make_record, told


def warm_up() -> None:
    """Load nothing."""


def extract_document(
    path: Path, *, source_path: str, settings: Settings, allowance: Allowance | None = None
) -> list[SopRecord]:
    """Return one record for each line of the file, or do what a line asks for on the way.

    A line "page" is a page that has been read.
    """
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    allowance = allowance or Allowance(settings.limits)
    titles: list[str] = []
    pages = 0
    note = None
    lines = content.decode().splitlines()
    for number, line in enumerate(lines, start=1):
        word, _, given = line.partition(" ")
        if word == "page":
            pages += 1
            allowance.on_page(Page(pages, 595.0, 842.0))
            if number < len(lines) and (note := allowance.end_after(pages)):
                break
        elif not _obey(line, word, given):
            titles.append(line)
    records = [
        make_record(sha256, position, source_path, title)
        for position, title in enumerate(titles, start=1)
    ]
    if note is not None:
        if not records:
            raise LOSSES[note.code](told(note))
        records[-1].findings.append(make_finding(note.code, note.wording, note.params))
    return records


def _obey(line: str, word: str, given: str) -> bool:
    """Do what a line asks for, if it asks for anything."""
    match line:
        case "damaged":
            raise DamagedError("the file ends too early", page=2)
        case "locked":
            raise EncryptedError("the PDF is locked with a password")
        case "defect":
            raise RuntimeError("a message that quotes Bunga Uji")
        case "no program":
            raise MissingDependencyError("Tesseract is not installed: apt-get install it")
        case "interrupt":
            raise KeyboardInterrupt
        case "disk":
            raise OSError(5, "Input/output error")
        case "hang":
            time.sleep(600)
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(7)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hog":
            _ = bytearray(1 << 40)
        case "child":
            # What it started must not outlive it.
            subprocess.run(["/bin/sleep", "600"], check=False)
        case _:
            return _obey_with(word, given)
    return True


def _obey_with(word: str, given: str) -> bool:
    """Do what a line asks for with what it names."""
    match word:
        case "sleep":
            time.sleep(float(given))
        case "fill":
            filled = b"x" * (int(given) << 20)
            time.sleep(600 if filled else 0)
        case "child-fills":
            script = f"import time; x = b'x' * ({given} << 20); time.sleep(600)"
            subprocess.run([sys.executable, "-c", script], check=False)
        case "print":
            print(given, flush=True)
        case "touch":
            Path(given).touch()
        case "await":
            while not Path(given).exists():
                time.sleep(0.02)
        case _:
            return False
    return True
