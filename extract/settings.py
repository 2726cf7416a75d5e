"""The settings of reading: everything that changes what a record says."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from extract.bounds.limits import Limits
from models.language import Language
from normalize.catalogue import catalogue_with


class OcrMode(StrEnum):
    """When text is recognised by OCR."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class OcrEngineMode(StrEnum):
    """Which OCR engines read."""

    AUTO = "auto"
    TESSERACT = "tesseract"
    BOTH = "both"


class Settings(BaseModel):
    """How documents are read: the same settings and the same bytes give the same records.

    Without `as_of`, whether a date lies in the future depends on the day of the run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    minutes_a_day: float = Field(
        default=450,
        gt=0,
        le=1440,
        description="working minutes per working day; 7.5 hours by Perpres 21/2023",
    )
    days_a_week: float = Field(
        default=5, gt=0, le=7, description="working days per week; 5 by Perpres 21/2023"
    )
    ocr: OcrMode = Field(
        default=OcrMode.AUTO,
        description="when to recognise text by OCR: auto does so where a page has no text layer, "
        "or one that cannot be trusted",
    )
    ocr_engine: OcrEngineMode = Field(
        default=OcrEngineMode.AUTO,
        description="which OCR engines read: auto has a second one (PP-OCR, where it is installed) "
        "read what Tesseract reads badly, tesseract never asks it, both has it read everything",
    )
    ocr_lang: str = Field(
        default="ind+eng",
        pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$",
        description="languages for OCR as ISO 639-3 codes, joined by +",
    )
    dpi: int = Field(
        default=300, ge=100, le=600, description="resolution for OCR, in dots per inch"
    )
    catalogue: Path | None = Field(
        default=None,
        description="a CSV file of further regulations, or the JSON feed of a law-information "
        "portal (docs/citations.md)",
    )
    language: Language = Field(
        default=Language.ENGLISH, description="the language of findings' messages"
    )
    mask_nip: bool = Field(
        default=False,
        description="whether numbers of persons in office (NIP, NRP, NIK) are hidden in every text",
    )
    limits: Limits = Field(default=Limits(), description="how large a document may be")
    passwords: tuple[SecretStr, ...] = Field(
        default=(),
        exclude=True,
        repr=False,
        description="passwords to try on locked documents; never written to any output",
    )
    as_of: date | None = Field(
        default=None,
        description="the day after which dates count as future (default: the day of the run)",
    )

    @field_validator("catalogue")
    @classmethod
    def _can_be_read(cls, path: Path | None) -> Path | None:
        """Return the path of a catalogue that can be read, or raise what is wrong with it."""
        catalogue_with(path)
        return path
