"""What the process that reads a document may take, kept to from outside."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extract.bounds.limits import option_of
from extract.errors import MemoryLimitError, TimeLimitError

MIB = 1 << 20


class Bounds(BaseModel):
    """What the process that reads a document may take; one that takes more is ended."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout: float = Field(
        default=600,
        gt=0,
        description="seconds a document may take; no page is begun after 80 % of them, and at "
        "their end it is given up",
    )
    max_memory: float = Field(
        default=2048,
        ge=128,
        description="MiB of memory that reading a document may take, the OCR engine's included",
    )

    @property
    def memory(self) -> int:
        """Return the bytes of memory that reading a document may take."""
        return round(self.max_memory * MIB)

    def out_of_time(self, page: int | None = None) -> TimeLimitError:
        """Return what is wrong with a document that takes too long, on a page."""
        option = option_of("timeout")
        return TimeLimitError(f"it takes more than {self.timeout:g} s; {option} allows more", page)

    def out_of_memory(self, page: int | None = None) -> MemoryLimitError:
        """Return what is wrong with a document that takes too much memory, on a page."""
        most, option = f"{self.max_memory:g} MiB of memory", option_of("max_memory")
        return MemoryLimitError(f"it takes more than {most}; {option} allows more", page)
