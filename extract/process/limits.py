"""How much time and memory a document may take; its process is watched from outside."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extract.bounds.limits import option_of
from extract.errors import MemoryLimitError, TimeLimitError

MIB = 1 << 20


class Bounds(BaseModel):
    """How much time and memory a document may take; a process that takes more is ended."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout: float = Field(
        default=600,
        gt=0,
        description="time for a document, in seconds; after 80 % of it no further page is begun, "
        "at its end the document is given up",
    )
    max_memory: float = Field(
        default=2048,
        ge=128,
        description="memory for a document, in MiB, that of the OCR engine included",
    )

    @property
    def memory(self) -> int:
        """Return how many bytes of memory a document may take."""
        return round(self.max_memory * MIB)

    def out_of_time(self, page: int | None = None) -> TimeLimitError:
        """Return what is wrong with a document that takes too long, on a page."""
        option = option_of("timeout")
        return TimeLimitError(f"it takes more than {self.timeout:g} s; {option} allows more", page)

    def out_of_memory(self, page: int | None = None) -> MemoryLimitError:
        """Return what is wrong with a document that takes too much memory, on a page."""
        most, option = f"{self.max_memory:g} MiB of memory", option_of("max_memory")
        return MemoryLimitError(f"it takes more than {most}; {option} allows more", page)
