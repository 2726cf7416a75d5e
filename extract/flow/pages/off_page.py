"""Arrows that leave a page joined to those that enter another.

Off-page connectors are paired by the letter or number in them, wherever they stand. Those without
text are paired by place: an arrow that leaves a page at its foot enters the next page at its top;
one that leaves at the top leads back and enters the page before at its foot. The same holds for
lines that run out of the table. Where nothing enters the next page, they lead to its first step.
Connectors that are left over are paired on their own page, by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.flow.pages.thresholds import CONFIDENCE, OFF_PAGE


@dataclass(frozen=True, slots=True)
class Port:
    """A place where arrows leave a page or enter it.

    Attributes:
        page: Position of the page among the SOP's pages.
        number: Index of the connector's shape on the page; of the link, as -1 - index, where the
            line itself runs out of the table.
        x: Horizontal position of its middle, in points.
        at_foot: Whether it is at the page's foot rather than its top.
        text: The connector's letter or number, folded; "" for none.
        y: Where it stands, in points.
    """

    page: int
    number: int
    x: float
    at_foot: bool
    text: str = ""
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """An exit of one page and the entry of another where its arrows go on.

    Attributes:
        out: Where arrows leave.
        into: Where they enter again.
        confidence: How sure the pair is, 0 to 1.
    """

    out: Port
    into: Port
    confidence: float


def pair_ports(outs: Iterable[Port], ins: Iterable[Port]) -> list[Pair]:
    """Pair the places where arrows leave pages with those where they enter.

    Args:
        outs: Where arrows leave.
        ins: Where they enter.

    Returns:
        The pairs. Each place is in one pair at most, except entries that several exits lead to.
    """
    left_outs, left_ins = list(outs), list(ins)
    pairs: list[Pair] = []

    def take(found: Sequence[Pair]) -> None:
        pairs.extend(found)
        for pair in found:
            if pair.out in left_outs:
                left_outs.remove(pair.out)
        for pair in found:
            if pair.into in left_ins:
                left_ins.remove(pair.into)

    take(_pair_by_text(left_outs, left_ins))
    pages = sorted({port.page for port in (*left_outs, *left_ins)})
    for strict in (True, False):
        for page in pages:
            for other in (page + 1, page - 1):
                here = [p for p in left_outs if p.page == page]
                there = [p for p in left_ins if p.page == other]
                if strict:
                    here = [p for p in here if p.at_foot is (other > page)]
                    there = [p for p in there if p.at_foot is (other < page)]
                take(
                    _pair_by_place(
                        here, there, CONFIDENCE.same_place if strict else CONFIDENCE.left_over
                    )
                )
    take(_pair_on_page(left_outs, left_ins))
    for page in pages:
        here = [p for p in left_outs if p.page == page and p.number >= 0]
        take(_pair_by_column(here, [p for p in left_ins if p.page == page and p.number >= 0]))
    return pairs


def _pair_on_page(outs: Sequence[Port], ins: Sequence[Port]) -> list[Pair]:
    """Pair connectors that stand on one page, where a sheet was printed over several.

    What leads down to a foot goes on at the next connector below it, in the same column; a way
    back at the next one above it.
    """
    offers = sorted(
        (abs(into.y - out.y), i, j)
        for i, out in enumerate(outs)
        for j, into in enumerate(ins)
        if out.page == into.page
        and min(out.number, into.number) >= 0
        and abs(into.x - out.x) <= OFF_PAGE.max_column_offset_pt
        and out.at_foot is (into.y > out.y)
        and into.at_foot is not out.at_foot
    )
    done_outs: set[int] = set()
    done_ins: set[int] = set()
    pairs: list[Pair] = []
    for _, i, j in offers:
        if i not in done_outs and j not in done_ins:
            done_outs.add(i)
            done_ins.add(j)
            pairs.append(Pair(outs[i], ins[j], CONFIDENCE.same_place))
    return pairs


def _pair_by_text(outs: Sequence[Port], ins: Sequence[Port]) -> list[Pair]:
    """Pair connectors with the same letter or number: near pages first, then near columns."""
    offers = sorted(
        (_page_distance(out, into), abs(out.x - into.x), i, j)
        for i, out in enumerate(outs)
        for j, into in enumerate(ins)
        if out.text and out.text == into.text and (out.page, out.number) != (into.page, into.number)
    )
    done_outs: set[int] = set()
    done_ins: set[int] = set()
    pairs = []
    for _, _, i, j in offers:
        # Several connectors with one letter may lead to the same entry.
        if i in done_outs or (j in done_ins and _has_other(i, j, offers, done_ins)):
            continue
        done_outs.add(i)
        done_ins.add(j)
        pairs.append(Pair(outs[i], ins[j], CONFIDENCE.same_text))
    return pairs


def _has_other(
    out: int, into: int, offers: Sequence[tuple[int, float, int, int]], done: set[int]
) -> bool:
    """Return whether an exit can lead to another entry that is still free."""
    return any(i == out and j != into and j not in done for _, _, i, j in offers)


def _page_distance(out: Port, into: Port) -> int:
    """Return how unlikely a pair is by its pages: the next page first, the same page last."""
    apart = into.page - out.page
    if apart == 0:
        return 3
    return 2 * abs(apart) - (1 if apart > 0 else 0)


def _pair_by_place(outs: Sequence[Port], ins: Sequence[Port], confidence: float) -> list[Pair]:
    """Pair the exits of one page with the entries of another: by column, else by order."""
    outs, ins = sorted(outs, key=lambda p: p.x), sorted(ins, key=lambda p: p.x)
    partners = [_nearest(out, ins) for out in outs]
    if len(outs) == len(ins):
        aligned = len({id(into) for into in partners if into}) == len(ins) and all(
            into is not None and abs(into.x - out.x) <= OFF_PAGE.max_column_offset_pt
            for out, into in zip(outs, partners, strict=True)
        )
        if not aligned:
            partners = [into if _may_pair(out, into) else None
                        for out, into in zip(outs, ins, strict=True)]  # fmt: skip
    else:
        confidence = min(confidence, CONFIDENCE.left_over)
    return [
        Pair(out, into, confidence)
        for out, into in zip(outs, partners, strict=True)
        if into is not None
    ]


def _pair_by_column(outs: Sequence[Port], ins: Sequence[Port]) -> list[Pair]:
    """Pair connectors of one page that stand in one column, where no other stands there."""
    pairs = []
    for out in outs:
        near = [into for into in ins if _may_pair(out, into) and _in_column(out, into)]
        rivals = [other for other in outs if other is not out and _in_column(out, other)]
        if len(near) == 1 and not rivals:
            pairs.append(Pair(out, near[0], CONFIDENCE.same_column))
    return pairs


def _in_column(one: Port, other: Port) -> bool:
    """Return whether two connectors stand in one column."""
    return abs(one.x - other.x) <= OFF_PAGE.max_column_offset_pt


def _nearest(out: Port, ins: Sequence[Port]) -> Port | None:
    """Return the nearest entry that an exit may lead to."""
    possible = [into for into in ins if _may_pair(out, into)]
    return min(possible, key=lambda into: abs(into.x - out.x), default=None)


def _may_pair(out: Port, into: Port) -> bool:
    """Return whether two places don't show different letters."""
    return not (out.text and into.text) or out.text == into.text
