"""The laid-out pages of a file put together to SOPs.

An identity sheet begins an SOP; the step tables and further boxes that follow it belong to it
until the next one begins. What is not an SOP after all (`extract.fields.evidence`) is dropped.
Pages with no part of an SOP (covers, decrees, tables of contents) are passed over, which a
finding says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.fields.captions import caption_above
from extract.fields.cell_geometry import REGIONS
from extract.fields.columns import Columns
from extract.fields.continuation import completed, continues, moved_to
from extract.fields.covers import add_letterheads
from extract.fields.draft import Draft
from extract.fields.evidence import weigh
from extract.fields.identity import Identity, read_identity
from extract.fields.page_notes import findings_of, note_page_reading
from extract.fields.pages import BLANK, PageSummary, passed_over, summarise
from extract.fields.procedures import add_steps, begins_procedure
from extract.fields.repeated_rows import fill_repeated
from extract.fields.side_columns import SideColumns
from extract.fields.signatures import read_signature
from extract.fields.steps import Body, read_rows
from extract.fields.table_parts import Part, split_table
from extract.findings.registry import make_finding
from extract.flow.read import frame_of, read_flowchart
from models.finding import Finding
from models.flowchart import Frame
from models.grid import Cell, PageLayout
from models.raw import RawHeading, RawSop, RawText
from normalize.likeness import likeness


@dataclass(frozen=True, slots=True)
class AssemblyThresholds:
    """How sure values are that another place than their own gives. Unfitted."""

    # Confidence of a title taken from the line above the step table, 0 to 1.
    caption_title_confidence: float = 0.6
    # Titles less alike than this, 0 to 100, are those of two SOPs.
    min_title_likeness: float = 60.0


ASSEMBLY = AssemblyThresholds()


@dataclass(slots=True)
class Assembly:
    """The SOPs of a file, as far as its pages have been seen.

    Attributes:
        drafts: The SOPs, finished or not.
        columns: The columns of the step table that the last page ended with.
        side: Its columns that stand on pages of their own.
        pages: What is kept of each page seen.
        notes: Page -> what its reader says of it, of pages without a part of an SOP.
    """

    drafts: list[Draft] = field(default_factory=list)
    columns: Columns | None = None
    side: SideColumns = field(default_factory=SideColumns)
    pages: list[PageSummary] = field(default_factory=list)
    notes: dict[int, list[Finding]] = field(default_factory=dict)

    @property
    def current(self) -> Draft | None:
        """Return the SOP that the pages seen last belong to."""
        return self.drafts[-1] if self.drafts else None

    def begin(self) -> Draft:
        """Begin a new SOP."""
        self.columns, self.side = None, SideColumns()
        self.drafts.append(Draft())
        return self.drafts[-1]


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a file's pages hold.

    Attributes:
        sops: The SOPs in order of appearance.
        pages: What is kept of each page.
    """

    sops: list[RawSop]
    pages: list[PageSummary]


def assemble_sops(layouts: Iterable[PageLayout]) -> list[RawSop]:
    """Return the SOPs that the pages of a file hold; see `assemble_pages`."""
    return assemble_pages(layouts).sops


def assemble_pages(layouts: Iterable[PageLayout]) -> Assembled:
    """Put the pages of a file together to SOPs.

    Args:
        layouts: The pages in order; read one at a time.

    Returns:
        The SOPs, and what was seen of the pages. Pages passed over are one finding of the first
        SOP; what their reader says of them are findings of the SOP that follows them, or of the
        last one.
    """
    assembly = Assembly()
    for layout in layouts:
        _add_page(assembly, layout)
        assembly.pages.append(summarise(layout))
        users = [draft.sop for draft in assembly.drafts if layout.number in draft.sop.pages]
        for sop in users:
            note_page_reading(sop, layout.page)
        assembly.notes[layout.number] = findings_of(layout.page)
        if not users and (layout.lines or layout.grids):
            assembly.columns = None
    return Assembled(_finished(assembly), assembly.pages)


def _finished(assembly: Assembly) -> list[RawSop]:
    """Return the SOPs without those that are none, with findings on the pages passed over."""
    _give_steps_to_sheets(assembly)
    sops = [draft.finish() for draft in assembly.drafts]
    for draft in assembly.drafts:
        add_letterheads(draft.sop, assembly.pages, has_sheet=draft.has_identity)
    sops = [
        sop
        for sop in sops
        if weigh(sop, [page.signs for page in assembly.pages if page.number in sop.pages]).is_sop
    ]
    if not sops:
        return []
    used = {number for sop in sops for number in sop.pages}
    unused = [page for page in assembly.pages if page.number not in used]
    for page in reversed(unused):
        following = (sop for sop in sops if max(sop.pages) > page.number)
        owner = next(following, sops[-1])
        owner.findings[:0] = assembly.notes[page.number]
    if written := [page for page in unused if page.looks != BLANK]:
        sops[0].findings.insert(0, passed_over(written))
    return sops


