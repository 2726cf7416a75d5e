from __future__ import annotations

from pathlib import Path

from extract.debug.marks import mark_chart, mark_page
from extract.debug.overlays import Layer
from extract.fields.assemble import assemble_sops
from extract.layout.grid import build_layout
from extract.readers.pdf import read_pdf
from models.flowchart import Chart, Frame, Link, Shape
from models.geometry import BBox
from models.step import Symbol

SAMPLE = Path(__file__).parents[2] / "samples" / "kecamatan-telaga-bestari.pdf"


def labels_of(layer: Layer) -> set[str]:
    """Return the labels that a layer's marks have on the pages of a sample."""
    sheets = [build_layout(page) for page in read_pdf(SAMPLE)]
    sops = assemble_sops(sheets)
    return {
        mark.label for sheet in sheets for mark in mark_page(sheet, sops) if mark.layer is layer
    }


def test_labels_say_which_field_they_announce() -> None:
    assert {"sop_number", "title", "created_on", "legal_basis", "equipment"} <= labels_of(
        Layer.LABEL
    )


def test_values_say_where_in_the_record_they_went() -> None:
    found = labels_of(Layer.VALUE)
    assert {"header/sop_number", "header/title", "legal_basis/0", "0/activity"} <= found


def test_rows_and_columns_are_named() -> None:
    assert {"activity", "duration", "actor 1"} <= labels_of(Layer.COLUMN)
    assert {"step 1", "step 2"} <= labels_of(Layer.ROW)


def test_a_chart_is_drawn_with_what_was_not_understood() -> None:
    frame = Frame(1, ((0, 50),), ((0, 50),), (0,))
    chart = Chart(
        frame,
        shapes=(Shape(Symbol.PROCESS, BBox(5, 5, 20, 15)),),
        links=[Link(0, None, ((10, 15), (10, 40), (30, 40)), label="Tidak")],
        loose=[BBox(30, 5, 40, 5)],
    )
    marks = list(mark_chart(chart))
    assert [(mark.layer, mark.label) for mark in marks] == [
        (Layer.SYMBOL, "process"),
        (Layer.ARROW, "Tidak"),
        (Layer.LOOSE, ""),
    ]
    assert marks[1].line and len(marks[1].points) == 3
    (x0, top), (x1, bottom) = marks[2].points
    assert x1 > x0 and bottom > top


def test_words_lie_below_what_is_made_of_them() -> None:
    sheets = [build_layout(page) for page in read_pdf(SAMPLE)]
    marks = mark_page(sheets[0], assemble_sops(sheets))
    layers = [mark.layer for mark in marks]
    assert layers.index(Layer.VALUE) > len(layers) - 1 - layers[::-1].index(Layer.WORD)
