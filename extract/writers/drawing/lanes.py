"""The swimlanes of a diagram and the lane of each step."""

from __future__ import annotations

from dataclasses import dataclass

from extract.writers.drawing.fixed_texts import UNKNOWN_ACTOR
from extract.writers.drawing.text_metrics import clean
from models.record import SopRecord


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a drawing.

    Attributes:
        names: The actors in the order of their columns, then a lane for steps without a known
            actor, if there are any.
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
