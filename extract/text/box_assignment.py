"""Which box each of many fragments belongs to, chosen for all of them together.

Each fragment says which boxes it may come from; the numbers printed for a row of boxes say how
many items those have. The choice is the one that satisfies both best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.text.paragraphs import Fragment, Group
from extract.vocabulary.box_contents import classify
from models.fields import LISTS
from models.raw import RawText


@dataclass(frozen=True, slots=True)
class PlacingCosts:
    """What a choice of boxes for fragments costs.

    Costs are natural logarithms of probabilities. Unfitted.
    """

    # Confidence of an item put into a box by what it says is at least this, 0 to 1 ...
    min_confidence: float = 0.6
    # ... and at most this.
    max_confidence: float = 0.8
    # An item too many or too few in a row of boxes with numbers.
    item_miscounted: float = 2.0
    # A box left empty.
    box_empty: float = 2.0
    # A second item in a box without numbers.
    extra_item: float = 0.7
    # Leaving the row of boxes beside whose numbers a fragment stands.
    left_its_row: float = 5.0
    # More fragments are no sheet; each then goes where it is likeliest.
    max_fragments: int = 150
    # So many fragments are moved at most; a bound of time.
    max_moves: int = 300


PLACING = PlacingCosts()


@dataclass(slots=True)
class _Choice:
    """A box for every fragment.

    Attributes:
        scores: For each fragment, box -> log probability.
        chosen: For each fragment its box.
        groups: The rows of boxes.
        homes: For each fragment the boxes beside whose numbers it stands; empty for most.
    """

    scores: list[dict[str, float]]
    chosen: list[str]
    groups: Sequence[Group]
    homes: list[tuple[str, ...]] = field(default_factory=list)

    def value(self) -> float:
        """Return how good the choice is."""
        counts = Counter(self.chosen)
        total = sum(score[name] for score, name in zip(self.scores, self.chosen, strict=True))
        for home, name in zip(self.homes, self.chosen, strict=True):
            total -= PLACING.left_its_row if home and name not in home else 0.0
        for group in self.groups:
            have = sum(counts[name] for name in group.sections)
            if group.numbers:
                total -= PLACING.item_miscounted * abs(have - group.numbers)
            else:
                total -= PLACING.extra_item * sum(
                    max(counts[name] - 1, 0) for name in group.sections
                )
            total -= PLACING.box_empty * sum(not counts[name] for name in group.sections)
        return total


def assign_boxes(
    fragments: Sequence[Fragment], groups: Sequence[Group]
) -> dict[str, list[RawText]]:
    """Put fragments into the boxes of a sheet.

    Args:
        fragments: What is left of the sheet for its boxes.
        groups: The rows of boxes that the sheet has.

    Returns:
        Section -> items, in the order of the text.
    """
    known = [name for group in groups for name in group.sections if name in LISTS]
    names = list(dict.fromkeys(known)) or list(LISTS)
    scores = []
    for fragment in fragments:
        likelihoods = classify(fragment.text)
        scores.append({name: likelihoods[name] for name in names})
    chosen = [max(score, key=lambda name: score[name]) for score in scores]
    choice = _Choice(scores, chosen, groups, [_home(fragment, groups) for fragment in fragments])
    if len(fragments) <= PLACING.max_fragments:
        _improve(choice, names)
    sections: dict[str, list[RawText]] = {}
    for fragment, name, score in zip(fragments, choice.chosen, scores, strict=True):
        sections.setdefault(name, []).append(fragment.raw_text(_sureness(score, name)))
    return sections


def _home(fragment: Fragment, groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the boxes beside whose numbers a fragment stands."""
    return () if fragment.group is None else tuple(groups[fragment.group].sections)


def _improve(choice: _Choice, names: Sequence[str]) -> None:
    """Move fragments, one at a time and the best move first, while the choice gets better."""
    value = choice.value()
    for _ in range(PLACING.max_moves):
        best: tuple[float, int, str] | None = None
        for index, current in enumerate(choice.chosen):
            for name in names:
                if name == current:
                    continue
                choice.chosen[index] = name
                tried = choice.value()
                if tried > value + 1e-9 and (best is None or tried > best[0]):
                    best = (tried, index, name)
            choice.chosen[index] = current
        if best is None:
            return
        value = best[0]
        choice.chosen[best[1]] = best[2]


def _sureness(score: Mapping[str, float], name: str) -> float:
    """Return the confidence of an item from how far its box leads the next likely one."""
    others = [value for other, value in score.items() if other != name]
    lead = score[name] - max(others) if others else 1.0
    return min(
        PLACING.max_confidence, max(PLACING.min_confidence, PLACING.min_confidence + lead / 10)
    )
