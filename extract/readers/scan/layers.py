"""A page's picture separated into layers: text, drawings, ruling lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.layout.grid import cell_boxes
from extract.layout.rulings import find_lattices, merge_strokes
from extract.readers.scan.drawing.broken_lines import close_breaks
from extract.readers.scan.drawing.faint_lines import with_faint_lines
from extract.readers.scan.drawing.figures import find_figures
from extract.readers.scan.drawing.ruling_lines import (
    LineMap,
    find_lines,
    remove_lines,
    without_lines,
)
from extract.readers.scan.drawing.vectorise import Drawn, vectorise
from extract.readers.scan.image.prepare import Prepared, without_coloured
from extract.readers.scan.recognition.cell_montage import Montage, build_montage
from models.geometry import BBox
from models.page import Ruling

Image = np.ndarray


@dataclass(frozen=True, slots=True)
class TableLineThresholds:
    """Which lines are a table's own, and how wide their ink is; unfitted.

    Attributes:
        min_share_of_longest: A table's line is at least this part of the longest line of its
            direction; connectors are shorter.
        max_offset_pt: How far a dark line's ink reaches from its mean position, on paper that is
            not quite flat.
        max_faint_offset_pt: The same for a faint line. A symbol's side can run close beside one
            and must not be removed with it.
    """

    min_share_of_longest: float = 0.5
    max_offset_pt: float = 1.8
    max_faint_offset_pt: float = 0.5


THRESHOLDS = TableLineThresholds()


@dataclass(frozen=True, slots=True)
class PageLayers:
    """The layers of a page's picture.

    Attributes:
        prepared: The prepared picture.
        lines: Its straight lines.
        drawn: Its drawings.
        montage: Its text, cell by cell; None where there is none.
        whole: The page without its rulings, drawings kept.
        lightest: The same in its brightest channel; None where nothing is coloured.
        figures: Where ink of drawings was removed from the text.
    """

    prepared: Prepared
    lines: LineMap
    drawn: Drawn
    montage: Montage | None
    whole: Image
    lightest: Image | None
    figures: Image


def separate(prepared: Prepared) -> PageLayers:
    """Separate a prepared picture into its layers."""
    scale = prepared.scale
    lines = with_faint_lines(find_lines(prepared.ink, scale), prepared.even, prepared.ink, scale)
    black = cv2.bitwise_and(prepared.ink, cv2.bitwise_not(prepared.lifted))
    coloured = cv2.bitwise_and(prepared.ink, prepared.lifted)
    lines = replace(lines, rulings=_printed(lines.rulings, black, coloured, scale))
    broken = close_breaks(lines.rulings, prepared.ink, scale)
    lines = replace(lines, rulings=(*lines.rulings, *broken))
    free = remove_lines(prepared.ink, *_table_lines(lines, scale), scale)
    drawn = vectorise(free, lines.rulings, scale, prepared.shaded)
    # Coloured ink is removed already; removing it again would remove the text under it, too.
    across = without_coloured(lines.across, prepared.lifted)
    along = without_coloured(lines.along, prepared.lifted)
    unruled = remove_lines(black, across, along, scale)
    figured = without_coloured(drawn.mask, prepared.lifted)
    written = cv2.bitwise_and(unruled, cv2.bitwise_not(figured))
    figures = find_figures(written, scale)
    written = cv2.bitwise_and(written, cv2.bitwise_not(figures))
    ruled, figures = cv2.bitwise_or(across, along), cv2.bitwise_or(figured, figures)
    grey = without_lines(prepared.grey, cv2.bitwise_or(ruled, figures), written, scale)
    montage = build_montage(grey, written, _cells(lines.rulings, scale), scale)
    whole = without_lines(prepared.grey, ruled, unruled, scale)
    lightest = prepared.lightest
    if lightest is not None:
        lightest = without_lines(lightest, ruled, unruled, scale)
    return PageLayers(prepared, lines, drawn, montage, whole, lightest, figures)


def _printed(
    rulings: tuple[Ruling, ...], black: Image, coloured: Image, scale: float
) -> tuple[Ruling, ...]:
    """Return the rulings of a page without those drawn by a pen or a stamp.

    Args:
        rulings: Its rulings. Where most are coloured, they are printed in colour, and all are
            returned.
        black: 255 where there is black ink.
        coloured: 255 where there is coloured ink.
        scale: Pixels per point.
    """
    if not coloured.any():
        return rulings
    thick = max(round(THRESHOLDS.max_offset_pt / 2 * scale), 1)
    printed: list[Ruling] = []
    for ruling in rulings:
        middle = round(ruling.position * scale)
        side = slice(max(middle - thick, 0), middle + thick + 1)
        run = slice(max(round(ruling.start * scale), 0), round(ruling.end * scale))
        part = (side, run) if ruling.horizontal else (run, side)
        if np.count_nonzero(black[part]) >= np.count_nonzero(coloured[part]):
            printed.append(ruling)
    length = sum(ruling.length for ruling in rulings)
    return tuple(printed) if sum(x.length for x in printed) > length / 2 else rulings


def _table_lines(lines: LineMap, scale: float) -> tuple[Image, Image]:
    """Return where a table's own lines are; unlike connectors they span most of it.

    Returns:
        The horizontal ones and the vertical ones.
    """
    across, along = np.zeros_like(lines.across), np.zeros_like(lines.along)
    dark = [ruling for ruling in lines.rulings if ruling not in lines.faint]
    for mask, horizontal in ((across, True), (along, False)):
        merged = merge_strokes(ruling for ruling in dark if ruling.horizontal is horizontal)
        longest = max((r.length for r in (*merged, *lines.faint) if r.horizontal is horizontal),
                      default=0.0)  # fmt: skip
        table = [
            (r, THRESHOLDS.max_offset_pt)
            for r in merged
            if r.length >= THRESHOLDS.min_share_of_longest * longest
        ]
        # A symbol's side can run close beside a faint line and must not be removed with it.
        table += [
            (r, THRESHOLDS.max_faint_offset_pt) for r in lines.faint if r.horizontal is horizontal
        ]
        for ruling, width in table:
            thick = max(round(width * scale), 2)
            middle = round(ruling.position * scale)
            side = slice(max(middle - thick, 0), middle + thick + 1)
            run = slice(max(round(ruling.start * scale), 0), round(ruling.end * scale))
            mask[(side, run) if horizontal else (run, side)] = 255
    return cv2.bitwise_and(across, lines.across), cv2.bitwise_and(along, lines.along)


def _cells(rulings: tuple[Ruling, ...], scale: float) -> list[BBox]:
    """Return the boxes of the page's cells in pixels, without frames around other cells."""
    boxes = [
        BBox(*(edge * scale for edge in box))
        for lattice in find_lattices(rulings)
        for box in cell_boxes(lattice)
    ]
    return [
        box for box in boxes if not any(other is not box and _holds(box, other) for other in boxes)
    ]


def _holds(frame: BBox, box: BBox) -> bool:
    """Return whether a box lies within another."""
    return (
        frame.x0 <= box.x0
        and frame.top <= box.top
        and box.x1 <= frame.x1
        and box.bottom <= frame.bottom
    )
