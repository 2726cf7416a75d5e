"""A page as blocks: parts that are rendered singly, so that an answer has only what changed.

An open page shows some version of each block. The application remembers under a name what it sent;
each request of the page has that name, and the answer has the blocks that differ by now, by this
request's own change or by another person's.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from extract.corrections.form import Form
from extract.review.limits import WEB_LIMITS


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page.

    Attributes:
        id: The id of its element.
        template: The name of its template.
        view: What it shows; blocks of equal views look the same.
        blocks: The blocks in it.
    """

    id: str
    template: str
    view: Hashable = None
    blocks: tuple[Block, ...] = ()

    def state(self) -> int:
        """Return a hash of what the block itself shows, without the blocks in it."""
        return hash((self.template, self.view, tuple(block.id for block in self.blocks)))

    def walk(self) -> Iterator[Block]:
        """Yield this block and all blocks in it."""
        yield self
        for block in self.blocks:
            yield from block.walk()


def changed(block: Block, known: Mapping[str, int]) -> Iterator[Block]:
    """Yield the blocks to send to a page: changed ones, and changed ones within the others.

    Args:
        block: What the page should show.
        known: Id -> state of the blocks that it shows.
    """
    if known.get(block.id) != block.state():
        yield block
        return
    for inner in block.blocks:
        yield from changed(inner, known)


@dataclass(frozen=True, slots=True)
class Version:
    """What an open page shows.

    Attributes:
        states: Id -> state of its blocks.
        form: The values it shows.
    """

    states: Mapping[str, int]
    form: Form


class Shown:
    """What open pages show. Thread-safe."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[dict[str, int], str]] = OrderedDict()

    def keep(self, block: Block, form: Form) -> str:
        """Remember that a page shows a block; return the name of that version.

        Args:
            block: The block.
            form: The values it shows.
        """
        name = secrets.token_urlsafe(9)
        kept = {inner.id: inner.state() for inner in block.walk()}, json.dumps(form)
        with self._lock:
            self._known[name] = kept
            while len(self._known) > WEB_LIMITS.max_page_versions:
                self._known.popitem(last=False)
        return name

    def known(self, name: str) -> Version | None:
        """Return what a page shows; None where that is not remembered."""
        with self._lock:
            kept = self._known.get(name)
        return None if kept is None else Version(kept[0], json.loads(kept[1]))
