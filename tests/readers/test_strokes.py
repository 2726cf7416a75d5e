from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.pdf import read_pdf
from models.page import DrawnPath, Page
from tests.readers.handmade import Handmade

# Each draws one line from (100, 400) to (300, 400), in PDF coordinates.
HORIZONTAL = {
    "stroke": "100 400 m 300 400 l S",
    "closed stroke": "100 400 m 300 400 l h S",
    "thin rectangle": "100 399.5 200 1 re f",
    "negative rectangle": "300 400.5 -200 -1 re f",
    "thin polygon": "100 399.5 m 300 399.5 l 300 400.5 l 100 400.5 l f",
    "old fill": "100 399.5 200 1 re F",
    "scaled": "q 0.5 0 0 0.5 0 0 cm 200 800 m 600 800 l S Q",
    "nearly straight": "100 399.8 m 300 400.2 l S",
    "filled and stroked": "0.2 w 100 399.9 200 0.2 re B",
}


def read_one(content: str, folder: Path) -> Page:
    pdf = Handmade()
    pdf.add_page(content)
    (page,) = read_pdf(pdf.save(folder))
    return page


@pytest.mark.parametrize("drawn", HORIZONTAL.values(), ids=HORIZONTAL)
def test_a_ruling_is_one_however_it_is_drawn(tmp_path: Path, drawn: str) -> None:
    (ruling,) = read_one(drawn, tmp_path).rulings
    assert ruling.horizontal
    assert (round(ruling.position), round(ruling.start), round(ruling.end)) == (442, 100, 300)


def test_the_sides_of_an_outlined_box_are_rulings(tmp_path: Path) -> None:
    page = read_one("100 400 200 100 re S", tmp_path)
    assert {(r.horizontal, r.position, r.start, r.end) for r in page.rulings} == {
        (True, 342, 100, 300),
        (True, 442, 100, 300),
        (False, 100, 342, 442),
        (False, 300, 342, 442),
    }


@pytest.mark.parametrize(
    "drawn",
    [
        "100 400 200 100 re f",
        "100 400 m 200 500 l 300 420 l h S",
        "100 400 m 150 480 250 480 300 400 c S",
        "100 400 m 102 400 l S",
        "100 400 200 100 re n",
    ],
    ids=["shading", "slanting", "curve", "dot", "clipping only"],
)
def test_what_is_no_line_along_an_axis_is_no_ruling(tmp_path: Path, drawn: str) -> None:
    assert read_one(drawn, tmp_path).rulings == ()


def only_path(content: str, folder: Path) -> DrawnPath:
    (path,) = read_one(content, folder).paths
    return path


def test_a_path_knows_its_colours_and_its_form(tmp_path: Path) -> None:
    diamond = "1 0 0 RG 0.5 g 2 w 100 400 m 150 450 l 200 400 l 150 350 l h B"
    path = only_path(diamond, tmp_path)
    assert (path.outline, path.filling, path.line_width) == ("#ff0000", "#808080", 2)
    assert (path.closed, path.curved, len(path.points)) == (True, False, 5)
    assert path.bbox == (100, 392, 200, 492)


def test_a_colour_in_cmyk_is_given_as_the_rgb_that_viewers_show(tmp_path: Path) -> None:
    filling = only_path("0 1 1 0 k 0 0 50 50 re f", tmp_path).filling or ""
    red, green, blue = (int(filling[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 230 and green < 40 and blue < 40


def test_a_curve_is_followed(tmp_path: Path) -> None:
    path = only_path("100 400 m 100 500 200 500 200 400 c S", tmp_path)
    assert path.curved and not path.closed
    # The curve reaches three quarters of its control points' height.
    assert min(y for _, y in path.points) == pytest.approx(842 - 475, abs=0.5)


def test_paths_come_in_the_order_of_painting(tmp_path: Path) -> None:
    page = read_one("0 0 9 9 re f 20 20 m 40 40 l S 60 60 9 9 re f", tmp_path)
    assert [round(path.bbox.x0) for path in page.paths] == [0, 20, 60]
