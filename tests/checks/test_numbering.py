"""Numbers of steps that leave a gap, repeat or run backwards."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.checks.numbering import check_numbering
from models import Step
from tests.records import make_record


def findings(numbers: Sequence[str | None]) -> list[tuple[str, str | None]]:
    steps = [Step(seq=i, number=n, activity="Mencatat") for i, n in enumerate(numbers, 1)]
    record = make_record().model_copy(update={"steps": steps})
    return [(f.code, f.field) for f in check_numbering(record)]


@pytest.mark.parametrize(
    "numbers",
    [["1", "2", "3"], ["1", None, "2"], ["1", "a", "b", "2"], ["1", "2", "1", "2"],
     ["3", "4"], [], [None, None]],
)  # fmt: skip
def test_numbers_in_order_are_nothing_to_look_at(numbers: list[str | None]) -> None:
    assert findings(numbers) == []


@pytest.mark.parametrize(
    ("numbers", "code", "index"),
    [(["1", "3"], "step-number-gap", 1), (["1", "2", "6", "7"], "step-number-gap", 2),
     (["1", "2", "2"], "step-number-repeated", 2), (["1", "3", "2"], "step-number-repeated", 2)],
)  # fmt: skip
def test_a_number_out_of_order_is_said_where_it_stands(
    numbers: list[str | None], code: str, index: int
) -> None:
    assert (code, f"/steps/{index}/number") in findings(numbers)


def test_a_gap_names_the_missing_steps() -> None:
    steps = [Step(seq=1, number="1"), Step(seq=2, number="5")]
    record = make_record().model_copy(update={"steps": steps, "flow": []})
    [finding] = check_numbering(record)
    assert "2 to 4" in finding.message