def _give_steps_to_sheets(assembly: Assembly) -> None:
    """Give steps without an identity sheet to the sheet behind them that has no steps.

    A workbook may have its steps before its cover, and pages may be scanned in reverse order.
    """
    kept: list[Draft] = []
    for index, draft in enumerate(assembly.drafts):
        before = kept[-1] if kept else None
        if before is not None and _belongs_to(before, draft, assembly, index):
            draft.take_steps_before(kept.pop())
        kept.append(draft)
    assembly.drafts = kept


def _belongs_to(steps: Draft, sheet: Draft, assembly: Assembly, index: int) -> bool:
    """Return whether steps without an identity sheet are those of the sheet behind them."""
    if steps.has_identity or not steps.sop.steps or not sheet.has_identity or sheet.sop.steps:
        return False
    titles = [
        draft.sop.header["title"].text for draft in (steps, sheet) if "title" in draft.sop.header
    ]
    if len(titles) == 2 and likeness(*titles) < ASSEMBLY.min_title_likeness:
        return False
    behind = [page for draft in assembly.drafts[index + 1 :] for page in draft.sop.pages]
    end = min(behind, default=float("inf"))
    # A table that was not read may hold the sheet's own steps.
    return not any(
        page.has_table and max(sheet.sop.pages) < page.number < end for page in assembly.pages
    )


def _add_page(assembly: Assembly, layout: PageLayout) -> None:
    """Add what a page holds."""
    floor = _add_strips(assembly, layout)
    unused: list[Cell] = []
    below_steps = float("inf")
    for grid in layout.grids:
        above = _lines_between(layout, floor, grid.bbox.top)
        beside = _lines_between(layout, grid.bbox.top, grid.bbox.bottom)
        waiting: list[RawText] = []
        parts = list(split_table(grid))
        for part in parts:
            if part.columns is not None:
                caption = RawText.joined(waiting) if waiting else caption_above(above, part.top)
                body = _add_table(assembly, layout, part, part.columns, caption)
                waiting, below_steps = body.below[-1:], part.bottom
            elif (
                rest := _add_head(assembly, layout, part, [*above, *beside], len(parts) > 1)
            ) is not None:
                waiting = rest.below[-1:]
                below_steps = part.bottom if rest.steps else below_steps
            else:
                waiting = [line for cell in part.cells for line in cell.lines]
                unused += part.cells
            above, beside = [], []
        floor = grid.bbox.bottom
    _add_signature(assembly, layout, below_steps, unused)


def _add_strips(assembly: Assembly, layout: PageLayout) -> float:
    """Add the rest of an identity sheet that stands at a page's top in too few cells for a table.

    Returns:
        Where it ends, in points from the page's top; 0 where there is none.
    """
    draft, floor = assembly.current, 0.0
    first = min((grid.bbox.top for grid in layout.grids), default=float("inf"))
    for strip in layout.strips:
        if draft is None or not draft.has_identity or draft.sop.steps or strip.bbox.top > first:
            break
        top, bottom = strip.bbox.top, strip.bbox.bottom
        if any(top < grid.bbox.y_mid < bottom for grid in layout.grids):
            continue  # the white space around its text made a table of it
        identity = read_identity(strip.cells, [], continues=True)
        if identity is not None and not identity.begins and identity.boxes:
            _add_identity(assembly, layout, identity)
        elif draft.sop.pages[-1:] == [layout.number] or not draft.continue_boxes(strip.cells):
            break
        draft.note_page(layout.number)
        floor = strip.bbox.bottom
    return floor


def _lines_between(layout: PageLayout, top: float, bottom: float) -> list[RawText]:
    """Return a page's lines outside its tables that stand in a stretch of the page."""
    return [
        line for line in layout.lines if line.place.bbox and top <= line.place.bbox.y_mid <= bottom
    ]


def _add_head(
    assembly: Assembly,
    layout: PageLayout,
    part: Part,
    above: Sequence[RawText],
    heads_table: bool,
) -> Body | None:
    """Add a stretch of a table that no step table's heading stands above.

    Args:
        assembly: The SOPs so far.
        layout: The page.
        part: The stretch.
        above: The lines of text above it and beside its table.
        heads_table: Whether a step table or another identity sheet stands in the table with it.

    Returns:
        Its rows where it continues a step table; none where it is part of an identity sheet;
        None where it is neither.
    """
    draft = assembly.current
    columns = assembly.columns
    if (
        draft is not None
        and draft.sop.steps
        and assembly.side.join(part.cells, layout.number, draft.sop)
    ):
        draft.note_page(layout.number)
        return Body()
    identity = read_identity(part.cells, above, continues=draft is not None and draft.has_identity)
    if columns and continues(part.cells, columns) and not (identity and identity.begins):
        caption = caption_above(above, part.top)
        return _add_table(assembly, layout, part, moved_to(part.cells, columns), caption)
    if identity is not None:
        _add_identity(assembly, layout, identity)
        return Body()
    if draft is not None and not heads_table and draft.continue_boxes(part.cells):
        draft.note_page(layout.number)
        return Body()
    return None


