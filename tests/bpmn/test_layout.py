from __future__ import annotations

from hypothesis import given, settings

from extract.writers.bpmn import draw_bpmn
from models import SopRecord
from tests.bpmn.flowcharts import flowcharts
from tests.bpmn.geometry import Diagram, defects_of, lines_through_labels, read_diagram
from tests.drawn_samples import drawn_samples
from tests.flows import draw


@settings(deadline=None)
@given(flowcharts())
def test_whatever_the_flow_nothing_overlaps_and_all_lines_are_square(record: SopRecord) -> None:
    assert defects_of(read_diagram(draw_bpmn(record))) == []


def test_the_samples_have_no_line_through_words_either() -> None:
    for name, record in drawn_samples().items():
        diagram = read_diagram(draw_bpmn(record))
        assert [*defects_of(diagram), *lines_through_labels(diagram)] == [], name


def test_the_measures_see_what_is_wrong() -> None:
    diagram = read_diagram(draw_bpmn(draw("TDT", "1>2", "2>1:Tidak", "2>3:Ya")))
    assert defects_of(diagram) == []
    task = next(key for key in diagram.boxes if key.startswith("Task") and key.endswith("_2"))
    moved = Diagram(**vars(diagram))
    moved.boxes = {**diagram.boxes, task: diagram.boxes[task.replace("_2", "_1")]}
    found = " ".join(defects_of(moved))
    assert "stands on" in found
    assert "does not meet" in found
    moved.boxes = {**diagram.boxes, task: (0, 0, 10, 10)}
    assert "outside the pool" in " ".join(defects_of(moved))
    pool = next(key for key, kind in diagram.kinds.items() if kind == "participant")
    left, top, right, bottom = diagram.boxes[pool]
    middle = diagram.boxes[task][1] + 10
    one, other = list(diagram.lines)[:2]
    moved = Diagram(**vars(diagram))
    moved.lines = {**diagram.lines, one: [(left, middle), (right, middle)]}
    assert f"{one} runs through {task}" in defects_of(moved)
    moved.lines = {**diagram.lines, one: [(left, top), (right, bottom)]}
    assert "has a piece" in " ".join(defects_of(moved))
    moved = Diagram(**vars(diagram))
    moved.lines = {**diagram.lines, one: diagram.lines[other]}
    assert "share" in " ".join(defects_of(moved))


def test_lanes_are_rows_and_steps_go_to_the_right() -> None:
    record = draw("TPPT", "1>2", "2>3", "3>4")
    record.actors = ["Staf", "Kepala"]
    record.steps[2].actors = ["Kepala"]
    boxes = read_diagram(draw_bpmn(record)).boxes
    tasks = [next(b for k, b in boxes.items() if k == f"Task_{record.id}_{n}") for n in range(1, 5)]
    lefts = [box[0] for box in tasks]
    assert lefts == sorted(lefts)
    first, second = (box for key, box in boxes.items() if key.startswith("Lane_"))
    assert first[3] == second[1]
    assert tasks[1][3] < second[1] < tasks[2][1]


def test_long_flows_are_laid_out_at_once() -> None:
    count = 400
    ways = [f"{seq}>{seq + 1}" for seq in range(1, count)]
    loops = [f"{seq}>{seq // 2}:Tidak" for seq in range(2, count, 3)]
    record = draw("T" + "D" * (count - 2) + "T", *ways, *loops)
    assert len(read_diagram(draw_bpmn(record)).shapes) > 1.5 * count
