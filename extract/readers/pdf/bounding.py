"""What of a page may be handed to PDFium, and what must be cut off or taken out before.

PDFium carries out a page's content whole, forms as often as they are drawn. So what that comes to
is counted first; where it is more than the limits allow, the content ends there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1, stream_value

from extract.bounds.limits import Limits
from extract.readers.pdf.annotations import Annotations
from extract.readers.pdf.content import marks_of
from extract.readers.pdf.layers import Layers, name_of
from extract.readers.pdf.marks import HIDDEN_KEY
from extract.readers.pdf.painted import Looks
from extract.readers.pdf.streams import CarefulDocument
from extract.readers.pdf.writing import write_object, write_stream

# Pictures and forms of a page that are looked at for masks and patterns.
MOST_LOOKED_AT = 1000
# Forms within forms that PDFium enters; deeper ones cost nothing.
DEEPEST = 45
# So many clippings of one content are no matter, even within each other; more are counted.
MOST_CLIPS = 700
# Operators that entering a form counts as: it takes PDFium and us about so long.
FORM_MARKS = 40
# What a form within itself comes to.
ENDLESS = 1 << 40


@dataclass(slots=True)
class Changes:
    """How the objects of a document are to be seen by PDFium.

    Attributes:
        objects: Number of an object -> what it is instead.
        limits: Names of the limits that made it so.
        annotations: Places of the page's annotations that are read.
        looks: What PDFium does not tell of the page's pictures and paint.
    """

    objects: dict[int, bytes] = field(default_factory=dict)
    limits: set[str] = field(default_factory=set)
    looks: Looks = field(default_factory=Looks)
    annotations: list[int] = field(default_factory=list)


_ARTIFACT = re.compile(rb"/Artifact\s*<<[^>]{0,500}/Subtype\s*/(\w+)")


class Bounds:
    """Says what of a document's pages is too much.

    Args:
        document: The document.
        limits: How much a page may be.
        layers: Which layers are hidden.
        cut: Object numbers of the streams that are cut off already.
    """

    def __init__(
        self, document: CarefulDocument, limits: Limits, layers: Layers, cut: frozenset[int]
    ) -> None:
        """Begin without a page."""
        self._cut = cut
        self._annotations = Annotations(document, layers)
        self._document = document
        self._limits = limits
        self._layers = layers
        self._most: dict[int, int] = {}
        self._counted: dict[int, int] = {}
        self._seen: set[int] = set()
        self._entered: list[int] = []

    def check(self, page: PDFPage) -> Changes:
        """Return what must be changed before PDFium sees a page.

        Args:
            page: The page.

        Raises:
            PDFException: Its content cannot be unpacked.
        """
        changes = Changes()
        data, whole = self._content(page, changes)
        resources = _resources(page.resources)
        forms = self._forms(resources)
        self._look(resources, changes.looks, [], 0)
        changes.looks.patterned |= b"/Pattern" in data
        changes.looks.watermarks = set(_ARTIFACT.findall(data)) == {b"Watermark"}
        if self._layers.any:
            self._hide(resources, changes, 0)
        most = self._at_most(data, forms, 0)
        cut: bytes | None = None
        if most > self._limits.marks:
            _, cut = self._count(data, forms, changes, 0)
        changes.annotations, appearances = self._annotations.choose(page, changes.objects)
        for form in appearances:
            self._check_form(form, changes)
        if cut is not None or not whole:
            changes.limits.add("max_marks" if cut is not None else "max_content")
            self._replace_content(page, data if cut is None else cut, changes)
        return changes

    def _check_form(self, form: PDFStream, changes: Changes) -> None:
        """Do the same for a form that is painted beside a page's content, as an annotation."""
        if self._layers.any:
            self._hide(_resources(form.attrs.get("Resources")), changes, 0)
        if self._form_at_most(form, 0) > self._limits.marks:
            self._count_form(form, changes, 0)

    def _content(self, page: PDFPage, changes: Changes) -> tuple[bytes, bool]:
        """Return a page's content, and whether that is all of it."""
        parts: list[bytes] = []
        left = self._limits.content
        for stream in map(stream_value, page.contents):
            data = stream.get_data()
            if stream.objid in self._cut:
                changes.limits.add("max_content")
            parts.append(data[:left])
            if len(data) > left:
                return b"\n".join(parts), False
            left -= len(data)
        return b"\n".join(parts), True

    def _forms(self, resources: Mapping[str, Any]) -> dict[bytes, PDFStream]:
        """Return the forms that content may draw, by their names."""
        found: dict[bytes, PDFStream] = {}
        for name, value in _resources(resources.get("XObject")).items():
            stream = resolve1(value)
            if isinstance(stream, PDFStream) and name_of(stream.attrs.get("Subtype")) == "Form":
                found[str(name).encode("latin-1", "replace")] = stream
        return found

    def _look(
        self, resources: Mapping[str, Any], looks: Looks, seen: list[int], depth: int
    ) -> None:
        """Note what PDFium does not tell of pictures and paint."""
        if _resources(resources.get("Pattern")):
            looks.patterned = True
        for value in _resources(resources.get("XObject")).values():
            stream = resolve1(value)
            if not isinstance(stream, PDFStream) or stream.objid in seen:
                continue
            seen.append(stream.objid or 0)
            if name_of(stream.attrs.get("Subtype")) == "Form":
                if depth < DEEPEST and len(seen) < MOST_LOOKED_AT:
                    self._look(_resources(stream.attrs.get("Resources")), looks, seen, depth + 1)
            elif any(
                resolve1(stream.attrs.get(key)) for key in ("SMask", "Mask", "ImageMask", "IM")
            ):
                size = (resolve1(stream.attrs.get(key)) for key in ("Width", "Height"))
                looks.masked.add(tuple(n if isinstance(n, int) else 0 for n in size))

    def _at_most(self, data: bytes, forms: Mapping[bytes, PDFStream], depth: int) -> int:
        """Return what carrying out content comes to at the most; quicker than counting."""
        drawn = data.count(b"Do") if forms else 0
        clips = data.count(b"W n") + data.count(b"W* n") + data.count(b"W\n") + data.count(b"W*\n")
        if clips > MOST_CLIPS:
            return ENDLESS
        if not drawn or depth > DEEPEST:
            return len(data)
        dearest = max(self._form_at_most(form, depth) for form in forms.values())
        return len(data) + drawn * (dearest + FORM_MARKS)

    def _form_at_most(self, form: PDFStream, depth: int) -> int:
        """Return what carrying out a form comes to at the most; endless for one within itself."""
        number = int(form.objid or 0)
        if number not in self._most:
            self._most[number] = ENDLESS
            inner = self._forms(_resources(form.attrs.get("Resources")))
            self._most[number] = self._at_most(form.get_data(), inner, depth + 1)
        return self._most[number]

    def _count(
        self, data: bytes, forms: Mapping[bytes, PDFStream], changes: Changes, depth: int
    ) -> tuple[int, bytes | None]:
        """Return what carrying out content comes to, and its part within the limit.

        That part is None where it is all of it.
        """
        count, end = 0, 0
        for mark in marks_of(data):
            cost = mark.cost
            if mark.form is not None and mark.form in forms and depth <= DEEPEST:
                cost += FORM_MARKS + self._count_form(forms[mark.form], changes, depth)
            if count + cost > self._limits.marks:
                return count, data[:end]
            count += cost
            end = mark.end
        return count, None

    def _count_form(self, form: PDFStream, changes: Changes, depth: int) -> int:
        """Return what carrying out a form comes to, once it is cut off where it is too much."""
        number = int(form.objid or 0)
        if number not in self._counted:
            self._counted[number] = 0
            self._entered.append(number)
            data = form.get_data()
            inner = self._forms(_resources(form.attrs.get("Resources")))
            circular = [name for name, drawn in inner.items() if drawn.objid in self._entered]
            for name in circular:
                del inner[name]
                data = re.sub(rb"/%s\s+Do\b" % re.escape(name), b"", data)
            count, cut = self._count(data, inner, changes, depth + 1)
            self._entered.pop()
            self._counted[number] = count
            if cut is not None:
                changes.limits.add("max_marks")
            if cut is not None or circular:
                changes.objects[number] = write_stream(data if cut is None else cut, form.attrs)
        return self._counted[number]

    def _replace_content(self, page: PDFPage, data: bytes, changes: Changes) -> None:
        """Have a page show other content."""
        number = self._document.new_number()
        changes.objects[number] = write_stream(data, {})
        attributes = {**page.attrs, "Contents": PDFObjRef(self._document, number)}
        changes.objects[cast(int, page.pageid)] = write_object(attributes)

    def _hide(self, resources: Mapping[str, Any], changes: Changes, depth: int) -> None:
        """Take out the forms and pictures of hidden layers, and mark those layers."""
        for value in _resources(resources.get("Properties")).values():
            if isinstance(value, PDFObjRef) and value.objid not in self._seen:
                self._seen.add(value.objid)
                found = resolve1(value)
                if isinstance(found, dict) and self._layers.hides(value):
                    key = HIDDEN_KEY.decode("ascii")
                    number = int(value.objid)
                    changes.objects[number] = write_object({**found, key: 1})
        for value in _resources(resources.get("XObject")).values():
            stream = resolve1(value)
            if not isinstance(stream, PDFStream) or stream.objid is None:
                continue
            if stream.objid in self._seen or depth > DEEPEST:
                continue
            self._seen.add(stream.objid)
            if self._layers.hides(stream.attrs.get("OC")):
                changes.objects[stream.objid] = _NOTHING
            else:
                self._hide(_resources(stream.attrs.get("Resources")), changes, depth + 1)


# A form that paints nothing.
_NOTHING = b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 0 >>\nstream\n\nendstream"


def _resources(value: object) -> Mapping[str, Any]:
    """Return a dictionary; an empty one for anything else."""
    found = resolve1(value)
    return found if isinstance(found, dict) else {}
