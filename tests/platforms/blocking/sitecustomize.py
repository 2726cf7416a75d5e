"""Makes Python behave as one that lacks packages or system calls, in this process and its children.

Python imports this by itself where its folder is on PYTHONPATH. `BLOCKED_MODULES` names modules
that cannot be imported, with commas; `BLOCKED_SYSTEM=posix` takes away what Windows does not have.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Blocker(MetaPathFinder):
    """Finds nothing, and says so, for the modules that are blocked."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


blocked = frozenset(filter(None, os.environ.get("BLOCKED_MODULES", "").split(",")))
for name in list(sys.modules):
    if name.partition(".")[0] in blocked:
        del sys.modules[name]
sys.meta_path.insert(0, _Blocker(blocked))