def _add_identity(assembly: Assembly, layout: PageLayout, identity: Identity) -> None:
    """Add a page of an identity sheet to the SOP it belongs to, or begin a new one with it."""
    draft = assembly.current
    if draft is None or not draft.is_of_same_sop(identity):
        draft = assembly.begin()
    draft.add_identity(identity)
    draft.note_page(layout.number)


def _add_table(
    assembly: Assembly, layout: PageLayout, part: Part, columns: Columns, caption: RawText | None
) -> Body:
    """Add the rows of a step table's page."""
    if part.columns is not None:
        columns = completed(columns, part.cells, assembly.columns)
    body = read_rows(part.cells, columns, layout.number)
    draft = assembly.current
    if draft is not None and fill_repeated(draft.sop, body, columns):
        draft.sop.headings.append(RawHeading(columns.printed))
        draft.note_page(layout.number)
        return body
    anew = begins_procedure(draft, body, columns, caption, headed=part.columns is not None)
    if draft is None or (anew and draft.sop.steps and not draft.has_identity):
        draft = assembly.begin()
        draft.sop.findings.append(make_finding("identity-sheet-missing"))
    if caption is not None and not draft.sop.steps:
        confidence = min(caption.confidence, ASSEMBLY.caption_title_confidence)
        draft.sop.header.setdefault("title", replace(caption, confidence=confidence))
    add_steps(draft, body, columns, caption, anew=anew)
    draft.sop.totals += body.totals
    if part.columns is not None:
        heading = RawHeading(part.columns.printed, part.columns.actors)
        draft.sop.headings.append(heading)
    draft.note_page(layout.number)
    _add_chart(draft.sop, layout, columns, anew=anew)
    assembly.columns = columns
    return body


def _add_chart(sop: RawSop, layout: PageLayout, columns: Columns, *, anew: bool) -> None:
    """Add the flowchart that stands beside a page's rows.

    Where a heading is repeated within a page, arrows lead across it: the flowchart above it is
    read again, together with the rows below.

    Args:
        sop: The SOP; its charts are added to.
        layout: The page.
        columns: The columns of the rows.
        anew: Whether the rows begin a step table of their own.
    """
    top = columns.bottom
    if not anew and sop.charts and _has_columns(sop.charts[-1].frame, layout.number, columns):
        top = sop.charts.pop().frame.rulings_y[0]
    rows = [
        (index, (place.bbox.top, place.bbox.bottom))
        for index, step in enumerate(sop.steps)
        for place in step.rows
        if place.page == layout.number and place.bbox and place.bbox.top >= top - REGIONS.edge_pt
    ]
    frame = frame_of(layout.number, columns.actor_spans, columns.edges, top, rows)
    if frame is not None:
        sop.charts.append(read_flowchart(layout.page, frame))


def _has_columns(frame: Frame, page: int, columns: Columns) -> bool:
    """Return whether a flowchart stands on a page, in the same Pelaksana columns."""
    spans = columns.actor_spans
    if frame.page != page or len(frame.columns) != len(spans):
        return False
    edges = [x for span in frame.columns for x in span], [x for span in spans for x in span]
    return all(abs(a - b) <= REGIONS.edge_pt for a, b in zip(*edges, strict=True))


def _add_signature(
    assembly: Assembly, layout: PageLayout, bottom: float, cells: Sequence[Cell]
) -> None:
    """Add the approver from below the steps where the identity sheet names none."""
    draft = assembly.current
    if draft is None or "approver.name" in draft.sop.header:
        return
    if layout.number not in draft.sop.pages:
        # The block may stand alone on the page after the last step's.
        if layout.number - 1 not in draft.sop.pages:
            return
        bottom = 0.0
    below = [cell for cell in cells if cell.bbox.top >= bottom - REGIONS.edge_pt]
    lines = [
        *_lines_between(layout, bottom, layout.page.height),
        *(x for c in below for x in c.lines),
    ]
    places = [line.place.bbox for line in lines if line.place.bbox]
    words = [
        word
        for word in layout.page.words
        if any(box.contains_point(word.bbox.x_mid, word.bbox.y_mid) for box in places)
    ]
    found = read_signature(words, below, layout.number, headed=not draft.sop.steps)
    for name, value in found.items():
        draft.sop.header.setdefault(name, value)
    if found:
        draft.note_page(layout.number)
