"""An SOP as read: text with its place, before it is parsed into values.

Both ways in, pages with geometry and plain text without, end in this form; what comes after
(`extract.record.build`, `extract.checks`, the writers) knows no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.cell_names import CellNames
from models.finding import Finding
from models.flowchart import Chart
from models.geometry import BBox, Turn
from models.source import TextOrigin


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of text stands: a box on a page, or a line of a plain text.

    Attributes:
        page: 1-based page number; None in plain text.
        bbox: Box on that page in PDF points; None in plain text.
        line: 1-based line number in plain text; None on a page.
    """

    page: int | None = None
    bbox: BBox | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RawText:
    """A piece of text as read.

    Attributes:
        text: The wording, whitespace folded.
        place: Where it begins (a box that holds all of it where it stands on one page).
        confidence: How sure we are of it, 0 to 1.
        bullet: The list number or bullet printed before it, without its dot; None where none is.
        stray: Glyphs without meaning that stood right behind a word and were left out.
    """

    text: str
    place: Place = field(default_factory=Place)
    confidence: float = 1.0
    bullet: str | None = None
    stray: str = ""

    def with_text(self, text: str) -> RawText:
        """Return the same reading with another text, a part of its own for instance."""
        return RawText(text, self.place, self.confidence, self.bullet, self.stray)

    @staticmethod
    def joined(parts: Iterable[RawText], separator: str = " ") -> RawText:
        """Return one reading for several that follow each other.

        Texts are joined by `separator`, boxes on the first part's page united, and the least
        confidence counts. It has the first part's bullet and every part's stray glyphs.

        Raises:
            ValueError: There are no parts.
        """
        parts = list(parts)
        if not parts:
            raise ValueError("no readings to join")
        if len(parts) == 1:
            return parts[0]
        first = parts[0].place
        boxes = [p.place.bbox for p in parts if p.place.bbox and p.place.page == first.page]
        return RawText(
            separator.join(part.text for part in parts),
            Place(first.page, BBox.around(boxes) if boxes else None, first.line),
            min(part.confidence for part in parts),
            parts[0].bullet,
            "".join(part.stray for part in parts),
        )


@dataclass(slots=True)
class RawStep:
    """One row of a step table as read.

    Attributes:
        cells: Column -> what stands there; a cell that is empty is absent.
        actors: Who does it, where the Pelaksana column says so in words.
        rows: The boxes of the row on its page, and on the next where a page break cuts it; none
            in plain text.
        labels: Words of the flowchart ("Ya", "Tidak") printed in the row's Pelaksana columns of
            a plain text, which has no arrows they could stand at.
    """

    cells: dict[str, RawText] = field(default_factory=dict)
    actors: list[RawText] = field(default_factory=list)
    rows: list[Place] = field(default_factory=list)
    labels: list[RawText] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawHeading:
    """The heading of a step table, as printed on one page.

    Attributes:
        columns: What a column, or a group of columns ("actors", "quality"), is -> its heading.
        actors: The Pelaksana columns' headings, left to right.
    """

    columns: dict[str, RawText]
    actors: tuple[RawText, ...] = ()


@dataclass(slots=True)
class RawProcedure:
    """One of the step tables of an SOP as read.

    Attributes:
        caption: What is printed above it; None where nothing is.
        first_seq: 1-based position of its first step in the SOP.
        last_seq: 1-based position of its last step in the SOP.
        actors: Its own Pelaksana columns, left to right.
    """

    caption: RawText | None
    first_seq: int
    last_seq: int
    actors: list[RawText] = field(default_factory=list)


@dataclass(slots=True)
class RawSop:
    """One SOP as read.

    Attributes:
        header: Name of a header field (`models.fields.HEADER`) -> what stands there.
        sections: Name of a box (`models.fields.LISTS`) -> its items without their bullets.
        extra_sections: Printed heading of any other box -> its items.
        actors: The Pelaksana columns, left to right.
        steps: The rows of the step table in order.
        procedures: The step tables that the steps stand in; none in plain text.
        headings: The step tables' headings, one for each time that one is printed; none where
            words of the heading cannot be told apart.
        totals: Durations in rows below the steps that sum them up.
        titles: The SOP's name wherever a plain text has it besides the title: on the cover, above
            the step table. On pages the latter are captions of procedures.
        contact: Lines of the letterhead that say where and how to reach the office, as printed.
        duration_unit: What the heading of the duration column says of its unit, e.g. "Menit".
        charts: The flowcharts beside the steps, a page each.
        pages: 1-based numbers of the pages it stands on; empty for plain text.
        origin: Where the text came from.
        turns: How pages were turned whose text is drawn sideways or upside down; boxes on them
            are those of the turned page.
        cell_names: Page -> the names of its cells, where it is a sheet of a workbook.
        findings: What a person should know of how it was read.
        agreed: Name of a header field -> what was recognised there, where another SOP of the
            file, or the rest of this one, says what it is.
    """

    header: dict[str, RawText] = field(default_factory=dict)
    sections: dict[str, list[RawText]] = field(default_factory=dict)
    extra_sections: dict[str, list[RawText]] = field(default_factory=dict)
    actors: list[RawText] = field(default_factory=list)
    steps: list[RawStep] = field(default_factory=list)
    procedures: list[RawProcedure] = field(default_factory=list)
    headings: list[RawHeading] = field(default_factory=list)
    totals: list[RawText] = field(default_factory=list)
    titles: list[RawText] = field(default_factory=list)
    contact: list[RawText] = field(default_factory=list)
    duration_unit: str | None = None
    charts: list[Chart] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    origin: TextOrigin = TextOrigin.DIGITAL
    turns: dict[int, Turn] = field(default_factory=dict)
    cell_names: dict[int, CellNames] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    agreed: dict[str, str] = field(default_factory=dict)
