"""Limits by which paths are told to be the table, symbols, lines or arrowheads.

Lengths are in PDF points (1/72 inch), shares run from 0 to 1, angles are in degrees.

Where a comment says *measured*, the figures come from the digital PDFs among the seeds, the
development documents and the samples: 301 symbols, 316 arrowheads, 6,314 lines on rulings.
*Unfitted* limits were chosen by hand on the same documents; no script has fitted them.

Lengths are absolute because offices print on A4 or F4. A flowchart on a page that was scaled to
half its size would need them halved.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableThresholds:
    """How the table's rulings and cells are told from the flowchart drawn over them."""

    # A straight path up to this thickness is a line, not a box. Measured: rulings reach 1.4 pt;
    # arrows are drawn thicker.
    max_line_thickness_pt: float = 3.5
    # Distance from a ruling up to which a line lies on it. Measured: at most 0.24 pt in digital
    # files; scans (pixel rows at 150 dpi: 0.5 pt) need the rest.
    max_off_ruling_pt: float = 1.8
    # Distance of a ruling's end from the crossing where it ends. Unfitted; a ruling's own
    # thickness plus a double border.
    max_off_crossing_pt: float = 3.5
    # Distance of a box's sides from the rulings up to which it is a cell's border or shading.
    # Unfitted; smaller than `max_off_ruling_pt`, as a process box may nearly fill its cell.
    max_off_cell_pt: float = 1.3
    # How far around the cells paths belong to the flowchart. Unfitted; a line that leaves the
    # page runs over the table's edge by about a line of text.
    margin_pt: float = 14.0
    # An ink counts as the rulings' if it draws this share of the most used ink's rulings.
    # Unfitted.
    min_ink_share: float = 0.1
    # An ink counts as the rulings' from so many rulings on. Unfitted.
    min_ink_rulings: int = 2
    # A cut line's two ends are at most this far apart where a ruling was taken out. Unfitted;
    # twice the thickest line and the blur of a scan.
    max_cut_pt: float = 6.0
    # The two ends at a cut are in line up to this distance across. Unfitted.
    max_cut_offset_pt: float = 1.2
    # A cut's middle is at most this far from its ruling. Unfitted; half of `max_cut_pt`.
    max_cut_off_ruling_pt: float = 3.0
    # A line runs along an axis if it rises by at most this share of its length. Unfitted.
    max_slope: float = 0.2
    # A line on a ruling is a connector if its ends are this close to a symbol or another line's
    # end. Unfitted; the distance at which line ends are joined.
    max_connector_gap_pt: float = 3.0
    # The same for arrowheads, which touch their line. Unfitted.
    max_head_gap_pt: float = 1.0
    # Two line ends at both sides of a ruling are one crossing line if they are level by this.
    # Unfitted.
    max_crossing_offset_pt: float = 1.5


@dataclass(frozen=True, slots=True)
class SymbolThresholds:
    """How a closed outline is told to be a symbol, and which."""

    # Smaller outlines are arrowheads, dots and specks. Measured: the least symbol is 10.2 pt high.
    min_side_pt: float = 6.0
    # A diamond may be lower than that, if it is so high and so wide at least. Unfitted; a slanted
    # line's outline fills less of its box than a diamond.
    min_flat_height_pt: float = 4.0
    min_flat_width_pt: float = 16.0
    # Separate lines close to a symbol up to this size. Measured: the largest symbols are 61 pt
    # wide and 55 pt high; symbols over several columns are wider.
    max_stroked_width_pt: float = 200.0
    max_stroked_height_pt: float = 120.0
    # A symbol's middle stands at most this far outside the flowchart's cells. Unfitted.
    max_outside_pt: float = 3.0
    # A corner of an outline of straight pieces is square if it comes this close to its box's.
    # Unfitted; a pixel at 90 dpi.
    max_off_corner_pt: float = 0.8
    # A corner of a curved outline is round from this radius on, as a share of the lesser side.
    # Office programs round a "rounded rectangle" by a sixth of it (ECMA-376, preset shape
    # roundRect: 16667 of 100000); a capsule by a half.
    min_radius_share: float = 0.1
    # A diamond fills half of its box by geometry; the range allows for thick or rough outlines.
    # Measured: 0.50 for all 63 diamonds of digital files.
    min_diamond_fill: float = 0.42
    max_diamond_fill: float = 0.60
    # A circle fills pi / 4 = 0.785 of its box by geometry; the range allows for polygons.
    min_circle_fill: float = 0.74
    max_circle_fill: float = 0.83
    # A circle's width and height differ by at most this share. Unfitted.
    max_circle_stretch: float = 0.15
    # An outline with a curved side that fills less than this of its box has a wavy foot: a
    # document. Unfitted.
    max_document_fill: float = 0.97
    # A round outline without curves (a scan's) that fills more than this is a capsule for
    # certain. Measured: capsules fill 0.85 to 0.99.
    min_capsule_fill: float = 0.85
    # The least share of its convex hull that a symbol fills; stars, arrows, letters fill less.
    # Unfitted; all five symbols of PermenPAN-RB 35/2012 are convex.
    min_convex_share: float = 0.85
    # A bend that strays less than this from a straight line is no corner: in points, and as a
    # share of the symbol's larger side. Unfitted.
    min_bend_pt: float = 0.4
    min_bend_share: float = 0.012
    # Outlines with more corners than this are round. Unfitted; hexagon and pentagon have fewer.
    max_corners: int = 7
    # A diamond touches the middles of its box's sides up to this share of its larger side.
    # Unfitted.
    max_off_middle_share: float = 0.12
    # A pentagon's tip is this close to the middle of a side, as a share of its larger side.
    # Unfitted.
    max_off_tip_share: float = 0.15
    # Two separately drawn sides meet at a corner up to this distance. Unfitted.
    max_corner_gap_pt: float = 2.2
    # Separate lines are believed to be a symbol from this confidence of its kind on. Unfitted.
    min_stroked_confidence: float = 0.7
    # The share of its outline that may be rulings of the table. Unfitted.
    max_ruled_share: float = 0.5
    # With more separate lines of one ink none is looked through: a bound on time. Unfitted.
    max_stroked_lines: int = 1500


