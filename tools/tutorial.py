"""Run the tutorial's code and write what it prints below each block.

python -m tools.tutorial        docs/tutorial.md anew
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extract.cli import main as run_command

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"

_BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)
_COMMAND = re.compile(r"^    python -m extract (.*)$", re.MULTILINE)


def refreshed(text: str) -> str:
    """Return the tutorial with what its code prints today.

    Args:
        text: The tutorial, with or without what its code printed.
    """
    with tempfile.TemporaryDirectory() as name, _inside(Path(name)):
        _extract(text)
        known: dict[str, object] = {}

        def answered(block: re.Match[str]) -> str:
            printed = _printed(block[1], known)
            return f"```python\n{block[1]}```\n" + (f"\n```text\n{printed}```\n" if printed else "")

        done = _BLOCK.sub(answered, text)
        known["database"].close()  # type: ignore[attr-defined]
        return done


def _extract(text: str) -> None:
    """Run the tutorial's own command over the samples, into `output` here."""
    command = _COMMAND.search(text)
    if command is None:
        raise ValueError("the tutorial shows no command")
    paths, options = [], []
    for word in command[1].split():
        if word.startswith("samples/"):
            paths += sorted(map(str, ROOT.glob(word)))
        else:
            options.append(word)
    code = run_command([*paths, *options, "--quiet"])
    if code:
        raise ValueError(f"the tutorial's command ends with {code}")


def _printed(code: str, known: dict[str, object]) -> str:
    """Return what a block of code prints, lines without blanks at their ends."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, str(TUTORIAL), "exec"), known)  # noqa: S102
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


if __name__ == "__main__":
    TUTORIAL.write_text(refreshed(TUTORIAL.read_text(encoding="utf-8")), encoding="utf-8")
