"""Digital PDF pages as `Page`s, read with pdfplumber.

Pages are read one at a time and closed, so that memory stays flat however long the file is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.utils import extract_words
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.errors import DamagedError, DocumentError, EncryptedError
from extract.readers.curves import flatten_curves
from models.geometry import BBox
from models.page import Direction, DrawnPath, Page, Ruling, Word

# A filled rectangle at most this thick, in points, is a line somebody drew with a brush.
LINE_THICKNESS = 3.0
# Shorter strokes, in points, are underlines of single letters, arrowheads, dashes.
SHORTEST_RULING = 4.0
# How far, in points, the ends of a straight stroke may differ across its direction.
SKEW = 1.0
# Gap between two characters, in font sizes, from which on they belong to two words.
WORD_GAP = 0.2

# How pdfplumber calls the order of lines, and of characters in a line, for each direction.
_ORDERS: dict[Direction, dict[str, str]] = {
    Direction.RIGHT: {},
    Direction.LEFT: {"line_dir": "btt", "char_dir": "rtl"},
    Direction.UP: {"line_dir_rotated": "ltr", "char_dir_rotated": "btt"},
    Direction.DOWN: {"line_dir_rotated": "rtl", "char_dir_rotated": "ttb"},
}


def read_pdf(path: Path) -> Iterator[Page]:
    """Read the pages of a PDF, in order, one at a time.

    Args:
        path: The file.

    Yields:
        A page each; coordinates follow the page's /Rotate.

    Raises:
        EncryptedError: The file needs a password.
        DamagedError: The file's structure is broken, or it has no pages.
        DocumentError: A page cannot be read; the error says which.
    """
    with _open(path) as pdf:
        try:
            pages = pdf.pages
        except Exception as error:
            raise _explain(error) from error
        if not pages:
            raise DamagedError("the PDF has no pages; export or scan it again")
        for page in pages:
            try:
                yield _read_page(page)
            except (PSException, MalformedPDFException, PdfminerException, ValueError, KeyError,
                    TypeError, IndexError, AttributeError) as error:  # fmt: skip
                cause = f"the page's content is damaged ({type(error).__name__})"
                raise DamagedError(cause, page.page_number) from error
            finally:
                page.close()


def _open(path: Path) -> pdfplumber.PDF:
    """Open a PDF; the damage that a parser can meet comes out as one of our errors."""
    try:
        return pdfplumber.open(path)
    except Exception as error:
        raise _explain(error) from error


def _explain(error: Exception) -> DocumentError:
    """Return the error that says what keeps a PDF from being opened."""
    chain: list[object] = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(e, PDFPasswordIncorrect) for e in chain):
        return EncryptedError("the PDF is locked with a password; save it without one")
    if any(isinstance(e, PDFEncryptionError) for e in chain):
        return EncryptedError("the PDF is encrypted in a way that cannot be read; save it without")
    if any(isinstance(e, PDFSyntaxError) for e in chain):
        return DamagedError("the PDF is damaged or cut off; export or copy it again")
    return DamagedError(f"the PDF cannot be opened ({type(error).__name__}); export it again")


def _read_page(page: Any) -> Page:
    """Turn a pdfplumber page into a `Page`."""
    whole = BBox(0.0, 0.0, float(page.width), float(page.height))
    shift = (float(page.bbox[0]), float(page.bbox[1]))
    rulings: list[Ruling] = []
    paths: list[DrawnPath] = []
    for line in page.lines:
        _add_stroke(rulings, *_moved((line["x0"], line["top"], line["x1"], line["bottom"]), shift))
        paths.append(_line_path(line, shift))
    for rect in page.rects:
        _add_rectangle(rulings, paths, rect, shift)
    for curve in page.curves:
        _add_curve(rulings, paths, curve, shift)
    pictures = tuple(
        BBox(*_moved((i["x0"], i["top"], i["x1"], i["bottom"]), shift)) for i in page.images
    )
    return Page(
        number=page.page_number,
        width=whole.width,
        height=whole.height,
        words=tuple(w for w in _read_words(page.chars, shift) if _is_on(whole, w.bbox)),
        rulings=tuple(rulings),
        paths=tuple(paths),
        pictures=pictures,
    )


def _moved(
    box: tuple[float, float, float, float], shift: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return a box measured from the corner of the page that is shown."""
    return box[0] - shift[0], box[1] - shift[1], box[2] - shift[0], box[3] - shift[1]


def _is_on(whole: BBox, box: BBox) -> bool:
    """Return whether the middle of a box is on the page: text drawn off it is not shown."""
    return whole.contains_point(box.x_mid, box.y_mid)


def _read_words(chars: list[dict[str, Any]], shift: tuple[float, float]) -> Iterator[Word]:
    """Yield the words of a page, those that read upwards, downwards or upside down too."""
    by_direction: dict[Direction, list[dict[str, Any]]] = {}
    for char in chars:
        direction = _direction(char)
        # pdfminer's own answer is wrong where rounding leaves a trace of a rotation.
        char["upright"] = direction in (Direction.RIGHT, Direction.LEFT)
        by_direction.setdefault(direction, []).append(char)
    for direction, members in by_direction.items():
        for word in extract_words(
            members,
            x_tolerance_ratio=WORD_GAP,
            y_tolerance_ratio=WORD_GAP if direction in (Direction.UP, Direction.DOWN) else None,
            **_ORDERS[direction],
        ):
            box = _moved((word["x0"], word["top"], word["x1"], word["bottom"]), shift)
            yield Word(word["text"], BBox(*map(float, box)), direction=direction)


