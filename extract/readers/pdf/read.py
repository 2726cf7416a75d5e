"""PDF pages as `Page`s.

Pages are read one at a time and forgotten, so that memory stays flat however long the file is.
The structure is read with care first (`opened`, `unpacking`, `bounding`), what pages paint by
PDFium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream
from pdfminer.utils import Rect

from extract.bounds.budget import Allowance
from extract.bounds.limits import Limits, option_of
from extract.bounds.losses import page_cut_short, page_damaged, pages_lost, unread_page
from extract.errors import DamagedError, DocumentError, LimitError
from extract.readers.areas import join_areas
from extract.readers.pdf.annotations import paint_annotations
from extract.readers.pdf.bounding import Bounds, Changes
from extract.readers.pdf.document import EngineDocument
from extract.readers.pdf.engine import Flags
from extract.readers.pdf.layers import Layers
from extract.readers.pdf.levelling import level, page_lean
from extract.readers.pdf.mappings import GlyphNames, glyph_names
from extract.readers.pdf.marks import HIDDEN
from extract.readers.pdf.opened import Structure, open_structure
from extract.readers.pdf.painted import Painting
from extract.readers.pdf.placing import Frame, frame_page
from extract.readers.pdf.recording import record_page
from extract.readers.pdf.repairing import repair
from extract.readers.pdf.streams import CarefulDocument, Loss, StreamWatch
from extract.readers.pdf.strokes import Strokes, read_strokes
from extract.readers.pdf.strokes import T as THRESHOLDS
from extract.readers.pdf.trust import read_text_layer
from extract.readers.pdf.units import unit_of
from extract.readers.pdf.unpacking import large_streams
from extract.readers.pdf.visible import visible_strokes
from extract.readers.pdf.writing import write_object, write_stream
from extract.readers.turning import Turner
from models.page import DrawnPath, Page, PageNote, Ruling

# Sides, in points, that a page can have (ISO 32000-1, annex C).
SHORTEST_SIDE, LONGEST_SIDE = 3.0, 14_400.0
# Files of a portfolio that are named.
MOST_NAMED = 20
# After so many pages the objects met so far are forgotten; pages share fonts and pictures.
PAGES_REMEMBERED = 20


def read_pdf(
    path: Path,
    limits: Limits | None = None,
    passwords: Sequence[str] = (),
    allowance: Allowance | None = None,
) -> Iterator[Page]:
    """Read the pages of a PDF, in order, one at a time.

    Args:
        path: The file.
        limits: How much of it is read; the usual where it is None.
        passwords: Tried where the file is locked.
        allowance: When to stop; what the limits say where it is None.

    Yields:
        A page each; coordinates follow the page's /Rotate, and those of a page whose text is
        drawn sideways follow its text. A damaged page comes empty; a note says so, as on pages
        of which a limit cut something off.

    Raises:
        EncryptedError: The file needs a password, or another one.
        DamagedError: The file's structure is broken, or it has no pages.
        LimitError: A part of its structure is larger than a limit allows.
    """
    limits = limits or Limits()
    allowance = allowance or Allowance(limits)
    watch = StreamWatch(limits.content)
    source, notes = path, list[PageNote]()
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(path.open("rb"))
        try:
            structure = open_structure(file, watch, passwords, limits.max_pages + 1)
        except DamagedError:
            data = repair(path, limits)
            if data is None:
                raise
            source = _spooled(data, stack)
            file = stack.enter_context(source.open("rb"))
            structure = open_structure(file, watch, passwords, limits.max_pages + 1)
            notes.append(PageNote("file-repaired"))
        replaced = _measure(source, structure, watch, limits)
        document = structure.document
        with EngineDocument(source, structure.password, document.trailer) as engine:
            if replaced:
                engine.replace(replaced)
            _match_pages(engine, structure)
            reader = _Reader(engine, structure, watch, limits, frozenset(replaced))
            turner = Turner()
            for number, found in enumerate(structure.pages, start=1):
                page = turner.turn_upright(reader.read(found, number))
                if number == 1:
                    page = page.noted([*notes, *_attachments(engine, document)])
                last = number == len(structure.pages)
                end = None if last else allowance.end_after(number)
                if last and structure.lost is not None:
                    page = page.noted([pages_lost(number, structure.lost.cause)])
                yield page if end is None else page.noted([end])
                if end is not None:
                    return


def _spooled(data: bytes, stack: ExitStack) -> Path:
    """Return a file that holds bytes for as long as a stack is open."""
    folder = stack.enter_context(TemporaryDirectory(prefix="sop-"))
    path = Path(folder) / "repaired.pdf"
    path.write_bytes(data)
    return path


def _attachments(engine: EngineDocument, document: CarefulDocument) -> list[PageNote]:
    """Return the note that names the files which a portfolio is made of."""
    if "Collection" not in document.catalog:
        return []
    names = engine.attachments(MOST_NAMED + 1)
    if not names:
        return []
    wording = "more" if len(names) > MOST_NAMED else "all"
    return [PageNote("pdf-portfolio", wording, {"names": names[:MOST_NAMED]})]


def _measure(
    path: Path, structure: Structure, watch: StreamWatch, limits: Limits
) -> dict[int, bytes]:
    """Return what the objects shall be instead whose streams unpack beyond the limit.

    Raises:
        LimitError: The file's structure itself is in one, or it cannot be told which.
    """
    document = structure.document
    replaced: dict[int, bytes] = {}
    left = limits.content
    if path.stat().st_size == 0:
        return replaced
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        for large in large_streams(data, limits.content, locked=document.encryption is not None):
            if large.pictured or large.number in replaced:
                continue
            if large.number is None or large.structural:
                raise LimitError(
                    "the PDF's tables of objects unpack to more than "
                    f"{limits.max_content:g} million bytes; {option_of('max_content')} allows more"
                )
            before, watch.losses = watch.losses, set()
            stream = _stream(structure, large.number)
            found = b"" if stream is None else stream.get_data()
            if stream is not None and (large.sure or Loss.LIMIT in watch.losses):
                kept = found[:left]
                left -= len(kept)
                replaced[large.number] = write_stream(kept, stream.attrs)
            watch.losses = before
    return replaced


def _stream(structure: Structure, number: int) -> PDFStream | None:
    """Return a stream by its object's number; None where there is none that can be read."""
    try:
        found = structure.document.getobj(number)
    except Exception:
        # pdfminer meets damage with errors of every kind; PDFium will not find the object either.
        return None
    return found if isinstance(found, PDFStream) else None


