"""The most a document may be, whatever its bytes claim.

Each limit is far beyond what an SOP needs and far below what fills a machine's memory. What one
cuts off is said in a finding or an error that names the option to raise it by.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extract.errors import LimitError

MILLION = 1_000_000


class Limits(BaseModel):
    """The most a document may be; more of it fails the document, or cuts it short."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_size: float = Field(
        default=200, gt=0, description="million bytes a file may have; a larger one is not read"
    )
    max_pages: int = Field(
        default=1000, ge=1, description="pages read of a document; those behind them are left out"
    )
    max_pixels: float = Field(
        default=140,
        gt=0,
        description="million pixels a picture may have, known before it is decoded; A4 at 1200 dpi "
        "has 139",
    )
    max_content: float = Field(
        default=32,
        gt=0,
        description="million bytes a stream of a PDF may unpack to, a page's drawing instructions "
        "for instance, or million characters a text may have; the rest is left out",
    )
    max_marks: float = Field(
        default=0.5,
        gt=0,
        description="million drawing instructions and letters a PDF page may have; the rest is "
        "left out",
    )
    max_nesting: int = Field(
        default=20,
        ge=1,
        le=100,
        description="drawings within drawings a PDF page may have; deeper ones are left out",
    )

    @property
    def pixels(self) -> int:
        """Return the pixels a picture may have."""
        return round(self.max_pixels * MILLION)

    @property
    def content(self) -> int:
        """Return the bytes a stream may unpack to, which are a text's characters too."""
        return round(self.max_content * MILLION)

    @property
    def marks(self) -> int:
        """Return the drawing instructions and letters a page may have."""
        return round(self.max_marks * MILLION)


def option_of(limit: str) -> str:
    """Return the command's option that sets a limit."""
    return f"--{limit.replace('_', '-')}"


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file that is too large, before it is read.

    Args:
        size: Its bytes.
        limits: How many it may have.

    Raises:
        LimitError: It has more.
    """
    if size > limits.max_size * MILLION:
        raise LimitError(
            f"the file has more than {limits.max_size:g} million bytes; "
            f"{option_of('max_size')} allows more"
        )
