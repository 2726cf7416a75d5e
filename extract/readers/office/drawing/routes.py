"""The way that a connector of a preset form runs in its frame (presetShapeDefinitions.xml)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from extract.readers.office.package import child, local_name, number
from models.flowchart import Point

# Adjustments count 100,000ths of the frame's width or height.
WHOLE = 100_000.0
HALF = 50_000.0


def adjustments(geometry: etree._Element | None) -> dict[str, float]:
    """Return the adjustments that a preset geometry is given: name -> 100,000ths."""
    listed = child(geometry, "avLst")
    found: dict[str, float] = {}
    for guide in [] if listed is None else listed:
        name, formula = guide.get("name", ""), guide.get("fmla", "")
        if local_name(guide) == "gd" and formula.startswith("val "):
            found[name] = number(formula.removeprefix("val "), HALF)
    return found


def route(form: str, width: float, height: float, adjusted: Mapping[str, float]) -> list[Point]:
    """Return the points that a connector runs along, from its beginning at the origin.

    Args:
        form: Name of its preset geometry; a form that is no bent or curved one is a straight line.
        width: Width of its frame.
        height: Height of its frame.
        adjusted: Its adjustments.
    """

    def part(name: str, of: float) -> float:
        return of * adjusted.get(name, HALF) / WHOLE

    end = (width, height)
    bends = int(form[-1]) if form.startswith(("bent", "curved")) and form[-1:].isdecimal() else 0
    match bends:
        case 2:
            return [(0.0, 0.0), (width, 0.0), end]
        case 3:
            x = part("adj1", width)
            return [(0.0, 0.0), (x, 0.0), (x, height), end]
        case 4:
            x, y = part("adj1", width), part("adj2", height)
            return [(0.0, 0.0), (x, 0.0), (x, y), (width, y), end]
        case 5:
            x, y, x2 = part("adj1", width), part("adj2", height), part("adj3", width)
            return [(0.0, 0.0), (x, 0.0), (x, y), (x2, y), (x2, height), end]
    return [(0.0, 0.0), end]