def _match_pages(engine: EngineDocument, structure: Structure) -> None:
    """Give PDFium a list of the pages where its own has others than the structure."""
    if structure.more or engine.pages == len(structure.pages):
        return
    document = structure.document
    tree, catalogue = document.new_number(), document.new_number()
    objects = {catalogue: b"<< /Type /Catalog /Pages %d 0 R >>" % tree}
    parent = PDFObjRef(document, tree)
    kids = []
    for page in structure.pages:
        number = document.new_number()
        objects[number] = write_object({**page.attrs, "Parent": parent})
        page.pageid = number
        kids.append(PDFObjRef(document, number))
    objects[tree] = write_object({"Kids": kids, "Count": len(kids)})
    engine.replace(objects, PDFObjRef(document, catalogue))


class _Reader:
    """Reads the pages of a document."""

    def __init__(
        self,
        engine: EngineDocument,
        structure: Structure,
        watch: StreamWatch,
        limits: Limits,
        cut: frozenset[int],
    ) -> None:
        self._engine = engine
        self._document = structure.document
        self._watch = watch
        self._limits = limits
        self._bounds = Bounds(structure.document, limits, Layers(structure.document), cut)

    def read(self, page: PDFPage, number: int) -> Page:
        """Return a page; an empty one with a note where it cannot be read."""
        self._watch.take()
        try:
            frame = _frame(page)
            changes = self._bounds.check(page)
            if changes.objects:
                self._engine.replace(changes.objects)
        except DocumentError as error:
            return unread_page(number, DamagedError(error.cause, number))
        except MemoryError:
            raise
        except Exception as error:
            # pdfminer meets content that is not what it should be with errors of every kind.
            kind = "too deep" if isinstance(error, RecursionError) else type(error).__name__
            cause = f"the page's content is damaged ({kind})"
            return unread_page(number, DamagedError(cause, number))
        finally:
            if number % PAGES_REMEMBERED == 0:
                self._document.forget()
        return self._paint(number, frame, changes, page)

    def _paint(self, number: int, frame: Frame, changes: Changes, page: PDFPage) -> Page:
        """Return a page that PDFium may see."""
        if changes.annotations:
            with self._engine.page(number - 1) as handle:
                if handle:
                    # Seen where the page is opened the next time.
                    paint_annotations(handle, changes.annotations)
        with self._engine.page(number - 1) as handle:
            if not handle:
                return unread_page(number, DamagedError("the page's content is damaged", number))
            painting = record_page(handle, frame, self._limits, changes.looks)
            lean = page_lean(painting.characters)
            if lean:
                frame = level(frame, lean)
                painting = record_page(handle, frame, self._limits, changes.looks)
        layer = read_text_layer(painting, lambda: _glyph_names(page))
        strokes, paths = read_strokes(painting.paths)
        strokes, paths = _seen_only(painting, strokes, paths, layer.outlines)
        losses = self._watch.take()
        names = painting.limits | changes.limits
        if Loss.LIMIT in losses:
            names = names | {"max_content"}
        notes = [page_cut_short(name, getattr(self._limits, name)) for name in sorted(names)]
        if Loss.DAMAGE in losses:
            notes.append(page_damaged())
        return Page(
            number=number,
            width=frame.width,
            height=frame.height,
            words=tuple(layer.words),
            rulings=(*strokes.rulings(), *_thin_pictures(painting)),
            paths=tuple(paths),
            pictures=tuple(painting.pictures),
            origin=layer.origin,
            untrusted=tuple(layer.untrusted),
            pictured=tuple(layer.pictured),
            notes=(*layer.notes, *notes),
            lean=lean,
        )


