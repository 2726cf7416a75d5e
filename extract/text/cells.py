"""The cells of a table row whose text has lost its columns.

A row reads activity, requirements, duration, output, remarks. The duration can be found by its
form and separates what stands before it from what comes after. Where the activity ends and the
requirements begin, several weak signs are added up: a line's end, a capital, a word that
documents begin with, and above all that a step mostly requires what an earlier one gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.text.lines import Line
from extract.vocabulary.cell_words import (
    begins_remark,
    fold_cell_word,
    leaves_open,
    names_thing,
    needs_more,
)
from extract.vocabulary.duration_phrases import Span, find_durations
from models.fields import TEXT_CELLS
from models.raw import Place, RawStep, RawText
from normalize.text import fold_key, join_broken


@dataclass(frozen=True, slots=True)
class CellThresholds:
    """How the cells of a row are distinguished. Unfitted: set by hand on the sample texts."""

    # No row has more words; a bound of time.
    max_words: int = 300
    # No cell that names documents has more words; a bound of time.
    max_chain_words: int = 60
    # A line this full, measured in letters, may have had no room left: letters differ in width.
    min_full_share: float = 0.92
    # Confidence of a cell whose bounds a duration gives, 0 to 1.
    bounded_confidence: float = 0.8
    # Confidence of a cell whose bounds were inferred, 0 to 1.
    inferred_confidence: float = 0.6


CELLS = CellThresholds()


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a row.

    Attributes:
        text: The word.
        line: Its line.
        opens: Whether it is its line's first.
    """

    text: str
    line: Line
    opens: bool


@dataclass(slots=True)
class _Known:
    """What earlier rows taught.

    Attributes:
        texts: Requirements and outputs so far, folded.
        beginnings: First words of requirements and outputs, casefolded.
        width: Letters that fit on a line of the activity's column.
        pairs: How often two words follow each other on one line of the table.
    """

    texts: list[str] = field(default_factory=list)
    beginnings: set[str] = field(default_factory=set)
    width: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)


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
    known = _Known(width=_activity_width(texts, spans), pairs=_pairs(texts, expressions))
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
    texts: Sequence[Sequence[_Word]], expressions: Sequence[str]
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


def _words(lines: Sequence[Line]) -> list[_Word]:
    """Return the words of some lines."""
    words = [
        _Word(word, line, position == 0)
        for line in lines
        for position, word in enumerate(line.text.split())
    ]
    return words[: CELLS.max_words]


def _duration(words: Sequence[_Word]) -> Span | None:
    """Return where the duration's cell stands in a row; None where there is none.

    A duration inside a sentence ("paling lama 3 hari setelah ...") is skipped for one that
    begins or ends a line, or that a capital follows.
    """
    best: tuple[float, Span] | None = None
    for span in find_durations([word.text for word in words]):
        if span.start == 0:
            continue
        ends_line = span.end == len(words) or words[span.end].opens
        score = 2.0 * words[span.start].opens + 2.0 * ends_line + 5.0 * span.measured
        score += 1.5 if span.end < len(words) and words[span.end].text[:1].isupper() else 0.0
        score -= 6.0 if leaves_open(words[span.start - 1].text) else 0.0
        if best is None or score >= best[0]:
            best = (score, span)
    return best[1] if best and best[0] > 0 else None


def _activity_width(texts: Sequence[Sequence[_Word]], spans: Sequence[Span | None]) -> int:
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
    words: Sequence[_Word],
    span: Span | None,
    columns: Collection[str],
    known: _Known,
    following: Sequence[_Word],
) -> dict[str, RawText]:
    """Return the cells of a row but its number."""
    cells: dict[str, RawText] = {}
    if span is not None:
        before, after = words[: span.start], words[span.end :]
        _put(cells, "duration", words[span.start : span.end], CELLS.bounded_confidence)
    else:
        before, after = words, []
    if "requirements" in columns or "output" in columns:
        cut = _requirements_start(before, known)
    else:
        cut = len(before)
    requirements = before[cut:]
    if span is None and "output" in columns and requirements:
        part = _second_cut(requirements, known, following)
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


def _put(cells: dict[str, RawText], name: str, words: Sequence[_Word], sure: float) -> None:
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


def _requirements_start(words: Sequence[_Word], known: _Known) -> int:
    """Return the index of the word that the requirements begin with; the length for none."""
    if not words:
        return 0
    best, cut = _none_score(words, known), len(words)
    wrap_cost = 0.0
    # Where a thing begins a line further on, a cut inside a line is hardly the right one.
    later = max((i for i, w in enumerate(words) if i and w.opens and _is_thing(w)), default=0)
    for index in range(1, len(words)):
        score = _boundary(words, index, known) + wrap_cost
        score -= 1.5 if not words[index].opens and index < later else 0.0
        if score > best:
            best, cut = score, index
        if words[index].opens and _had_room(words, index, known.width):
            # The activity's line was not full, so what follows is hardly its own next line.
            wrap_cost -= 1.5
    return cut


def _is_thing(word: _Word) -> bool:
    """Return whether a word begins the name of a document or another thing."""
    return word.text[:1].isupper() and names_thing(word.text)


