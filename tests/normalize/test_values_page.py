"""What docs/values.md shows is what the functions give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.duration import CountedAs, DurationKind
from normalize.dates import DateAssumption, DateProblem, examine_date
from normalize.durations import parse_duration

PAGE = (Path(__file__).parents[2] / "docs" / "values.md").read_text(encoding="utf-8")
DURATIONS = re.search(r"(?s)\| printed \| `min`.*?\n\n", PAGE)


def duration_rows() -> list[list[str]]:
    assert DURATIONS
    lines = DURATIONS.group().strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_code_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code
    exec(code[1], {})  # noqa: S102
    assert capsys.readouterr().out.splitlines() == re.findall(r"\)  # (.*)", code[1])


@pytest.mark.parametrize("row", duration_rows(), ids=lambda row: row[0])
def test_durations_are_as_in_the_table(row: list[str]) -> None:
    cell, low, high, unit, iso, more = row
    heading = re.search(r'under "(.*)"', cell)
    for printed in re.findall("`(.*?)`", cell):
        duration = parse_duration(printed, heading[1] if heading else None)
        assert duration is not None
        assert [duration.min, duration.max] == [float(x) if x else None for x in (low, high)]
        assert [duration.unit or "", duration.iso8601 or ""] == [unit.strip("`"), iso.strip("`")]
        assert duration.approximate == ("`approximate`" in more)
        assert duration.several == ("`several`" in more)
        assert (duration.per or "") == "".join(re.findall('`per` "(.*)"', more))
        assert [duration.in_words] == (
            [int(x) for x in re.findall(r"`in_words` (\d)", more)] or [None]
        )


def test_every_kind_has_its_examples() -> None:
    for kind in DurationKind:
        shown = re.search(rf"\| `{kind}` \| (.*) \|", PAGE)
        assert shown, kind
        for printed in shown[1].split(", "):
            duration = parse_duration(re.sub(r".*\((.*)\)", r"\1", printed))
            if kind not in (DurationKind.DURATION, DurationKind.NUMBER):
                assert duration is not None
                assert duration.kind is kind, printed


def test_every_way_of_counting_is_told() -> None:
    assert all(f"`{way}`" in PAGE for way in CountedAs)


def test_problems_and_assumptions_of_dates_are_those_of_their_examples() -> None:
    for code in (*DateProblem, *DateAssumption):
        shown = re.search(rf"\| `{code}` \| (.*?)(?: is | \||,? \(|;)", PAGE)
        assert shown, code
        if (
            code is not DateAssumption.MONTH_MISPRINTED
            and code is not DateAssumption.DIGITS_MISREAD
        ):
            facts = examine_date(shown[1])
            assert facts is not None
            assert code in (*facts.problems, *facts.assumptions)
