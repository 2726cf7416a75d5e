"""A page's picture read to a `Page`: prepared, its lines found, its text recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np

from extract.layout.grid import cell_boxes
from extract.layout.rulings import find_lattices, merge_strokes
from extract.readers.scan.faint import with_faint
from extract.readers.scan.figures import find_figures
from extract.readers.scan.flatten import flatten
from extract.readers.scan.joined import join_words
from extract.readers.scan.lines import LineMap, find_lines, remove_lines, without_lines
from extract.readers.scan.lost import find_lost, with_lost
from extract.readers.scan.mosaic import Mosaic, build_mosaic, by_piece, largest, show_pieces
from extract.readers.scan.noise import without_noise
from extract.readers.scan.numbers import mend_numbers
from extract.readers.scan.orient import (
    HALF_TURN,
    best_turn,
    is_readable,
    is_upside_down,
    lies_sideways,
    turn,
    turn_from_side,
)
from extract.readers.scan.prepare import Prepared, prepare, without_coloured
from extract.readers.scan.second import look_again, read_numbers
from extract.readers.scan.signs import lines_of_signs, mend_signs
from extract.readers.scan.struck import find_struck, read_struck
from extract.readers.scan.tesseract import RecognisedWord, recognise
from extract.readers.scan.together import read_together
from extract.readers.scan.unread import doubt_beside_unread
from extract.readers.scan.vectorise import Drawn, vectorise
from models.geometry import BBox
from models.page import Direction, DrawnPath, Page, Ruling, Word
from models.source import TextOrigin

Image = np.ndarray

# Documents are read side by side, each on a core; with threads of its own each costs more and
# none is done sooner.
cv2.setNumThreads(1)

POINTS_AN_INCH = 72
# Tesseract's page segmentation mode for one block of text: the mosaic is one column.
ONE_BLOCK = 6
# A digit is one in every language, and each more that is loaded costs as much as ten lines of text.
# Of those that come with Debian this reads lone digits best.
DIGITS_BY = "eng"
# Characters that mean something without a letter or digit beside them.
BULLETS = "-–—•●▪:*"
SURE_BULLET = 0.5
# A word less sure than this is dirt, a stamp, or a signature.
LEAST_SURE = 0.2
# A ruling line is at least this part of the longest one of its direction.
TABLE_LINE = 0.5
# It is at most so far from its mean position, in points, on a page that is not quite flat.
TABLE_LINE_WIDTH = 1.8
FAINT_LINE_WIDTH = 0.5


@dataclass(frozen=True, slots=True)
class Recogniser:
    """How text is recognised.

    Attributes:
        languages: Tesseract's names of the languages, joined by "+".
        dpi: Pixels an inch of the pictures it is given.
    """

    languages: str
    dpi: int

    @property
    def scale(self) -> float:
        """Return the pixels a point."""
        return self.dpi / POINTS_AN_INCH

    def read(self, picture: Image, characters: str = "") -> list[RecognisedWord]:
        """Return the words of a picture that is one column of text.

        Args:
            picture: The picture, grey.
            characters: The characters there can be, digits mostly; empty for all.
        """
        languages = self.languages
        if characters and DIGITS_BY in languages.split("+"):
            languages = DIGITS_BY
        found = recognise(
            picture,
            languages=languages,
            dpi=self.dpi,
            layout=ONE_BLOCK,
            characters=characters,
        )
        return [word for word in found if _says_something(word)]


@dataclass(frozen=True, slots=True)
class _Parted:
    """A page's picture parted into what is written and what is drawn.

    Attributes:
        prepared: The picture prepared.
        lines: Its straight lines.
        drawn: Its drawings.
        mosaic: What is written; None where nothing is.
        whole: The page without its rulings, the drawings in their place.
        lightest: The same in its brightest colours; None where nothing is coloured.
        figures: Where ink of drawings was taken out of what is written.
    """

    prepared: Prepared
    lines: LineMap
    drawn: Drawn
    mosaic: Mosaic | None
    whole: Image
    lightest: Image | None
    figures: Image


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
        The page, turned so that it reads right.

    Raises:
        MissingDependencyError: Tesseract or a language is not installed.
        RecognitionError: Tesseract failed on this page.
    """
    flat = None if level else flatten(picture, recogniser.scale)
    if flat is not None:
        picture = flat.picture
    scale = recogniser.scale
    prepared, turned = prepare(picture, scale, level=level), 0
    if not level and is_upside_down(prepared.ink, scale):
        prepared, turned = prepared.turned_over(), HALF_TURN
    parted = _part(prepared)
    from_side = 0 if level or turned else _turn_from_side(parted.mosaic, recogniser)
    if from_side:
        turned = from_side
        parted = _part(prepare(turn(picture, turned), scale))
    words = _first_look(parted, recogniser)
    if not (level or from_side or parted.mosaic is None or is_readable(words)):
        further = _best_turn(parted.mosaic, words, recogniser)
        if further:
            turned = (turned + further) % 360
            parted = _part(prepare(turn(picture, turned), scale))
            words = _first_look(parted, recogniser)
    page = _page(parted, _second_look(parted, words, recogniser), number, turned)
    return page if flat is None else replace(page, bend=flat.bend_in_points(recogniser.scale))


