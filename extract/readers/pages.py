"""The pages of a document: text layers where they can be believed, recognition elsewhere.

A page that mixes both (a digital heading over a picture of a table) is no special case: the
picture's area is recognised and its words put on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extract.bounds.budget import Allowance
from extract.bounds.losses import LOSSES, PAGE_CUT_SHORT, page_not_drawn, pages_lost
from extract.errors import DocumentError, RecognitionError
from extract.readers.areas import join_areas
from extract.readers.pdf import read_pdf
from extract.readers.pictures import LONG_SIDE, POINTS_AN_INCH, DrawnPdf, Picture, read_images
from extract.readers.quality import measure_quality
from extract.readers.retraced import without_retraced
from extract.readers.scan.drawing.picture_arrows import may_be_arrow, read_arrow
from extract.settings import OcrMode, Settings
from models.geometry import BBox, Turn
from models.page import DrawnPath, Page, PageNote, Ruling, Word
from models.source import TextOrigin

# Where areas to be recognised cover this part of a page, all of it is.
WHOLE_PAGE = 0.5
# Scales that differ by less, as a share, do so because pixels are whole.
SAME_SCALE = 0.02
# The longer side of a sheet that is scanned, in points: A5 has 595, A3 1191. A page beyond has its
# size in pixels, or a phone's app has stated 72 dpi; the sheet is supposed to be A4 or F4 then.
LIKELY_LONG_SIDE_PT = (500.0, 1300.0)
# Notes of the reader that recognition settles.
SETTLED = ("picture-not-read", "text-layer-untrusted")


def read_pdf_pages(
    path: Path, settings: Settings, allowance: Allowance | None = None
) -> Iterator[Page]:
    """Read the pages of a PDF, in order, one at a time.

    Args:
        path: The file.
        settings: Whether, in which languages and at what resolution text is recognised.
        allowance: When to stop; what the settings' limits say where it is None.

    Raises:
        DocumentError: The file or a page of it cannot be read.
        MissingDependencyError: Recognition is needed, and the OCR engine or a language is missing.
    """
    allowance = allowance or Allowance(settings.limits)
    passwords = [password.get_secret_value() for password in settings.passwords]
    with DrawnPdf(path, settings.limits, passwords) as drawn:
        for page in read_pdf(path, settings.limits, passwords, allowance):
            yield _with_recognition(page, drawn, settings)


def read_picture_pages(
    path: Path, settings: Settings, allowance: Allowance | None = None
) -> Iterator[Page]:
    """Read the pages of an image file, in order, one at a time.

    What cannot be decoded after the first page is noted on the last one that can.

    Args:
        path: The file.
        settings: In which languages and at what resolution text is recognised.
        allowance: When to stop; what the settings' limits say where it is None.

    Raises:
        DocumentError: The first picture cannot be decoded.
        MissingDependencyError: The OCR engine or a language is missing.
    """
    allowance = allowance or Allowance(settings.limits)
    pictures = read_images(path, settings.dpi, settings.limits)
    picture = next(pictures, None)
    number = 0
    while picture is not None:
        number += 1
        page = _recognise(picture, number, settings, settings.dpi)
        try:
            picture = next(pictures, None)
        except DocumentError as error:
            picture = None
            page = page.noted([pages_lost(number, error.cause)])
        end = None if picture is None else allowance.end_after(number)
        if end is not None:
            picture = None
            page = page.noted([end])
        yield page


def _with_recognition(page: Page, drawn: DrawnPdf, settings: Settings) -> Page:
    """Return a page with what its text layer lacks recognised."""
    if settings.ocr is OcrMode.NEVER:
        return page
    covered = _share(page.untrusted, page)
    whole = settings.ocr is OcrMode.ALWAYS or covered >= WHOLE_PAGE
    arrows = _arrow_areas(page) if page.rulings else []
    if not whole and not page.untrusted and not page.pictured and not arrows:
        return page
    if any(note.code == PAGE_CUT_SHORT for note in page.notes):
        # Whoever draws it would have to carry out what was left out.
        return page
    stretch = _stretch(page) if whole else 1.0
    try:
        picture, scale = drawn.draw(page.number, settings.dpi * stretch)
    except DocumentError as error:
        return page.noted([page_not_drawn(error)])
    scale = _scale_shown(page, picture, scale)
    if whole:
        dpi = scale / stretch * POINTS_AN_INCH
        recognised = _unstretched(_recognise(picture, page.number, settings, dpi), stretch)
        if _is_better(recognised, page, settings):
            return recognised.noted(note for note in page.notes if note.code in LOSSES)
        return _with_drawings(page, picture, scale)
    if _share(page.pictured, page) >= WHOLE_PAGE:
        page = _with_drawings(page, picture, scale)
    for area in page.untrusted:
        page = _with_area(page, area, picture, scale, settings)
    return _with_arrows(page, arrows, picture, scale) if arrows else page


def _stretch(page: Page) -> float:
    """Return how many times larger a page's sheet is than the page states, 1 where that is likely.

    Its letters could not be as large or as small as the page's size would make them.
    """
    long = max(page.width, page.height)
    least, most = LIKELY_LONG_SIDE_PT
    return 1.0 if least <= long <= most else LONG_SIDE / long


def _unstretched(page: Page, stretch: float) -> Page:
    """Return a page of a stretched sheet whose places lead back to the page as it states its size.

    Args:
        page: The page in points of the sheet.
        stretch: How many times larger the sheet is than the page.
    """
    if stretch == 1.0:
        return page
    shrink = 1 / stretch
    if not page.bend:
        return replace(page, bend=(shrink, 0.0, 0.0, 0.0, shrink, 0.0, 0.0, 0.0, 1.0))
    rows = (shrink, shrink, 1.0)
    return replace(page, bend=tuple(x * rows[at // 3] for at, x in enumerate(page.bend)))


def _scale_shown(page: Page, picture: Picture, scale: float) -> float:
    """Return the pixels a point of a drawn page, whose units may be larger than points."""
    width = page.height if page.turned in (90, 270) else page.width
    shown = picture.shape[1] / width
    return scale if abs(shown / scale - 1) <= SAME_SCALE else shown


def _share(areas: Sequence[BBox], page: Page) -> float:
    """Return the part of a page that areas cover."""
    return sum(area.width * area.height for area in areas) / max(page.width * page.height, 1.0)


def _with_drawings(page: Page, picture: Picture, scale: float) -> Page:
    """Return a page whose text layer is believed with the lines that stand in its picture.

    A searchable scan has its words from whoever recognised them, its rulings and its flowchart
    only as pixels.
    """
    from extract.readers.scan.image.orientation import turn
    from extract.readers.scan.read import read_lines

    rulings, paths, lean = read_lines(turn(picture, page.turned), scale)
    levelled = Turn(0, page.width, page.height, -lean)
    words = tuple(replace(word, bbox=levelled.place_shown(word.bbox)) for word in page.words)
    return replace(
        page,
        words=words,
        rulings=(*page.rulings, *rulings),
        paths=(*page.paths, *paths),
        lean=lean,
    )


def _recognise(
    picture: Picture, number: int, settings: Settings, dpi: float, *, level: bool = False
) -> Page:
    """Return the page that a picture shows; an empty one, with a note, where recognition fails."""
    # OpenCV takes a third of a second to import; a batch of digital files does without.
    from extract.readers.scan.read import read_picture
    from extract.readers.scan.recognition.recogniser import Recogniser

    try:
        recogniser = Recogniser(settings.ocr_lang, round(dpi), voting=settings.ocr_engine)
        return read_picture(picture, number, recogniser, level=level)
    except RecognitionError as error:
        height, width = picture.shape[:2]
        scale = dpi / POINTS_AN_INCH
        note = PageNote("recognition-failed", "page", {"cause": error.cause})
        return Page(number, width / scale, height / scale, origin=TextOrigin.OCR, notes=(note,))


def _is_better(recognised: Page, page: Page, settings: Settings) -> bool:
    """Return whether our reading of a page is better than the text layer it came with."""
    if settings.ocr is OcrMode.ALWAYS or not page.words:
        return True
    ours = measure_quality(word.text for word in recognised.words)
    theirs = measure_quality(word.text for word in page.words)
    if ours is None or theirs is None:
        return theirs is None
    return ours.score >= theirs.score


def _with_area(page: Page, area: BBox, picture: Picture, scale: float, settings: Settings) -> Page:
    """Return a page with one of its areas recognised from its picture."""
    crop = _cut(picture, page, area, scale)
    if min(crop.shape[:2]) < scale:
        return page
    dpi = scale * POINTS_AN_INCH
    part = _recognise(crop, page.number, settings, dpi, level=True)
    dx, dy = area.x0, area.top
    kept = [word for word in page.words if not _is_replaced(word, area)]
    added = [
        replace(word, bbox=_shifted(word.bbox, dx, dy))
        for word in part.words
        if not any(_covers(other, word, dx, dy) for other in kept)
    ]
    traced = [_shifted_path(path, dx, dy) for path in part.paths]
    notes = [n for n in page.notes if not (n.code in SETTLED and n.area == area)]
    return replace(
        page,
        words=(*kept, *added),
        rulings=(*page.rulings, *(_shifted_ruling(r, dx, dy) for r in part.rulings)),
        paths=(*page.paths, *without_retraced(traced, page.paths)),
        origin=TextOrigin.MIXED if kept else TextOrigin.OCR,
        notes=(*notes, *part.notes),
    )


def _arrow_areas(page: Page) -> list[BBox]:
    """Return where small pictures stand that may be arrows; labels have white ones below them."""
    return [
        area
        for area in join_areas(page.pictures)
        if may_be_arrow(area) and not any(word.bbox.overlap(area) > 0 for word in page.words)
    ]


def _with_arrows(page: Page, areas: Sequence[BBox], picture: Picture, scale: float) -> Page:
    """Return a page with the arrows that were pasted as small pictures.

    Args:
        page: The page.
        areas: Where pictures stand that have the size of an arrow.
        picture: The page as drawn, not turned.
        scale: Its pixels per point.
    """
    found = [path for area in areas for path in read_arrow(_cut(picture, page, area, scale), area)]
    return replace(page, paths=(*page.paths, *found)) if found else page


def _cut(picture: Picture, page: Page, area: BBox, scale: float) -> Picture:
    """Return the part of a page's picture that shows an area, the right way up."""
    from extract.readers.scan.image.orientation import turn

    shown = page.place_shown(area)
    rows = slice(max(round(shown.top * scale), 0), round(shown.bottom * scale))
    columns = slice(max(round(shown.x0 * scale), 0), round(shown.x1 * scale))
    return turn(picture[rows, columns], page.turned)


def _is_replaced(word: Word, area: BBox) -> bool:
    """Return whether a word of the text layer gives way to what is recognised in an area."""
    return word.confidence < 1 and area.contains_point(word.bbox.x_mid, word.bbox.y_mid)


def _covers(word: Word, other: Word, dx: float, dy: float) -> bool:
    """Return whether a word of the text layer stands where a recognised one does."""
    return word.bbox.grown(1.0).contains_point(other.bbox.x_mid + dx, other.bbox.y_mid + dy)


def _shifted(box: BBox, dx: float, dy: float) -> BBox:
    """Return a box moved to the right and down."""
    return BBox(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


def _shifted_ruling(ruling: Ruling, dx: float, dy: float) -> Ruling:
    """Return a ruling moved to the right and down."""
    across, along = (dy, dx) if ruling.horizontal else (dx, dy)
    return Ruling(
        ruling.position + across, ruling.start + along, ruling.end + along, ruling.horizontal
    )


def _shifted_path(path: DrawnPath, dx: float, dy: float) -> DrawnPath:
    """Return a path moved to the right and down."""
    points = tuple((x + dx, y + dy) for x, y in path.points)
    return replace(path, points=points, bbox=_shifted(path.bbox, dx, dy))
