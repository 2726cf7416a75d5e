"""The cells of a table row whose text has lost its columns.

A row reads activity, requirements, duration, output, remarks. The duration can be found by its
form and separates what stands before it from what comes after. Where the activity ends and the
requirements begin, several weak signs are added up: a line's end, a capital, a word that
documents begin with, and above all that a step mostly requires what an earlier one gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.text.cell_boundaries import Known, RowWord, output_start, requirements_start
from extract.text.lines import Line
from extract.vocabulary.cell_words import (
    begins_remark,
    fold_cell_word,
    leaves_open,
    names_sop,
)
from extract.vocabulary.duration_phrases import Span, find_durations
from models.fields import TEXT_CELLS
from models.raw import Place, RawStep, RawText
from normalize.text import fold_key, join_broken


@dataclass(frozen=True, slots=True)
class CellThresholds:
    """How the cells of a row are distinguished. Unfitted."""

    # No row has more words; a bound of time.
    max_words: int = 300
    # Confidence of a cell whose bounds a duration gives, 0 to 1.
    bounded_confidence: float = 0.8
    # Confidence of a cell whose bounds were inferred, 0 to 1.
    inferred_confidence: float = 0.6


CELLS = CellThresholds()


@dataclass(frozen=True, slots=True)
class DurationScores:
    """What speaks for a duration being a row's Waktu cell and no part of a sentence; above 0 it is.

    Unfitted.
    """

    begins_line: float = 2.0
    ends_line: float = 2.0
    # It has an amount: "2 hari", unlike "sesuai kebutuhan".
    measured: float = 5.0
    before_capital: float = 1.5
    # A word such as "dalam" stands before it.
    inside_sentence: float = -6.0


DURATION = DurationScores()


@dataclass(frozen=True, slots=True)
class RowText:
    """A row before its cells are distinguished.

    Attributes:
        number: Its printed number, without dot.
        line: The line that the number stands on.
        content: The lines of its cells.
    """

    number: str
    line: Line
    content: Sequence[Line]


def read_cells(
    rows: Sequence[RowText], columns: Collection[str], expressions: Sequence[str] = ()
) -> list[RawStep]:
    """Tell the cells of a table's rows apart.

    Args:
        rows: The rows in order.
        columns: The columns that the table's heading names.
        expressions: The SOP's title, actors' names: what no cell's end divides.
    """
    texts = [_words(row.content) for row in rows]
    spans = [_duration(words) if "duration" in columns else None for words in texts]
    known = Known(width=_activity_width(texts, spans), pairs=_pairs(texts, expressions))
    for words, span in zip(texts, spans, strict=True):
        if span and span.end < len(words):
            known.beginnings.add(words[span.end].text.casefold().strip(",;."))
    steps = []
    for index, (row, words, span) in enumerate(zip(rows, texts, spans, strict=True)):
        following = texts[index + 1] if index + 1 < len(texts) else []
        cells = _split_row(words, span, columns, known, following)
        cells["number"] = RawText(row.number, Place(line=row.line.number))
        for name in ("requirements", "output"):
            if name in cells:
                known.texts.append(fold_key(cells[name].text))
        steps.append(RawStep({name: cells[name] for name in TEXT_CELLS if name in cells}))
    return steps


def _pairs(
    texts: Sequence[Sequence[RowWord]], expressions: Sequence[str]
) -> Counter[tuple[str, str]]:
    """Return how often words follow each other on a line; often, they are one expression."""
    pairs: Counter[tuple[str, str]] = Counter()
    for words in texts:
        pairs.update(
            (fold_cell_word(first.text), fold_cell_word(second.text))
            for first, second in pairwise(words)
            if not second.opens
        )
    for expression in expressions:
        pairs.update(
            {(fold_cell_word(a), fold_cell_word(b)): 2 for a, b in pairwise(expression.split())}
        )
    return pairs


def _words(lines: Sequence[Line]) -> list[RowWord]:
    """Return the words of some lines."""
    words = [
        RowWord(word, line, position == 0)
        for line in lines
        for position, word in enumerate(line.text.split())
    ]
    return words[: CELLS.max_words]


def _duration(words: Sequence[RowWord]) -> Span | None:
    """Return where the duration's cell stands in a row; None where there is none.

    A duration inside a sentence ("paling lama 3 hari setelah ...") is skipped for one that
    begins or ends a line, or that a capital follows.
    """
    best: tuple[float, Span] | None = None
    for span in find_durations([word.text for word in words]):
        if span.start == 0:
            continue
        ends_line = span.end == len(words) or words[span.end].opens
        capital = span.end < len(words) and words[span.end].text[:1].isupper()
        score = DURATION.begins_line * words[span.start].opens + DURATION.ends_line * ends_line
        score += DURATION.measured * span.measured + DURATION.before_capital * capital
        score += DURATION.inside_sentence * leaves_open(words[span.start - 1].text)
        if best is None or score >= best[0]:
            best = (score, span)
    return best[1] if best and best[0] > 0 else None


def _activity_width(texts: Sequence[Sequence[RowWord]], spans: Sequence[Span | None]) -> int:
    """Return how many letters fit on a line of the activity's column.

    That is the longest first line among rows of several lines, no duration on it.
    """
    widths = [0]
    for words, span in zip(texts, spans, strict=True):
        if not words:
            continue
        first = words[0].line
        if span is not None and words[span.start].line is first:
            continue
        if words[-1].line is not first:
            widths.append(len(first.text))
    return max(widths)


def _split_row(
    words: Sequence[RowWord],
    span: Span | None,
    columns: Collection[str],
    known: Known,
    following: Sequence[RowWord],
) -> dict[str, RawText]:
    """Return the cells of a row but its number."""
    cells: dict[str, RawText] = {}
    if span is not None:
        before, after = words[: span.start], words[span.end :]
        _put(cells, "duration", words[span.start : span.end], CELLS.bounded_confidence)
    else:
        before, after = words, []
    if "requirements" in columns or "output" in columns:
        cut = requirements_start(before, known)
    else:
        cut = len(before)
    requirements = before[cut:]
    if span is None and "output" in columns and requirements:
        part = output_start(requirements, known, following)
        requirements, after = requirements[:part], requirements[part:]
    if "requirements" not in columns and not after:
        requirements, after = [], requirements
    remark = _remarks_start(after) if "remarks" in columns else len(after)
    _put(
        cells,
        "activity",
        before[:cut],
        CELLS.bounded_confidence if span else CELLS.inferred_confidence,
    )
    _put(
        cells,
        "requirements",
        requirements,
        CELLS.bounded_confidence
        if words[cut : cut + 1] and words[cut].opens
        else CELLS.inferred_confidence,
    )
    _put(
        cells,
        "output",
        after[:remark],
        CELLS.bounded_confidence if span else CELLS.inferred_confidence,
    )
    _put(cells, "remarks", after[remark:], CELLS.inferred_confidence)
    return cells


def _put(cells: dict[str, RawText], name: str, words: Sequence[RowWord], sure: float) -> None:
    """Add a cell, unless it is empty."""
    if not words:
        return
    lines: list[list[str]] = []
    for index, word in enumerate(words):
        if word.opens or index == 0:
            lines.append([])
        lines[-1].append(word.text)
    text = join_broken([" ".join(line) for line in lines])
    cells[name] = RawText(text, Place(line=words[0].line.number), sure)


def _remarks_start(words: Sequence[RowWord]) -> int:
    """Return where the remarks begin after an output; the length where there are none."""
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        key = fold_cell_word(word.text)
        if not word.text[:1].isupper() or before.text.endswith((",", "/", "-", "&")):
            continue
        # "... tervalidasi SOP Pengarsipan": a document's name would not continue so.
        refers = names_sop(key) and before.text[:1].islower()
        inline = refers or begins_remark(key, inline=True)
        if inline or (word.opens and begins_remark(key, inline=False)):
            return index
    return len(words)
