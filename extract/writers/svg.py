"""A record's flow as SVG, the way the SOP shows it: actors across, steps down, arrows between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from extract.record.flow_graph import FlowGraph, build_graph
from extract.writers.drawing.board import TRACK, Board, Form, Outline, Plan, Port, Side, Stop, trace
from extract.writers.drawing.lanes import Lanes, place_in_lanes
from extract.writers.drawing.lettering import LINE_HEIGHT, clean, shorten, width_of, wrap
from extract.writers.drawing.routes import plan_routes
from extract.writers.drawing.vector_page import VectorPage
from models.record import SopRecord
from models.step import Step, Symbol

# Sizes in pixels: the columns of number and activity, a symbol, what is kept free around it, the
# narrowest lane.
NUMBER_WIDTH = 44
ACTIVITY_WIDTH = 280
SYMBOL_WIDTH, SYMBOL_HEIGHT = 72, 36
DIAMOND_HEIGHT = 46
PADDING = 12
LANE_WIDTH = 96

# How much wider bold letters are.
BOLD = 1.1

# The longest words at an arrow that are shown whole.
LABEL_LENGTH = 30
LABEL_DISTANCE = 5


def draw_flow_svg(record: SopRecord) -> str:
    """Return an SVG element that shows a record's flow; it needs nothing else to be shown.

    Steps are rows with number and activity, actors columns with the steps' symbols. All text is
    escaped. Where several actors do a step, their symbols lie on one band.
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
    page = VectorPage(sheet.width, sheet.height, clean(record.header.title) or record.id)
    _draw_table(page, record, lanes, sheet)
    outlines = {
        stops[step.seq]: _outline(step, stops[step.seq].lane, sheet, rank)
        for rank, step in enumerate(record.steps)
    }
    board = Board(outlines.__getitem__, gaps=sheet.gaps, gutters=sheet.gutters)
    for rank, step in enumerate(record.steps):
        _draw_band(page, lanes.of_step[step.seq], sheet, rank)
    for pair, route in zip(pairs, plan.routes, strict=True):
        points = [(x, y) for y, x in trace(route, board)]
        page.arrow(points)
        _draw_label(page, labels.get(pair, ""), points[0], route.leave)
    for rank, step in enumerate(record.steps):
        for lane in lanes.of_step[step.seq]:
            _draw_symbol(page, step, lane == stops[step.seq].lane, sheet.middles[lane], sheet, rank)
    return page.text()


@dataclass(slots=True)
class _Sheet:
    """Where the table's rows and columns stand.

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
    """Return the lane whose symbol a step's arrows meet: the nearest to the steps around it."""
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
        pair: shorten(" / ".join(dict.fromkeys(labels)), LABEL_LENGTH)
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
    x = float(NUMBER_WIDTH + ACTIVITY_WIDTH)
    for lane, name in enumerate(lanes.names):
        sheet.starts.append(x)
        sheet.gutters[lane] = x + TRACK
        x += (plan.gutters.get(lane, 0) + 1) * TRACK
        word = max(map(width_of, name.split())) * BOLD + PADDING
        width = max(LANE_WIDTH, word, SYMBOL_WIDTH + 2 * (PADDING + beside[lane]))
        sheet.middles.append(x + width / 2)
        x += width
    sheet.gutters[len(lanes.names)] = x + TRACK
    sheet.starts.append(x + (plan.gutters.get(len(lanes.names), 0) + 1) * TRACK)
    lines = [len(_heading_of(name, lane, sheet)) for lane, name in enumerate(lanes.names)]
    sheet.heading = max(lines, default=1) * LINE_HEIGHT + 2 * PADDING
    y = _gap(-1, sheet.heading, sheet, plan)
    for rank, step in enumerate(record.steps):
        text = len(wrap(clean(step.activity), ACTIVITY_WIDTH - 2 * PADDING)) * LINE_HEIGHT
        height = max(text, DIAMOND_HEIGHT) + 2 * PADDING
        sheet.rows.append(y + height / 2)
        y = _gap(rank, y + height, sheet, plan)
        sheet.rules.append(y)
    return sheet


