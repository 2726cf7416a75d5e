"""Finds the place of a value that was read wrong, or should have been read."""

from __future__ import annotations

from dataclasses import dataclass

from extract.record.pointers import Json, value_at
from models.geometry import BBox


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page.

    Attributes:
        page: 1-based number of the page.
        box: Where on it, in points; None where only the page is known.
        confidence: How sure the run was of the value there; None where it read none.
    """

    page: int
    box: BBox | None
    confidence: float | None


def find_page_part(record: Json, pointer: str) -> PagePart | None:
    """Return where the value at a pointer was read, or the nearest that is known of it.

    A value without a place has that of its parts; else that of what contains it; else the first
    page of its SOP.

    Args:
        record: The record that was read.
        pointer: Pointer into it, or into its gold.
    """
    provenance = value_at(record, "/provenance") or {}
    exact = True
    while pointer:
        own = _placed(provenance.get(pointer), certain=exact)
        found = own or _around(
            [value for key, value in provenance.items() if key.startswith(pointer + "/")]
        )
        if found:
            return found
        pointer, exact = pointer.rpartition("/")[0], False
    pages = value_at(record, "/source/pages") or []
    return PagePart(pages[0], None, None) if pages else None


def _placed(value: Json | None, *, certain: bool) -> PagePart | None:
    """Return the place of an entry of provenance; None where it names no page."""
    if not value or value.get("page") is None:
        return None
    box = value.get("bbox")
    return PagePart(
        value["page"], BBox(*box) if box else None, value.get("confidence") if certain else None
    )


def _around(values: list[Json]) -> PagePart | None:
    """Return the place around several entries, on the first page that one of them stands on."""
    places = [place for value in values if (place := _placed(value, certain=False))]
    if not places:
        return None
    page = min(place.page for place in places)
    boxes = [place.box for place in places if place.page == page and place.box]
    return PagePart(page, BBox.around(boxes) if boxes else None, None)
