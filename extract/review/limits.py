"""Limits of the review: how much is kept, drawn and accepted, and for how long.

All are unfitted: set by hand for a small office server with some people at work.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """What a session keeps in memory, and how often it looks at the output folder."""

    max_records: int = 64
    # A run does not end more often than every few seconds; thousands of files are not
    # checked at each request of the queue.
    min_seconds_between_looks: float = 3.0


@dataclass(frozen=True, slots=True)
class QueueWeights:
    """What a doubt adds to an SOP's weight, which sorts the queue; an unsure value adds up to 1."""

    conflict: float = 4.0
    error: float = 3.0
    warning: float = 1.5


@dataclass(frozen=True, slots=True)
class PageLimits:
    """Pages of documents that are drawn or whose words are kept."""

    # Small print stays sharp when it is zoomed to twice its size.
    dpi: int = 150
    max_drawing_seconds: float = 30.0
    # Memory for drawing, on top of the libraries'.
    max_drawing_bytes: int = 2 << 30
    # Pages that wait to be drawn before anybody asks for them.
    max_pages_ahead: int = 200
    # SOPs next in the queue whose pages are drawn ahead.
    sops_ahead: int = 2
    # Documents whose words are kept in memory.
    max_documents: int = 8
    # A page of which nothing is known is shown as A4 on its side.
    unknown_width_pt: float = 842.0
    unknown_height_pt: float = 595.0


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What the server accepts and shows."""

    # A form of one SOP is a few kilobytes.
    max_request_bytes: int = 1_000_000
    max_name_characters: int = 80
    # A person's name and language are remembered for a year.
    cookie_seconds: int = 365 * 24 * 3600
    # How long open requests may take once the server is ended.
    max_shutdown_seconds: int = 3
    # Rows of the queue that are shown at once.
    queue_rows: int = 100
    # Versions of open pages that are remembered; a page whose version is not gets all blocks.
    max_page_versions: int = 512
    # The letters of a step's activity that tell which step it is.
    activity_characters: int = 60


SESSION_LIMITS = SessionLimits()
QUEUE_WEIGHTS = QueueWeights()
PAGE_LIMITS = PageLimits()
WEB_LIMITS = WebLimits()
