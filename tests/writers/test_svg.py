from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from extract.writers.drawing.svg_page import INK, NAMESPACE, PAPER
from extract.writers.svg import draw_flow_svg
from models import SopRecord
from tests.bpmn.flowcharts import flowcharts
from tests.bpmn.geometry import Diagram, lines_not_square, lines_on_lines, lines_through_shapes
from tests.browsers import open_page
from tests.drawn_samples import drawn_samples
from tests.flows import draw

HOSTILE = "<script>alert(1)</script> & \"x\" 'y' ]]> \x00\x0b\ud800 文書"


def elements(drawing: str, name: str) -> list[etree._Element]:
    return list(etree.fromstring(drawing).iter(f"{{{NAMESPACE}}}{name}"))


def words_of(drawing: str) -> list[str]:
    return ["".join(element.itertext()) for element in elements(drawing, "tspan")]


def read_diagram(drawing: str) -> Diagram:
    """Return symbols and arrows of an SVG, an arrow's line with its head's tip at the end."""
    diagram = Diagram()
    lines, tips = [], []
    for at, element in enumerate(etree.fromstring(drawing).iter()):
        name = etree.QName(element).localname
        key = f"{name}-{at}"
        if name == "polyline":
            lines.append(points_of(element.get("points")))
        elif name == "polygon" and element.get("fill") == INK:
            tips.append(points_of(element.get("points"))[0])
        elif name in ("polygon", "path") or (name == "rect" and element.get("stroke") == INK):
            diagram.boxes[key] = box_of(element, name)
            diagram.kinds[key] = "exclusiveGateway" if name == "polygon" else "task"
    for at, (line, tip) in enumerate(zip(lines, tips, strict=True)):
        diagram.lines[f"arrow-{at}"] = [*line[:-1], tip]
    return diagram


def points_of(text: str) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def box_of(element: etree._Element, name: str) -> tuple[float, float, float, float]:
    if name == "rect":
        x, y, width, height = (float(element.get(n)) for n in ("x", "y", "width", "height"))
        return x, y, x + width, y + height
    text = element.get("points") or element.get("d").split(" Q")[0].removeprefix("M")
    points = points_of(text)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@settings(deadline=None)
@given(flowcharts())
def test_whatever_the_flow_no_arrow_runs_through_a_symbol_or_on_another(record: SopRecord) -> None:
    diagram = read_diagram(draw_flow_svg(record))
    found = [lines_through_shapes, lines_not_square, lines_on_lines]
    assert [defect for look in found for defect in look(diagram)] == []
    assert len(diagram.lines) == len({(edge.source, edge.target) for edge in record.flow})


def test_an_arrow_s_head_lies_on_the_symbol_it_points_to() -> None:
    diagram = read_diagram(draw_flow_svg(draw("TDPT", "1>2", "2>1:Tidak", "2>3:Ya", "3>4")))
    first, second, third, last = sorted(diagram.boxes.values(), key=lambda box: box[1])
    tips = [line[-1] for line in diagram.lines.values()]
    for tip, box in zip(tips, (second, first, third, last), strict=True):
        assert box[0] <= tip[0] <= box[2]
        assert box[1] <= tip[1] <= box[3]


def test_steps_go_down_and_actors_across() -> None:
    record = draw("TPT", "1>2", "2>3")
    record.actors = ["Staf", "Kepala"]
    record.steps[1].actors = ["Kepala"]
    boxes = sorted(read_diagram(draw_flow_svg(record)).boxes.values(), key=lambda box: box[1])
    assert boxes[0][0] == boxes[2][0] < boxes[1][0]
    assert all(upper[3] < lower[1] for upper, lower in pairwise(boxes))


def test_every_actor_of_a_step_has_its_symbol() -> None:
    drawing = draw_flow_svg(draw("TDT", "1>2", "2>3:Ya", "2>1:Tidak", actors=("Staf", "Kepala")))
    diagram = read_diagram(drawing)
    assert len(diagram.boxes) == 6
    assert list(diagram.kinds.values()).count("exclusiveGateway") == 1


def test_a_step_without_symbol_is_shown_as_such() -> None:
    drawing = draw_flow_svg(draw("T.T", "1>3"))
    assert "Belum diketahui" in words_of(drawing)
    dashed = [box for box in elements(drawing, "rect") if box.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_all_that_is_printed_is_there_and_nothing_of_it_is_markup() -> None:
    record = draw("TDT", "1>2", "2>1:" + HOSTILE[:20], "2>3:Ya")
    record.header.title = HOSTILE
    record.steps[0].activity = HOSTILE
    record.actors = [HOSTILE]
    drawing = draw_flow_svg(record)
    assert elements(drawing, "script") == []
    shown = " ".join(words_of(drawing))
    for word in ("<script>alert(1)</script>", "&", '"x"', "文書", "Ya", "Kegiatan"):
        assert word in shown
    assert "<script>" in elements(drawing, "title")[0].text


@pytest.mark.parametrize("symbols", ["", "T", "TPT"])
def test_a_record_without_arrows_is_drawn_too(symbols: str) -> None:
    assert read_diagram(draw_flow_svg(draw(symbols))).lines == {}


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    with open_page() as page:
        yield page


def test_chromium_shows_a_sample(page: Any, tmp_path: Path) -> None:
    record = drawn_samples()["kecamatan-telaga-bestari-1"]
    drawing = draw_flow_svg(record)
    page.set_content(f"<body style='margin:0'>{drawing}</body>")
    svg = page.locator("svg")
    box, root = svg.bounding_box(), etree.fromstring(drawing)
    assert (box["width"], box["height"]) == (float(root.get("width")), float(root.get("height")))
    fits = """svg => [...svg.querySelectorAll('text')].every(text => {
      const inner = text.getBBox();
      return inner.x >= 0 && inner.x + inner.width <= svg.viewBox.baseVal.width;
    })"""
    assert svg.evaluate(fits), "every word lies within the drawing"
    svg.screenshot(path=tmp_path / "kecamatan.png")
    assert svg.evaluate("svg => svg.querySelectorAll('polyline').length") == len(record.flow)
    assert PAPER in drawing
