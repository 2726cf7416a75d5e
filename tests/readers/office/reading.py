"""Office files made of the samples' SOPs and read again."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from extract.pipeline import extract_document
from extract.settings import Settings
from models import SopRecord
from tests.golden.test_samples import differences
from tools.make_samples.gold import gold_record
from tools.make_samples.spec import load_all

Json = dict[str, Any]


@cache
def sample_records() -> tuple[Json, ...]:
    """Return the gold of the samples whose flowchart is drawn."""
    return tuple(
        json.loads(json.dumps(gold_record(sop, "digital")))
        for document in load_all()
        if document.form == "pdf" and not document.not_judged
        for sop in document.sops
    )


def read(data: bytes, path: Path) -> list[SopRecord]:
    """Return the records of a file with some bytes.

    Args:
        data: The bytes.
        path: Where to write them.
    """
    path.write_bytes(data)
    return extract_document(path, source_path=path.name, settings=Settings())


def parted(want: Json, have: SopRecord) -> list[str]:
    """Return what of a record differs from the one that a file was made of."""
    wanted = {key: value for key, value in want.items() if key not in ("source", "findings")}
    wanted["flow"] = sorted(
        wanted["flow"], key=lambda edge: (edge["source"], edge["target"], edge["label"] or "")
    )
    return list(differences(wanted, have.model_dump(mode="json"), [], []))


def changed(data: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """Return an office file with one part changed, or left out where it becomes None."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            text = old.read(name)
            found = change(text) if name == part else text
            if found is not None:
                new.writestr(name, found)
    return out.getvalue()
