"""What pages made for people say, in the language asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Language(StrEnum):
    """A language of the pages."""

    INDONESIAN = "id"
    ENGLISH = "en"


class Words:
    """The texts of one language.

    Args:
        texts: Texts by their names; `{name}` in one is filled in.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Keep the texts."""
        self._texts = texts

    def __call__(self, name: str, /, **filled: object) -> str:
        """Return a text.

        Args:
            name: Its name in `words.toml`.
            filled: What is filled in.
        """
        text = self._texts[name]
        return text.format(**filled) if filled else text


@cache
def load_words(package: str, language: Language) -> Words:
    """Return the texts of a language.

    Args:
        package: The package whose `words.toml` has them, a table for each language.
        language: The language.
    """
    tables = tomllib.loads(files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(tables[language.value])
