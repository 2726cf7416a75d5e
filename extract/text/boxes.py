"""Which box of the identity sheet each piece of text belongs to.

Where a heading stands right above its text the order says it. Where several headings stand side
by side, their texts follow one after the other, and what the texts say decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fields.items import split_items
from extract.text.elements import Element, Kind
from extract.vocabulary.box_contents import classify, rule_class
from models.raw import RawText
from normalize.bullets import bullet_style, follows, strip_bullet
from normalize.citations import starts_citation


@dataclass(frozen=True, slots=True)
class BoxThresholds:
    """Which box a run of text belongs to.

    Probabilities are natural logarithms. Unfitted.
    """

    # What the heading whose text should come next is given over the others.
    favoured_bonus: float = 1.0
    # A text in a box that the classifier knows nothing of.
    unknown_box_log_probability: float = -2.5
    # A line this long may have been wrapped; shorter ones end where they end.
    min_wrapped_chars: int = 60
    # Another box must be so much likelier for a text to leave the run's.
    min_turning_lead: float = 1.5
    # So many lines above tell how wide a column is; a bound of time.
    max_lines_compared: int = 40
    # A run put less surely than this, 0 to 1, lowers its box's confidence.
    min_confidence: float = 0.9
    # ... to at least this.
    least_confidence: float = 0.5
    # So many texts of a run are classified; no one text counts less than this probability.
    max_texts: int = 6
    least_log_probability: float = -6.0
    # Confidence by the lead over the next likely box: from one half up, a sixth for each unit.
    confidence_without_lead: float = 0.5
    lead_per_confidence: float = 6.0
    max_confidence: float = 0.99
    # The lead of the only box there is.
    lone_lead: float = 9.0


BOXES = BoxThresholds()


@dataclass(slots=True)
class Box:
    """A box of the identity sheet.

    Attributes:
        heading: Its heading.
        lines: The pieces of text in it, in order.
        confidence: How sure it is that they belong there, 0 to 1.
    """

    heading: Element
    lines: list[Element] = field(default_factory=list)
    confidence: float = 1.0

    def items(self) -> list[RawText]:
        """Return the box's list items, without bullets, wrapped lines joined."""
        starts = starts_citation if self.heading.field == "legal_basis" else None
        lines = [element.raw_text(self.confidence) for element in join_wrapped(self.lines)]
        return split_items(lines, starts=starts)


def fill_boxes(elements: Sequence[Element]) -> list[Box]:
    """Return the boxes of a sheet with their texts.

    Args:
        elements: Headings of boxes and texts, in reading order; other kinds end a box's text.
    """
    boxes: dict[int, Box] = {}
    waiting: list[Box] = []
    current: Box | None = None
    for run in _runs(elements):
        if isinstance(run, Element):
            if run.kind is Kind.SECTION:
                current = boxes[id(run)] = Box(run)
                waiting.append(current)
            continue
        owner = run[0].owner
        owned = boxes.get(id(owner)) if owner is not None else None
        chosen, sure = (owned, 1.0) if owned else _choose(run, waiting, current)
        if chosen is None:
            continue
        chosen.lines.extend(run)
        if sure < BOXES.min_confidence:
            chosen.confidence = min(chosen.confidence, max(sure, BOXES.least_confidence))
        current = chosen
        waiting = [box for box in waiting if box is not chosen]
    return list(boxes.values())


def _choose(
    run: Sequence[Element], waiting: Sequence[Box], current: Box | None
) -> tuple[Box | None, float]:
    """Return the box that a run of text belongs to, and how probable that is."""
    if not waiting:
        return current, 1.0
    if len(waiting) == 1 and (current is waiting[0] or current is None):
        return waiting[0], 1.0
    candidates = list(waiting)
    if current is not None and current not in candidates:
        candidates.append(current)
    texts = [strip_bullet(element.text)[1] for element in run[: BOXES.max_texts]]
    # Side by side, texts come in the order of their headings; one below the other, the nearest
    # heading's text comes next and those above it stay empty.
    side_by_side = waiting[0].heading.line is waiting[-1].heading.line
    favoured = waiting[0] if side_by_side else waiting[-1]
    scores = []
    for box in candidates:
        likelihoods = [
            classify(text).get(box.heading.field, BOXES.unknown_box_log_probability)
            for text in texts
        ]
        likelihoods = [max(value, BOXES.least_log_probability) for value in likelihoods]
        scores.append(sum(likelihoods) + (BOXES.favoured_bonus if box is favoured else 0.0))
    best = max(range(len(candidates)), key=scores.__getitem__)
    others = [score for index, score in enumerate(scores) if index != best]
    margin = scores[best] - max(others) if others else BOXES.lone_lead
    sure = BOXES.confidence_without_lead + margin / BOXES.lead_per_confidence
    return candidates[best], min(BOXES.max_confidence, sure)