def _none_score(words: Sequence[_Word], known: _Known) -> float:
    """Return how likely it is that all the words are the activity's."""
    score = 0.5
    for index in range(1, len(words)):
        if words[index].opens and _had_room(words, index, known.width):
            score -= 1.5
    return score


def _boundary(words: Sequence[_Word], index: int, known: _Known) -> float:
    """Return how likely a cell ends before a word."""
    word, before = words[index], words[index - 1]
    text, last = fold_cell_word(word.text), fold_cell_word(before.text)
    if word.text[:1].islower() or leaves_open(last) or before.text.endswith((",", "/", "-", "&")):
        return -5.0
    score = 2.0 if word.opens else -1.0
    score += 1.0 if word.opens and word.line.gap else 0.0
    score -= 0.5 if word.opens and before.line.open_end else 0.0
    score += 0.0 if word.opens else _inline_score(words, index)
    # "konsep | Surat": the draft's name comes next, on this line or the next.
    score -= 3.0 if needs_more(last) else 0.0
    chained = _chained(words[index:], known)
    together = known.pairs[last, text] - (not word.opens)
    if _says_twice(words, index):
        score += 4.0
    else:
        score -= min(2.0 * together, 4.0)
    if names_thing(text) or text in known.beginnings:
        score += 2.0
        score += 1.5 if not word.opens and not together else 0.0
    elif not word.opens and not chained:
        score -= 1.5
    if text.startswith("me") and not names_thing(text):
        score -= 2.0
    return score + chained


def _inline_score(words: Sequence[_Word], index: int) -> float:
    """Return the evidence for, or against, a cell's end inside a line."""
    before, word = words[index - 1], words[index]
    score = 0.0
    if before.text[:1].islower() and word.text[:1].isupper():
        score += 2.0
    if before.text[:1].isupper() and index > 1:
        score -= 1.0
    # "Menyusun | Surat": the verb's object comes next.
    if _is_verb(before.text):
        score -= 4.0
    opening = next(w for w in reversed(words[: index + 1]) if w.opens or w is words[0])
    if opening is not words[0] and _is_thing(opening):
        score -= 3.0
    return score


def _is_verb(word: str) -> bool:
    """Return whether a word looks like an active verb, whose object follows."""
    key = fold_cell_word(word)
    return len(key) > 5 and key.startswith(("mem", "men", "meng", "me")) and not names_thing(key)


def _says_twice(words: Sequence[_Word], index: int) -> bool:
    """Return whether the words after a cut repeat those before it.

    "Menerima SP2D | SP2D": the activity ends with what the requirements name.
    """
    for size in range(1, 6):
        if index - size < 1 or index + size > len(words):
            break
        before = [fold_cell_word(word.text) for word in words[index - size : index]]
        after = [fold_cell_word(word.text) for word in words[index : index + size]]
        if before == after:
            return True
    return False


def _chained(words: Sequence[_Word], known: _Known) -> float:
    """Return the evidence that words are a cell: they were one in an earlier row."""
    if len(words) > CELLS.max_chain_words:
        return 0.0
    key = fold_key(join_broken([word.text for word in words]))
    if key in known.texts:
        return 4.0
    first = next((i for i, word in enumerate(words) if word.text.endswith(",")), None)
    if first is not None:
        head = fold_key(" ".join(word.text for word in words[: first + 1]))
        if head in known.texts:
            return 3.0
    return 1.0 if any(key.startswith(text) for text in known.texts if len(text) > 8) else 0.0


def _had_room(words: Sequence[_Word], index: int, width: int) -> bool:
    """Return whether a line's first word would have fitted on the line above it."""
    above = words[index - 1].line
    length = len(above.text)
    return length + 1 + len(words[index].text) <= width * CELLS.min_full_share


def _second_cut(words: Sequence[_Word], known: _Known, following: Sequence[_Word]) -> int:
    """Return where the output begins in a row without a duration."""
    best, cut = 0.5, len(words)
    for index in range(1, len(words)):
        score = _boundary(words, index, known)
        score += 2.0 if _comes_again(words[index:], following) else 0.0
        if score > best:
            best, cut = score, index
    return cut


def _comes_again(words: Sequence[_Word], following: Sequence[_Word]) -> bool:
    """Return whether words stand in the next row too: what a step gives, the next requires."""
    key = fold_key(" ".join(word.text for word in words))
    return len(key) > 6 and key in fold_key(" ".join(word.text for word in following))


def _remarks_start(words: Sequence[_Word]) -> int:
    """Return where the remarks begin after an output; the length where there are none."""
    for index in range(1, len(words)):
        word, before = words[index], words[index - 1]
        key = fold_cell_word(word.text)
        if not word.text[:1].isupper() or before.text.endswith((",", "/", "-", "&")):
            continue
        # "... tervalidasi SOP Pengarsipan": a document's name would not continue so.
        refers = key == "sop" and before.text[:1].islower()
        inline = refers or begins_remark(key, inline=True)
        if inline or (word.opens and begins_remark(key, inline=False)):
            return index
    return len(words)
