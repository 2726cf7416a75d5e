"""Columns of a step table found again on a page where it has no heading.

On a printed page the columns stand where they stood before. In text whose columns are separated by
blanks they do not: columns that are empty on the page take no room. Then the strips of the page
that hold text are matched, in order, with the columns whose text is most like theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from extract.unruled.columns import Column, Columns
from extract.unruled.gutters import Seed
from extract.unruled.runs import Run, TextLine


@dataclass(frozen=True, slots=True)
class CarryThresholds:
    """When a page's columns are those of the page before. Unfitted."""

    # Share of a page's runs of words that must begin where runs began before ...
    min_in_place_share: float = 0.6
    # ... within so many letters.
    max_shift_letters: float = 1.5
    # A strip counts as white if the lines that reach over it are at most this share of those on
    # either side of it ...
    max_crossing_share: float = 0.34
    # ... within so many letters.
    beside_letters: int = 10
    # Cost of matching a stretch with a column whose share of texts that begin with a digit differs
    # by all.
    digits_cost: float = 2.0
    # Cost for each letter by which the lengths of their texts differ.
    length_cost_per_letter: float = 1 / 12
    # Cost of a column without a stretch ...
    column_unmatched_cost: float = 1.0
    # ... of one that every row fills ...
    needed_column_unmatched_cost: float = 5.0
    # ... and of a stretch without a column.
    stretch_unmatched_cost: float = 2.0
    # A stretch without a column between those of actors, whose labels stand anywhere.
    stretch_between_actors_cost: float = 0.2
    # Texts up to this length are labels of arrows; longer ones cost more by their length.
    short_text_letters: float = 6.0
    # A blank so high separates what stands below a table from it.
    new_paragraph_pitches: float = 1.6


CARRIED = CarryThresholds()


@dataclass(frozen=True, slots=True)
class Sample:
    """What the texts of a column are like.

    Attributes:
        starts: Where they begin, in letters.
        digits: The part of them that begins with a digit.
        length: How long they are on average, in letters.
        count: How many there are.
    """

    starts: frozenset[int]
    digits: float
    length: float
    count: int


NO_SAMPLE = Sample(frozenset(), 0.0, 0.0, 0)
# What the texts of a column are mostly like, until some are seen; of ten rows.
EXPECTED = {
    "number": Sample(frozenset(), 1.0, 2.0, 10),
    "activity": Sample(frozenset(), 0.0, 30.0, 20),
    "requirements": Sample(frozenset(), 0.0, 15.0, 9),
    "duration": Sample(frozenset(), 0.8, 9.0, 10),
    "output": Sample(frozenset(), 0.0, 15.0, 10),
    "remarks": Sample(frozenset(), 0.0, 12.0, 4),
}


def sample_columns(lines: Sequence[TextLine], columns: Columns) -> tuple[Sample, ...]:
    """Return what the texts of a table's columns are like."""
    held: list[list[Run]] = [[] for _ in columns.columns]
    for line in lines:
        for run in line.runs:
            held[columns.home(run.words[0])].append(run)
    return tuple(_sample(runs, columns.letter) for runs in held)


def expect_samples(columns: Columns) -> tuple[Sample, ...]:
    """Return what the texts of columns may be like that have none yet."""
    return tuple(EXPECTED.get(column.kind or "", NO_SAMPLE) for column in columns.columns)


def _sample(runs: Sequence[Run], letter: float) -> Sample:
    """Return what some texts are like."""
    if not runs:
        return NO_SAMPLE
    return Sample(
        frozenset(round(run.bbox.x0 / letter) for run in runs),
        mean(run.text[:1].isdigit() for run in runs),
        mean(len(run.text) for run in runs),
        len(runs),
    )


def find_again(
    lines: Sequence[TextLine], pitch: float, known: Columns, samples: Sequence[Sample]
) -> tuple[tuple[Column, ...], tuple[float, ...]]:
    """Return columns as seeds for a page, and where their inner edges are expected, if anywhere.

    Args:
        lines: The page's lines.
        pitch: Distance from one line of a paragraph to the next, in points.
        known: The columns on the page before.
        samples: What their texts were like there.
    """
    lines = _rows_only(lines, pitch)
    if _is_in_place(lines, known, samples):
        seeds = [Seed(a, b) for a, b in zip(known.edges, known.edges[1:], strict=False)]
        expected = known.edges[1:-1]
    else:
        seeds = _match(_stretches(lines, known.letter), known, samples)
        expected = ()
    columns = zip(known.columns, seeds, strict=True)
    return tuple(replace(column, seed=seed) for column, seed in columns), expected


def _rows_only(lines: Sequence[TextLine], pitch: float) -> Sequence[TextLine]:
    """Return lines without those far below the last one that begins with a step's number."""
    numbered = [i for i, line in enumerate(lines) if line.runs[0].text.strip(" .)(").isdigit()]
    if not numbered:
        return lines
    end = numbered[-1] + 1
    while (
        end < len(lines)
        and lines[end].bbox.y_mid - lines[end - 1].bbox.y_mid
        < CARRIED.new_paragraph_pitches * pitch
    ):
        end += 1
    return lines[:end]


