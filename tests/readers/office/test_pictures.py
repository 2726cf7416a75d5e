"""Pages of office files as pictures: what was read stands where provenance says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.page_images.images import draw_pages
from extract.pipeline import extract_document
from extract.readers.office import libreoffice, picture
from extract.settings import Settings

FOLDER = Path(__file__).parents[3] / "samples" / "office"
needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_program() is None, reason="LibreOffice is not installed"
)
DPI = 100
# A value's box holds ink where it is drawn at the right place: this share of its pixels, at least;
# text in a box of its size covers some 15 percent.
LEAST_INK = 0.03
# Values that are texts at the top of their cells.
TEXTS = ("/title", "/sop_number", "/activity", "/requirements", "/output", "/remarks")


@pytest.mark.parametrize(
    ("name", "painted"),
    [
        ("telaga-bestari.xlsx", False),
        ("telaga-bestari.docx", False),
        pytest.param("telaga-bestari.xlsx", True, marks=needs_libreoffice),
    ],
)
def test_values_are_drawn_where_provenance_says(
    name: str, painted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = extract_document(FOLDER / name, source_path=name, settings=Settings())
    if not painted:
        monkeypatch.setattr(picture, "find_program", lambda: None)
    drawn = {number: (ink, scale) for number, ink, scale in draw_pages(FOLDER / name, [1, 2], DPI)}
    assert sorted(drawn) == [1, 2]
    for pointer, place in record.provenance.items():
        if place.bbox is None or not pointer.endswith(TEXTS):
            continue
        ink, scale = drawn[place.page]
        x0, top, x1, bottom = (round(edge * scale) for edge in place.bbox)
        dark = ink[top:bottom, x0:x1] < 128
        assert dark.size and np.mean(dark) > LEAST_INK, pointer


@needs_libreoffice
def test_a_sheet_is_painted_by_libreoffice_where_it_is_installed() -> None:
    # Only LibreOffice paints in colours, the lines here are grey.
    shown = [ink for _, ink, _ in draw_pages(FOLDER / "telaga-bestari.xlsx", [2], DPI)]
    assert [ink.ndim for ink in shown] == [3]


def test_a_picture_is_never_larger_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_PIXELS", 100_000)
    monkeypatch.setattr(picture, "find_program", lambda: None)
    for _, ink, scale in draw_pages(FOLDER / "telaga-bestari.xlsx", [1, 2], 300):
        assert ink.size <= 110_000
        assert scale < 300 / 72
