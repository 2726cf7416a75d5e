"""Content carried out: pdfminer's interpreter, quicker and with what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from math import isfinite
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name
from pdfminer.utils import Matrix

from extract.readers.brush import Brush
from extract.readers.content import UnusualContentError, cut_content
from extract.readers.painted import Point

# How pdfminer spells in its methods' names what cannot stand in one.
_SPELT = {"*": "_a", "'": "_q", '"': "_w"}
# No operator takes more operands; what stands before those is none's.
_MOST_OPERANDS = 100


class FullPageError(Exception):
    """A page is drawn with more operations than are carried out."""


class ClippingDevice(PDFTextDevice):
    """A device that is told of clipping and transparency, and says what is too much.

    Attributes:
        brush: What the graphics state says of them now; the interpreter sets it.
        marks_left: How many operations more it takes.
    """

    brush: Brush
    marks_left: int

    def spend(self) -> None:
        """Take note of an operation.

        Raises:
            FullPageError: It is one too many.
        """
        self.marks_left -= 1
        if self.marks_left < 0:
            raise FullPageError

    def may_enter(self) -> bool:
        """Return whether a drawing may be entered within those already entered."""
        raise NotImplementedError

    def clip_to(self, points: Iterable[Point], matrix: Matrix) -> None:
        """Cut what is painted from now on to the box around points in a coordinate system."""
        raise NotImplementedError


class ContentInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with the operators that it passes over.

    An operator's method is called with as many operands as it has arguments.
    """

    device: ClippingDevice

    def init_state(self, ctm: Matrix) -> None:
        """Begin a content stream."""
        super().init_state(ctm)
        self._brushes: list[Brush] = []

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out the operators of content streams, one after another."""
        self.stream_ids.clear()
        parts: list[bytes] = []
        for stream in map(stream_value, streams):
            # A form that is drawn within itself would never end.
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                self.stream_ids.add(stream.objid)
                parts.append(stream.get_data())
        data = b"\n".join(parts)
        spend = self.device.spend
        methods = _methods()
        for operator, operands in self._operations(data):
            spend()
            name, count = methods.get(operator, ("", 0))
            if not name:
                continue
            if count == 0:
                # Operators with any number of operands take them from here.
                self.argstack = operands
                getattr(self, name)()
            elif len(operands) >= count:
                getattr(self, name)(*operands[-count:])

    def _operations(self, data: bytes) -> Iterable[tuple[bytes, list[Any]]]:
        """Return the operators of content with their operands, one more than are carried out."""
        try:
            return list(islice(cut_content(data), self.device.marks_left + 1))
        except UnusualContentError:
            return _parsed(data)

    def do_Do(self, xobjid_arg: Any) -> None:
        """Draw a form or a picture, unless it stands too deep in others."""
        if self.device.may_enter():
            super().do_Do(xobjid_arg)

    def do_q(self) -> None:
        """Save the graphics state."""
        super().do_q()
        self._brushes.append(self.device.brush)

    def do_Q(self) -> None:
        """Restore the graphics state."""
        super().do_Q()
        if self._brushes:
            self.device.brush = self._brushes.pop()

    def do_gs(self, name: object) -> None:
        """Set what a graphics state dictionary holds (ISO 32000-1, 8.4.5)."""
        states = resolve1(self.resources.get("ExtGState"))
        state = resolve1(states.get(literal_name(name))) if isinstance(states, dict) else None
        if not isinstance(state, dict):
            return
        brush = self.device.brush
        opacity, blend, mask = (resolve1(state.get(key)) for key in ("ca", "BM", "SMask"))
        if isinstance(opacity, (int, float)):
            brush = brush._replace(opacity=float(opacity))
        if blend is not None or mask is not None:
            normal = blend is None or _name(blend) in ("Normal", "Compatible")
            brush = brush._replace(plain=normal and (mask is None or _name(mask) == "None"))
        self.device.brush = brush

    def do_W(self) -> None:
        """Cut what follows to the path."""
        points = [
            point
            for _, *given in self.curpath
            for point in zip(given[::2], given[1::2], strict=True)
        ]
        if points:
            self.device.clip_to(points, self.ctm)

    def do_W_a(self) -> None:
        """Cut what follows to the path, by the even-odd rule."""
        self.do_W()

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        """Set the spacing, move to the next line and show a string; pdfminer forgets the move."""
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_F(self) -> None:
        """Fill the path; the old name of f."""
        self.do_f()


class _Parser(PDFContentParser):
    """pdfminer's parser of content, which looks for an inline picture's end only once."""

    _ENDS: Mapping[bytes, re.Pattern[bytes]] = {
        end: re.compile(re.escape(end) + rb"\s") for end in (b"EI", b"~>")
    }

    def __init__(self, content: bytes) -> None:
        super().__init__([PDFStream({}, content)])
        self.content = content

    def get_inline_data(self, pos: int, target: bytes = b"EI") -> tuple[int, bytes]:
        """Return the data of an inline picture that begins at a place, and the place.

        Raises:
            PSEOF: It does not end.
        """
        data = self.content
        found = self._ENDS[target].search(data, pos)
        if found is None:
            raise PSEOF("an inline picture without an end")
        self.seek(found.end())
        return pos, data[pos : found.start()].rstrip(b"\r\n")


def _parsed(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Yield the operators of content with their operands, as pdfminer parses it."""
    parser = _Parser(data)
    operands: list[Any] = []
    while True:
        try:
            _, found = parser.nextobject()
        except PSEOF:
            return
        if isinstance(found, PSKeyword):
            yield found.name, operands
            operands = []
        else:
            number = found if not isinstance(found, float) or isfinite(found) else 0.0
            operands = [*operands[-_MOST_OPERANDS:], number]


@cache
def _methods() -> Mapping[bytes, tuple[str, int]]:
    """Return operator -> the name of its method and the number of its operands."""
    found: dict[bytes, tuple[str, int]] = {}
    for name in dir(ContentInterpreter):
        if name.startswith("do_"):
            operator = name.removeprefix("do_")
            for sign, spelling in _SPELT.items():
                if operator.endswith(spelling):
                    operator = operator.removesuffix(spelling) + sign
            count = getattr(ContentInterpreter, name).__code__.co_argcount - 1
            found[operator.encode("ascii")] = name, count
    return found


def _name(value: object) -> str:
    """Return the name that a value is, or the first of a list of names; "" for anything else."""
    if isinstance(value, list) and value:
        value = resolve1(value[0])
    return str(literal_name(value)) if isinstance(value, PSLiteral) else ""
