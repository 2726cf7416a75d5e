"""What a run may be told, apart from what to read and where to write."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from extract.bounds.limits import Limits
from normalize.catalogue import catalogue_with


class OcrMode(StrEnum):
    """When text is recognised from pictures."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Settings(BaseModel):
    """How documents are understood; the same settings on the same bytes give the same records.

    Without `as_of` a date may be in the future on one day and not on a later one.
    """

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
    ocr: OcrMode = Field(
        default=OcrMode.AUTO,
        description="auto recognises what has no text layer, or none that can be believed.",
    )
    ocr_lang: str = Field(
        default="ind+eng",
        pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$",
        description="Languages of the text as ISO 639-3 codes, joined by +.",
    )
    dpi: int = Field(
        default=300, ge=100, le=600, description="Dots an inch at which pages are recognised."
    )
    catalogue: Path | None = Field(
        default=None,
        description="A CSV file of regulations to know besides those known (docs/citations.md).",
    )
    mask_nip: bool = Field(
        default=False,
        description="Whether numbers of persons in office (NIP, NRP, NIK) are hidden in every "
        "text.",
    )
    limits: Limits = Field(default=Limits(), description="The most a document may be.")
    passwords: tuple[SecretStr, ...] = Field(
        default=(),
        exclude=True,
        repr=False,
        description="Tried on documents that are locked; never written to any output.",
    )
    as_of: date | None = Field(
        default=None,
        description="The day after which dates lie in the future; the day of the run unless given.",
    )

    @field_validator("catalogue")
    @classmethod
    def _can_be_read(cls, path: Path | None) -> Path | None:
        """Return the path of a catalogue that can be read; else raise what is wrong with it."""
        catalogue_with(path)
        return path
