"""Where the activity's cell ends and the requirements begin, in a row that has lost its columns.

Several weak signs are added up as scores: a line's end, a capital, a word that documents begin
with, and above all that a step mostly requires what an earlier one gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.text.lines import Line
from extract.vocabulary.cell_words import fold_cell_word, leaves_open, names_thing, needs_more
from normalize.text import fold_key, join_broken


@dataclass(frozen=True, slots=True)
class BoundaryScores:
    """What each sign says of a cell's end before a word; higher is likelier. Unfitted."""

    # That no cell ends among the words at all.
    no_boundary: float = 0.5
    # A word at a line's start, and one inside a line.
    at_line_start: float = 2.0
    inside_line: float = -1.0
    # A blank line above it; a blank at the end of the line above, which exporters leave where it
    # wraps.
    after_blank_line: float = 1.0
    after_wrapped_line: float = -0.5
    # A small letter, a comma or a word such as "dan" before it: the sentence continues.
    inside_sentence: float = -5.0
    # "konsep" before it, which names a document only with the next word.
    after_incomplete_name: float = -3.0
    # The words before it are said again after it.
    repeated_words: float = 4.0
    # For each other time that the two words follow each other, down to the least.
    usual_pair: float = -2.0
    min_usual_pair: float = -4.0
    # A word that begins a thing; more so inside a line, where another word is evidence against.
    before_thing: float = 2.0
    thing_inside_line: float = 1.5
    no_thing_inside_line: float = -1.5
    # A verb begins no requirement, and its object follows it.
    before_verb: float = -2.0
    after_verb: float = -4.0
    # Inside a line: a small letter before a capital; a capital before it.
    small_then_capital: float = 2.0
    after_capital: float = -1.0
    # The line begins with a thing, which the words inside it belong to.
    line_begins_with_thing: float = -3.0
    # A thing begins a later line, so a cut inside a line is hardly right.
    before_later_thing: float = -1.5
    # Each line that had room for the first word of the next: that word is hardly its next line.
    line_with_room: float = -1.5
    # The words are a cell of an earlier row; its beginning up to a comma; they begin as one does.
    known_cell: float = 4.0
    known_beginning: float = 3.0
    begins_as_known: float = 1.0
    # The words stand in the next row too: what a step gives, the next requires.
    required_next: float = 2.0
    # Shorter words and texts tell nothing.
    min_verb_letters: int = 6
    min_known_letters: int = 9
    min_required_letters: int = 7
    # Words that are said again are at most so many.
    max_repeated_words: int = 5
    # No cell that names documents has more words; a bound of time.
    max_cell_words: int = 60
    # A line this full, measured in letters, may have had no room left: letters differ in width.
    min_full_share: float = 0.92


BOUNDARY = BoundaryScores()


@dataclass(frozen=True, slots=True)
class RowWord:
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
class Known:
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


def requirements_start(words: Sequence[RowWord], known: Known) -> int:
    """Return the index of the word that the requirements begin with; the length for none."""
    if not words:
        return 0
    best, cut = _none_score(words, known), len(words)
    wrap_cost = 0.0
    # Where a thing begins a line further on, a cut inside a line is hardly the right one.
    later = max((i for i, w in enumerate(words) if i and w.opens and _is_thing(w)), default=0)
    for index in range(1, len(words)):
        score = _boundary(words, index, known) + wrap_cost
        score += BOUNDARY.before_later_thing if not words[index].opens and index < later else 0.0
        if score > best:
            best, cut = score, index
        if words[index].opens and _had_room(words, index, known.width):
            # The activity's line was not full, so what follows is hardly its own next line.
            wrap_cost += BOUNDARY.line_with_room
    return cut


def _is_thing(word: RowWord) -> bool:
    """Return whether a word begins the name of a document or another thing."""
    return word.text[:1].isupper() and names_thing(word.text)


def _none_score(words: Sequence[RowWord], known: Known) -> float:
    """Return how likely it is that all the words are the activity's."""
    score = BOUNDARY.no_boundary
    for index in range(1, len(words)):
        if words[index].opens and _had_room(words, index, known.width):
            score += BOUNDARY.line_with_room
    return score