def _runs(elements: Sequence[Element]) -> list[Element | list[Element]]:
    """Group texts that belong together; headings stay single.

    A run ends where a heading stands, where a list begins anew, where text without a bullet
    follows a blank line, and where, side by side with a heading whose text is still to come,
    the wording turns into another box's.
    """
    runs: list[Element | list[Element]] = []
    waiting = 0
    bullet: str | None = None
    for element in elements:
        if element.kind is not Kind.TEXT:
            waiting = waiting + 1 if element.kind is Kind.SECTION else waiting
            runs.append(element)
            bullet = None
            continue
        found, _ = strip_bullet(element.text)
        last = runs[-1] if runs else None
        if isinstance(last, list) and _joins(last, element, found, bullet, waiting):
            last.append(element)
        else:
            waiting = max(waiting - 1, 0)
            runs.append([element])
            bullet = None
        bullet = found if found is not None else bullet
    return runs


def _joins(
    run: Sequence[Element], element: Element, found: str | None, bullet: str | None, waiting: int
) -> bool:
    """Return whether a text continues the run before it."""
    if run[0].owner is not element.owner:
        return False
    if element.owner is not None:
        return True
    if found is not None:
        if not follows(None, found) or bullet_style(found) in ("dash", "glyph"):
            return True
        if bullet is None:
            # A line before a list leads it in, unless it is of another box that has no list.
            return not (waiting and _turns(run, element))
        return follows(bullet, found)
    if element.gap and not element.text[:1].islower() and bullet is None:
        return False
    if waiting and element.text[:1].isupper() and not run[-1].line.open_end:
        return not _turns(run, element)
    return True


def _turns(run: Sequence[Element], element: Element) -> bool:
    """Return whether a text's wording is of another box than the run's.

    The words that begin it must say so, or the classifier be sure and the line above not full.
    """
    text = strip_bullet(element.text)[1]
    first, here = classify(strip_bullet(run[0].text)[1]), classify(text)
    mine = max(first, key=lambda name: first[name])
    likeliest = max(here, key=lambda name: here[name])
    if likeliest in (mine, "title") or here[likeliest] - here[mine] < BOXES.min_turning_lead:
        return False
    widest = max(len(other.text) for other in run[-BOXES.max_lines_compared :])
    return rule_class(text) is not None or not _fills(run[-1], element, widest)


def join_wrapped(elements: Sequence[Element]) -> list[Element]:
    """Join lines without bullets that an exporter wrapped, so that each is an item.

    A line continues where a blank ends it, or where it fills its column and no sentence ends
    there.
    """
    joined: list[Element] = []
    widest = max((len(element.text) for element in elements), default=0)
    for element in elements:
        above = joined[-1] if joined else None
        if (
            above is not None
            and strip_bullet(element.text)[0] is None
            and not element.gap
            and element.line.number != above.line.number
            and not above.text.endswith((".", ";"))
            and _was_wrapped(above, element, widest)
        ):
            joined[-1] = Element(
                above.kind,
                above.line,
                f"{above.text} {element.text}",
                above.field,
                above.printed,
                above.owner,
                above.gap,
            )
        else:
            joined.append(element)
    return joined


def _was_wrapped(above: Element, element: Element, widest: int) -> bool:
    """Return whether a line was too full for the first word of the next."""
    if above.line.open_end:
        return True
    return len(above.line.text) >= BOXES.min_wrapped_chars and _fills(above, element, widest)


def _fills(above: Element, element: Element, widest: int) -> bool:
    """Return whether the first word of a text would not have fitted on the line above it."""
    first = element.text.split()[:1]
    return len(above.line.text) + 1 + len("".join(first)) > widest
