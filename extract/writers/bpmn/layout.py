"""The layout of a process: swimlanes below each other, one column for each step.

A step's nodes stand side by side in its column, on the middle line of its lane. Above a task stand
its inputs and a note on other performers, below it its outputs. Columns and lanes keep the shapes
apart; `drawing.routes` leads the arrows through the gaps between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.writers.bpmn.labels import labels_of
from extract.writers.bpmn.process import Flow, Kind, Node, Process
from extract.writers.bpmn.sizes import (
    SIZE,
    Box,
    Group,
    Point,
    data_size,
    group_nodes,
    note_height,
    reach_of,
    size_of,
)
from extract.writers.drawing.lane_grid import SPACING as LINES
from extract.writers.drawing.lane_grid import Form, LaneGrid, Outline, Plan, Port, Side, Stop, trace
from extract.writers.drawing.routes import plan_routes
from extract.writers.drawing.text_metrics import width_of


@dataclass(slots=True)
class Layout:
    """Positions of all elements, in pixels from the upper left.

    Attributes:
        pool: The pool.
        boxes: Id of a lane, node, data object or note -> where it stands.
        labels: Id of what has words beside it -> where they stand.
        lines: Id of an arrow, or of a data object or note for its line -> the line's points.
    """

    pool: Box
    boxes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, list[Point]] = field(default_factory=dict)


# Id of a node -> what has words beside that node, and where they stand from its middle.
Words = Mapping[str, Sequence[tuple[str, Box]]]


def lay_out(process: Process) -> Layout:
    """Return the layout of a process; the same for the same process."""
    groups = group_nodes(process)
    stops = {node.id: stop for group in groups for node, stop in _stops_of(group)}
    inner, arrows = _part_flows(process)
    ways = [(stops[flow.source.id], stops[flow.target.id]) for flow in arrows]
    plan = plan_routes(ways, len(process.lanes))
    words = _place_words(process.nodes, stops, arrows, plan)
    columns = _place_columns(groups, words, plan)
    lanes = _place_lanes(process, groups, words, plan)
    layout = Layout(
        pool=Box(
            SIZE.origin_x_px,
            SIZE.origin_y_px,
            columns.end - SIZE.origin_x_px,
            lanes.end - SIZE.origin_y_px,
        )
    )
    for lane, top, bottom in zip(process.lanes, lanes.starts, lanes.ends, strict=True):
        left = SIZE.origin_x_px + SIZE.heading_px
        layout.boxes[lane.id] = Box(left, top, columns.end - left, bottom - top)
    for group in groups:
        _place_group(group, columns.middles, lanes.middles[group.lane], words, layout)
    for flow in inner:
        source, target = layout.boxes[flow.source.id], layout.boxes[flow.target.id]
        middle = lanes.middles[flow.source.lane]
        layout.lines[flow.id] = [(source.x + source.width, middle), (target.x, middle)]
    outlines = {
        stop: _outline(node, layout.boxes[node.id])
        for node in process.nodes
        if (stop := stops.get(node.id))
    }
    grid = LaneGrid(outlines.__getitem__, gaps=columns.tracks, gutters=lanes.tracks)
    for flow, route in zip(arrows, plan.routes, strict=True):
        layout.lines[flow.id] = [(round(x), round(y)) for x, y in trace(route, grid)]
    return layout


@dataclass(slots=True)
class _Columns:
    """The columns, along the flow.

    Attributes:
        middles: Id of a node -> the middle of it.
        tracks: Where the first track of the gap behind a column runs.
        end: Where the pool ends.
    """

    middles: dict[str, int] = field(default_factory=dict)
    tracks: dict[int, float] = field(default_factory=dict)
    end: int = 0


@dataclass(slots=True)
class _Lanes:
    """The lanes, across the flow.

    Attributes:
        starts: Where each begins.
        middles: Its middle line, where its nodes stand.
        ends: Where it ends.
        tracks: Where the first track of each gutter runs.
    """

    starts: list[int] = field(default_factory=list)
    middles: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tracks: dict[int, float] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Return where the pool ends."""
        return self.ends[-1]


def _stops_of(group: Group) -> Iterator[tuple[Node, Stop]]:
    """Yield the nodes of a group that arrows lead to or leave, as stops."""
    for node in dict.fromkeys((group.entry, group.exit)):
        yield (
            node,
            Stop(
                rank=group.rank,
                lane=group.lane,
                order=group.nodes.index(node),
                front=node is group.nodes[0],
                back=node is group.nodes[-1],
                sides=node.kind.is_gateway,
            ),
        )


def _part_flows(process: Process) -> tuple[list[Flow], list[Flow]]:
    """Return the flows between neighbours in a group, and all others."""
    places = {node.id: place for place, node in enumerate(process.nodes)}
    inner: list[Flow] = []
    others: list[Flow] = []
    for flow in process.flows:
        source, target = flow.source, flow.target
        follows = places[target.id] == places[source.id] + 1
        (inner if follows and source.rank == target.rank else others).append(flow)
    return inner, others


def _place_words(
    nodes: Sequence[Node], stops: Mapping[str, Stop], arrows: Sequence[Flow], plan: Plan
) -> Words:
    """Return the words beside each node."""
    exits: dict[str, list[tuple[Flow, Port]]] = defaultdict(list)
    used: dict[str, set[Side]] = defaultdict(set)
    for flow, route in zip(arrows, plan.routes, strict=True):
        exits[flow.source.id].append((flow, route.leave))
        used[flow.source.id].add(route.leave.side)
        used[flow.target.id].add(route.enter.side)
    return {node.id: list(labels_of(node, exits[node.id], used[node.id])) for node in nodes}


