"""The direction of lines without arrowhead.

Where nothing has a head, or only decisions lead back, the drawing's convention is uniform: lines
are read downwards. A line that leads back is recognised by the other arrows of its two symbols: a
decision has two ways out, a task has one. Any other line without head tells no direction, and none
is given.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from shapely import LineString

from extract.flow.network.thresholds import CONFIDENCE, JOIN
from models.flowchart import Link, Shape
from models.step import Symbol


def settle_directions(
    links: Sequence[Link], shapes: Sequence[Shape], headless: Collection[int]
) -> list[Link]:
    """Return links; those without head are reversed where only that fits their symbols.

    Args:
        links: The links; those without head lead downwards.
        shapes: The symbols.
        headless: Indices of the links without head.
    """
    settled = list(links)
    doubles: set[int] = set()
    for index in sorted(headless):
        link = settled[index]
        if link.source is None or link.target is None:
            continue
        if any(
            _is_double(link, other)
            for number, other in enumerate(settled)
            if number != index and number not in doubles
        ):
            doubles.add(index)
            continue
        if _leads_back(link, settled, shapes):
            settled[index] = replace(
                link,
                source=link.target,
                target=link.source,
                line=link.line[::-1],
                confidence=min(link.confidence, CONFIDENCE.turned),
            )
    return [link for index, link in enumerate(settled) if index not in doubles]


def without_guesses(
    links: Sequence[Link], shapes: Sequence[Shape], headless: Collection[int]
) -> tuple[list[Link], list[Link], set[int]]:
    """Separate the links whose direction nothing tells.

    Args:
        links: The links; those without head lead downwards.
        shapes: The symbols.
        headless: Indices of the links without head.

    Returns:
        The links with a direction, those without, and the indices of the links without head among
        the first.
    """
    headed = [link for index, link in enumerate(links) if index not in headless]
    if not headed:
        return list(links), [], set(headless)
    uniform = all(_leads_down(link, shapes) or _decides(link.source, shapes) for link in headed)
    kept: list[Link] = []
    dropped: list[Link] = []
    left: set[int] = set()
    for index, link in enumerate(links):
        within = link.source is not None and link.target is not None
        if (index in headless and within) and not (
            (uniform and not _may_come_back(link, links, shapes))
            or _leads_back(link, links, shapes)
        ):
            dropped.append(link)
            continue
        if index in headless:
            left.add(len(kept))
        kept.append(link)
    return kept, dropped, left


def _decides(shape: int | None, shapes: Sequence[Shape]) -> bool:
    """Return whether a symbol is a decision."""
    return shape is not None and shapes[shape].kind is Symbol.DECISION


def _may_come_back(link: Link, links: Sequence[Link], shapes: Sequence[Shape]) -> bool:
    """Return whether a line may be the second way out of the decision at its lower end."""
    if link.target is None or not _decides(link.target, shapes):
        return False
    return _ways_out(links, link.target) == 1


def _leads_down(link: Link, shapes: Sequence[Shape]) -> bool:
    """Return whether an arrow leads downwards, sideways, or over a page's end."""
    if link.source is None or link.target is None:
        return True
    source, target = shapes[link.source].bbox, shapes[link.target].bbox
    return target.bottom > source.top


def _leads_back(link: Link, links: Sequence[Link], shapes: Sequence[Shape]) -> bool:
    """Return whether a line without head leads up from its decision, by the other ways out.

    Its lower symbol is a decision with one way out so far, its upper one a task that has a way
    out already.
    """
    if link.source is None or link.target is None:
        return False
    return (
        shapes[link.target].kind is Symbol.DECISION
        and shapes[link.source].kind is not Symbol.DECISION
        and _ways_out(links, link.source) > 1
        and _ways_out(links, link.target) == 1
    )


def _is_double(link: Link, other: Link) -> bool:
    """Return whether a link is the second stroke of another that was drawn with two."""
    if {link.source, link.target} != {other.source, other.target}:
        return False
    return bool(
        LineString(other.line).buffer(JOIN.max_double_line_pt).contains(LineString(link.line))
    )


def _ways_out(links: Sequence[Link], shape: int) -> int:
    """Return how many links leave a symbol."""
    return sum(link.source == shape for link in links)
