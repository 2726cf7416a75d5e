"""An identity sheet whose labels and values an export separated from each other.

The order of the text says little here, so each fragment is taken for what it says it is. What
structure is left is used: the count of the numbers printed for a row of boxes, colons that stand
in the order of the sheet's labels, a title repeated at the step table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.fields.letterhead import read_letterhead
from extract.findings.registry import make_finding
from extract.text.box_assignment import assign_boxes
from extract.text.elements import Element, Kind
from extract.text.identity import Identity
from extract.text.paragraphs import Fragment, Group, read_fragments
from extract.vocabulary.approval import is_nip_line
from extract.vocabulary.box_contents import classify, known_words, rule_class
from extract.vocabulary.letterhead import is_office_line, mentions_contact
from models.fields import DATES
from models.raw import RawText
from normalize.citations import starts_citation
from normalize.dates import parse_date
from normalize.people import has_degree, is_position, is_rank, looks_like_name, parse_nip
from normalize.text import blank_to_none, fold_key


@dataclass(frozen=True, slots=True)
class ScatteredThresholds:
    """When a sheet's order is lost, and how sure its values are then. Unfitted."""

    # Confidence of a value taken by its form, 0 to 1.
    form_confidence: float = 0.8
    # Confidence of a value taken by the order of the colons, 0 to 1.
    order_confidence: float = 0.7
    # So many values or numbers without a label show that the order is lost.
    min_orphans: int = 3
    # A date, or an SOP's number, that stands alone is at most so long; a plain name has at most so
    # many words.
    max_date_chars: int = 40
    max_name_words: int = 5
    # A text is a title by its wording where the classifier gives it at least this probability.
    min_title_probability: float = 0.3
    # How a colon's value fits a label by its form: as it must, against it, or neither.
    fits: float = 2.0
    fits_not: float = -3.0
    may_fit: float = 0.5
    # A label, or a colon, that is left without the other.
    unpaired: float = -0.4
    # So many colons for each kind of label make no sheet to align; a bound of time.
    max_colons_per_label: int = 4


SCATTERED = ScatteredThresholds()


_BARE_NUMBERS = re.compile(r"(?:\d{1,2}\s?[.)]\s*)+")
_SOP_NUMBER = re.compile(
    r"(?=\S*\d)[\w.\-]{1,20}(?:\s?/\s?[\w.\-]{1,20}){2,8}|\d{1,4}\s+tahun\s+\d{4}", re.I
)
_SOP_NUMBER_AT_END = re.compile(r"\s((?=\S*\d)[\w.\-]{1,20}(?:/[\w.\-]{1,20}){2,8})$")

# The order in which sheets print the labels of their single values.
_LABEL_ORDER = ("sop_number", *DATES, "approver", "title")


def is_scattered(elements: Sequence[Element]) -> bool:
    """Return whether a sheet's labels and values stand apart.

    Signs of it are values that begin with a colon under no label, and list numbers without
    their items.
    """
    orphans = 0
    for index, element in enumerate(elements):
        before = elements[index - 1] if index else None
        if element.kind is Kind.STUB:
            orphans += not (before and before.kind is Kind.LABEL and not before.text)
        elif element.kind is Kind.TEXT and element.owner is None:
            orphans += bool(_BARE_NUMBERS.fullmatch(element.text))
    return orphans >= SCATTERED.min_orphans


@dataclass(slots=True)
class _Sorted:
    """Fragments by what they are.

    Attributes:
        letterhead: Lines of offices and of how to reach them.
        single: Name of a header field -> its value.
        dates: Dates that stand alone.
        others: Fragments of boxes, and the title.
    """

    letterhead: list[RawText] = field(default_factory=list)
    single: dict[str, RawText] = field(default_factory=dict)
    dates: list[RawText] = field(default_factory=list)
    others: list[Fragment] = field(default_factory=list)


def read_scattered(
    elements: Sequence[Element], captions: Sequence[str], *, marked: bool
) -> Identity:
    """Read a sheet whose labels and values stand apart.

    Args:
        elements: The sheet's elements.
        captions: Paragraphs beside the step table's headings, folded to letters and digits; the
            title is often repeated there.
        marked: Whether lines that wrap end with a blank.
    """
    identity = Identity()
    fragments, groups = read_fragments(elements, marked=marked)
    sorted_ = _sort(fragments)
    identity.header |= read_letterhead(sorted(sorted_.letterhead, key=_letterhead_order))
    identity.header |= sorted_.single
    for name, value in _labelled(elements, sorted_.dates).items():
        identity.header.setdefault(name, value)
    approved = {"approver.nip", "approver.position"} & identity.header.keys()
    if approved and "approver.name" not in identity.header:
        person = next((f for f in sorted_.others if _is_plain_name(f)), None)
        if person is not None:
            identity.header["approver.name"] = person.raw_text(SCATTERED.order_confidence)
            sorted_.others.remove(person)
    title = _find_title(sorted_.others, captions)
    if title is not None and "title" not in identity.header:
        identity.header["title"] = title.raw_text(SCATTERED.form_confidence)
        sorted_.others.remove(title)
    identity.sections = assign_boxes(sorted_.others, groups)
    identity.findings.append(make_finding("text-order-unreliable"))
    for group in groups:
        if group.out_of_order and group.sections:
            section = _longest(group, identity)
            identity.findings.append(
                make_finding(
                    "list-number-out-of-order",
                    "list",
                    field=f"/{section}",
                )
            )
    return identity


