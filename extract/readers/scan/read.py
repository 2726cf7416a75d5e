"""A page's picture read into a `Page`: prepared, its lines found, its text recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from extract.readers.scan.image.curvature import flatten
from extract.readers.scan.image.orientation import (
    HALF_TURN,
    best_turn,
    is_readable,
    is_upside_down,
    lies_sideways,
    turn,
    turn_from_side,
)
from extract.readers.scan.image.perspective import Rectified, rectify
from extract.readers.scan.image.prepare import as_positive, prepare
from extract.readers.scan.layers import PageLayers, separate
from extract.readers.scan.ocr.engine import RecognisedWord
from extract.readers.scan.recognition.cell_montage import (
    Montage,
    by_piece,
    largest,
    show_pieces,
)
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.readers.scan.second_looks.reread import Reread, reread
from models.geometry import BBox
from models.page import DrawnPath, Page, PageNote, Ruling, Word
from models.source import TextOrigin

Image = np.ndarray

# Each worker process reads a document on one core; OpenCV's own threads would only compete.
cv2.setNumThreads(1)
# Differences between two engines that a note names; a poor page has hundreds.
MOST_DIFFERENCES = 10


def read_picture(
    picture: Image, number: int, recogniser: Recogniser, *, level: bool = False
) -> Page:
    """Read the picture of a page.

    Args:
        picture: Colour (BGR) or grey picture, any way up.
        number: 1-based number of the page.
        recogniser: How its text is recognised.
        level: Whether the picture is known to be level and the right way up, as a part of a
            digital page is.

    Returns:
        The page, turned so that its text is upright.

    Raises:
        MissingDependencyError: The OCR engine or a language is not installed.
        RecognitionError: Recognition failed on this page.
    """
    picture = as_positive(picture)
    flat = None if level else _flat(picture, recogniser.scale)
    if flat is not None:
        picture = flat.picture
    scale = recogniser.scale
    prepared, turned = prepare(picture, scale, level=level), 0
    if not level and is_upside_down(prepared.ink, scale):
        prepared, turned = prepared.turned_over(), HALF_TURN
    layers = separate(prepared)
    from_side = 0 if level or turned else _turn_from_side(layers.montage, recogniser)
    if from_side:
        turned = from_side
        layers = separate(prepare(turn(picture, turned), scale))
    words = _recognise_montage(layers, recogniser)
    if not (level or from_side or layers.montage is None or is_readable(words)):
        further = _best_turn(layers.montage, words, recogniser)
        if further:
            turned = (turned + further) % 360
            layers = separate(prepare(turn(picture, turned), scale))
            words = _recognise_montage(layers, recogniser)
    again = reread(layers, words, recogniser)
    page = _page(layers, again.words, number, turned).noted(_notes(again, recogniser.scale))
    return page if flat is None else replace(page, bend=flat.bend_in_points(recogniser.scale))


def _flat(picture: Image, scale: float) -> Rectified | None:
    """Return a picture of a page without its curves and perspective; None where it has none.

    The map that leads back is exact for perspective; for curves it is the nearest such map.
    """
    curved = flatten(picture, scale)
    seen = rectify(picture if curved is None else curved.picture, scale)
    if curved is None:
        return seen
    if seen is None:
        return Rectified(curved.picture, curved.bend)
    return Rectified(seen.picture, curved.bend @ seen.bend)


def read_lines(
    picture: Image, scale: float
) -> tuple[tuple[Ruling, ...], tuple[DrawnPath, ...], float]:
    """Read the lines and drawings of a picture, without its text.

    Args:
        picture: Colour (BGR) or grey picture of a page, the right way up.
        scale: Pixels per point.

    Returns:
        Its straight lines and drawings, in points of the levelled page, and the degrees
        counter-clockwise by which it was rotated to be level.
    """
    layers = separate(prepare(as_positive(picture), scale))
    return layers.lines.rulings, layers.drawn.paths, layers.prepared.lean


def _recognise_montage(layers: PageLayers, recogniser: Recogniser) -> list[RecognisedWord]:
    """Return the words of a page's montage, their boxes in its pixels."""
    return recogniser.read(layers.montage.picture) if layers.montage else []


def _turn_from_side(montage: Montage | None, recogniser: Recogniser) -> int:
    """Return by how many degrees clockwise a page must be turned; 0 unless it is on its side."""
    if montage is None or not lies_sideways([piece.source for piece in montage.pieces]):
        return 0
    return turn_from_side(_sampler(montage, largest(montage), recogniser))


def _best_turn(montage: Montage, words: list[RecognisedWord], recogniser: Recogniser) -> int:
    """Return by how many degrees clockwise a page must be turned that reads badly as it is."""
    read, chosen = by_piece(montage, words), largest(montage)
    upright = [word for index in chosen for word in read[index]]
    return best_turn(upright, _sampler(montage, chosen, recogniser))


def _sampler(
    montage: Montage, chosen: list[int], recogniser: Recogniser
) -> Callable[[int], list[RecognisedWord]]:
    """Return a function that reads some of a page's pieces, turned clockwise by some degrees."""
    return lambda degrees: recogniser.read(
        show_pieces(montage, chosen, lambda crop: turn(crop, degrees))
    )


def _notes(again: Reread, scale: float) -> list[PageNote]:
    """Return a note of what two engines read differently, both readings named; none if nothing."""
    differences = again.differences
    if not differences:
        return []
    # Of each pair the first engine stands first; the longest words tell most.
    longest = sorted(differences, key=lambda one: -len(one.first + one.second))[:MOST_DIFFERENCES]
    pairs = [f'"{one.first}" / "{one.second}"' for one in longest]
    area = BBox.around([one.bbox for one in differences])
    area = BBox(*(edge / scale for edge in area))
    params: dict[str, str | int | list[str]] = {"count": len(differences), "readings": pairs}
    return [PageNote("ocr-engines-differ", None, params, area)]


def _page(layers: PageLayers, words: list[Word], number: int, turned: int) -> Page:
    """Return a page in points."""
    scale = layers.prepared.scale
    height, width = layers.prepared.ink.shape
    return Page(
        number=number,
        width=width / scale,
        height=height / scale,
        words=tuple(words),
        rulings=layers.lines.rulings,
        paths=layers.drawn.paths,
        origin=TextOrigin.OCR,
        turned=turned,
        lean=layers.prepared.lean,
    )
