"""Whose lane each step stands in."""

from __future__ import annotations

from dataclasses import dataclass

from extract.writers.drawing.lettering import clean
from extract.writers.drawing.wording import UNKNOWN_ACTOR
from models.record import SopRecord


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a drawing.

    Attributes:
        names: What they are called: the actors in the order of their columns, then one for the
            steps that nobody is known to do, where there are such.
        of_step: `seq` of a step -> the lanes of its actors, in their order; at least one.
    """

    names: tuple[str, ...]
    of_step: dict[int, tuple[int, ...]]


def place_in_lanes(record: SopRecord) -> Lanes:
    """Return the lanes of a record."""
    doers = {
        step.seq: list(dict.fromkeys(filter(None, map(clean, step.actors))))
        for step in record.steps
    }
    everyone = [*map(clean, record.actors), *(name for names in doers.values() for name in names)]
    names = list(dict.fromkeys(filter(None, everyone)))
    if not all(doers.values()):
        names.append(UNKNOWN_ACTOR)
    places = {name: place for place, name in reversed([*enumerate(names)])}
    unknown = len(names) - 1
    return Lanes(
        names=tuple(names),
        of_step={
            seq: tuple(places[name] for name in own) or (unknown,) for seq, own in doers.items()
        },
    )