def read_lines(
    picture: Image, scale: float
) -> tuple[tuple[Ruling, ...], tuple[DrawnPath, ...], float]:
    """Read what a picture draws, and no text.

    Args:
        picture: Colour (BGR) or grey picture of a page, the right way up.
        scale: Pixels a point.

    Returns:
        Its straight lines and its drawings, in points of the levelled page, and by how many
        degrees counter-clockwise it was levelled.
    """
    parted = _part(prepare(picture, scale))
    return parted.lines.rulings, parted.drawn.paths, parted.prepared.lean


def _part(prepared: Prepared) -> _Parted:
    """Part a page's picture into what is written and what is drawn."""
    scale = prepared.scale
    lines = with_faint(find_lines(prepared.ink, scale), prepared.even, prepared.ink, scale)
    black = cv2.bitwise_and(prepared.ink, cv2.bitwise_not(prepared.lifted))
    coloured = cv2.bitwise_and(prepared.ink, prepared.lifted)
    lines = replace(lines, rulings=_printed(lines.rulings, black, coloured, scale))
    free = remove_lines(prepared.ink, *_table_lines(lines, scale), scale)
    drawn = vectorise(free, lines.rulings, scale, prepared.shaded)
    # What was lifted is gone already; taking it out again would take the text under it too.
    across = without_coloured(lines.across, prepared.lifted)
    along = without_coloured(lines.along, prepared.lifted)
    unruled = remove_lines(black, across, along, scale)
    figured = without_coloured(drawn.mask, prepared.lifted)
    written = cv2.bitwise_and(unruled, cv2.bitwise_not(figured))
    figures = find_figures(written, scale)
    written = cv2.bitwise_and(written, cv2.bitwise_not(figures))
    ruled, figures = cv2.bitwise_or(across, along), cv2.bitwise_or(figured, figures)
    grey = without_lines(prepared.grey, cv2.bitwise_or(ruled, figures), written, scale)
    mosaic = build_mosaic(grey, written, _cells(lines.rulings, scale), scale)
    whole = without_lines(prepared.grey, ruled, unruled, scale)
    lightest = prepared.lightest
    if lightest is not None:
        lightest = without_lines(lightest, ruled, unruled, scale)
    return _Parted(prepared, lines, drawn, mosaic, whole, lightest, figures)


def _printed(
    rulings: tuple[Ruling, ...], black: Image, coloured: Image, scale: float
) -> tuple[Ruling, ...]:
    """Return the rulings of a page without those that a pen or a stamp drew.

    Args:
        rulings: Its rulings; where most are coloured they are printed so, and all are returned.
        black: 255 where there is ink that is not coloured.
        coloured: 255 where there is ink that is.
        scale: Pixels a point.
    """
    if not coloured.any():
        return rulings
    thick = max(round(TABLE_LINE_WIDTH / 2 * scale), 1)
    printed: list[Ruling] = []
    for ruling in rulings:
        middle = round(ruling.position * scale)
        side = slice(max(middle - thick, 0), middle + thick + 1)
        run = slice(max(round(ruling.start * scale), 0), round(ruling.end * scale))
        part = (side, run) if ruling.horizontal else (run, side)
        if np.count_nonzero(black[part]) >= np.count_nonzero(coloured[part]):
            printed.append(ruling)
    length = sum(ruling.length for ruling in rulings)
    return tuple(printed) if sum(x.length for x in printed) > length / 2 else rulings


def _says_something(word: RecognisedWord) -> bool:
    """Return whether a word is one, or a bullet, and not what dirt was taken for."""
    if any(char.isalnum() for char in word.text):
        return word.confidence >= LEAST_SURE
    return word.text[0] in BULLETS and word.confidence >= SURE_BULLET


def _first_look(parted: _Parted, recogniser: Recogniser) -> list[RecognisedWord]:
    """Return the words of a page's mosaic."""
    return recogniser.read(parted.mosaic.picture) if parted.mosaic else []


def _turn_from_side(mosaic: Mosaic | None, recogniser: Recogniser) -> int:
    """Return by how many degrees clockwise a page must be turned that clearly lies on its side."""
    if mosaic is None or not lies_sideways([piece.source for piece in mosaic.pieces]):
        return 0
    return turn_from_side(_sampler(mosaic, largest(mosaic), recogniser))


def _best_turn(mosaic: Mosaic, words: list[RecognisedWord], recogniser: Recogniser) -> int:
    """Return by how many degrees clockwise a page must be turned that reads badly as it lies."""
    read, chosen = by_piece(mosaic, words), largest(mosaic)
    upright = [word for index in chosen for word in read[index]]
    return best_turn(upright, _sampler(mosaic, chosen, recogniser))


