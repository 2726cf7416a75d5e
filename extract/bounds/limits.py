"""How large a document may be.

Each limit is far above what an SOP needs and far below what fills a machine's memory. If one leaves
something out, a finding or an error says so and names the option that raises it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extract.errors import LimitError

MILLION = 1_000_000


class Limits(BaseModel):
    """How large a document may be; what is beyond fails it, or is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_size: float = Field(
        default=200, gt=0, description="size of a file, in million bytes; a larger one is not read"
    )
    max_pages: int = Field(
        default=1000, ge=1, description="pages to read of a document; the rest is left out"
    )
    max_pixels: float = Field(
        default=140,
        gt=0,
        description="size of a picture, in million pixels, checked before it is decoded; A4 at "
        "1200 dpi has 139",
    )
    max_content: float = Field(
        default=32,
        gt=0,
        description="size of an unpacked stream of a PDF (such as what draws a page), in million "
        "bytes; of a text, in million characters; the rest is left out",
    )
    max_marks: float = Field(
        default=0.5,
        gt=0,
        description="drawing instructions and letters of a PDF page, in millions; the rest is left "
        "out",
    )
    max_nesting: int = Field(
        default=20,
        ge=1,
        le=100,
        description="levels of drawings within drawings on a PDF page; deeper ones are left out",
    )

    @property
    def pixels(self) -> int:
        """Return how many pixels a picture may have."""
        return round(self.max_pixels * MILLION)

    @property
    def content(self) -> int:
        """Return how many bytes an unpacked stream, and how many characters a text may have."""
        return round(self.max_content * MILLION)

    @property
    def marks(self) -> int:
        """Return how many drawing instructions and letters a page may have."""
        return round(self.max_marks * MILLION)


def option_of(limit: str) -> str:
    """Return the option of the command that sets a limit."""
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
