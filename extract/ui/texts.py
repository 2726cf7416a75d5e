"""What pages made for people say, in the language asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.fields import FIELDS, LISTS
from models.language import Language


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

    The title of a field is `field_` and the field's name, that of a list's section `section_` and
    the list's name; they come from `models.fields`.

    Args:
        package: The package whose `words.toml` has the others, a table for each language.
        language: The language.
    """
    tables = tomllib.loads(files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    return Words({**_titles(language), **tables[language.value]})


def _titles(language: Language) -> dict[str, str]:
    """Return the names of titles -> the titles of the fields."""
    of = {name: getattr(field.spec, language.value) for name, field in FIELDS.items()}
    titles = {f"field_{name}": title for name, title in of.items()}
    return titles | {f"section_{name}": of[name] for name in (*LISTS, "actors")}
