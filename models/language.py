"""The languages in which people are told something."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of messages and pages."""

    INDONESIAN = "id"
    ENGLISH = "en"