def _gap(rank: int, y: float, sheet: _Sheet, plan: Plan) -> float:
    """Place the tracks of the gap below a row, which begins at y; return where it ends."""
    tracks = plan.gaps.get(rank, 0)
    sheet.gaps[rank] = y + TRACK
    return y + (tracks + 1) * TRACK if tracks else y


def _heading_of(name: str, lane: int, sheet: _Sheet) -> list[str]:
    """Return the lines of a lane's heading."""
    return wrap(name, (sheet.starts[lane + 1] - sheet.starts[lane] - PADDING / 2) / BOLD)


def _draw_table(page: VectorPage, record: SopRecord, lanes: Lanes, sheet: _Sheet) -> None:
    """Draw headings, numbers, activities and rules."""
    page.shade(0, 0, sheet.width, sheet.heading)
    page.lines(["No"], NUMBER_WIDTH / 2, sheet.heading / 2, bold=True)
    page.lines(["Kegiatan"], NUMBER_WIDTH + ACTIVITY_WIDTH / 2, sheet.heading / 2, bold=True)
    for lane, name in enumerate(lanes.names):
        middle = (sheet.starts[lane] + sheet.starts[lane + 1]) / 2
        page.lines(_heading_of(name, lane, sheet), middle, sheet.heading / 2, bold=True)
    for step, y in zip(record.steps, sheet.rows, strict=True):
        page.lines([clean(step.number)], NUMBER_WIDTH / 2, y)
        lines = wrap(clean(step.activity), ACTIVITY_WIDTH - 2 * PADDING)
        page.lines(lines, NUMBER_WIDTH + PADDING, y, anchor="start")
    for y in (0, sheet.heading, *sheet.rules):
        page.rule((0, y), (sheet.width, y))
    for x in (0, NUMBER_WIDTH, *sheet.starts):
        page.rule((x, 0), (x, sheet.height))


def _outline(step: Step, lane: int, sheet: _Sheet, rank: int) -> Outline:
    """Return where a step's symbol stands, for the arrows that meet it."""
    is_diamond = step.symbol is Symbol.DECISION
    height = DIAMOND_HEIGHT if is_diamond else SYMBOL_HEIGHT
    form = Form.DIAMOND if is_diamond else Form.BOX
    return Outline(sheet.rows[rank], sheet.middles[lane], height / 2, SYMBOL_WIDTH / 2, form)


def _draw_band(page: VectorPage, lanes: tuple[int, ...], sheet: _Sheet, rank: int) -> None:
    """Draw what binds the symbols of one row together."""
    if len(lanes) > 1:
        left = sheet.middles[min(lanes)] - SYMBOL_WIDTH / 2 - PADDING / 2
        right = sheet.middles[max(lanes)] + SYMBOL_WIDTH / 2 + PADDING / 2
        height = DIAMOND_HEIGHT + PADDING
        page.shade(left, sheet.rows[rank] - height / 2, right - left, height, rounded=True)


def _draw_symbol(
    page: VectorPage, step: Step, is_main: bool, x: float, sheet: _Sheet, rank: int
) -> None:
    """Draw a step's symbol in one lane; beside a decision others only take part."""
    symbol = step.symbol
    if symbol is Symbol.DECISION and not is_main:
        symbol = Symbol.PROCESS
    height = DIAMOND_HEIGHT if symbol is Symbol.DECISION else SYMBOL_HEIGHT
    page.symbol(symbol, x, sheet.rows[rank], SYMBOL_WIDTH, height)
    page.lines([clean(step.number)], x, sheet.rows[rank])


def _draw_label(page: VectorPage, label: str, start: tuple[float, float], port: Port) -> None:
    """Draw the words at an arrow, where it leaves its symbol."""
    if not label:
        return
    x, y = start
    if port.side is Side.BACK:
        is_left = 2 * port.place < port.total - 1
        y += LINE_HEIGHT / 2 + LABEL_DISTANCE
    else:
        is_left = port.side is Side.LOW
        y += -LINE_HEIGHT / 2 if port.place == 0 else LINE_HEIGHT / 2 + 1
    distance = -LABEL_DISTANCE if is_left else LABEL_DISTANCE
    page.lines([label], x + distance, y, anchor="end" if is_left else "start")