@dataclass(frozen=True, slots=True)
class SymbolConfidence:
    """How sure a symbol's kind is, by what its outline leaves open. All unfitted."""

    # A diamond that does not touch all four sides of its box at their middle.
    off_middle_diamond: float = 0.7
    # A box with a slightly wavy side, and one whose lower corners alone are not square.
    wavy_box: float = 0.7
    wavy_foot: float = 0.9
    # A parallelogram or trapezoid; a box with some rounded corners.
    four_corners: float = 0.8
    odd_corners: float = 0.6
    # A pentagon on its side; a hexagon.
    standing_pentagon: float = 0.8
    hexagon: float = 0.7
    # A circle: off-page connector, or a start or end drawn round.
    circle: float = 0.8
    # A round outline made of straight pieces.
    rough_capsule: float = 0.7
    # A gradient without outline.
    gradient: float = 0.5


@dataclass(frozen=True, slots=True)
class PaintThresholds:
    """How paths are told that paint one symbol several times."""

    # Two boxes are one symbol's filling and outline from this share of their union on. Unfitted.
    min_same_share: float = 0.7
    # A shape with this share of its area in another is a part of it. Unfitted.
    min_inside_share: float = 0.95
    # A shadow has its symbol's size up to this (width and height together). Unfitted.
    max_shadow_growth_pt: float = 1.5
    # A shadow is shifted by at most this. Unfitted.
    max_shadow_shift_pt: float = 8.0
    # The outline of a symbol is at most this thick. Unfitted; see
    # `TableThresholds.max_line_thickness_pt`.
    max_outline_pt: float = 3.5
    # A gradient has at least so many strips. Unfitted.
    min_strips: int = 5
    # Strips are at most this wide. Unfitted.
    max_strip_pt: float = 6.0
    # Neighbouring strips are at most this far apart, and in line up to this. Unfitted.
    max_strip_gap_pt: float = 0.6
    # A filling is dark below this mean of red, green and blue, 0 to 255: text in it is not
    # readable in black. Unfitted.
    max_dark_brightness: int = 96
    # More paths than this at one flowchart are a map or a pattern; none is read. A bound on time;
    # unfitted.
    max_paths: int = 20_000


