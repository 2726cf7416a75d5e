"""Annotations that show a value of the document: form fields, signatures, free text, stamps.

They are painted into the page, as a printer would. Notes, highlights and links are about the
document and are not read.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.utils import decode_text

from extract.readers.pdf.engine import Address
from extract.readers.pdf.layers import Layers, name_of
from extract.readers.pdf.streams import CarefulDocument
from extract.readers.pdf.writing import write_object

# Kinds of annotations that are read (ISO 32000-1, table 169).
READ = frozenset({"Widget", "FreeText", "Stamp"})
# Bits of /F that keep an annotation from being seen (ISO 32000-1, table 165).
HIDDEN_FLAGS = 2 | 32
# The bit of a button's /Ff that says it is pressed and holds no value (table 226).
PUSH_BUTTON = 1 << 16
# Annotations of a page that are looked at.
MOST_ANNOTATIONS = 2000
# Fields above a field that it has entries from; forms have one or two levels.
MOST_PARENTS = 8
# Letters of a value that are shown; a field of a form holds a few lines.
MOST_LETTERS = 5000
# Height of text in points where the field leaves it to the viewer, and share of the field's
# height that it takes at the most, as viewers choose.
USUAL_SIZE_PT, MAX_SIZE_SHARE = 10.0, 0.7
# Distance in points of text from the field's edge, and of its lines in font sizes.
MARGIN_PT, LINE_SIZE = 2.0, 1.15


class Annotations:
    """Says which annotations of a document's pages are read.

    Args:
        document: The document.
        layers: Which layers are hidden.
    """

    def __init__(self, document: CarefulDocument, layers: Layers) -> None:
        """Begin without a page."""
        self._document = document
        self._layers = layers

    def choose(self, page: PDFPage, objects: dict[int, bytes]) -> tuple[list[int], list[PDFStream]]:
        """Return which annotations of a page are read, and what they are painted with.

        Args:
            page: The page.
            objects: Objects to replace; the appearance of fields that have none is added.

        Returns:
            The places of the annotations in the page's list, and their appearances.
        """
        listed = resolve1(page.attrs.get("Annots"))
        chosen: list[int] = []
        forms: list[PDFStream] = []
        for place, entry in enumerate(listed if isinstance(listed, list) else ()):
            found = resolve1(entry) if place < MOST_ANNOTATIONS else None
            if not isinstance(found, dict) or not self._is_read(found):
                continue
            appearance = _appearance(found)
            if appearance is not None:
                forms.append(appearance)
                chosen.append(place)
            elif isinstance(entry, PDFObjRef) and self._make(entry.objid, found, objects):
                chosen.append(place)
        return chosen, forms

    def _is_read(self, annotation: Mapping[str, Any]) -> bool:
        """Return whether an annotation shows a value of the document."""
        flags = _number(annotation.get("F"))
        if name_of(annotation.get("Subtype")) not in READ or int(flags) & HIDDEN_FLAGS:
            return False
        if self._layers.any and self._layers.hides(annotation.get("OC")):
            return False
        button = name_of(_inherited(annotation, "FT")) == "Btn"
        return not (button and int(_number(_inherited(annotation, "Ff"))) & PUSH_BUTTON)

    def _make(self, number: int, annotation: Mapping[str, Any], objects: dict[int, bytes]) -> bool:
        """Give a field that has a value and no appearance one; return whether it has a value."""
        kind = name_of(annotation.get("Subtype"))
        value = resolve1(_inherited(annotation, "V" if kind == "Widget" else "Contents"))
        box = resolve1(annotation.get("Rect"))
        if not isinstance(value, bytes) or not isinstance(box, list) or len(box) != 4:
            return False
        lines = decode_text(value)[:MOST_LETTERS].replace("\r", "\n").split("\n")
        x0, y0, x1, y1 = map(_number, box)
        width, height = abs(x1 - x0), abs(y1 - y0)
        size = min(_text_size(annotation) or USUAL_SIZE_PT, MAX_SIZE_SHARE * height / len(lines))
        if size <= 0:
            return False
        top = height / 2 - 0.35 * size if len(lines) == 1 else height - MARGIN_PT - size
        shown = b" 0 -%.3f Td ".join([b"(%s) Tj"] * len(lines))
        texts: list[object] = []
        for index, line in enumerate(lines):
            texts += [LINE_SIZE * size] * (index > 0) + [_escaped(line)]
        content = b"BT /Helv %.3f Tf %.3f %.3f Td " % (size, MARGIN_PT, top)
        content += shown % tuple(texts) + b" ET"
        form = self._document.new_number()
        objects[form] = (
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << /Font << /Helv "
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> "
            b">> /Length %d >>\nstream\n%s\nendstream" % (width, height, len(content), content)
        )
        appearance = {"N": PDFObjRef(self._document, form)}
        objects[number] = write_object({**annotation, "AP": appearance})
        return True


def paint_annotations(page: Address, chosen: Sequence[int]) -> bool:
    """Have PDFium paint annotations into a page; all others go.

    Args:
        page: PDFium's handle.
        chosen: The places of the annotations that are read.

    Returns:
        Whether the page has to be opened anew to see them.
    """
    handle = ctypes.cast(page, raw.FPDF_PAGE)
    for place in reversed(range(raw.FPDFPage_GetAnnotCount(handle))):
        if place not in chosen:
            raw.FPDFPage_RemoveAnnot(handle, place)
    return bool(raw.FPDFPage_Flatten(handle, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _appearance(annotation: Mapping[str, Any]) -> PDFStream | None:
    """Return what an annotation is painted with; None where it has nothing."""
    appearances = resolve1(annotation.get("AP"))
    found = resolve1(appearances.get("N")) if isinstance(appearances, dict) else None
    if isinstance(found, dict):
        found = resolve1(found.get(name_of(annotation.get("AS"))))
    return found if isinstance(found, PDFStream) else None


def _inherited(annotation: Mapping[str, Any], key: str) -> Any:
    """Return an entry of a field, or of the fields that it is a part of."""
    found: object = annotation
    for _ in range(MOST_PARENTS):
        if not isinstance(found, dict):
            return None
        if key in found:
            return resolve1(found[key])
        found = resolve1(found.get("Parent"))
    return None


def _text_size(annotation: Mapping[str, Any]) -> float:
    """Return the height of a field's text in points; 0 where the viewer chooses it."""
    told = _inherited(annotation, "DA")
    words = told.split() if isinstance(told, bytes) else []
    for word, after in pairwise(words):
        if after == b"Tf":
            try:
                return abs(float(word))
            except ValueError:
                return 0.0
    return 0.0


def _number(value: object) -> float:
    """Return the number that a value is; 0 for anything else."""
    found = resolve1(value)
    return float(found) if isinstance(found, (int, float)) else 0.0


def _escaped(text: str) -> bytes:
    """Return text as a string of a content stream has it."""
    data = text.encode("cp1252", "replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
