"""Labels of the sheet's upper part that no table of spellings knows.

A label misspelt beyond likeness stands in the column of the known ones, with a value beside it.
Which field it announces is weighed: how like a spelling it is, what kind of text its value is,
and where it stands in the form's official order. All such labels of a sheet are assigned together,
each field once; the margin to the next best assignment is their confidence. What fits no field is
still a label, so that its value belongs to no other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.fields.cell_geometry import REGIONS, is_right_of, text_lines
from extract.fields.labelled import LabelKind, Labelled, top_of_boxes
from extract.vocabulary.label_weights import LabelWeights, label_weights
from extract.vocabulary.letterhead import is_letterhead_line
from extract.vocabulary.matcher import Candidate, likeness_to
from models.grid import Cell
from normalize.bullets import strip_bullet
from normalize.dates import parse_date
from normalize.people import is_position, looks_like_name, parse_nip

# The fields of the sheet's upper part in the form's official order (Permenpan RB 35/2012).
ORDER = ("sop_number", "created_on", "revised_on", "effective_on", "approver", "title")
FEATURES = ("always", "wording", "lead", "fits", "contradicts", "in_order", "out_of_order")


@dataclass(frozen=True, slots=True)
class UnlistedThresholds:
    """Where labels are looked for that no table knows. Unfitted."""

    # So many known labels in a column make it one of labels.
    min_known: int = 2
    # Longer texts are sentences.
    max_chars: int = 40
    max_words: int = 5
    # An assignment less probable than this, 0 to 1, is none ...
    min_probability: float = 0.5
    # ... and no value so found is surer than this.
    max_confidence: float = 0.85
    # More labels in a column are no sheet; a bound of time.
    max_labels: int = 6


UNLISTED = UnlistedThresholds()

Row = tuple[str, str]


def find_unlisted_labels(cells: Sequence[Cell], labels: Sequence[Labelled]) -> list[Labelled]:
    """Return the labels among cells that no table of spellings knows.

    Args:
        cells: The cells of an identity sheet on one page.
        labels: The labels known by their spelling.

    Returns:
        The labels; those that announce no field are of the kind OTHER.
    """
    top = top_of_boxes(labels)
    known = [x for x in labels if x.kind is not LabelKind.SECTION and x.cell.bbox.top < top]
    column = [x for x in known if x.stands_alone and _shares_column(x.cell, known)]
    labelled = {id(x.cell) for x in labels}
    found = [
        cell
        for cell in cells
        if id(cell) not in labelled
        and cell.bbox.top < top - REGIONS.edge_pt
        and _may_be_label(cell, cells)
        and sum(_is_in_column(cell, x.cell) for x in column) >= UNLISTED.min_known
    ]
    if not found or len(found) > UNLISTED.max_labels:
        return []
    taken = {x.match.field for x in known}
    rows = [(cell.text, _value_beside(cell, cells)) for cell in found]
    places = [_neighbours(cell, column) for cell in found]
    chosen = assign_fields(rows, places, taken, label_weights())
    return [_labelled(cell, field, sure) for cell, (field, sure) in zip(found, chosen, strict=True)]


def assign_fields(
    rows: Sequence[Row],
    places: Sequence[tuple[str | None, str | None]],
    taken: set[str],
    weights: LabelWeights,
) -> list[tuple[str | None, float]]:
    """Assign fields to labels, each field to one label at most.

    Args:
        rows: Label and value of each.
        places: The known fields right above and right below each; None where there is none.
        taken: The fields that known labels announce.
        weights: What the evidence weighs.

    Returns:
        For each label its field (None: none of the form's), and how probable that is, 0 to 1.
    """
    free = [field for field in ORDER if field not in taken]
    scores = [
        {field: weights.score(features_of(row, field, place)) for field in free}
        for row, place in zip(rows, places, strict=True)
    ]
    ranked = sorted(_assignments(scores), key=lambda one: -one[0])
    best = ranked[0][1]
    total = sum(math.exp(score - ranked[0][0]) for score, _ in ranked)
    found: list[tuple[str | None, float]] = []
    for index, field in enumerate(best):
        share = sum(math.exp(s - ranked[0][0]) for s, fields in ranked if fields[index] == field)
        sure = share / total
        found.append((field if sure >= UNLISTED.min_probability else None, sure))
    return found


def features_of(row: Row, field: str, place: tuple[str | None, str | None]) -> dict[str, float]:
    """Return what speaks for and against a label's being a field's, by feature.

    Args:
        row: Label and value.
        field: The field.
        place: The known fields right above and right below; None where there is none.
    """
    label, value = row
    likeness = {name: likeness_to(label, "header", name) for name in ORDER}
    others = max(likeness[name] for name in ORDER if name != field)
    kind = kind_of(value)
    rank = ORDER.index(field)
    above, below = (ORDER.index(x) if x in ORDER else None for x in place)
    in_order = [rank > x for x in (above,) if x is not None]
    in_order += [rank < x for x in (below,) if x is not None]
    return {
        "always": 1.0,
        "wording": likeness[field],
        "lead": likeness[field] - others,
        "fits": float(kind is not None and field in _FIELDS_OF[kind]),
        "contradicts": float(kind is not None and field not in _FIELDS_OF[kind]),
        "in_order": float(bool(in_order) and all(in_order)),
        "out_of_order": float(bool(in_order) and not all(in_order)),
    }


_DATES = ("created_on", "revised_on", "effective_on")
# What may stand beside a label of which field, by the kind of text.
_FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "date": _DATES,
    "number": ("sop_number",),
    "person": ("approver",),
    "words": ("title",),
}


def kind_of(value: str) -> str | None:
    """Return what kind of text a value is: date, number, person, words; None for an empty box."""
    text = value.strip(" :-.")
    if not text:
        return None
    if parse_date(text) is not None:
        return "date"
    if parse_nip(text) is not None or is_position(text) or looks_like_name(text):
        return "person"
    digits = sum(map(str.isdigit, text))
    return "number" if digits and len(text.split()) <= 3 else "words"


def _assignments(
    scores: Sequence[Mapping[str, float]], taken: tuple[str | None, ...] = ()
) -> Iterator[tuple[float, tuple[str | None, ...]]]:
    """Yield every assignment of fields to labels with its score; None has the score 0."""
    if len(taken) == len(scores):
        fields = zip(scores, taken, strict=True)
        yield sum(own[field] for own, field in fields if field is not None), taken
        return
    for field in (None, *scores[len(taken)]):
        if field is None or field not in taken:
            yield from _assignments(scores, (*taken, field))


def _may_be_label(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Return whether a cell looks like a label: a few words, with a cell to its right."""
    text = cell.text.rstrip(" :")
    if not 2 <= len(text) <= UNLISTED.max_chars or len(text.split()) > UNLISTED.max_words:
        return False
    if not text[0].isupper() or any(map(str.isdigit, text)) or strip_bullet(text)[0] is not None:
        return False
    if is_letterhead_line(text) or is_position(text):
        return False
    return any(is_right_of(other, cell) for other in cells)


def _shares_column(cell: Cell, known: Sequence[Labelled]) -> bool:
    """Return whether another label stands in a label's column."""
    return any(x.cell is not cell and _is_in_column(cell, x.cell) for x in known)


def _is_in_column(cell: Cell, label: Cell) -> bool:
    """Return whether a cell has the left and right edge of a label's."""
    return (
        abs(cell.bbox.x0 - label.bbox.x0) <= REGIONS.edge_pt
        and abs(cell.bbox.x1 - label.bbox.x1) <= REGIONS.edge_pt
    )


def _value_beside(cell: Cell, cells: Sequence[Cell]) -> str:
    """Return the text of the cells right of a label."""
    beside = [other for other in cells if is_right_of(other, cell)]
    return " ".join(line.text for line in text_lines(beside)) if beside else ""


def _neighbours(cell: Cell, column: Sequence[Labelled]) -> tuple[str | None, str | None]:
    """Return the known fields right above and right below a cell."""
    above = [x for x in column if x.top < cell.bbox.top]
    below = [x for x in column if x.top > cell.bbox.top]
    return (
        max(above, key=lambda x: x.top).match.field if above else None,
        min(below, key=lambda x: x.top).match.field if below else None,
    )


def _labelled(cell: Cell, field: str | None, sure: float) -> Labelled:
    """Return the label that a cell is."""
    printed = cell.text.rstrip(" :")
    match = Candidate(field or "other", "header", 0.0, printed, "", colon=False)
    kind = LabelKind.OTHER if field is None else LabelKind.HEADER
    confidence = min(sure, UNLISTED.max_confidence)
    return Labelled(cell, cell.lines[0], match, kind, confidence=confidence)
