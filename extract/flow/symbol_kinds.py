"""Kinds of symbols that their outline alone does not tell: by text, filling, and ways out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.layout.lines import assemble_lines
from extract.vocabulary.flow_words import is_arrow_label, is_symbol_caption
from models.flowchart import Chart, Shape
from models.page import Word
from models.step import Symbol
from normalize.text import fold_key


@dataclass(frozen=True, slots=True)
class KindThresholds:
    """When text, filling or ways out tell a symbol's kind. All unfitted."""

    # Dark circles are symbols if there are so many on a page, and if this share of the page's
    # symbols are dark circles; single ones are dots.
    min_balls: int = 2
    min_ball_share: float = 0.5
    # A slanted outline is a decision if so many different labels stand at its ways out.
    min_labelled_ways: int = 2
    # Confidence that a dark circle is a symbol, and that labels make a decision.
    ball_confidence: float = 0.8
    decision_confidence: float = 0.8


KIND = KindThresholds()


def name_symbols(shapes: Sequence[Shape], words: Sequence[Word]) -> tuple[Shape, ...]:
    """Return the symbols of a page with their texts, and with the kinds that these tell.

    A plain box with "Mulai" or "Selesai" in it is a terminator. Dark circles without text are
    steps where an office draws them instead of boxes; contract and checks call those "process".

    Args:
        shapes: The symbols, their kinds told by their outline.
        words: The words of the page.
    """
    named = [_with_text(shape, words) for shape in shapes]
    balls = [i for i, shape in enumerate(named) if _is_ball(shape)]
    if len(balls) >= max(KIND.min_balls, KIND.min_ball_share * len(named)):
        for index in balls:
            named[index] = replace(
                named[index], kind=Symbol.PROCESS, confidence=KIND.ball_confidence
            )
    return tuple(named)


def _with_text(shape: Shape, words: Iterable[Word]) -> Shape:
    """Return a symbol with the words that stand in it; a box called "Mulai" is a terminator."""
    inside = [word for word in words if shape.bbox.contains_point(word.bbox.x_mid, word.bbox.y_mid)]
    lines = assemble_lines(inside, 1)
    text = " ".join(line.text for line in lines)
    if shape.kind is Symbol.PROCESS and is_symbol_caption(text):
        return replace(shape, kind=Symbol.TERMINATOR, text=text)
    return replace(shape, text=text)


def _is_ball(shape: Shape) -> bool:
    """Return whether a symbol is a dark circle without text."""
    return shape.kind is Symbol.CONNECTOR and shape.dark and not shape.text


def tell_decisions(chart: Chart) -> None:
    """Make decisions of slanted outlines with labelled ways out, such as hexagons.

    A diamond whose tips are cut off by its row looks like one. A plain box with labelled ways
    stays a box: that is a fault of the drawing, which `extract.checks.flow` finds.

    Args:
        chart: The chart with its labels; its shapes are replaced.
    """
    shapes = list(chart.shapes)
    for index, shape in enumerate(shapes):
        if shape.kind is not Symbol.PROCESS or not shape.slanted:
            continue
        labels = [link.label for link in chart.links if link.source == index]
        words = {fold_key(label) for label in labels if label and is_arrow_label(label)}
        if len(words) >= KIND.min_labelled_ways:
            shapes[index] = replace(
                shape, kind=Symbol.DECISION, confidence=KIND.decision_confidence
            )
    chart.shapes = tuple(shapes)
