"""The printed numbers of steps: misread ones put right by the rows around them, or doubted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from models.raw import RawSop, RawText
from normalize.repairs import repair_step_numbers
from normalize.text import fold_space


class StepNumber(NamedTuple):
    """A step's printed number, "" where it has none, and whether the rows around it bear it out."""

    text: str
    in_turn: bool


def number_steps(sop: RawSop) -> list[StepNumber]:
    """Return the number of each step of an SOP; each of its tables counts on its own."""
    read = [step.cells.get("number", RawText("")) for step in sop.steps]
    starts = sorted({0, len(read), *(procedure.first_seq - 1 for procedure in sop.procedures)})
    return [
        number
        for start, end in pairwise(starts)
        for number in in_turn(repair_step_numbers([fold_space(x.text) for x in read[start:end]]))
    ]


def in_turn(numbers: Sequence[str]) -> Iterator[StepNumber]:
    """Yield the numbers of a table's steps, each with whether its neighbours confirm it.

    It is where it follows the one before it or leads to the one after it, where it begins a
    count, and where it is no number.
    """
    for index, text in enumerate(numbers):
        beside = [*numbers[max(index - 1, 0) : index], *numbers[index + 1 : index + 2]]
        follows = index > 0 and _is_next(numbers[index - 1], text)
        leads = index + 1 < len(numbers) and _is_next(text, numbers[index + 1])
        free = not text.isdecimal() or text == "1" or not any(map(str.isdecimal, beside))
        yield StepNumber(text, follows or leads or free)


def _is_next(number: str, following: str) -> bool:
    """Return whether a number follows another in counting."""
    return number.isdecimal() and following.isdecimal() and int(following) == int(number) + 1