def _glyph_names(page: PDFPage) -> GlyphNames:
    """Return the letters for which a page's fonts give digits."""
    try:
        return glyph_names(page.resources)
    except MemoryError:
        raise
    except Exception:
        # pdfminer meets damage with errors of every kind; PDFium has read the letters all the same.
        return {}


def _thin_pictures(painting: Painting) -> list[Ruling]:
    """Return the pictures that are lines; strips of a scan make one picture together."""
    most, least = THRESHOLDS.max_thickness_pt, THRESHOLDS.min_length_pt
    rulings = []
    for box in join_areas(painting.pictures):
        if box.height <= most and box.width >= least:
            rulings.append(Ruling(box.y_mid, box.x0, box.x1, True))
        elif box.width <= most and box.height >= least:
            rulings.append(Ruling(box.x_mid, box.top, box.bottom, False))
    return rulings


def _seen_only(
    painting: Painting, strokes: Strokes, paths: list[DrawnPath], letters: Flags
) -> tuple[Strokes, list[DrawnPath]]:
    """Return strokes and paths without those that nobody can see, and those that are letters."""
    hidden = (painting.paths.flags & HIDDEN != 0) | letters
    visible = visible_strokes(painting, strokes) & ~hidden[strokes.paths]
    if visible.all() and not hidden.any():
        return strokes, paths
    # A path goes with its strokes; what is filled wide has none, and stays.
    gone = set(strokes.paths[~visible].tolist()) - set(strokes.paths[visible].tolist())
    kept = [
        path
        for place, (path, away) in enumerate(zip(paths, hidden.tolist(), strict=True))
        if not away and place not in gone
    ]
    return strokes.take(visible), kept


def _frame(page: PDFPage) -> Frame:
    """Return how a page is shown.

    Raises:
        DamagedError: It is larger or smaller than a page can be.
    """
    media, crop = page.mediabox, page.cropbox
    media, crop = _ordered(media), _ordered(crop)
    box = (
        max(media[0], crop[0]), max(media[1], crop[1]),
        min(media[2], crop[2]), min(media[3], crop[3]),
    )  # fmt: skip
    if box[2] <= box[0] or box[3] <= box[1]:
        box = media
    width, height = box[2] - box[0], box[3] - box[1]
    if not all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in (width, height)):
        raise DamagedError(f"no page is {width:.4g} x {height:.4g} points large")
    return frame_page(box, page.rotate, unit_of(page))


def _ordered(box: Rect) -> Rect:
    """Return a box with its smaller corner first, as a file may give them in any order."""
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
