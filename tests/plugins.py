"""The recipes of docs/extending.md, and packages made of them as pip installs them."""

from __future__ import annotations

import re
from pathlib import Path

EXTENDING = Path(__file__).parents[1] / "docs" / "extending.md"


def recipe(module: str) -> str:
    """Return the code of a module that docs/extending.md shows."""
    pattern = rf"```python\n(# {module}\.py\n.*?)```"
    (code,) = re.findall(pattern, EXTENDING.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


def shown(language: str, beginning: str) -> str:
    """Return the block of docs/extending.md in a language that begins in a way."""
    text = EXTENDING.read_text(encoding="utf-8")
    blocks = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    (found,) = [block for block in blocks if block.startswith(beginning)]
    return str(found)


def install(folder: Path, module: str, code: str, *, group: str, version: str = "1.0") -> Path:
    """Put a package of one module into a folder, its entry point as docs/extending.md has it."""
    text = EXTENDING.read_text(encoding="utf-8")
    (entry,) = re.findall(rf'"{re.escape(group)}"\]\n *(\w+ = "{module}:\w+")', text)
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir(parents=True)
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    name = module.replace("_", "-")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{entry.replace(chr(34), '')}\n")
    return folder
