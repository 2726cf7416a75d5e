"""How many pages and how much time reading one document may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from extract.bounds.limits import Limits
from extract.bounds.losses import pages_left_out, pages_not_reached
from extract.errors import DocumentError
from models.page import Page, PageNote

# New pages are begun within this share of a document's time; the rest is for the steps that follow
# the pages. Unfitted.
READING_SHARE = 0.8


@dataclass(slots=True)
class Allowance:
    """How many pages and how much time reading one document may take.

    Attributes:
        limits: How large the document may be.
        until: When no further page is begun, by `time.monotonic`.
        out_of_time: The error of a document that takes longer; None if time is not limited.
        last: The last page to read, 1-based, if the pages after it are known to be lost.
        lost: Why they are lost.
        on_page: Called with each page that has been read.
        on_text: Called with the text of a document that has no pages, as far as it is read.
    """

    limits: Limits
    until: float = 0.0
    out_of_time: DocumentError | None = None
    last: int | None = None
    lost: DocumentError | None = None
    on_page: Callable[[Page], None] = lambda page: None
    on_text: Callable[[str], None] = lambda text: None

    def end_after(self, number: int) -> PageNote | None:
        """Return why a page is the last one that is read; None if the next one may be read.

        Args:
            number: 1-based position of a page that is not the last.
        """
        if self.lost is not None and number == self.last:
            return pages_not_reached(number, self.lost)
        if self.out_of_time is not None and time.monotonic() > self.until:
            return pages_not_reached(number, self.out_of_time)
        if number == self.limits.max_pages:
            return pages_left_out(number)
        return None
