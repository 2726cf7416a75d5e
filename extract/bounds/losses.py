"""Parts of a document that were not read, and the findings about them.

If a limit is reached or a part is damaged, the rest is still read, and the records have a finding
of one of these kinds. A document with such a finding was read in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.bounds.limits import option_of
from extract.errors import (
    CrashError,
    DamagedError,
    DocumentError,
    KilledError,
    LimitError,
    MemoryLimitError,
    RecognitionError,
    TimeLimitError,
)
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from models.finding import Finding
from models.page import Page, PageNote
from models.record import SopRecord

PAGES_LEFT_OUT = "pages-left-out"
PAGE_CUT_SHORT = "page-cut-short"
PAGE_DAMAGED = "page-damaged"
TEXT_CUT_SHORT = "text-cut-short"
# Each kind of finding, and the error of a document of which nothing else could be read.
LOSSES: Mapping[str, type[DocumentError]] = {
    PAGES_LEFT_OUT: LimitError,
    PAGE_CUT_SHORT: LimitError,
    PAGE_DAMAGED: DamagedError,
    TEXT_CUT_SHORT: LimitError,
    RecognitionError.code: RecognitionError,
    TimeLimitError.code: TimeLimitError,
    MemoryLimitError.code: MemoryLimitError,
    CrashError.code: CrashError,
    KilledError.code: KilledError,
}

# The size of a page whose own size is unknown: A4 (ISO 216), width and height in points.
PAPER_PT = (595.0, 842.0)


def left_out(records: Iterable[SopRecord]) -> list[str]:
    """Return why a document was read only in part, a line for each reason.

    Args:
        records: The document's records.
    """
    said = {(f.page or 0, f.message): None for r in records for f in r.findings if f.code in LOSSES}
    return [f"page {page}: {message}" if page else message for page, message in sorted(said)]


def unread_page(number: int, error: DamagedError) -> Page:
    """Return a page of which nothing could be read, with a note on the reason.

    Args:
        number: 1-based position in the file.
        error: What went wrong.
    """
    note = PageNote(PAGE_DAMAGED, "page", {"cause": error.cause})
    return Page(number, *PAPER_PT, notes=(note,))


def page_not_drawn(error: DocumentError) -> PageNote:
    """Return the note on a page whose pictures could not be read.

    Args:
        error: Why it could not be rendered.
    """
    return PageNote(RecognitionError.code, "pictures", {"cause": error.cause})


def pages_left_out(last: int) -> PageNote:
    """Return the note on the last page that the limit allows."""
    return PageNote(PAGES_LEFT_OUT, None, {"last": last, "option": option_of("max_pages")})


def pages_not_reached(last: int, error: DocumentError) -> PageNote:
    """Return the note on the last page that was read before a document was given up.

    Args:
        last: Its 1-based position in the file.
        error: The reason: time, memory or a crash.
    """
    return PageNote(error.code, None, {"last": last, "cause": str(error)})


def pages_lost(last: int, cause: str) -> PageNote:
    """Return the note on the last page before the damage."""
    return PageNote(PAGE_DAMAGED, "following", {"last": last, "cause": cause})


def page_cut_short(limit: str, most: float) -> PageNote:
    """Return the note on a page of which a limit left something out.

    Args:
        limit: Its name in `extract.bounds.limits.Limits`.
        most: What it allows.
    """
    params: dict[str, Param] = {"option": option_of(limit), "most": f"{most:g}"}
    return PageNote(PAGE_CUT_SHORT, "limit", params)


def page_damaged() -> PageNote:
    """Return the note on a page of which something is damaged."""
    return PageNote(PAGE_DAMAGED, "part")


def text_cut_short(amount: int) -> Finding:
    """Return the finding on a text of which the limit left something out.

    Args:
        amount: The characters that were read.
    """
    params: dict[str, Param] = {"amount": amount, "option": option_of("max_content")}
    return make_finding(TEXT_CUT_SHORT, params=params)
