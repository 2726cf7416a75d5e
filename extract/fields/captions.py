"""The caption of a step table: the lines right above it that are no page number or letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.vocabulary.furniture import may_be_page_number
from extract.vocabulary.labels import match_header, match_other
from extract.vocabulary.letterhead import is_letterhead_line
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class CaptionThresholds:
    """Which lines above a step table are its caption. Unfitted."""

    # Its last line ends at most this far above the table; absolute, could be relative to letter
    # height.
    max_distance_pt: float = 60.0
    # Its lines stand at most this far apart, in heights of a line.
    max_line_gap: float = 1.5
    # A longer text is a paragraph.
    max_chars: int = 200


CAPTIONS = CaptionThresholds()


def caption_above(lines: Sequence[RawText], top: float) -> RawText | None:
    """Return the caption of a table among the lines above it.

    Args:
        lines: The lines between the table before, or the page's top, and the table.
        top: Where the table begins, in points from the page's top.
    """
    block: list[RawText] = []
    edge = top
    for line in sorted(lines, key=_bottom, reverse=True):
        box = line.place.bbox
        if box is None or _is_furniture(line.text):
            continue
        room = CAPTIONS.max_line_gap * box.height if block else CAPTIONS.max_distance_pt
        if edge - box.bottom > room:
            break
        block.insert(0, line)
        edge = box.top
    if not block or sum(len(line.text) for line in block) > CAPTIONS.max_chars:
        return None
    return RawText.joined(block)


def _bottom(line: RawText) -> float:
    """Return where a line ends, in points from the page's top."""
    return line.place.bbox.bottom if line.place.bbox else 0.0


def _is_furniture(text: str) -> bool:
    """Return whether a line is a page number, a letterhead's line or a labelled value."""
    if may_be_page_number(text) or is_letterhead_line(text):
        return True
    return match_header(text) is not None or match_other(text) is not None
