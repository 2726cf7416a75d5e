"""What a run may be told, apart from what to read and where to write."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """How documents are understood; the same settings on the same bytes give the same records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minutes_a_day: float = Field(
        default=450,
        gt=0,
        le=1440,
        description="Working minutes a working day; 7.5 hours by Perpres 21/2023.",
    )
    days_a_week: float = Field(
        default=5, gt=0, le=7, description="Working days a week; 5 by Perpres 21/2023."
    )
