"""Arrows that leave a page joined to those that enter another.

Off-page connectors are paired by the letter or number in them, wherever they stand; those
without by where they stand: what leaves a page at its foot enters the next at its top, what
leaves at the top, a way back, enters the one before at its foot. Where lines just run out of the
table, the same holds; where nothing enters the next page they lead to its first step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Confidence of a pair by what joined it.
BY_TEXT, BY_PLACE, BY_REST, BY_ORDER = 1.0, 1.0, 0.6, 0.7
# Confidence that an arrow from the page before comes from its last step, which has no other.
FROM_LAST = 0.5
# Connectors stand in one column if their middles are this close, in points.
SAME_COLUMN = 20.0


@dataclass(frozen=True, slots=True)
class Port:
    """A place where arrows leave a page, or come in.

    Attributes:
        page: Position of the page among the SOP's pages.
        number: Index of the connector's shape on the page; of the link, as -1 - index, where the
            line itself runs out of the table.
        x: Where it stands, in points.
        at_foot: Whether it is at the page's foot rather than its top.
        text: The connector's letter or number, folded; "" for none.
    """

    page: int
    number: int
    x: float
    at_foot: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A way out of one page that goes on as a way into another.

    Attributes:
        out: Where arrows leave.
        into: Where they come in again.
        confidence: How sure the pair is, 0 to 1.
    """

    out: Port
    into: Port
    confidence: float


def pair_ports(outs: Iterable[Port], ins: Iterable[Port]) -> list[Pair]:
    """Pair the places where arrows leave pages with those where they come in.

    Args:
        outs: Where arrows leave.
        ins: Where they come in.

    Returns:
        The pairs; each place is in at most one, but for places that take in several arrows.
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
                take(_pair_by_place(here, there, BY_PLACE if strict else BY_REST))
    return pairs


def _pair_by_text(outs: Sequence[Port], ins: Sequence[Port]) -> list[Pair]:
    """Pair connectors that show the same letter or number, those on near pages first."""
    offers = sorted(
        (_page_distance(out, into), i, j)
        for i, out in enumerate(outs)
        for j, into in enumerate(ins)
        if out.text and out.text == into.text and (out.page, out.number) != (into.page, into.number)
    )
    done_outs: set[int] = set()
    done_ins: set[int] = set()
    pairs = []
    for _, i, j in offers:
        # Several connectors of one letter may lead to the one place where it comes in.
        if i in done_outs or (j in done_ins and _has_other(i, j, offers, done_ins)):
            continue
        done_outs.add(i)
        done_ins.add(j)
        pairs.append(Pair(outs[i], ins[j], BY_TEXT))
    return pairs


def _has_other(out: int, into: int, offers: Sequence[tuple[int, int, int]], done: set[int]) -> bool:
    """Return whether a way out has another place to lead to that no other leads to yet."""
    return any(i == out and j != into and j not in done for _, i, j in offers)


def _page_distance(out: Port, into: Port) -> int:
    """Return how unlikely a pair is by its pages: the next page is likelier than the last."""
    apart = into.page - out.page
    if apart == 0:
        return 3
    return 2 * abs(apart) - (1 if apart > 0 else 0)


def _pair_by_place(outs: Sequence[Port], ins: Sequence[Port], confidence: float) -> list[Pair]:
    """Pair what leaves one page with what comes in on another: by column, else by order."""
    outs, ins = sorted(outs, key=lambda p: p.x), sorted(ins, key=lambda p: p.x)
    partners = [_nearest(out, ins) for out in outs]
    if len(outs) == len(ins):
        aligned = len({id(into) for into in partners if into}) == len(ins) and all(
            into is not None and abs(into.x - out.x) <= SAME_COLUMN
            for out, into in zip(outs, partners, strict=True)
        )
        if not aligned:
            partners = [into if _may_pair(out, into) else None
                        for out, into in zip(outs, ins, strict=True)]  # fmt: skip
    else:
        confidence = min(confidence, BY_REST)
    return [
        Pair(out, into, confidence)
        for out, into in zip(outs, partners, strict=True)
        if into is not None
    ]


def _nearest(out: Port, ins: Sequence[Port]) -> Port | None:
    """Return the place nearest to a way out that it may lead to."""
    possible = [into for into in ins if _may_pair(out, into)]
    return min(possible, key=lambda into: abs(into.x - out.x), default=None)


def _may_pair(out: Port, into: Port) -> bool:
    """Return whether two places don't show different letters."""
    return not (out.text and into.text) or out.text == into.text