@dataclass(frozen=True, slots=True)
class LineThresholds:
    """How lines are told and joined: dashes, filled outlines, specks."""

    # A mark up to this size is a dot: of a dotted line, or where rulings meet. Measured: rulings
    # reach 1.4 pt.
    max_dot_pt: float = 1.75
    # A line whose ends are this close is closed. Unfitted.
    max_closing_gap_pt: float = 1.0
    # Beside the cells shorter strokes are pieces of letters. Unfitted; the size of 8 pt print.
    max_letter_stroke_pt: float = 8.0
    # A letter reaches at most this far out of its recognised word's box. Unfitted.
    max_letter_overhang_pt: float = 0.7
    # A dash is at most this long. Unfitted: none of the measured files has dashes.
    max_dash_pt: float = 14.0
    # Dashes are at most this far apart: in points, and by the longer of two dashes (times a
    # factor, plus a rest for dots). Unfitted.
    max_dash_gap_pt: float = 6.5
    max_dash_gap_lengths: float = 2.5
    max_dot_gap_pt: float = 1.0
    # A dashed line has at least so many dashes; two may be a double stroke. Unfitted.
    min_dashes: int = 3
    # Dashes of one line are in line up to this. Unfitted.
    max_dash_offset_pt: float = 0.6
    # Pieces of one straight line are at most this far apart. Unfitted.
    max_piece_gap_pt: float = 1.0
    # Bends smaller than this are smoothed away. Unfitted; half a pixel at 100 dpi.
    max_smoothed_pt: float = 0.35
    # A line that leaves less than this angle at a bend doubles back. Unfitted.
    max_hook_deg: float = 65.0
    # A filled outline is a line up to this thickness (area against length). See
    # `TableThresholds.max_line_thickness_pt`.
    max_filled_thickness_pt: float = 3.5
    # A connector's outline is cut into so many pieces of so many corners at most. A bound on time;
    # unfitted. Measured: up to 5 pieces of up to 23 corners.
    max_outline_pieces: int = 12
    max_piece_corners: int = 80
    # Seams up to twice this between the pieces are closed, bends below this are smoothed.
    # Unfitted; a fourth of the thinnest line.
    outline_seam_pt: float = 0.2
    outline_simplify_pt: float = 0.15
    # Half widths, each tried in turn, by which an outline is shrunk until its shaft vanishes and
    # its head stays: lines of 1 to 3.6 pt.
    shaft_half_widths_pt: tuple[float, ...] = (0.5, 0.8, 1.1, 1.4, 1.8)
    # The share of a line's area that is left without its shaft. Unfitted.
    max_core_share: float = 0.85
    # Corners of a shrunk outline grow back up to this many half widths. Unfitted.
    mitre_limit: float = 8.0
    # A rest smaller than this many squares of the half width is no head. Unfitted.
    min_head_squares: float = 4.0
    # A part of an outline is thicker than its shaft if this share of it is left when it is shrunk.
    # Unfitted; a triangle whose inscribed circle is 8 % larger than the half width.
    min_left_share: float = 0.005
    # A head's outline is simplified by this, and widened by this before the shaft is cut off it.
    # Unfitted.
    head_simplify_pt: float = 0.3
    head_overlap_pt: float = 0.15
    # Shorter edges of an outline are ends or roundings. Unfitted.
    min_edge_pt: float = 0.3
    # Two edges are opposite sides of one line up to this sine of the angle between them (9
    # degrees). Unfitted.
    max_side_angle_sine: float = 0.15
    # Corners of a block arrow: bends below this share of its larger side are smoothed. Unfitted.
    block_arrow_simplify_share: float = 0.02
    # A bent outline's two sides are compared at points about this far apart, so many at least and
    # at most. Unfitted.
    side_step_pt: float = 8.0
    min_side_steps: int = 6
    max_side_steps: int = 24


@dataclass(frozen=True, slots=True)
class HeadThresholds:
    """How arrowheads are told from symbols, dots and corners of lines."""

    # A triangle is a head up to this size. Measured: heads reach 11.3 pt.
    max_triangle_pt: float = 20.0
    # Heads with more corners than three, open ones, and recognised letters are at most this
    # large. Measured: heads reach 11.3 pt.
    max_size_pt: float = 13.0
    # A head is at least this wide; narrower triangles are slanted line ends. Unfitted.
    min_width_pt: float = 1.0
    # A figure that fills more of its box than this is a piece of a line. Unfitted; a triangle
    # fills 0.5.
    max_fill: float = 0.9
    # An open angle along the page's axes up to this slant is a corner of a line. Unfitted.
    max_elbow_slant_pt: float = 0.3
    # Length of one barb of an open head. Unfitted.
    min_barb_pt: float = 2.0
    max_barb_pt: float = 14.0
    # Angle between the two barbs. Unfitted.
    min_barb_angle_deg: float = 20.0
    max_barb_angle_deg: float = 115.0
    # Length of one barb against the other. Unfitted.
    min_barb_ratio: float = 0.6
    max_barb_ratio: float = 1.67
    # Angle between a line and the middle of the barbs that end it. Unfitted.
    max_barb_tilt_deg: float = 20.0
    # Barbs begin this close to the line's end. Unfitted; a line's thickness.
    max_tip_gap_pt: float = 1.5
    # A barb that is left alone is this close to the head that the other barb was read as, and to
    # the line's end. Unfitted; twice `max_tip_gap_pt`.
    max_barb_gap_pt: float = 3.0
    # Such a barb rises and runs by at least this share of its length. Unfitted; 17 degrees.
    min_barb_slant_share: float = 0.3


TABLE = TableThresholds()
SYMBOL = SymbolThresholds()
SYMBOL_CONFIDENCE = SymbolConfidence()
PAINT = PaintThresholds()
LINE = LineThresholds()
HEAD = HeadThresholds()
