"""A record's flow as SVG, laid out as in the SOP: actors across, steps down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from extract.record.flow_graph import FlowGraph, build_graph
from extract.writers.drawing.lane_grid import SPACING as LINES
from extract.writers.drawing.lane_grid import Form, LaneGrid, Outline, Plan, Port, Side, Stop, trace
from extract.writers.drawing.lanes import Lanes, place_in_lanes
from extract.writers.drawing.routes import plan_routes
from extract.writers.drawing.svg_page import SvgPage
from extract.writers.drawing.text_metrics import TEXT, clean, shorten, width_of, wrap
from models.record import SopRecord
from models.step import Step, Symbol


@dataclass(frozen=True, slots=True)
class SvgSizes:
    """Sizes of the picture. Chosen by eye, but for the ratio of bold letters."""

    number_width_px: int = 44
    activity_width_px: int = 280
    symbol_width_px: int = 72
    symbol_height_px: int = 36
    diamond_height_px: int = 46
    # Kept free around symbols and text.
    padding_px: int = 12
    min_lane_width_px: int = 96
    # Width of bold letters against regular ones, in Arial.
    bold_ratio: float = 1.1
    # A longer label is shortened.
    max_label_chars: int = 30
    label_distance_px: int = 5


SIZE = SvgSizes()


def draw_flow_svg(record: SopRecord) -> str:
    """Return an SVG element that shows a record's flow; it needs nothing else to be shown.

    Steps are rows with number and activity, actors are columns with the steps' symbols. All text
    is escaped. The symbols of a step with several actors lie on one shaded band.
    """
    lanes = place_in_lanes(record)
    graph = build_graph(record)
    stops = {
        step.seq: Stop(rank, _main_lane(step, graph, lanes), sides=True)
        for rank, step in enumerate(record.steps)
    }
    pairs = [(source, target) for source, after in graph.after.items() for target in after]
    plan = plan_routes([(stops[s], stops[t]) for s, t in pairs], len(lanes.names))
    labels = _labels_of(record)
    sheet = _measure(record, lanes, plan, [labels.get(pair, "") for pair in pairs])
    page = SvgPage(sheet.width, sheet.height, clean(record.header.title) or record.id)
    _draw_table(page, record, lanes, sheet)
    outlines = {
        stops[step.seq]: _outline(step, stops[step.seq].lane, sheet, rank)
        for rank, step in enumerate(record.steps)
    }
    grid = LaneGrid(outlines.__getitem__, gaps=sheet.gaps, gutters=sheet.gutters)
    for rank, step in enumerate(record.steps):
        _draw_band(page, lanes.of_step[step.seq], sheet, rank)
    for pair, route in zip(pairs, plan.routes, strict=True):
        points = [(x, y) for y, x in trace(route, grid)]
        page.arrow(points)
        _draw_label(page, labels.get(pair, ""), points[0], route.leave)
    for rank, step in enumerate(record.steps):
        for lane in lanes.of_step[step.seq]:
            _draw_symbol(page, step, lane == stops[step.seq].lane, sheet.middles[lane], sheet, rank)
    return page.text()


@dataclass(slots=True)
class _Sheet:
    """Positions of the table's rows and columns, in pixels.

    Attributes:
        middles: The middle of each lane.
        starts: Where each lane begins; one more, where the last ends.
        rows: The middle of each row.
        rules: Where each row ends.
        heading: Where the heading ends.
        gaps: Where the first track below a row runs.
        gutters: Where the first track before a lane runs.
    """

    middles: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    heading: float = 0
    gaps: dict[int, float] = field(default_factory=dict)
    gutters: dict[int, float] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """Return the whole width."""
        return self.starts[-1]

    @property
    def height(self) -> float:
        """Return the whole height."""
        return self.rules[-1] if self.rules else self.heading


def _main_lane(step: Step, graph: FlowGraph, lanes: Lanes) -> int:
    """Return the lane whose symbol a step's arrows meet: the one nearest to its neighbours."""
    around = [
        lanes.of_step[other][0] for other in (*graph.before[step.seq], *graph.after[step.seq])
    ]
    own = lanes.of_step[step.seq]
    return min(own, key=lambda lane: sum(abs(lane - other) for other in around))


def _labels_of(record: SopRecord) -> dict[tuple[int, int], str]:
    """Return the words at the arrows between two steps."""
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    for edge in record.flow:
        if label := clean(edge.label):
            words[edge.source, edge.target].append(label)
    return {
        pair: shorten(" / ".join(dict.fromkeys(labels)), SIZE.max_label_chars)
        for pair, labels in words.items()
    }


