"""The approval block below a step table, for SOPs whose identity sheet names no approver.

It is another block than the sheet's, so its values are given with less confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.fields.approver import read_approver
from extract.fields.labelled import find_labels
from extract.fields.values import take_values
from models.grid import Cell
from models.raw import Reading
from normalize.dates import parse_date
from normalize.people import is_position

# Confidence of an approver read from a block below the steps.
BELOW_STEPS = 0.6
# How far apart, in points, two blocks beside each other stand at least.
BESIDE = 12.0

_PLACE = re.compile(r"^\W*(?:ditetapkan\s+di|pada\s+tanggal|dikeluarkan\s+di)\b", re.I)


def read_signature(lines: Sequence[Reading], cells: Sequence[Cell]) -> dict[str, Reading]:
    """Read who approved an SOP from what stands below its steps.

    Args:
        lines: The lines of text below the last step table on its page.
        cells: The cells of tables below it.

    Returns:
        The approver's fields as `read_approver` gives them; {} where nobody is named.
    """
    labels = find_labels(cells)
    take_values(labels, cells)
    for label in labels:
        if label.match.field == "approver":
            return _doubted(read_approver(label.lines))
    for block in reversed(_blocks(lines)):
        kept = [line for line in block if not _is_place_or_date(line.text)]
        found = read_approver(kept)
        if "approver.name" in found and any(is_position(line.text) for line in kept):
            return _doubted(found)
    return {}


def _doubted(found: dict[str, Reading]) -> dict[str, Reading]:
    """Return readings with the confidence of this place."""
    return {
        name: Reading(reading.text, reading.place, min(reading.confidence, BELOW_STEPS))
        for name, reading in found.items()
        if "approver.name" in found
    }


def _blocks(lines: Sequence[Reading]) -> list[list[Reading]]:
    """Return lines grouped into blocks that stand beside each other, from left to right."""
    blocks: list[list[Reading]] = []
    reach = float("-inf")
    placed = [(line.place.bbox, line) for line in lines if line.place.bbox]
    for box, line in sorted(placed, key=lambda item: item[0].x0):
        if blocks and box.x0 < reach + BESIDE:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        reach = max(reach, box.x1)
    return [sorted(b, key=lambda x: x.place.bbox.top if x.place.bbox else 0.0) for b in blocks]


def _is_place_or_date(text: str) -> bool:
    """Return whether a line says where and when something was signed."""
    if _PLACE.match(text):
        return True
    return parse_date(text.rpartition(",")[2]) is not None and not is_position(text)