def _sampler(
    mosaic: Mosaic, chosen: list[int], recogniser: Recogniser
) -> Callable[[int], list[RecognisedWord]]:
    """Return what reads some of a page's pieces turned clockwise by so many degrees."""
    return lambda degrees: recogniser.read(
        show_pieces(mosaic, chosen, lambda crop: turn(crop, degrees))
    )


def _second_look(
    parted: _Parted, words: list[RecognisedWord], recogniser: Recogniser
) -> list[Word]:
    """Return the words of a page, in points, those of doubtful pieces read once more."""
    mosaic, scale = parted.mosaic, parted.prepared.scale
    if mosaic is None:
        return []
    pieces = by_piece(mosaic, words)
    coloured = cv2.bitwise_and(parted.prepared.ink, parted.prepared.lifted)
    lines = find_struck(mosaic, (parted.whole, parted.lightest), (parted.figures, coloured), scale)
    settled = {line.piece for line in lines}
    signs = cache(lambda index: lines_of_signs(mosaic, mosaic.pieces[index], scale))
    struck, again, lost = read_together(
        recogniser.read,
        read_struck(lines, pieces),
        look_again(mosaic, pieces, settled=settled),
        find_lost(mosaic, pieces, signs, settled=settled),
    )
    level = {index: (Direction.RIGHT, found) for index, found in enumerate(pieces)}
    level |= again
    # What a struck line's piece shows beside its words is what crossed them.
    upright = {index for index, (way, _) in level.items() if way is Direction.RIGHT} - settled
    mended = [
        with_lost(found, (word for piece, word in lost if piece == index))
        if index in upright
        else []
        for index, (_, found) in level.items()
    ]
    numbers, signed, counted = read_together(
        recogniser.read,
        read_numbers(mosaic, mended),
        mend_signs(mosaic, mended, signs),
        mend_numbers(mosaic, mended, scale),
    )
    found = {index: found for index, (_, found) in level.items()} | struck.words
    for index in upright:
        as_number = numbers.get(index) or counted.get(index)
        is_signed = signed[index] != mended[index]
        found[index] = as_number if as_number and not is_signed else signed[index]
    read = without_noise(
        Word(word.text, BBox(*(edge / scale for edge in word.bbox)), word.confidence, way)
        for index, (way, _) in level.items()
        for word in found[index]
    )
    read = doubt_beside_unread(mosaic, read, scale, settled=settled)
    return join_words(struck.doubted(read, scale))


def _page(parted: _Parted, words: list[Word], number: int, turned: int) -> Page:
    """Return a page in points."""
    scale = parted.prepared.scale
    height, width = parted.prepared.ink.shape
    return Page(
        number=number,
        width=width / scale,
        height=height / scale,
        words=tuple(words),
        rulings=parted.lines.rulings,
        paths=parted.drawn.paths,
        origin=TextOrigin.OCR,
        turned=turned,
        lean=parted.prepared.lean,
    )


def _table_lines(lines: LineMap, scale: float) -> tuple[Image, Image]:
    """Return where a table's own lines are: they span most of it, as connectors do not.

    Returns:
        The horizontal ones and the vertical ones.
    """
    across, along = np.zeros_like(lines.across), np.zeros_like(lines.along)
    dark = [ruling for ruling in lines.rulings if ruling not in lines.faint]
    for mask, horizontal in ((across, True), (along, False)):
        merged = merge_strokes(ruling for ruling in dark if ruling.horizontal is horizontal)
        longest = max((r.length for r in (*merged, *lines.faint) if r.horizontal is horizontal),
                      default=0.0)  # fmt: skip
        table = [(r, TABLE_LINE_WIDTH) for r in merged if r.length >= TABLE_LINE * longest]
        # A symbol's side runs close beside a pale line at times; that is not to go with it.
        table += [(r, FAINT_LINE_WIDTH) for r in lines.faint if r.horizontal is horizontal]
        for ruling, width in table:
            thick = max(round(width * scale), 2)
            middle = round(ruling.position * scale)
            side = slice(max(middle - thick, 0), middle + thick + 1)
            run = slice(max(round(ruling.start * scale), 0), round(ruling.end * scale))
            mask[(side, run) if horizontal else (run, side)] = 255
    return cv2.bitwise_and(across, lines.across), cv2.bitwise_and(along, lines.along)


def _cells(rulings: tuple[Ruling, ...], scale: float) -> list[BBox]:
    """Return the boxes of the page's cells in pixels, without frames around other cells."""
    boxes = [
        BBox(*(edge * scale for edge in box))
        for lattice in find_lattices(rulings)
        for box in cell_boxes(lattice)
    ]
    return [
        box for box in boxes if not any(other is not box and _holds(box, other) for other in boxes)
    ]


def _holds(frame: BBox, box: BBox) -> bool:
    """Return whether a box lies within another."""
    return (
        frame.x0 <= box.x0
        and frame.top <= box.top
        and box.x1 <= frame.x1
        and box.bottom <= frame.bottom
    )
