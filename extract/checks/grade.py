"""How well a document was read: good, fair or poor.

The grade tells how far a record can be used unchecked. It rates the reading, not the document:
what the office left out or drew wrong is in the findings.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extract.record.repeats import repeated_values
from models.finding import Finding, Severity
from models.grade import Grade
from models.record import SopRecord
from models.source import TextOrigin

_RANKS = (Grade.POOR, Grade.FAIR, Grade.GOOD)


def grade_record(record: SopRecord) -> Grade:
    """Return how well a record was read, by its confidences and its findings.

    Args:
        record: The record, with the findings of all checks.
    """
    table = _load_table()
    expected = expect_right(record)
    grade = next((g for g in (Grade.GOOD, Grade.FAIR) if expected >= table["least"][g]), Grade.POOR)
    codes = {finding.code for finding in record.findings}
    best = (Grade(most) for code, most in table["best"].items() if code in codes)
    return min([grade, *best], key=_RANKS.index)


def expect_right(record: SopRecord) -> float:
    """Return the share of a record's values that is expected to be right, 0 to 1.

    It is the mean of their confidences. In recognised text each value that was not found counts
    as wrong: it may have been there.
    """
    repeated = repeated_values(record)
    sure = [place.confidence for at, place in record.provenance.items() if at not in repeated]
    if record.source.text_origin in (TextOrigin.OCR, TextOrigin.MIXED):
        sure += [0.0 for finding in record.findings if _is_lack(finding)]
    return sum(sure) / len(sure) if sure else 0.0


def _is_lack(finding: Finding) -> bool:
    """Return whether a finding says that a value which should be there was not found."""
    if finding.severity is Severity.INFO:
        return False
    return finding.code.endswith("-missing") or finding.code in _load_table()["lacking"]["codes"]


@cache
def _load_table() -> dict[str, Any]:
    """Return what `grade.toml` holds."""
    return tomllib.loads(files(__package__).joinpath("grade.toml").read_text("utf-8"))