def _sort(fragments: Sequence[Fragment]) -> _Sorted:
    """Sort fragments by their form; what has none of its own goes to the boxes."""
    result = _Sorted()
    for fragment in fragments:
        text, value = fragment.text, fragment.raw_text(SCATTERED.form_confidence)
        if fragment.group is not None:
            result.others.append(fragment)
        elif is_nip_line(text) or parse_nip(text) is not None:
            result.single.setdefault("approver.nip", value)
        elif _SOP_NUMBER.fullmatch(text):
            result.single.setdefault("sop_number", value)
        elif starts_citation(text):
            result.others.append(fragment)
        elif _is_letterhead(text):
            if number := _SOP_NUMBER_AT_END.search(text):
                result.single.setdefault("sop_number", value.with_text(number.group(1)))
                value = value.with_text(text[: number.start()])
            result.letterhead.append(value)
        elif parse_date(text) is not None and len(text) <= SCATTERED.max_date_chars:
            result.dates.append(value)
        elif rule_class(text) is not None:
            result.others.append(fragment)
        elif is_rank(text):
            result.single.setdefault("approver.rank", value)
        elif has_degree(text) and looks_like_name(text):
            result.single.setdefault("approver.name", value)
        elif is_position(text) and (text.isupper() or text.endswith(",")):
            result.single.setdefault("approver.position", value.with_text(text.rstrip(" ,")))
        else:
            result.others.append(fragment)
    return result


def _is_plain_name(fragment: Fragment) -> bool:
    """Return whether a fragment is a name without titles: a few words that nothing else says."""
    words = fragment.text.split()
    if fragment.group is not None or not 1 < len(words) <= SCATTERED.max_name_words:
        return False
    return looks_like_name(fragment.text) and not known_words(fragment.text)


def _is_letterhead(text: str) -> bool:
    """Return whether a fragment names an office or how to reach it."""
    if mentions_contact(text):
        return True
    if not is_office_line(text) or is_position(text):
        return False
    name = _SOP_NUMBER_AT_END.sub("", text)
    return name.isupper()


def _letterhead_order(line: RawText) -> tuple[int, int]:
    """Return the place of a line in a letterhead: government, agency, unit, then contacts."""
    kinds = ("government", "agency", "unit")
    found = read_letterhead([line])
    rank = next((i for i, kind in enumerate(kinds) if kind in found), len(kinds))
    return (rank, line.place.line or 0)


def _labelled(elements: Sequence[Element], dates: Sequence[RawText]) -> dict[str, RawText]:
    """Return the values of the single labels that stand beside them, or in their order."""
    found: dict[str, RawText] = {}
    open_labels: list[str] = []
    stubs: list[Element] = []
    for element in elements:
        if element.kind is Kind.STUB:
            stubs.append(element)
        elif element.kind is Kind.LABEL and element.text:
            if element.field != "approver" and _fit(element.field, element.text) > 0:
                found.setdefault(element.field, element.raw_text(SCATTERED.form_confidence))
        elif element.kind is Kind.LABEL:
            open_labels.append(element.field)
    names = [name for name in _LABEL_ORDER if name in open_labels and name not in found]
    for name, stub in _align(names, stubs):
        if name != "approver" and blank_to_none(stub.text) is not None:
            found[name] = stub.raw_text(SCATTERED.order_confidence)
    wanted = [name for name in DATES if name in names and name not in found]
    if len(wanted) == len(dates):
        found.update(zip(wanted, dates, strict=True))
    return found


def _align(names: Sequence[str], stubs: Sequence[Element]) -> list[tuple[str, Element]]:
    """Pair labels with the colons' values, both in their order, as well as their forms allow."""
    best: dict[tuple[int, int], tuple[float, list[tuple[str, Element]]]] = {}

    def solve(i: int, j: int) -> tuple[float, list[tuple[str, Element]]]:
        if i == len(names) or j == len(stubs):
            return (SCATTERED.unpaired * (len(names) - i + len(stubs) - j), [])
        if (i, j) not in best:
            score, pairs = solve(i + 1, j + 1)
            options = [(score + _fit(names[i], stubs[j].text), [(names[i], stubs[j]), *pairs])]
            for skipped in (solve(i + 1, j), solve(i, j + 1)):
                options.append((skipped[0] + SCATTERED.unpaired, skipped[1]))
            best[i, j] = max(options, key=lambda option: option[0])
        return best[i, j]

    # A sheet has a handful of colons; a text with hundreds is no sheet to align.
    most = SCATTERED.max_colons_per_label * len(_LABEL_ORDER)
    return solve(0, 0)[1] if len(stubs) <= most else []


def _fit(name: str, text: str) -> float:
    """Return how well a text's form suits a label's value."""
    if blank_to_none(text) is None:
        return SCATTERED.may_fit
    is_date = parse_date(text) is not None and _SOP_NUMBER.fullmatch(text) is None
    if name in DATES:
        return SCATTERED.fits if is_date else SCATTERED.fits_not
    if name == "sop_number":
        is_number = any(map(str.isdigit, text)) and not is_date
        return SCATTERED.fits if is_number else SCATTERED.fits_not
    return SCATTERED.fits_not if is_date else SCATTERED.may_fit


def _find_title(fragments: Sequence[Fragment], captions: Sequence[str]) -> Fragment | None:
    """Return the fragment that is the SOP's name: what the table repeats, or what reads so."""
    best: tuple[float, Fragment] | None = None
    for fragment in fragments:
        repeated = fold_key(fragment.text) in captions
        ruled = rule_class(fragment.text) is not None and not repeated
        if fragment.group is not None or ruled:
            continue
        score = 0.0 if repeated else classify(fragment.text)["title"]
        if best is None or score > best[0]:
            best = (score, fragment)
    return best[1] if best and best[0] > math.log(SCATTERED.min_title_probability) else None


def _longest(group: Group, identity: Identity) -> str:
    """Return the section of a group that has the most items beyond its paired numbers."""
    return max(group.sections, key=lambda name: len(identity.sections.get(name, ())))