def _direction(char: dict[str, Any]) -> Direction:
    """Return which way a character's text reads, by the direction of its baseline."""
    along, up = char["matrix"][0], char["matrix"][1]
    if abs(along) >= abs(up):
        return Direction.RIGHT if along >= 0 else Direction.LEFT
    return Direction.UP if up > 0 else Direction.DOWN


def _add_stroke(
    rulings: list[Ruling], x0: float, top: float, x1: float, bottom: float
) -> None:
    """Add a stroke between two points if it runs along an axis."""
    if abs(bottom - top) <= SKEW and abs(x1 - x0) >= SHORTEST_RULING:
        rulings.append(Ruling((top + bottom) / 2, min(x0, x1), max(x0, x1), True))
    elif abs(x1 - x0) <= SKEW and abs(bottom - top) >= SHORTEST_RULING:
        rulings.append(Ruling((x0 + x1) / 2, min(top, bottom), max(top, bottom), False))


def _line_path(line: dict[str, Any], shift: tuple[float, float]) -> DrawnPath:
    """Return a straight line as a path of two points."""
    points = tuple((x - shift[0], y - shift[1]) for x, y in line["pts"])
    box = BBox(*_moved((line["x0"], line["top"], line["x1"], line["bottom"]), shift))
    width = float(line["linewidth"] or 0)
    return DrawnPath(points, box, False, False, _hex(line["stroking_color"]), None, width)


def _paint(drawn: dict[str, Any]) -> tuple[str | None, str | None, float]:
    """Return colour of the outline, colour of the filling, and line width of a path."""
    outline = _hex(drawn["stroking_color"]) if drawn["stroke"] else None
    filling = _hex(drawn["non_stroking_color"]) if drawn["fill"] else None
    return outline, filling, float(drawn["linewidth"] or 0)


def _hex(colour: object) -> str:
    """Return a colour in grey, RGB or CMYK as #rrggbb; black where it is none of them."""
    values = list(colour) if isinstance(colour, (list, tuple)) else [colour]
    if not all(isinstance(value, (int, float)) for value in values):
        return "#000000"
    if len(values) == 1:
        values = values * 3
    elif len(values) == 4:
        values = [(1 - value) * (1 - values[3]) for value in values[:3]]
    if len(values) != 3:
        return "#000000"
    return "#" + "".join(f"{round(255 * min(max(value, 0.0), 1.0)):02x}" for value in values)


def _add_rectangle(
    rulings: list[Ruling],
    paths: list[DrawnPath],
    rect: dict[str, Any],
    shift: tuple[float, float],
) -> None:
    """Add a rectangle: as a line where it is thin, else as a path and, outlined, its four sides."""
    x0, top, x1, bottom = _moved((rect["x0"], rect["top"], rect["x1"], rect["bottom"]), shift)
    if bottom - top <= LINE_THICKNESS and x1 - x0 > bottom - top:
        middle = (top + bottom) / 2
        _add_stroke(rulings, x0, middle, x1, middle)
    elif x1 - x0 <= LINE_THICKNESS and bottom - top > x1 - x0:
        middle = (x0 + x1) / 2
        _add_stroke(rulings, middle, top, middle, bottom)
    elif bottom - top > LINE_THICKNESS and rect["stroke"]:
        _add_stroke(rulings, x0, top, x1, top)
        _add_stroke(rulings, x0, bottom, x1, bottom)
        _add_stroke(rulings, x0, top, x0, bottom)
        _add_stroke(rulings, x1, top, x1, bottom)
    corners = ((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top))
    box = BBox(x0, top, x1, bottom)
    paths.append(DrawnPath(corners, box, True, False, *_paint(rect)))


def _add_curve(
    rulings: list[Ruling],
    paths: list[DrawnPath],
    curve: dict[str, Any],
    shift: tuple[float, float],
) -> None:
    """Add a path: what runs along an axis in it may be a table's ruling too."""
    curved = any(operation[0] in "cvy" for operation in curve["path"])
    corners = flatten_curves(curve["path"]) if curved else curve["pts"]
    points = tuple((x - shift[0], y - shift[1]) for x, y in corners)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = BBox(min(xs), min(ys), max(xs), max(ys))
    closed = len(points) > 2 and points[0] == points[-1]
    paths.append(DrawnPath(points, box, closed, curved, *_paint(curve)))
    if curved:
        return
    if curve["stroke"]:
        for (x0, top), (x1, bottom) in zip(points, points[1:], strict=False):
            _add_stroke(rulings, x0, top, x1, bottom)
    elif min(box.width, box.height) <= LINE_THICKNESS:
        if box.width > box.height:
            _add_stroke(rulings, box.x0, box.y_mid, box.x1, box.y_mid)
        else:
            _add_stroke(rulings, box.x_mid, box.top, box.x_mid, box.bottom)
