"""Actors' names in a table heading without tabs: one line may hold several, a name several lines.

An actor is a person's office or role, and begins with the word for it ("Kepala", "Petugas",
"Camat"); the words after it say of what. `actors.toml` holds those words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from models.raw import RawText

_WORD = re.compile(r"\S+")


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind in `actors.toml`."""
    table = tomllib.loads(files(__package__).joinpath("actors.toml").read_text("utf-8"))
    return frozenset(table[kind])


def split_actors(lines: Sequence[RawText]) -> list[RawText]:
    """Split the lines of names above the actors' columns into names.

    Args:
        lines: The lines in order, column labels taken out.

    Returns:
        The names from left to right, as far as the words tell where one begins.
    """
    actors: list[RawText] = []
    for line in lines:
        for match in _WORD.finditer(line.text):
            piece = line.with_text(match.group())
            fresh_line = match.start() == 0
            if not actors or _begins(actors[-1].text, piece.text, fresh_line=fresh_line):
                actors.append(piece)
            else:
                actors[-1] = actors[-1].with_text(f"{actors[-1].text} {piece.text}")
    return actors


def _begins(name: str, word: str, *, fresh_line: bool) -> bool:
    """Return whether a word begins a new name after the words of another."""
    key, last = _key(word), name.split()[-1]
    alone = len(name.split()) == 1
    if key in _words("joins") or _key(last) in _words("joins") or last[-1:] in "/-&,(":
        return False
    if not word[:1].isupper() and not word[:1].isdigit():
        return False
    if f"{_key(last)} {key}" in _words("phrases"):
        return False
    if alone and _key(last) in _words("needs_more"):
        return key in _words("officials") and _key(last) not in _words("takes_official")
    if key in _words("inside") and not fresh_line:
        return False
    if key in _words("begins"):
        return True
    return key in _words("begins_line") and fresh_line


def _key(word: str) -> str:
    """Return a word for comparison."""
    return word.strip("()/.,").casefold()


def looks_like_actors(text: str) -> bool:
    """Return whether a line begins with an actor's word, or goes on with a name's."""
    words = [_key(word) for word in text.split()]
    return bool(words) and (words[0] in _words("begins") | _words("begins_line"))
