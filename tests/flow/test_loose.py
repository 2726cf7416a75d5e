"""What the drawing leaves open is not invented, and what is too much is not tried."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from extract.flow.read import read_flowchart
from extract.readers.pdf import read_pdf
from tests.flow.sheets import SIZE, Sheet, edges_of


def test_an_arrow_to_nowhere_is_reported_with_its_place(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    sheet.arrow(task.right, (task.x1 + 60, task.y))
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    ((page, around),) = flow.loose
    assert page == 1
    assert (round(around.x0), round(around.y_mid)) == (round(task.x1), round(task.y))


def test_an_arrow_from_nowhere_is_reported(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task = sheet.symbol("process", sheet.box("process", 2, 0))
    sheet.arrow((task.x + 90, task.y - 60), (task.x + 90, task.y), task.right)
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    assert len(flow.loose) == 1


def test_the_branch_of_an_arrow_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    one, other = (sheet.symbol("process", sheet.box("process", row, 0)) for row in (0, 1))
    sheet.arrow(one.down, other.up)
    sheet.arrow((one.x, one.bottom + 15), (one.x + 70, one.bottom + 15))
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None)}
    assert len(flow.loose) == 1


def test_stray_strokes_are_no_arrows(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    sheet.symbol("process", sheet.box("process", 0, 0))
    sheet.symbol("process", sheet.box("process", 2, 0))
    x, y = sheet.xs[4] + 20, sheet.ys[1] + 10
    sheet.line((x, y), (x + 20, y + 20)).line((x - 30, y + 30), (x - 26, y + 30))
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    assert len(flow.loose) == 1


def test_lines_outside_the_flowchart_are_nobodys(tmp_path: Path) -> None:
    sheet = Sheet(rows=2)
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    sheet.line((70, task.y), (200, task.y)).arrow((700, 100), (760, 180))
    flow = sheet.flow(tmp_path)
    assert not flow.edges
    assert not flow.loose


@pytest.mark.parametrize("count", [1400, 2000, 30_000])
def test_a_map_over_the_table_takes_no_time(tmp_path: Path, count: int) -> None:
    sheet = Sheet(rows=6)
    area = (sheet.xs[2], sheet.ys[0], sheet.xs[-2], sheet.ys[-1])
    numbers = random.Random(count)  # noqa: S311 - no secrets here
    for _ in range(count):
        x, y = numbers.uniform(area[0], area[2]), numbers.uniform(area[1], area[3])
        sheet.line((x, y), (x + numbers.uniform(-25, 25), y + numbers.uniform(-25, 25)))
    sheet.canvas.save()
    path = tmp_path / "map.pdf"
    path.write_bytes(sheet.buffer.getvalue())
    (page,) = read_pdf(path)
    (frame,) = sheet.frames()
    begin = time.process_time()
    chart = read_flowchart(page, frame)
    assert time.process_time() - begin < 2.0
    assert chart.dense is (count > 1500)
    assert not chart.links or not chart.dense


@pytest.mark.parametrize("kind", ["grid", "combs", "rectangles", "triangles"])
def test_dense_patterns_take_no_time(tmp_path: Path, kind: str) -> None:
    sheet = Sheet(rows=6)
    x0, y0, x1, y1 = sheet.xs[2], sheet.ys[0], sheet.xs[-2], sheet.ys[-1]
    for i in range(350):
        x, y = x0 + (x1 - x0) * i / 350, y0 + (y1 - y0) * i / 350
        if kind == "grid":
            sheet.line((x, y0 + 3), (x, y1 - 3)).line((x0 + 3, y), (x1 - 3, y))
        elif kind == "combs":
            sheet.line((x, y0 + 3), (x, y0 + 50), (x + 3, y0 + 90))
        elif kind == "rectangles":
            sheet.canvas.rect(x, SIZE[1] - y - 12, 14, 9)
        else:
            sheet.area([(x, y), (x + 4, y + 7), (x - 4, y + 7)])
    sheet.canvas.save()
    path = tmp_path / "pattern.pdf"
    path.write_bytes(sheet.buffer.getvalue())
    (page,) = read_pdf(path)
    begin = time.process_time()
    read_flowchart(page, sheet.frames()[0])
    assert time.process_time() - begin < 2.0
