"""What a field of a record holds, and how values of that kind are handled everywhere.

Each field of a model says what it is by a `FieldSpec` among its annotations, and nothing else has
to know the field: `models.fields` collects them, and every stage asks there. What a kind needs of
code (a repair, a parser, a check of its form) is bound to the kind where that code lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What a field holds."""

    HEADING = "heading"  # a line that stands alone: an office, a title
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    IDENTIFIER = "identifier"  # a number with letters and signs, such as an SOP's
    DATE = "date"  # ISO 8601, as precise as printed
    POSITION = "position"  # the office that a person holds
    PERSON = "person"
    RANK = "rank"
    NIP = "nip"  # a civil servant's number, 18 digits
    CITATION = "citation"
    PROSE = "prose"
    ROW_NUMBER = "row number"
    DURATION = "duration"
    COLUMN = "column"  # the heading of a column or a table
    SWIMLANE = "swimlane"  # the actors in whose columns a step's symbols stand
    SYMBOL = "symbol"
    ARROW = "arrow"


class Curve(StrEnum):
    """The curve from how sure recognition was of a value's words to how sure the value is.

    The points are in `extract/record/confidence.toml`.
    """

    PROSE = "prose"  # sentences, of which a letter may be wrong and they still say the same
    HEADING = "heading"  # what stands alone in a box
    NAME = "name"  # lines beside which others stand that may run into them
    FIGURE = "figure"  # values whose form is checked besides
    DRAWN = "drawn"  # symbols and arrows


class Widget(StrEnum):
    """What a person edits a value with in the review."""

    TEXT = "text"  # several lines
    LINE = "line"  # one line
    DATE = "date"  # one line, understood as a date while it is typed
    NIP = "nip"  # one line, understood as an NIP while it is typed
    DURATION = "duration"  # understood as a duration while it is typed
    CITATION = "citation"  # understood as a citation while it is typed
    LANE = "lane"  # the step's lane in the swimlane


class Rule(StrEnum):
    """When a value is the one that the gold has."""

    SAME_LETTERS = "same letters"  # the same letters and digits, whatever the case and the signs
    EQUAL = "equal"
    ALIKE = "alike"  # at least 95 % of the letters and digits
    SAME_DURATION = "same duration"  # another wording may mean the same
    SAME_REGULATION = "same regulation"
    SAME_ACTORS = "same actors"
    SAME_ARROW = "same arrow"


@dataclass(frozen=True, slots=True)
class Handling:
    """How values of a kind are handled.

    Attributes:
        curve: How sure a recognised value is.
        widget: What a person edits it with.
        rule: When it is right.
    """

    curve: Curve
    widget: Widget
    rule: Rule


HANDLING: Final[Mapping[Kind, Handling]] = MappingProxyType(
    {
        Kind.HEADING: Handling(Curve.HEADING, Widget.TEXT, Rule.SAME_LETTERS),
        Kind.ADDRESS: Handling(Curve.NAME, Widget.TEXT, Rule.SAME_LETTERS),
        Kind.PHONE: Handling(Curve.FIGURE, Widget.LINE, Rule.SAME_LETTERS),
        Kind.EMAIL: Handling(Curve.FIGURE, Widget.LINE, Rule.SAME_LETTERS),
        Kind.WEBSITE: Handling(Curve.FIGURE, Widget.LINE, Rule.SAME_LETTERS),
        Kind.IDENTIFIER: Handling(Curve.FIGURE, Widget.LINE, Rule.SAME_LETTERS),
        Kind.DATE: Handling(Curve.FIGURE, Widget.DATE, Rule.EQUAL),
        Kind.POSITION: Handling(Curve.NAME, Widget.TEXT, Rule.SAME_LETTERS),
        Kind.PERSON: Handling(Curve.NAME, Widget.TEXT, Rule.SAME_LETTERS),
        Kind.RANK: Handling(Curve.NAME, Widget.TEXT, Rule.SAME_LETTERS),
        Kind.NIP: Handling(Curve.FIGURE, Widget.NIP, Rule.EQUAL),
        Kind.CITATION: Handling(Curve.PROSE, Widget.CITATION, Rule.SAME_REGULATION),
        Kind.PROSE: Handling(Curve.PROSE, Widget.TEXT, Rule.ALIKE),
        Kind.ROW_NUMBER: Handling(Curve.FIGURE, Widget.LINE, Rule.ALIKE),
        Kind.DURATION: Handling(Curve.FIGURE, Widget.DURATION, Rule.SAME_DURATION),
        Kind.COLUMN: Handling(Curve.HEADING, Widget.TEXT, Rule.ALIKE),
        Kind.SWIMLANE: Handling(Curve.DRAWN, Widget.LANE, Rule.SAME_ACTORS),
        Kind.SYMBOL: Handling(Curve.DRAWN, Widget.LANE, Rule.EQUAL),
        Kind.ARROW: Handling(Curve.DRAWN, Widget.LANE, Rule.SAME_ARROW),
    }
)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field of a model is: `Annotated[str | None, FieldSpec(Kind.DATE, ...)]`.

    Attributes:
        kind: What it holds.
        id: Its title in Indonesian, as forms print it.
        en: Its title in English.
        since: The release that added it; None for a field of the contract's first one. Gold that
            was made before may lack the field and is not judged by it.
        or_else: Names of fields whose value it takes, the first that is printed, where nothing is
            printed under its own labels.
    """

    kind: Kind
    id: str
    en: str
    since: str | None = None
    or_else: tuple[str, ...] = ()
