"""The sample documents' SOPs that have a flowchart, read by the real pipeline."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.pipeline import extract_document
from extract.record.flow_graph import is_flow_known
from extract.settings import Settings
from models import SopRecord

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def drawn_samples() -> dict[str, SopRecord]:
    """Return the records by a name: the file's, and the SOP's place in it."""
    return {
        f"{path.stem}-{position}": record
        for path in sorted(SAMPLES.glob("*.pdf"))
        for position, record in enumerate(
            extract_document(path, source_path=path.name, settings=Settings()), 1
        )
        if is_flow_known(record)
    }
