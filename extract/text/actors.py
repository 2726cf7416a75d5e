"""Actors' names in a table heading without tabs: a line may hold several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.vocabulary.actor_names import begins_actor
from models.raw import RawText

_WORD = re.compile(r"\S+")


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
            if not actors or begins_actor(actors[-1].text, piece.text, fresh_line=fresh_line):
                actors.append(piece)
            else:
                actors[-1] = actors[-1].with_text(f"{actors[-1].text} {piece.text}")
    return actors
