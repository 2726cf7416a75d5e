"""Whether what was read is an SOP: signs of the form and of other documents, weighed together.

Ruled pages, unruled pages and plain text give the same signs: the labels that are whole cells or
lines, what the document calls itself, and what the reader made of it (`models.raw.RawSop`). An
SOP must have one of the form's parts, something to tell, and more points for it than against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.errors import DocumentError, NotAnSopError, SopNotReadError
from extract.vocabulary.columns import QUALITY, match_column
from extract.vocabulary.labels import match_header, match_section
from extract.vocabulary.matcher import EXACT_SCORE, LIMITS, Candidate
from extract.vocabulary.other_documents import OtherKind, other_kinds, says_sop
from models.fields import DATES
from models.raw import RawSop
from normalize.durations import parse_duration
from normalize.text import fold_space


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """Points that signs of an SOP give or take, and how many an SOP needs.

    Unfitted: set by hand, so that the development documents keep their records and the made
    near-misses of the tests get none.
    """

    # An SOP has at least so many points in all ...
    min_sop_points: float = 3.0
    # ... and a file without one has so many where an SOP stands in it that was not read.
    min_unread_points: float = 4.0

    # Labels of the sheet. "Nomor SOP", "Nama SOP": each of the two.
    own_label_points: float = 2.0
    # "Tanggal Pembuatan", "Tanggal Efektif": each, up to so many.
    date_label_points: float = 1.0
    max_date_labels: int = 3
    # "Disahkan oleh".
    approver_label_points: float = 0.75
    # "Nomor", "Judul", "Tanggal": other documents have them as often.
    common_label_points: float = 0.2
    # A label that its value follows without a colon has this share of its points.
    unparted_share: float = 0.5

    # Boxes of the sheet that only SOPs have: Keterkaitan, Peringatan, Pencatatan.
    own_box_points: float = 1.5
    # Boxes that a service standard or a decree has too: Dasar Hukum, Kualifikasi, Peralatan.
    shared_box_points: float = 1.0
    # Boxes of narrative SOPs ("Pengertian", "Tujuan"): each, up to so many.
    narrative_box_points: float = 0.25
    max_narrative_boxes: int = 4
    # So many of the six boxes stand for a sheet whose beginning is missing.
    min_boxes: int = 3

    # "STANDAR OPERASIONAL PROSEDUR" as a heading.
    name_points: float = 1.5

    # The step table: the Pelaksana group, the Mutu Baku group, each column below the latter.
    actors_group_points: float = 1.5
    quality_group_points: float = 2.5
    quality_column_points: float = 0.5
    # At least two steps with a number.
    numbered_steps_points: float = 1.0
    # All filled Waktu cells hold durations; as much is taken where none does (months, dates).
    durations_points: float = 1.5
    # The flowchart has arrows.
    arrows_points: float = 1.5

    # Taken for the other kind of document that most speaks for: its title, and each label of it,
    # up to so many.
    other_title_points: float = 3.0
    other_label_points: float = 0.75
    max_other_labels: int = 6


WEIGHTS = EvidenceWeights()

_OWN = frozenset({"sop_number", "title"})
_OWN_BOXES = frozenset({"related_sops", "warnings", "records"})
_SHARED_BOXES = frozenset({"legal_basis", "qualifications", "equipment"})
_LEADING = frozenset({"sop_number", "title", "created_on"})


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole cells and lines of a page, or of a part of a text, say of its kind.

    Attributes:
        labels: (kind of spelling, field) -> how sure that label is, 0 to 1.
        groups: Groups of columns ("actors", "quality") whose heading stands there.
        others: What says that it is another kind of document -> the texts that say so.
        is_named: Whether it calls itself an SOP.
        unread: Why part of it could not be read, so that more may stand there; None where all was.
    """

    labels: Mapping[tuple[str, str], float] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    others: Mapping[OtherKind, frozenset[str]] = field(default_factory=dict)
    is_named: bool = False
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for an SOP.

    Attributes:
        points: All points, for it and against.
        has_part: Whether one of the form's parts is there: the beginning of a sheet, a step table
            with a Pelaksana or Mutu Baku group, or three known boxes.
        tells: Whether there are steps, a title or an approver; or, on a sheet where neither could
            be read, items in three known boxes.
        other: The other kind of document that most speaks for; None where nothing does.
    """

    points: float
    has_part: bool
    tells: bool
    other: str | None

    @property
    def is_sop(self) -> bool:
        """Return whether what was read is an SOP."""
        return self.has_part and self.tells and self.points >= WEIGHTS.min_sop_points

    @property
    def hides_sop(self) -> bool:
        """Return whether much points to an SOP, in a file of which none was read."""
        return self.has_part and self.points >= WEIGHTS.min_unread_points


def signs_of(texts: Iterable[str], columns: Iterable[str] = (), unread: str | None = None) -> Signs:
    """Return what whole cells and lines say of the kind of document.

    Args:
        texts: The texts of the cells, and of the lines in them and outside.
        columns: Columns and groups of columns that are known to be named there.
        unread: Why more may stand there than was read.
    """
    labels: dict[tuple[str, str], float] = {}
    groups = {column for column in columns if column in ("actors", "quality")}
    others: dict[OtherKind, set[str]] = defaultdict(set)
    is_named = False
    for text in texts:
        if not text or len(text) > LIMITS.max_chars:
            continue
        for found in (match_header(text), match_section(text)):
            if found is not None and (sure := _sureness(found)):
                key = found.kind, found.field
                labels[key] = max(sure, labels.get(key, 0.0))
        if (column := match_column(text)) in ("actors", "quality"):
            groups.add(str(column))
        for other in other_kinds(text):
            others[other].add(fold_space(text))
        is_named = is_named or says_sop(text)
    said = {kind: frozenset(found) for kind, found in others.items()}
    return Signs(labels, frozenset(groups), said, is_named, unread)


def weigh(sop: RawSop, signs: Iterable[Signs]) -> Weighed:
    """Weigh what speaks for an SOP.

    Args:
        sop: What was read of it; an empty one where nothing was.
        signs: What its pages, or its part of the text, say.
    """
    signs = list(signs)
    labels: dict[tuple[str, str], float] = {}
    for one in signs:
        for key, sure in one.labels.items():
            labels[key] = max(sure, labels.get(key, 0.0))
    groups = {group for one in signs for group in one.groups}
    columns = {name for heading in sop.headings for name in heading.columns} if sop.steps else set()
    has_actors = bool(({"actors"} & (groups | columns)) or len(sop.actors) > 1)
    has_quality = bool({"quality"} & (groups | columns)) or columns.issuperset(QUALITY)
    boxes = {name for kind, name in labels if kind == "section"} | set(sop.sections)
    known = boxes & (_OWN_BOXES | _SHARED_BOXES)
    other, against = _strongest_other(sop, signs)
    points = (
        _label_points(labels)
        + WEIGHTS.own_box_points * len(known & _OWN_BOXES)
        + WEIGHTS.shared_box_points * len(known & _SHARED_BOXES)
        + WEIGHTS.narrative_box_points * min(_narrative(sop, boxes), WEIGHTS.max_narrative_boxes)
        + WEIGHTS.name_points * any(one.is_named for one in signs)
        + WEIGHTS.actors_group_points * has_actors
        + WEIGHTS.quality_group_points * has_quality
        + WEIGHTS.quality_column_points * len(columns & set(QUALITY))
        + _step_points(sop)
        - against
    )
    begins = _begins(labels)
    filled = [name for name in known if sop.sections.get(name)]
    return Weighed(
        points=points,
        has_part=begins or has_actors or has_quality or len(known) >= WEIGHTS.min_boxes,
        tells=bool(sop.steps or sop.header.keys() & {"title", "approver.name"})
        or (begins and len(filled) >= WEIGHTS.min_boxes),
        other=other,
    )


def refusal(signs: Iterable[Signs], kind: str | None = None) -> DocumentError:
    """Return the error of a file in which no SOP was read.

    Args:
        signs: What its pages, or its text, say.
        kind: What it looks like, in words: "a decree"; None where that is not known.

    Returns:
        `SopNotReadError` where much points to an SOP, or where a part of the file that may hold
        one was not read; else `NotAnSopError`.
    """
    signs = list(signs)
    unread = next((one.unread for one in signs if one.unread), None)
    if unread is not None:
        return SopNotReadError(f"no SOP was found in what could be read of it: {unread}")
    weighed = weigh(RawSop(), signs)
    if weighed.hides_sop:
        return SopNotReadError(
            "much in it points to an SOP, but neither an identity sheet nor a step table could be "
            "read; look at the file"
        )
    kind = kind if weighed.other is None else _named(weighed.other)
    looks = f"; it looks like {kind}" if kind else ""
    return NotAnSopError(f"it is not an SOP: no identity sheet and no step table in it{looks}")


def _named(kind: str) -> str:
    """Return a kind of document with its article."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _sureness(found: Candidate) -> float:
    """Return how sure a label is by its wording and by what follows it, 0 to 1."""
    if found.colon or not found.rest:
        return found.score / EXACT_SCORE
    # A sentence that begins with a label's words is none.
    if found.rest[-1] in ".;," or found.rest[0].islower():
        return 0.0
    return WEIGHTS.unparted_share * found.score / EXACT_SCORE


