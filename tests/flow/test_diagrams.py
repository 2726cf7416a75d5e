"""Flowcharts whose file says what the shapes are."""

from __future__ import annotations

from extract.flow.diagrams import read_diagram, text_boxes
from extract.flow.labels import label_links
from models.diagram import PICTURE, TEXT_BOX, Diagram, DiagramLine, DiagramShape
from models.flowchart import Chart, Frame
from models.geometry import BBox
from models.step import Symbol

FRAME = Frame(1, ((0.0, 100.0), (100.0, 200.0)), ((0.0, 100.0), (100.0, 200.0)), (0, 1))
START = DiagramShape("flowChartTerminator", BBox(30, 40, 70, 60), "Mulai")
CHECK = DiagramShape("flowChartDecision", BBox(130, 140, 170, 160))


def chart_of(*lines: DiagramLine, shapes: tuple[DiagramShape, ...] = (START, CHECK)) -> Chart:
    return read_diagram(Diagram(shapes, lines), FRAME)


def arrows(chart: Chart) -> list[tuple[int | None, int | None]]:
    return [(link.source, link.target) for link in chart.links]


def test_a_connector_leads_where_it_says_wherever_it_runs() -> None:
    line = DiagramLine(((0.0, 0.0), (1.0, 1.0)), 0, 1, end_head=True)
    assert arrows(chart_of(line)) == [(0, 1)]
    assert arrows(chart_of(DiagramLine(line.points, 0, 1, start_head=True))) == [(1, 0)]
    both = chart_of(DiagramLine(line.points, 0, 1, start_head=True, end_head=True))
    assert arrows(both) == [(0, 1), (1, 0)]
    assert all(link.confidence < 1 for link in both.links)


def test_a_connector_without_heads_leads_down() -> None:
    (link,) = chart_of(DiagramLine(((150.0, 140.0), (50.0, 60.0)), 1, 0)).links
    assert (link.source, link.target) == (0, 1)
    assert link.confidence <= 0.6


def test_free_lines_lead_to_the_shapes_they_touch() -> None:
    touching = DiagramLine(((70.0, 50.0), (150.0, 50.0), (150.0, 140.0)), end_head=True)
    assert arrows(chart_of(touching)) == [(0, 1)]
    pieces = (
        DiagramLine(((70.0, 50.0), (150.0, 50.0))),
        DiagramLine(((150.0, 50.0), (150.0, 140.0)), end_head=True),
    )
    assert arrows(chart_of(*pieces)) == [(0, 1)]
    nowhere = chart_of(DiagramLine(((70.0, 50.0), (120.0, 50.0)), end_head=True))
    assert not nowhere.links and nowhere.loose


def test_a_line_that_runs_into_another_leads_where_that_leads() -> None:
    third = DiagramShape("flowChartProcess", BBox(30, 120, 70, 140))
    joined = DiagramLine(((70.0, 50.0), (150.0, 50.0), (150.0, 140.0)), 0, 1, end_head=True)
    branch = DiagramLine(((70.0, 130.0), (110.0, 130.0), (110.0, 50.0)), 2, end_head=True)
    chart = chart_of(joined, branch, shapes=(START, CHECK, third))
    assert sorted(arrows(chart)) == [(0, 1), (2, 1)]


def test_pictures_and_text_boxes_are_symbols_only_where_arrows_end() -> None:
    picture = DiagramShape(PICTURE, BBox(130, 140, 170, 160))
    box = DiagramShape(TEXT_BOX, BBox(30, 140, 70, 160), "Catatan")
    line = DiagramLine(((50.0, 60.0), (150.0, 140.0)), 0, 1, end_head=True)
    chart = chart_of(line, shapes=(START, picture, box))
    assert [shape.kind for shape in chart.shapes] == [Symbol.TERMINATOR, Symbol.PROCESS]
    assert [shape.kind for shape in chart_of(shapes=(START, picture)).shapes] == [Symbol.TERMINATOR]


def test_outlined_labels_are_labels() -> None:
    label = DiagramShape("rect", BBox(152, 105, 170, 117), "Ya")
    line = DiagramLine(((150.0, 60.0), (150.0, 140.0)), 0, 1, end_head=True)
    diagram = Diagram((START, CHECK, label), (line,))
    chart = read_diagram(diagram, FRAME)
    assert len(chart.shapes) == 2
    label_links(chart, (), text_boxes(diagram, chart))
    assert [link.label for link in chart.links] == ["Ya"]


def test_circles_are_connectors_and_flat_ones_ends() -> None:
    round_, flat = (
        DiagramShape("flowChartConnector", BBox(30, 40, 50, 60)),
        DiagramShape("ellipse", BBox(130, 140, 180, 160)),
    )
    kinds = [shape.kind for shape in chart_of(shapes=(round_, flat)).shapes]
    assert kinds == [Symbol.CONNECTOR, Symbol.TERMINATOR]


def test_what_stands_outside_the_cells_is_not_of_the_flowchart() -> None:
    outside = DiagramShape("rect", BBox(300, 40, 340, 60))
    assert not chart_of(shapes=(outside,)).shapes
