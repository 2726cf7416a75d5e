"""Lines of a picture that the page draws itself, and arrows that are small pictures."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pages import read_pdf_pages
from extract.readers.retraced import without_retraced
from extract.readers.scan.drawing.picture_arrows import may_be_arrow, read_arrow
from extract.settings import Settings
from models.geometry import BBox
from models.page import DrawnPath


def _path(*points: tuple[float, float], closed: bool = False, fill: bool = False) -> DrawnPath:
    """Return a drawn path."""
    xs, ys = zip(*points, strict=True)
    around = BBox(min(xs), min(ys), max(xs), max(ys))
    return DrawnPath(points, around, closed, False, "#000000", "#4472c4" if fill else None, 1.0)


def test_the_shadow_of_a_drawn_arrow_is_dropped_and_an_arrow_of_the_picture_stays() -> None:
    diamond = _path((150, 60), (170, 50), (190, 60), (170, 70), closed=True, fill=True)
    shading = _path((0, 0), (300, 0), (300, 200), (0, 200), closed=True, fill=True)
    drawn = [_path((50, 20), (50, 60), (150, 60)), diamond, shading]
    shadow = _path((51.5, 22), (51.5, 61.5), (149, 61.5))
    head_in_diamond = _path((166, 60), (158, 56.5), (158, 63.5), closed=True)
    own = _path((170, 100), (170, 150))
    assert without_retraced([shadow, head_in_diamond, own], drawn) == [own]


@pytest.mark.parametrize("turns", range(4))
def test_a_narrow_picture_of_an_arrow_gives_its_shaft_and_head(turns: int) -> None:
    picture = np.full((60, 26), 255, np.uint8)
    cv2.line(picture, (13, 2), (13, 40), 0, 3)
    cv2.fillPoly(picture, [np.array([(3, 38), (23, 38), (13, 57)])], 0)
    picture = np.rot90(picture, turns)
    box = BBox(100, 200, 100 + picture.shape[1] / 4, 200 + picture.shape[0] / 4)
    assert may_be_arrow(box)
    line, head = read_arrow(picture, box)
    tip = head.points[1]
    wanted = [(103.3, 214.5), (114.5, 203.2), (103.2, 200.5), (100.5, 203.3)][turns]
    assert tip == pytest.approx(wanted, abs=0.6)
    start, end = (np.array(point) for point in line.points)
    assert np.linalg.norm(np.array(tip) - start) > np.linalg.norm(np.array(tip) - end) > 3


def test_a_picture_without_head_or_of_a_mark_is_no_arrow() -> None:
    bar = np.full((60, 26), 255, np.uint8)
    cv2.line(bar, (13, 2), (13, 57), 0, 3)
    letters = np.full((60, 26), 255, np.uint8)
    cv2.putText(letters, "!", (4, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 2)
    box = BBox(0, 0, 6.5, 15)
    assert read_arrow(bar, box) == () == read_arrow(letters, box)
    assert not may_be_arrow(BBox(0, 0, 40, 50))


def test_a_pasted_arrow_on_a_digital_page_is_drawn_and_one_below_a_label_is_not(
    tmp_path: Path,
) -> None:
    picture = np.full((60, 26), 255, np.uint8)
    cv2.line(picture, (13, 2), (13, 40), 0, 3)
    cv2.fillPoly(picture, [np.array([(3, 38), (23, 38), (13, 57)])], 0)
    canvas = Canvas(str(tmp_path / "page.pdf"), (400, 400))
    canvas.rect(50, 50, 300, 300)
    canvas.drawString(60, 330, "Menerima berkas permohonan")
    for x in (200, 250):
        canvas.drawImage(ImageReader(Image.fromarray(picture)), x, 200, 6.5, 15)
    canvas.setFontSize(5)
    canvas.drawString(251, 205, "Ya")
    canvas.save()
    (page,) = read_pdf_pages(tmp_path / "page.pdf", Settings())
    (head,) = [path for path in page.paths if path.closed and len(path.points) == 3]
    assert head.points[1] == pytest.approx((203.3, 199.5), abs=0.8)
