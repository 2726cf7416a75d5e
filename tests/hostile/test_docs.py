"""The page on untrusted input says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from extract.bounds.limits import Limits, option_of
from extract.bounds.losses import LOSSES
from extract.findings.registry import load_kinds
from extract.writers.spreadsheet import DANGEROUS

PAGE = (Path(__file__).parents[2] / "docs" / "untrusted-input.md").read_text(encoding="utf-8")


def test_every_limit_stands_there_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(--max-[a-z]+)` \| ([\d.]+) \|", PAGE, re.M))
    limits = {option_of(name): f"{field.default:g}" for name, field in Limits.model_fields.items()}
    assert rows.items() <= limits.items()
    assert limits.keys() - rows.keys() <= {"--timeout", "--max-memory"}
    assert all(f"`{option}`" in PAGE for option in limits)


def test_every_kind_of_loss_is_a_finding_and_the_signs_are_named() -> None:
    assert LOSSES.keys() <= load_kinds().keys()
    assert all(f"`{sign}`" in PAGE for sign in DANGEROUS & set("=+-@"))
