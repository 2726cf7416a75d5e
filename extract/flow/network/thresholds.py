"""Limits by which lines are joined to each other and to symbols, and what is left of confidence.

Lengths are in PDF points, confidences and shares run from 0 to 1. *Measured* and *unfitted* mean
what `extract.flow.drawing.thresholds` says; here the figures are of 2,226 line ends at symbols and
101 pairs of line ends.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GraphThresholds:
    """When line ends, bends and lines meet."""

    # Ends of lines this close are one point. Measured: 90 % of neighbouring ends are within
    # 0.8 pt; from 6 pt on they are ends of different arrows.
    max_joint_pt: float = 3.0
    # An end this close to another line lies on it. Unfitted; a line's thickness.
    max_rest_pt: float = 1.5
    # An end this close to where an arrowhead begins or ends is the head's. Unfitted.
    max_off_head_pt: float = 2.2
    # An end this close to a symbol's outline is the symbol's. Measured: half of the ends touch,
    # 90 % are within 0.1 pt.
    max_off_outline_pt: float = 2.0
    # Two lines that leave a point are one straight line up to this cosine (154 degrees).
    # Unfitted.
    max_straight_cosine: float = -0.9
    # More strokes or symbols than this are a map or a pattern. A bound on time; unfitted.
    max_strokes: int = 1500
    max_symbols: int = 400


@dataclass(frozen=True, slots=True)
class SymbolCutThresholds:
    """What becomes of lines that run into, through or behind a symbol."""

    # A line counts as inside a symbol from this depth on. Unfitted; the outline's thickness.
    inset_pt: float = 1.0
    # A head this close to a symbol points at it. Unfitted; see `EndThresholds.max_touch_pt`.
    max_head_off_symbol_pt: float = 5.0
    # A head this close to a line's end is the line's. Unfitted.
    max_head_off_end_pt: float = 4.0
    # A head is on a line up to this distance. Unfitted.
    max_head_off_line_pt: float = 1.0
    # A line runs through the middle of a symbol up to this share of its lesser side. Unfitted.
    max_off_middle_share: float = 0.2
    # A line through less than this share of a symbol's lesser side only cuts its corner.
    # Unfitted.
    min_hidden_share: float = 0.5


@dataclass(frozen=True, slots=True)
class EndThresholds:
    """At which symbol a line ends that stops near one."""

    # A line that ends this close to a symbol touches it. Measured: 99 % of the heads end within
    # 3.2 pt, of the tails within 4.4 pt.
    max_touch_pt: float = 4.5
    # A line that ends beside a symbol, not running towards it, is the symbol's up to this.
    # Measured: 9 such ends, at 5.3 to 8.1 pt.
    max_beside_pt: float = 9.0
    # A line may stop this short of the symbol it runs towards. Measured: 17 such ends, at 4.9 to
    # 6.7 pt.
    max_short_pt: float = 26.0
    # The same where line and symbol share a cell, with nothing between them. Unfitted; a cell's
    # height.
    max_short_in_cell_pt: float = 60.0
    # A line runs towards a symbol of at most this width if it misses it by less than
    # `max_touch_pt`. Unfitted; twice an arrowhead.
    max_small_symbol_pt: float = 20.0
    # A line that ends this close to the table's upper or lower edge goes on beyond it. Unfitted.
    max_off_table_edge_pt: float = 7.0
    # A line that stops farther from the edge, in the first or last row with nothing beyond it,
    # goes on too, if it ends vertically: up to this slope. Unfitted.
    max_vertical_slope: float = 0.2


@dataclass(frozen=True, slots=True)
class TipThresholds:
    """Which line an arrowhead belongs to."""

    # Line ends are looked for this far around a head's middle. The largest head (20 pt) has its
    # corners up to 13 pt from its middle.
    reach_pt: float = 16.0
    # A head's tip and the middle of its base are this close to the line: in points, and as a
    # share of the head's half width; the larger counts. Unfitted.
    max_off_line_pt: float = 1.0
    max_off_line_share: float = 0.35


@dataclass(frozen=True, slots=True)
class JoinThresholds:
    """When lines that lead nowhere belong to what they nearly touch."""

    # Overshoots at a line's side up to this length are taken off. Unfitted; an arrowhead's size.
    max_overshoot_pt: float = 12.0
    # A stub beside a symbol has at most so many points. Unfitted.
    max_stub_points: int = 3
    # An open end belongs to a line this close to it. Unfitted.
    max_off_line_pt: float = 5.0
    # The same where it runs towards that line. Unfitted.
    max_ahead_pt: float = 9.0
    # The two strokes of a double line are at most this far apart. Unfitted.
    max_double_line_pt: float = 4.0


@dataclass(frozen=True, slots=True)
class RulingRunThresholds:
    """Which lines on paper end on a ruling that they run along."""

    # The pieces end this close to the middle of the ruling: half of its ink, and what taking it
    # off the picture takes along. Unfitted; 0.9 to 1.3 pt on scans of 200 dpi.
    max_off_ruling_pt: float = 2.5


@dataclass(frozen=True, slots=True)
class LinkConfidence:
    """Confidence of an arrow by what had to be supposed. All unfitted."""

    # The end stops beside its symbol, short of it, and far short of it in its cell.
    near: float = 0.9
    short: float = 0.8
    far_short: float = 0.6
    # Heads at both ends; a bare head between two symbols.
    both_ways: float = 0.7
    # No head: the flow is taken to run downwards; with several ways down.
    no_head: float = 0.6
    no_head_several: float = 0.4
    # No head, and turned round because the symbols' other arrows ask for it.
    turned: float = 0.5
    # Among lines that run together: source and target are on one drawn line; joined by it; or
    # only nearest to each other.
    one_line: float = 0.9
    joined: float = 0.8
    nearest: float = 0.5
    # Two lines were joined where they only cross.
    crossing: float = 0.6
    # A piece of the line lies on a ruling of paper and is not seen.
    along_ruling: float = 0.8


GRAPH = GraphThresholds()
SYMBOL_CUT = SymbolCutThresholds()
END = EndThresholds()
TIP = TipThresholds()
JOIN = JoinThresholds()
RULING_RUN = RulingRunThresholds()
CONFIDENCE = LinkConfidence()