def _label_points(labels: Mapping[tuple[str, str], float]) -> float:
    """Return the points of the sheet's labels."""
    header = {name: sure for (kind, name), sure in labels.items() if kind == "header"}
    common = {
        name: sure
        for (kind, name), sure in labels.items()
        if kind == "header_alone" and name not in header
    }
    dates = sorted((header[name] for name in header.keys() & set(DATES)), reverse=True)
    return (
        WEIGHTS.own_label_points * sum(header[name] for name in header.keys() & _OWN)
        + WEIGHTS.date_label_points * sum(dates[: WEIGHTS.max_date_labels])
        + WEIGHTS.approver_label_points * header.get("approver", 0.0)
        + WEIGHTS.common_label_points * sum(common.values())
    )


def _begins(labels: Mapping[tuple[str, str], float]) -> bool:
    """Return whether labels are those that a sheet begins with."""
    if any(kind == "header" and name in _OWN for kind, name in labels):
        return True
    return len({name for kind, name in labels if kind != "section"} & _LEADING) > 1


def _narrative(sop: RawSop, boxes: set[str]) -> int:
    """Return how many boxes there are that the contract has no list for."""
    return max(len(sop.extra_sections), int("extra" in boxes))


def _step_points(sop: RawSop) -> float:
    """Return the points of a step table's rows: their numbers, durations, and flowchart."""
    numbered = sum("number" in step.cells for step in sop.steps) > 1
    cells = [step.cells["duration"].text for step in sop.steps if "duration" in step.cells]
    parsed = [parse_duration(text, sop.duration_unit) for text in cells]
    timed = sum(one is not None and one.unit is not None for one in parsed)
    balance = (2 * timed - len(cells)) / len(cells) if cells else 0.0
    return (
        WEIGHTS.numbered_steps_points * numbered
        + WEIGHTS.durations_points * balance
        + WEIGHTS.arrows_points * any(chart.links for chart in sop.charts)
    )


