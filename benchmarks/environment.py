"""The benchmarks' own environment: the project, and what it is compared with."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
ENVIRONMENT = Path(__file__).with_name(".venv")


def enter_environment() -> None:
    """Go on in the benchmarks' environment; make it first where it is missing or out of date.

    Does not return where the script runs in another one: the script begins anew there.
    """
    stamp = ENVIRONMENT / ".made-from"
    python = ENVIRONMENT / "bin" / "python"
    made_from = "\n".join(
        path.read_text(encoding="utf-8") for path in (REQUIREMENTS, ROOT / "pyproject.toml")
    )
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_from:
        print(f"making {ENVIRONMENT}; this takes a minute or two", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS), "-e", str(ROOT)], check=True)  # noqa: S603
        stamp.write_text(made_from, encoding="utf-8")
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])  # noqa: S606
