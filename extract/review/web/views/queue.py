"""The queue as its page shows it: filtered, a part at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from extract.review.limits import WEB_LIMITS
from extract.review.queue import Filter, QueueRow, QueueState


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of the filters.

    Attributes:
        agencies: The agencies, in alphabetical order.
        kinds: Where texts came from.
        states: How far reviews can be.
    """

    agencies: tuple[str, ...]
    kinds: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A part of the queue.

    Attributes:
        rows: The rows that are shown.
        offset: How many come before them.
        found: How many the filter takes.
        all: How many there are.
        done: How many of all are done.
        query: The filter as the query of an address.
    """

    rows: tuple[QueueRow, ...]
    offset: int
    found: int
    all: int
    done: int
    query: str

    @property
    def more(self) -> int:
        """Return how many rows follow these."""
        return max(self.found - self.offset - len(self.rows), 0)


def filter_of(given: Mapping[str, str]) -> Filter:
    """Return the filter in an address's query; unknown parameters are ignored."""
    return Filter(**{one.name: given.get(one.name, "").strip() for one in fields(Filter)})


def query_of(wanted: Filter, **more: object) -> str:
    """Return a filter as the query of an address, with its question mark; empty for none."""
    given = {one.name: getattr(wanted, one.name) for one in fields(Filter)}
    query = urlencode({name: value for name, value in {**given, **more}.items() if value})
    return f"?{query}" if query else ""


def build_queue(rows: Iterable[QueueRow], wanted: Filter, offset: int = 0) -> Queue:
    """Return a part of the queue.

    Args:
        rows: All SOPs, in order.
        wanted: Which are asked for.
        offset: How many of those are left out before the first.
    """
    rows = list(rows)
    found = [row for row in rows if wanted.takes(row)]
    return Queue(
        rows=tuple(found[offset : offset + WEB_LIMITS.queue_rows]),
        offset=offset,
        found=len(found),
        all=len(rows),
        done=sum(row.state is QueueState.DONE for row in rows),
        query=query_of(wanted),
    )


def choices_of(rows: Iterable[QueueRow]) -> Choices:
    """Return the choices that some SOPs offer."""
    rows = list(rows)
    return Choices(
        agencies=tuple(sorted({row.agency for row in rows if row.agency}, key=str.casefold)),
        kinds=tuple(sorted({row.kind for row in rows})),
        states=tuple(state.value for state in QueueState),
    )