def _measure(record: SopRecord, lanes: Lanes, plan: Plan, labels: list[str]) -> _Sheet:
    """Return where rows and columns stand."""
    sheet = _Sheet()
    beside: dict[int, float] = defaultdict(float)
    for route, label in zip(plan.routes, labels, strict=True):
        if route.leave.side in (Side.LOW, Side.HIGH):
            lane = route.source.lane
            beside[lane] = max(beside[lane], width_of(label))
    x = float(SIZE.number_width_px + SIZE.activity_width_px)
    for lane, name in enumerate(lanes.names):
        sheet.starts.append(x)
        sheet.gutters[lane] = x + LINES.track_px
        x += (plan.gutters.get(lane, 0) + 1) * LINES.track_px
        word = max(map(width_of, name.split())) * SIZE.bold_ratio + SIZE.padding_px
        width = max(
            SIZE.min_lane_width_px,
            word,
            SIZE.symbol_width_px + 2 * (SIZE.padding_px + beside[lane]),
        )
        sheet.middles.append(x + width / 2)
        x += width
    sheet.gutters[len(lanes.names)] = x + LINES.track_px
    sheet.starts.append(x + (plan.gutters.get(len(lanes.names), 0) + 1) * LINES.track_px)
    lines = [len(_heading_of(name, lane, sheet)) for lane, name in enumerate(lanes.names)]
    sheet.heading = max(lines, default=1) * TEXT.line_px + 2 * SIZE.padding_px
    y = _gap(-1, sheet.heading, sheet, plan)
    for rank, step in enumerate(record.steps):
        text = (
            len(wrap(clean(step.activity), SIZE.activity_width_px - 2 * SIZE.padding_px))
            * TEXT.line_px
        )
        height = max(text, SIZE.diamond_height_px) + 2 * SIZE.padding_px
        sheet.rows.append(y + height / 2)
        y = _gap(rank, y + height, sheet, plan)
        sheet.rules.append(y)
    return sheet


def _gap(rank: int, y: float, sheet: _Sheet, plan: Plan) -> float:
    """Place the tracks of the gap below a row, which begins at y; return where it ends."""
    tracks = plan.gaps.get(rank, 0)
    sheet.gaps[rank] = y + LINES.track_px
    return y + (tracks + 1) * LINES.track_px if tracks else y


def _heading_of(name: str, lane: int, sheet: _Sheet) -> list[str]:
    """Return the lines of a lane's heading."""
    return wrap(
        name, (sheet.starts[lane + 1] - sheet.starts[lane] - SIZE.padding_px / 2) / SIZE.bold_ratio
    )


def _draw_table(page: SvgPage, record: SopRecord, lanes: Lanes, sheet: _Sheet) -> None:
    """Draw headings, numbers, activities and rules."""
    page.shade(0, 0, sheet.width, sheet.heading)
    page.lines(["No"], SIZE.number_width_px / 2, sheet.heading / 2, bold=True)
    page.lines(
        ["Kegiatan"],
        SIZE.number_width_px + SIZE.activity_width_px / 2,
        sheet.heading / 2,
        bold=True,
    )
    for lane, name in enumerate(lanes.names):
        middle = (sheet.starts[lane] + sheet.starts[lane + 1]) / 2
        page.lines(_heading_of(name, lane, sheet), middle, sheet.heading / 2, bold=True)
    for step, y in zip(record.steps, sheet.rows, strict=True):
        page.lines([clean(step.number)], SIZE.number_width_px / 2, y)
        lines = wrap(clean(step.activity), SIZE.activity_width_px - 2 * SIZE.padding_px)
        page.lines(lines, SIZE.number_width_px + SIZE.padding_px, y, anchor="start")
    for y in (0, sheet.heading, *sheet.rules):
        page.rule((0, y), (sheet.width, y))
    for x in (0, SIZE.number_width_px, *sheet.starts):
        page.rule((x, 0), (x, sheet.height))


def _outline(step: Step, lane: int, sheet: _Sheet, rank: int) -> Outline:
    """Return where a step's symbol stands, for the arrows that meet it."""
    is_diamond = step.symbol is Symbol.DECISION
    height = SIZE.diamond_height_px if is_diamond else SIZE.symbol_height_px
    form = Form.DIAMOND if is_diamond else Form.BOX
    return Outline(
        sheet.rows[rank], sheet.middles[lane], height / 2, SIZE.symbol_width_px / 2, form
    )


def _draw_band(page: SvgPage, lanes: tuple[int, ...], sheet: _Sheet, rank: int) -> None:
    """Draw the shaded band behind the symbols of a step with several actors."""
    if len(lanes) > 1:
        left = sheet.middles[min(lanes)] - SIZE.symbol_width_px / 2 - SIZE.padding_px / 2
        right = sheet.middles[max(lanes)] + SIZE.symbol_width_px / 2 + SIZE.padding_px / 2
        height = SIZE.diamond_height_px + SIZE.padding_px
        page.shade(left, sheet.rows[rank] - height / 2, right - left, height, rounded=True)


def _draw_symbol(
    page: SvgPage, step: Step, is_main: bool, x: float, sheet: _Sheet, rank: int
) -> None:
    """Draw a step's symbol in one lane; only the main lane of a decision has the diamond."""
    symbol = step.symbol
    if symbol is Symbol.DECISION and not is_main:
        symbol = Symbol.PROCESS
    height = SIZE.diamond_height_px if symbol is Symbol.DECISION else SIZE.symbol_height_px
    page.symbol(symbol, x, sheet.rows[rank], SIZE.symbol_width_px, height)
    page.lines([clean(step.number)], x, sheet.rows[rank])


def _draw_label(page: SvgPage, label: str, start: tuple[float, float], port: Port) -> None:
    """Draw the words at an arrow, where it leaves its symbol."""
    if not label:
        return
    x, y = start
    if port.side is Side.BACK:
        is_left = 2 * port.place < port.total - 1
        y += TEXT.line_px / 2 + SIZE.label_distance_px
    else:
        is_left = port.side is Side.LOW
        y += -TEXT.line_px / 2 if port.place == 0 else TEXT.line_px / 2 + 1
    distance = -SIZE.label_distance_px if is_left else SIZE.label_distance_px
    page.lines([label], x + distance, y, anchor="end" if is_left else "start")
