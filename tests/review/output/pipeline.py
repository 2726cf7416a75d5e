"""A pipeline whose reading of a document a test can change, as a newer version would."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from extract.bounds.budget import Allowance
from extract.record.masking import mask_record
from extract.settings import Settings
from models import SopRecord
from tests.review.sops import make_sop

# What a later reading makes of a record; the test puts it back.
LATER: list[Callable[[SopRecord], None]] = []


def warm_up() -> None:
    """Load nothing."""


def extract_document(
    path: Path, *, source_path: str, settings: Settings, allowance: Allowance | None = None
) -> list[SopRecord]:
    """Return an SOP for each line of the file, of that title."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    records = []
    for position, title in enumerate(content.decode().splitlines(), start=1):
        record = make_sop(title)
        record.id = f"{sha256[:12]}-{position}"
        record.source.sha256, record.source.path = sha256, source_path
        for change in LATER:
            change(record)
        records.append(mask_record(record) if settings.mask_nip else record)
    return records
