"""Fonts whose tables claim more codes than there are give what they can, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.pdf import read_pdf
from tests.hostile.raw import assemble, one_page, stream

# The glyphs 1 and 2, which the map below calls A and B.
GLYPHS = b"BT /F1 10 Tf 50 700 Td <00010002> Tj ET"
MAP = b"%d beginbfrange <0001> <0002> <0041> %s endbfrange"


def font(widths: bytes, ranges: bytes) -> dict[int, bytes]:
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /W %s /FontDescriptor 8 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % widths
    )
    return one_page(GLYPHS) | {
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        6: descendant,
        7: stream(ranges),
        8: b"<< /Type /FontDescriptor /FontName /X /Flags 4 /Ascent 800 /Descent -200"
        b" /FontBBox [0 -200 1000 800] >>",
    }


@pytest.mark.parametrize(
    ("widths", "ranges", "words"),
    [
        (b"[1 2 900]", MAP % (2, b"<0003> <0004> <0043>"), {"AB"}),
        (b"[0 2000000000 900]", MAP % (1, b""), {"AB"}),
        (b"[" + b"0 65535 900 " * 50_000 + b"]", MAP % (1, b""), {"AB"}),
        # What such a range makes of the letters is the engine's matter; it ends.
        (b"[1 2 900]", MAP % (2, b"<00000000> <ffffffff> <0041>"), None),
        (b"[1 2 900]", MAP % (50_001, b"<0000> <ffff> <0041> " * 50_000), None),
        (b"[1 2 900]", MAP % (2, b"(\\000\\000\\000\\000) (\\377\\377\\377\\377) <0041>"), None),
    ],
)
def test_ranges_are_counted_before_they_are_written_out(
    tmp_path: Path, widths: bytes, ranges: bytes, words: set[str] | None
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(assemble(font(widths, ranges)))
    [page] = read_pdf(path)
    if words is not None:
        assert {word.text for word in page.words} == words