def _is_in_place(lines: Sequence[TextLine], known: Columns, samples: Sequence[Sample]) -> bool:
    """Return whether the columns right of the activities stand where they stood before."""
    before = samples[: known.activity + 1]
    runs = [run for line in lines for run in line.runs if not _begins_in(run, before, known)]
    rest = samples[known.activity + 1 :]
    in_place = sum(_begins_in(run, rest, known) for run in runs)
    return in_place >= CARRIED.min_in_place_share * len(runs)


def _begins_in(run: Run, samples: Sequence[Sample], known: Columns) -> bool:
    """Return whether a run begins where texts of some columns began."""
    at = run.bbox.x0 / known.letter
    return any(
        abs(at - start) <= CARRIED.max_shift_letters
        for sample in samples
        for start in sample.starts
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the page's width in which text stands.

    Attributes:
        x0: Its left edge, in points.
        x1: Its right edge, in points.
        sample: What its texts are like.
    """

    x0: float
    x1: float
    sample: Sample


def _stretches(lines: Sequence[TextLine], letter: float) -> list[_Stretch]:
    """Return the stretches that blank strips separate, from left to right."""
    reach: dict[int, int] = {}
    for line in lines:
        for run in line.runs:
            for at in range(round(run.bbox.x0 / letter), round(run.bbox.x1 / letter)):
                reach[at] = reach.get(at, 0) + 1
    filled = [at for at in sorted(reach) if not _is_valley(reach, at)]
    groups: list[list[int]] = []
    for at in filled:
        if groups and at == groups[-1][-1] + 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    found = []
    for group in groups:
        x0, x1 = group[0] * letter, (group[-1] + 1) * letter
        runs = [r for line in lines for r in line.runs if x0 <= r.bbox.x_mid <= x1]
        if runs:
            found.append(_Stretch(x0, x1, _sample(runs, letter)))
    return found


def _is_valley(reach: Mapping[int, int], at: int) -> bool:
    """Return whether far fewer lines cross a position than stand on both sides of it."""
    left = max(reach.get(at - by, 0) for by in range(1, CARRIED.beside_letters + 1))
    right = max(reach.get(at + by, 0) for by in range(1, CARRIED.beside_letters + 1))
    return reach[at] <= CARRIED.max_crossing_share * min(left, right)


def _match(stretches: Sequence[_Stretch], known: Columns, samples: Sequence[Sample]) -> list[Seed]:
    """Return a seed for each column: its stretch, or an empty one between its neighbours'."""
    text = known.text
    best: dict[tuple[int, int], tuple[float, dict[int, int]]] = {(0, 0): (0.0, {})}
    for i in range(len(stretches) + 1):
        for j in range(len(text) + 1):
            options = []
            if i and j:
                cost, pairs = best[i - 1, j - 1]
                far = _unlike(stretches[i - 1].sample, samples[text[j - 1]])
                options.append((cost + far, {**pairs, text[j - 1]: i - 1}))
            if i:
                cost, pairs = best[i - 1, j]
                between = j and known.columns[text[j - 1]].kind == "activity"
                options.append((cost + _left_out(stretches[i - 1], between=bool(between)), pairs))
            if j:
                cost, pairs = best[i, j - 1]
                options.append((cost + _left_empty(text[j - 1], known, samples), pairs))
            if options:
                best[i, j] = min(options, key=lambda option: option[0])
    pairs = best[len(stretches), len(text)][1]
    seeds: list[Seed] = []
    for index in range(len(known.columns)):
        if index in pairs:
            stretch = stretches[pairs[index]]
            seeds.append(Seed(stretch.x0, stretch.x1))
            continue
        left = seeds[-1].x1 if seeds else 0.0
        following = [stretches[at].x0 for own, at in pairs.items() if own > index]
        right = max(min(following, default=left + known.letter), left)
        seeds.append(Seed(left, right if known.columns[index].kind is None else left))
    return seeds


def _left_empty(index: int, known: Columns, samples: Sequence[Sample]) -> float:
    """Return what it costs that a column has no text on a page: little where it had few before."""
    if known.columns[index].kind in ("number", "activity"):
        return CARRIED.needed_column_unmatched_cost
    rows = samples[0].count if known.numbered else max(sample.count for sample in samples)
    return CARRIED.column_unmatched_cost * min(samples[index].count / max(rows, 1), 1.0)


def _left_out(stretch: _Stretch, *, between: bool) -> float:
    """Return what it costs to match a stretch with no column: little for labels of arrows."""
    if not between:
        return CARRIED.stretch_unmatched_cost
    return min(
        CARRIED.stretch_between_actors_cost
        + max(stretch.sample.length - CARRIED.short_text_letters, 0.0) / CARRIED.short_text_letters,
        CARRIED.stretch_unmatched_cost,
    )


def _unlike(one: Sample, other: Sample) -> float:
    """Return how unlike the texts of a stretch and of a column are."""
    if not other.count:
        return CARRIED.column_unmatched_cost
    return CARRIED.digits_cost * abs(
        one.digits - other.digits
    ) + CARRIED.length_cost_per_letter * abs(one.length - other.length)