def _place_columns(groups: Sequence[Group], words: Words, plan: Plan) -> _Columns:
    """Return where the columns stand."""
    columns = _Columns()
    x = SIZE.origin_x_px + 2 * SIZE.heading_px
    x += _gap(plan, -1, x, columns)
    for group in groups:
        node_x, end = 0, 0
        middles: dict[str, int] = {}
        starts = [0]
        for node in group.nodes:
            width, _ = size_of(node)
            middle = node_x + width // 2
            middles[node.id] = middle
            starts += [middle + box.x for _, box in words[node.id]]
            beside = max((middle + box.x + box.width for _, box in words[node.id]), default=0)
            end = max(end, node_x + width, beside)
            node_x = max(node_x + width + SIZE.node_distance_px, beside + SIZE.column_distance_px)
        shift = x - min(starts)
        columns.middles |= {key: middle + shift for key, middle in middles.items()}
        x = shift + end
        x += _gap(plan, group.rank, x, columns)
    columns.end = x + SIZE.lane_end_px
    return columns


def _gap(plan: Plan, rank: int, x: int, columns: _Columns) -> int:
    """Place the tracks of the gap behind a column, which begins at x; return its width."""
    tracks = plan.gaps.get(rank, 0)
    width = 2 * SIZE.column_distance_px + max(tracks - 1, 0) * LINES.track_px
    columns.tracks[rank] = x + SIZE.column_distance_px
    return width


def _place_lanes(process: Process, groups: Sequence[Group], words: Words, plan: Plan) -> _Lanes:
    """Return where the lanes stand."""
    reach = [[SIZE.min_lane_half_px, SIZE.min_lane_half_px] for _ in process.lanes]
    for group in groups:
        above, below = reach[group.lane]
        for up, down in reach_of(group):
            above, below = max(above, up), max(below, down)
        for node in group.nodes:
            for _, box in words[node.id]:
                above, below = max(above, -box.y), max(below, box.y + box.height)
        reach[group.lane] = [above, below]
    lanes = _Lanes()
    y = SIZE.origin_y_px
    for at, (lane, (above, below)) in enumerate(zip(process.lanes, reach, strict=True)):
        lanes.starts.append(y)
        gutter = _gutter(plan, at, y, lanes)
        lanes.middles.append(y + gutter + above)
        y += max(
            gutter + above + below + SIZE.lane_bottom_px,
            _heading_length(lane.name, SIZE.max_lane_name_px),
        )
        if at == len(process.lanes) - 1:
            y += _gutter(plan, at + 1, y, lanes)
            pool = _heading_length(process.participant, SIZE.max_pool_name_px)
            y = max(y, SIZE.origin_y_px + pool)
        lanes.ends.append(y)
    return lanes


def _gutter(plan: Plan, lane: int, y: int, lanes: _Lanes) -> int:
    """Place the tracks of the gutter before a lane, which begins at y; return its width."""
    lanes.tracks[lane] = y + LINES.track_px
    return (plan.gutters.get(lane, 0) + 1) * LINES.track_px


def _heading_length(name: str, longest: int) -> int:
    """Return how long a heading must be for its name: in one line up to a length, else in two."""
    width = width_of(name)
    length = width if width <= longest else max(longest, width * SIZE.two_lines_share)
    return round(length) + SIZE.heading_padding_px


def _place_group(
    group: Group, middles: Mapping[str, int], y: int, words: Words, layout: Layout
) -> None:
    """Place the nodes of a step, with its data, its note, and the words beside them."""
    for node in group.nodes:
        width, height = size_of(node)
        x = middles[node.id]
        box = Box(x - width // 2, y - height // 2, width, height)
        layout.boxes[node.id] = box
        for key, label in words[node.id]:
            layout.labels[key] = label._replace(x=x + label.x, y=y + label.y)
        if node.kind is Kind.TASK:
            _place_data(group, box, layout)


def _place_data(group: Group, task: Box, layout: Layout) -> None:
    """Place what a task needs above it, what it makes below it, and its note above both."""
    top, bottom = task.y, task.y + task.height
    x = task.x + SIZE.data_shift_px
    line = x + SIZE.data_width_px // 2
    for data in group.data:
        height, label_height = data_size(data)
        if data.is_output:
            y = bottom + SIZE.data_distance_px
            layout.lines[data.id] = [(line, bottom), (line, y)]
        else:
            top -= SIZE.data_distance_px + height
            y = top + height - SIZE.data_height_px
            layout.lines[data.id] = [(line, y + SIZE.data_height_px), (line, task.y)]
        layout.boxes[data.id] = Box(x, y, SIZE.data_width_px, SIZE.data_height_px)
        label_y = y if data.is_output else y + SIZE.data_height_px - label_height
        label_x = x + SIZE.data_width_px + SIZE.label_distance_px
        layout.labels[data.id] = Box(label_x, label_y, SIZE.data_label_width_px, label_height)
    if group.note:
        height = note_height(group.note)
        top -= SIZE.note_distance_px + height
        layout.boxes[group.note.id] = Box(task.x, top, SIZE.task_width_px, height)
        x = task.x + SIZE.note_line_px
        layout.lines[group.note.id] = [(x, task.y), (x, top + height)]


def _outline(node: Node, box: Box) -> Outline:
    """Return a node's box as the outline that arrows meet."""
    form = Form.DIAMOND if node.kind.is_gateway else Form.BOX
    return Outline(
        box.x + box.width / 2, box.y + box.height / 2, box.width / 2, box.height / 2, form
    )
