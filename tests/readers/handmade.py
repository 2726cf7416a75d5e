"""PDFs written by hand, operator by operator, so that they can lie as real ones do."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Box = tuple[float, float, float, float]

A4: Box = (0, 0, 595, 842)

# Widths of Helvetica's characters are pdfminer's own; these fonts give every glyph 500.
_WIDTH = 500


@dataclass
class Handmade:
    """A PDF in the making.

    Fonts there are: `F1` Helvetica, `F2` a composite font whose glyphs have no meaning, and those
    of `add_font`.
    """

    objects: list[bytes] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    fonts: dict[str, int] = field(default_factory=dict)
    things: dict[str, int] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the catalogue, the page tree's place, and the fonts."""
        self.objects += [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        self.fonts["F1"] = self._add(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        )
        self.add_font("F2", None)

    def add_font(self, name: str, meanings: Mapping[int, str] | None) -> None:
        """Add a composite font with two-byte codes; `meanings` become its ToUnicode map."""
        told = b""
        if meanings is not None:
            lines = "\n".join(
                f"<{code:04x}> <{text.encode('utf-16-be').hex()}>"
                for code, text in meanings.items()
            )
            cmap = (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
                "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
                f"{len(meanings)} beginbfchar\n{lines}\nendbfchar endcmap end end"
            )
            told = b"/ToUnicode %d 0 R" % self._add_stream(cmap.encode())
        descriptor = self._add(
            b"<< /Type /FontDescriptor /FontName /Handmade /Flags 4 /ItalicAngle 0 /Ascent 800"
            b" /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>"
        )
        descendant = self._add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Handmade /DW %d"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            b" /FontDescriptor %d 0 R >>" % (_WIDTH, descriptor)
        )
        self.fonts[name] = self._add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Handmade /Encoding /Identity-H"
            b" /DescendantFonts [%d 0 R] %s >>" % (descendant, told)
        )

    def add_plain_font(
        self, name: str, meanings: Mapping[int, str], glyphs: Mapping[int, str]
    ) -> None:
        """Add a font of one-byte codes; `meanings` become its ToUnicode map.

        Args:
            name: What pages call it.
            meanings: Code -> what the map says; codes that it leaves out are not told.
            glyphs: Code -> name of its glyph, where that is not Helvetica's own.
        """
        lines = "\n".join(
            f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in meanings.items()
        )
        told = self._add_stream(
            (
                "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
                f"{len(meanings)} beginbfchar\n{lines}\nendbfchar endcmap"
            ).encode()
        )
        names = " ".join(f"{code} /{glyph}" for code, glyph in glyphs.items())
        self.fonts[name] = self._add(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Helvetica /FirstChar 32"
            b" /LastChar 126 /Widths [%s] /ToUnicode %d 0 R /Encoding << /Type /Encoding"
            b" /BaseEncoding /WinAnsiEncoding /Differences [%s] >> >>"
            % (b" ".join([b"%d" % _WIDTH] * 95), told, names.encode())
        )

    def add_picture(self, name: str, *, soft_mask: bool = False) -> None:
        """Add a picture of one grey dot."""
        mask = b""
        if soft_mask:
            mask = b"/SMask %d 0 R" % self._add_stream(b"\x80", _DOT)
        self.things[name] = self._add_stream(b"\xcc", _DOT + mask)

    def add_form(self, name: str, content: str, box: Box) -> None:
        """Add a form, which shows its content cut to a box."""
        resources = b" ".join((b"/Resources", self._resources()))
        head = b"/Type /XObject /Subtype /Form /BBox [%g %g %g %g] " % box
        self.things[name] = self._add_stream(content.encode("latin-1"), head + resources)

    def add_page(
        self, content: str, *, media: Box = A4, crop: Box | None = None, rotate: int = 0
    ) -> None:
        """Add a page."""
        stream = self._add_stream(content.encode("latin-1"))
        cropped = b"" if crop is None else b"/CropBox [%g %g %g %g]" % crop
        self.pages.append(
            self._add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [%g %g %g %g] %s /Rotate %d"
                b" /Contents %d 0 R /Resources %s >>"
                % (*media, cropped, rotate, stream, self._resources())
            )
        )

    def build(self) -> bytes:
        """Return the file."""
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self.objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), kids)
        data = b"%PDF-1.7\n"
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(data)
        data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(offsets) + 1
        return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            start,
        )

    def save(self, folder: Path, name: str = "handmade.pdf") -> Path:
        """Write the file."""
        path = folder / name
        path.write_bytes(self.build())
        return path

    def _resources(self) -> bytes:
        """Return the resources that pages and forms share."""
        fonts = b" ".join(b"/%s %d 0 R" % (n.encode(), i) for n, i in self.fonts.items())
        things = b" ".join(b"/%s %d 0 R" % (n.encode(), i) for n, i in self.things.items())
        states = b" ".join(
            b"/%s << %s >>" % (n.encode(), s.encode()) for n, s in self.states.items()
        )
        return b"<< /Font << %s >> /XObject << %s >> /ExtGState << %s >> >>" % (
            fonts,
            things,
            states,
        )

    def _add(self, body: bytes) -> int:
        """Add an object; return its number."""
        self.objects.append(body)
        return len(self.objects)

    def _add_stream(self, data: bytes, head: bytes = b"") -> int:
        """Add a stream; return its number."""
        packed = zlib.compress(data)
        return self._add(
            b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (head, len(packed), packed)
        )


_DOT = (
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8 "
)


def text(words: str, x: float, y: float, *, size: float = 10, font: str = "F1") -> str:
    """Return the operators that write words with their baseline at a point."""
    shown = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({shown}) Tj ET\n"


def codes(numbers: list[int], x: float, y: float, *, size: float = 10, font: str = "F2") -> str:
    """Return the operators that write glyphs by their codes."""
    shown = "".join(f"{number:04x}" for number in numbers)
    return f"BT /{font} {size} Tf {x} {y} Td <{shown}> Tj ET\n"


def picture(name: str, box: Box) -> str:
    """Return the operators that paint a picture into a box (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    return f"q {x1 - x0} 0 0 {y1 - y0} {x0} {y0} cm /{name} Do Q\n"
