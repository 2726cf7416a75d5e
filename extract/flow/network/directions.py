"""The direction of lines without arrowhead.

A flowchart runs downwards, so such lines are read downwards first. A line that leads back is
recognised by the other arrows of its two symbols: a decision has two ways out, a task has one.
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
        out_of_source = _ways_out(settled, link.source) - 1
        out_of_target = _ways_out(settled, link.target)
        if (
            shapes[link.target].kind is Symbol.DECISION
            and shapes[link.source].kind is not Symbol.DECISION
            and out_of_source >= 1
            and out_of_target == 1
        ):
            settled[index] = replace(
                link,
                source=link.target,
                target=link.source,
                line=link.line[::-1],
                confidence=min(link.confidence, CONFIDENCE.turned),
            )
    return [link for index, link in enumerate(settled) if index not in doubles]


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