def _strongest_other(sop: RawSop, signs: Sequence[Signs]) -> tuple[str | None, float]:
    """Return the other kind of document that most speaks for, and its points.

    What an SOP's own values say does not count: a step's output may be minutes, the title behind
    its label a letter's name. A title without label, from above a table, does count.
    """
    labelled = any(("header", "title") in one.labels for one in signs)
    own = _own_texts(sop, titled=labelled)
    said: dict[str, set[OtherKind]] = defaultdict(set)
    for one in signs:
        for other, texts in one.others.items():
            if not all(text in own for text in texts):
                said[other.kind].add(other)
    points = {
        kind: WEIGHTS.other_title_points * any(one.title for one in found)
        + WEIGHTS.other_label_points
        * min(sum(not one.title for one in found), WEIGHTS.max_other_labels)
        for kind, found in said.items()
    }
    strongest = max(points, key=lambda kind: points[kind], default=None)
    return strongest, points[strongest] if strongest is not None else 0.0


def _own_texts(sop: RawSop, *, titled: bool) -> str:
    """Return the texts of an SOP's steps and actors, a line each.

    Args:
        sop: The SOP.
        titled: Whether its titles are among them.
    """
    values = [cell for step in sop.steps for cell in step.cells.values()]
    values += sop.actors
    if titled:
        values += sop.titles
        values += [sop.header["title"]] if "title" in sop.header else []
    return "\n".join(fold_space(value.text) for value in values)
