"""English messages in Indonesian.

`errors.toml` and `commands.toml` have each English message and its translation. `{name}` in one
stands for any text; that text is translated too, so that a cause quoted in a message is. A message
without a translation is looked up without what stands before its first colon (a file's name).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from models.language import Language

_TABLES = ("errors", "commands")
_BLANK = re.compile(r"\{(\w+)\}")
# A file's name stands before it.
_COLON = ": "


def translate(text: str, language: Language) -> str:
    """Return an English message in a language; as it is where no translation is known.

    Args:
        text: The message. Line ends count as blanks.
        language: The language.
    """
    if language is Language.ENGLISH or not text:
        return text
    return _found(" ".join(text.split())) or text


def has_translation(text: str) -> bool:
    """Return whether a message, filled in or not, has a translation of its own."""
    plain = " ".join(text.split())
    return plain in _texts() or _by_template(plain) is not None


def _found(text: str) -> str | None:
    """Return a message's translation, or none."""
    known = _texts().get(text) or _by_template(text)
    if known is not None:
        return known
    where, colon, rest = text.partition(_COLON)
    told = _found(rest) if rest else None
    return f"{where}{colon}{told}" if told is not None else None


def _by_template(text: str) -> str | None:
    """Return the translation of a message that is filled in, or none."""
    for pattern, translation in _templates():
        match = pattern.fullmatch(text)
        if match is not None:
            filled = {name: _found(part) or part for name, part in match.groupdict().items()}
            return translation.format(**filled)
    return None


@cache
def _texts() -> Mapping[str, str]:
    """Return all messages and their translations."""
    texts: dict[str, str] = {}
    for name in _TABLES:
        table = files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
        texts |= tomllib.loads(table)
    return texts


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Return patterns of the messages that are filled in, those with most fixed text first."""
    templates = [text for text in _texts() if _BLANK.search(text)]
    templates.sort(key=lambda text: -len(_BLANK.sub("", text)))
    return [(_pattern(text), _texts()[text]) for text in templates]


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a message with blanks."""
    parts = _BLANK.split(template)
    return re.compile(
        "".join(
            re.escape(part) if index % 2 == 0 else f"(?P<{part}>.+?)"
            for index, part in enumerate(parts)
        )
    )
