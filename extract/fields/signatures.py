"""The approval block below a step table, for SOPs whose identity sheet names no approver.

It is not the sheet's own block, so its values have less confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.approver import read_approver
from extract.fields.labelled import find_labels
from extract.fields.values import take_values
from extract.layout.lines import assemble_lines
from extract.vocabulary.approval import is_place_of_signing
from extract.vocabulary.labels import match_header
from models.grid import Cell
from models.page import Word
from models.raw import RawText
from normalize.dates import parse_date
from normalize.people import is_position, parse_nip


@dataclass(frozen=True, slots=True)
class SignatureThresholds:
    """How approval blocks below the steps are distinguished. Unfitted."""

    # Confidence of an approver read from such a block, 0 to 1: it is not the sheet's own.
    confidence: float = 0.6
    # A blank wider than so many heights of a line stands between two blocks.
    min_block_gap: float = 2.0
    # Longer lines are sentences.
    max_line_chars: int = 70


SIGNATURES = SignatureThresholds()


def read_signature(
    words: Sequence[Word], cells: Sequence[Cell], page: int, *, headed: bool = False
) -> dict[str, RawText]:
    """Read who approved an SOP from what stands below its steps.

    Args:
        words: The words below the last step table on its page.
        cells: The cells of tables below it.
        page: 1-based number of the page.
        headed: Whether only a block counts that is headed as the approver's, as on a page without
            steps.

    Returns:
        The approver's fields as `read_approver` gives them; {} where nobody is named, by a name
        or, in a block headed as the approver's, by a NIP.
    """
    labels = find_labels(cells)
    take_values(labels, cells)
    for label in labels:
        found = read_approver(label.lines) if label.match.field == "approver" else {}
        if "approver.name" in found:
            return _capped(found)
    blocks = _blocks(assemble_lines(words, page, apart=SIGNATURES.min_block_gap))
    for block in sorted(reversed(blocks), key=_is_approval, reverse=True):
        kept = [line for line in block if not _is_place_or_date(line.text)]
        match = match_header(kept[0].text) if kept else None
        if match is not None:
            kept = [kept[0].with_text(match.rest), *kept[1:]] if match.rest else kept[1:]
        found = read_approver(kept)
        if match is not None and match.field == "approver":
            if "approver.name" in found or _has_nip(found):
                return _capped(found)
        elif (
            not headed and "approver.name" in found and any(is_position(line.text) for line in kept)
        ):
            return _capped(found)
    return {}


def _is_approval(block: Sequence[RawText]) -> bool:
    """Return whether a block is headed as the approver's: "Disetujui oleh"."""
    match = match_header(block[0].text)
    return match is not None and match.field == "approver"


def _has_nip(found: dict[str, RawText]) -> bool:
    """Return whether a block holds a whole NIP."""
    return "approver.nip" in found and parse_nip(found["approver.nip"].text) is not None


def _capped(found: dict[str, RawText]) -> dict[str, RawText]:
    """Return values with the confidence of this place."""
    return {
        name: RawText(value.text, value.place, min(value.confidence, SIGNATURES.confidence))
        for name, value in found.items()
    }


def _blocks(lines: Sequence[RawText]) -> list[list[RawText]]:
    """Return lines grouped into blocks that stand beside each other, from left to right.

    Lines as long as several blocks (notes, footers) are left out.
    """
    placed = [(line.place.bbox, line) for line in lines if line.place.bbox]
    placed = [(box, line) for box, line in placed if len(line.text) <= SIGNATURES.max_line_chars]
    blocks: list[list[RawText]] = []
    reach = float("-inf")
    for box, line in sorted(placed, key=lambda item: item[0].x0):
        if blocks and box.x0 < reach:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        reach = max(reach, box.x1)
    return [sorted(b, key=lambda x: x.place.bbox.top if x.place.bbox else 0.0) for b in blocks]


def _is_place_or_date(text: str) -> bool:
    """Return whether a line says where and when something was signed."""
    if is_place_of_signing(text):
        return True
    return parse_date(text.rpartition(",")[2]) is not None and not is_position(text)
