"""Which glyphs of a page can be seen on it, and what keeps the others from being seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.readers.painted import Cover, Glyph

# Covers are looked up by stretches of the page of this height, in points.
STRETCH = 24.0
# Smaller things, in points, hide no glyph.
SMALLEST_COVER = (2.0, 4.0)


@dataclass(slots=True)
class Visibility:
    """The glyphs of a page by whether they are seen.

    Attributes:
        seen: Those that are.
        beneath: Those that a picture painted later hides.
        inkless: Those that are painted without ink, as OCR does it under or over a scan.
        hidden: Those that a filled rectangle hides or the clipping cuts off.
    """

    seen: list[Glyph] = field(default_factory=list)
    beneath: list[Glyph] = field(default_factory=list)
    inkless: list[Glyph] = field(default_factory=list)
    hidden: list[Glyph] = field(default_factory=list)


def part_glyphs(glyphs: Sequence[Glyph], covers: Iterable[Cover]) -> Visibility:
    """Part glyphs by whether they are seen.

    Args:
        glyphs: The glyphs in the order of painting.
        covers: What hides the things painted before it.
    """
    parted = Visibility()
    stretches = _stretches(covers, glyphs[0].order if glyphs else 0)
    for glyph in glyphs:
        if glyph.clipped:
            parted.hidden.append(glyph)
        elif not glyph.inked:
            parted.inkless.append(glyph)
        elif stretches and (cover := _cover_of(glyph, stretches)):
            (parted.beneath if cover.picture else parted.hidden).append(glyph)
        else:
            parted.seen.append(glyph)
    return parted


def _stretches(covers: Iterable[Cover], first: int) -> dict[int, list[Cover]]:
    """Return the covers painted after the first glyph, by the stretches of the page they touch."""
    width, height = SMALLEST_COVER
    stretches: dict[int, list[Cover]] = {}
    for cover in covers:
        box = cover.bbox
        if cover.order > first and box.width >= width and box.height >= height:
            for stretch in range(int(box.top // STRETCH), int(box.bottom // STRETCH) + 1):
                stretches.setdefault(stretch, []).append(cover)
    return stretches


def _cover_of(glyph: Glyph, stretches: dict[int, list[Cover]]) -> Cover | None:
    """Return the last thing painted over the middle half of a glyph."""
    box = glyph.bbox
    covers = stretches.get(int((box.top + box.bottom) / 2 // STRETCH), ())
    for cover in reversed(covers):
        if cover.order <= glyph.order:
            return None
        over = cover.bbox
        if (
            over.x0 <= box.x_mid - box.width / 4
            and over.x1 >= box.x_mid + box.width / 4
            and over.top <= box.y_mid - box.height / 4
            and over.bottom >= box.y_mid + box.height / 4
        ):
            return cover
    return None
