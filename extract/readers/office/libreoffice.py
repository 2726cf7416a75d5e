"""LibreOffice: the only module that knows it, and the only one that starts its process.

It turns older and rarer office files into those that are read here. It is given a profile of its
own that runs no macro and follows no link, and a deadline.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.errors import DamagedError, MissingDependencyError, TimeLimitError

_PROGRAMS = ("soffice", "libreoffice")
# How Debian and Ubuntu install what conversion needs, without a window.
PACKAGES = (
    "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui libreoffice-impress-nogui"
)
_INSTALL = f"install it (Debian, Ubuntu: {PACKAGES}), or save the file as XLSX, DOCX or PDF"
# What it ends with where it made its profile and wants to be started once more
# (EXITHELPER_NORMAL_RESTART of its sources).
_AGAIN = 81
# Settings of its profile: no macros, no links, nothing fetched.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop
 oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop
 oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop
 oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop
 oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class LibreOfficeLimits:
    """How long LibreOffice may take; unfitted, far beyond what it needs.

    Attributes:
        convert_s: Seconds for one file, its start included. An SOP takes a few.
    """

    convert_s: float = 120.0


LIMITS = LibreOfficeLimits()


def find_program() -> str | None:
    """Return the path of LibreOffice's program; None where it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        return None
    # What is on the path starts another process, which would outlive it where it is ended.
    inner = Path(found).resolve().with_name("soffice.bin")
    return str(inner) if inner.exists() else found


def missing() -> str | None:
    """Return how to install LibreOffice; None where it is installed."""
    if find_program() is not None:
        return None
    return f"LibreOffice, which they need, is not installed ({PACKAGES})"


@contextmanager
def converted(data: bytes, suffix: str, form: str, export: str = "") -> Iterator[Path]:
    """Have a file converted, and yield where the result is until the context ends.

    Args:
        data: The file's bytes.
        suffix: The ending of a name of such files, with the dot.
        form: The form wanted: "xlsx", "docx" or "pdf".
        export: The filter that writes that form, with its options; LibreOffice's choice if empty.

    Raises:
        MissingDependencyError: LibreOffice is not installed.
        TimeLimitError: It took too long.
        DamagedError: It cannot open the file.
    """
    program = find_program()
    if program is None:
        raise MissingDependencyError(
            f"LibreOffice, which {suffix} files need, is missing: {_INSTALL}"
        )
    with TemporaryDirectory(prefix="sop-office-") as name:
        folder = Path(name)
        # The name is ours: nothing is written by the name of a file that a stranger chose.
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        out = folder / "out"
        _run(program, folder, source, f"{form}:{export}" if export else form, out)
        result = out / f"document.{form}"
        if not result.is_file():
            raise DamagedError("LibreOffice cannot open it: it is damaged, or has a password")
        yield result


def _run(program: str, folder: Path, source: Path, form: str, out: Path) -> None:
    """Run LibreOffice once; twice where it has to make its profile first."""
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        "--convert-to", form, "--outdir", str(out), str(source),
    ]  # fmt: skip
    # Whatever a document wants to fetch finds no way out.
    environment = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp", "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }  # fmt: skip
    until = time.monotonic() + LIMITS.convert_s
    for _ in range(2):
        try:
            done = subprocess.run(  # noqa: S603
                command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, timeout=max(until - time.monotonic(), 1.0), check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise TimeLimitError(
                f"LibreOffice took more than {LIMITS.convert_s:g} seconds to convert it"
            ) from error
        except OSError as error:
            raise MissingDependencyError(f"LibreOffice cannot be started; {_INSTALL}") from error
        if done.returncode != _AGAIN:
            return