def _boundary(words: Sequence[RowWord], index: int, known: Known) -> float:
    """Return how likely a cell ends before a word."""
    word, before = words[index], words[index - 1]
    text, last = fold_cell_word(word.text), fold_cell_word(before.text)
    if word.text[:1].islower() or leaves_open(last) or before.text.endswith((",", "/", "-", "&")):
        return BOUNDARY.inside_sentence
    score = BOUNDARY.at_line_start if word.opens else BOUNDARY.inside_line
    score += BOUNDARY.after_blank_line if word.opens and word.line.gap else 0.0
    score += BOUNDARY.after_wrapped_line if word.opens and before.line.open_end else 0.0
    score += 0.0 if word.opens else _inline_score(words, index)
    # "konsep | Surat": the draft's name comes next, on this line or the next.
    score += BOUNDARY.after_incomplete_name if needs_more(last) else 0.0
    chained = _chained(words[index:], known)
    together = known.pairs[last, text] - (not word.opens)
    if _says_twice(words, index):
        score += BOUNDARY.repeated_words
    else:
        score += max(BOUNDARY.usual_pair * together, BOUNDARY.min_usual_pair)
    if names_thing(text) or text in known.beginnings:
        score += BOUNDARY.before_thing
        score += BOUNDARY.thing_inside_line if not word.opens and not together else 0.0
    elif not word.opens and not chained:
        score += BOUNDARY.no_thing_inside_line
    if text.startswith("me") and not names_thing(text):
        score += BOUNDARY.before_verb
    return score + chained


def _inline_score(words: Sequence[RowWord], index: int) -> float:
    """Return the evidence for, or against, a cell's end inside a line."""
    before, word = words[index - 1], words[index]
    score = 0.0
    if before.text[:1].islower() and word.text[:1].isupper():
        score += BOUNDARY.small_then_capital
    if before.text[:1].isupper() and index > 1:
        score += BOUNDARY.after_capital
    # "Menyusun | Surat": the verb's object comes next.
    if _is_verb(before.text):
        score += BOUNDARY.after_verb
    opening = next(w for w in reversed(words[: index + 1]) if w.opens or w is words[0])
    if opening is not words[0] and _is_thing(opening):
        score += BOUNDARY.line_begins_with_thing
    return score


def _is_verb(word: str) -> bool:
    """Return whether a word looks like an active verb, whose object follows."""
    key = fold_cell_word(word)
    return (
        len(key) >= BOUNDARY.min_verb_letters
        and key.startswith(("mem", "men", "meng", "me"))
        and not names_thing(key)
    )


def _says_twice(words: Sequence[RowWord], index: int) -> bool:
    """Return whether the words after a cut repeat those before it.

    "Menerima SP2D | SP2D": the activity ends with what the requirements name.
    """
    for size in range(1, BOUNDARY.max_repeated_words + 1):
        if index - size < 1 or index + size > len(words):
            break
        before = [fold_cell_word(word.text) for word in words[index - size : index]]
        after = [fold_cell_word(word.text) for word in words[index : index + size]]
        if before == after:
            return True
    return False


def _chained(words: Sequence[RowWord], known: Known) -> float:
    """Return the evidence that words are a cell: they were one in an earlier row."""
    if len(words) > BOUNDARY.max_cell_words:
        return 0.0
    key = fold_key(join_broken([word.text for word in words]))
    if key in known.texts:
        return BOUNDARY.known_cell
    first = next((i for i, word in enumerate(words) if word.text.endswith(",")), None)
    if first is not None:
        head = fold_key(" ".join(word.text for word in words[: first + 1]))
        if head in known.texts:
            return BOUNDARY.known_beginning
    longer = (text for text in known.texts if len(text) >= BOUNDARY.min_known_letters)
    return BOUNDARY.begins_as_known if any(map(key.startswith, longer)) else 0.0


def _had_room(words: Sequence[RowWord], index: int, width: int) -> bool:
    """Return whether a line's first word would have fitted on the line above it."""
    above = words[index - 1].line
    length = len(above.text)
    return length + 1 + len(words[index].text) <= width * BOUNDARY.min_full_share


def output_start(words: Sequence[RowWord], known: Known, following: Sequence[RowWord]) -> int:
    """Return where the output begins in a row without a duration."""
    best, cut = BOUNDARY.no_boundary, len(words)
    for index in range(1, len(words)):
        score = _boundary(words, index, known)
        score += BOUNDARY.required_next if _comes_again(words[index:], following) else 0.0
        if score > best:
            best, cut = score, index
    return cut


def _comes_again(words: Sequence[RowWord], following: Sequence[RowWord]) -> bool:
    """Return whether words stand in the next row too: what a step gives, the next requires."""
    key = fold_key(" ".join(word.text for word in words))
    return len(key) >= BOUNDARY.min_required_letters and key in fold_key(
        " ".join(word.text for word in following)
    )
