"""An SOP while it is being read: what its pages have said so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.fields.cell_geometry import REGIONS, text_lines
from extract.fields.continuation import named_actors
from extract.fields.identity import Box, Identity
from extract.fields.items import has_bare_numbers, split_items
from extract.fields.labelled_steps import take_steps
from extract.vocabulary.sentences import completes_citation
from models.geometry import BBox
from models.grid import Cell
from models.raw import RawSop, RawText
from normalize.citations import starts_citation
from normalize.likeness import likeness
from normalize.text import fold_key


@dataclass(frozen=True, slots=True)
class DraftThresholds:
    """When two pages are of one SOP, and how sure its items are. Unfitted."""

    # Two titles so much alike, 0 to 100, are one title.
    min_title_likeness: float = 90.0
    # Greatest confidence of recognised items of which only some have a bullet, 0 to 1.
    max_mixed_confidence: float = 0.85


DRAFT = DraftThresholds()


@dataclass(slots=True)
class Draft:
    """An SOP as far as its pages have been read.

    Attributes:
        sop: The SOP; its sections are filled in at the end.
        has_identity: Whether a page of its identity sheet was seen.
        boxes: Its boxes; (name, heading) -> one for each time the heading is printed, those that
            continue on another page made one.
        open_boxes: Boxes that reach the end of the identity sheet's last page.
        caption: What is printed above its last step table.
    """

    sop: RawSop = field(default_factory=RawSop)
    has_identity: bool = False
    boxes: dict[tuple[str, str], list[Box]] = field(default_factory=dict)
    open_boxes: list[Box] = field(default_factory=list)
    caption: RawText | None = None

    def note_page(self, number: int) -> None:
        """Note that the SOP stands on a page."""
        if number not in self.sop.pages:
            self.sop.pages.append(number)

    def is_of_same_sop(self, identity: Identity) -> bool:
        """Return whether a page of an identity sheet is this SOP's too."""
        if not identity.begins:
            return not self.sop.steps or not self._known_boxes() & {
                box.name for box in identity.boxes if box.name != "extra"
            }
        alike = [
            self._is_alike(name, identity)
            for name in ("sop_number", "title")
            if name in self.sop.header and name in identity.header
        ]
        if alike:
            return all(alike)
        return not self.sop.steps and not self.sop.header.keys() & identity.header.keys()

    def add_identity(self, identity: Identity) -> None:
        """Add a page of the identity sheet."""
        self.has_identity = True
        for name, value in identity.header.items():
            self.sop.header.setdefault(name, value)
        self.sop.contact += identity.contact
        self._add_rest(identity.rest)
        before = set(self.boxes)
        for box in identity.boxes:
            key = _key(box)
            if key in before:
                self.boxes[key][-1].lines += box.lines
            else:
                self.boxes.setdefault(key, []).append(box)
            before.discard(key)
        bottom = identity.bbox.bottom
        self.open_boxes = [
            box for box in identity.boxes if box.bbox.bottom >= bottom - REGIONS.edge_pt
        ]

    def continue_boxes(self, cells: Sequence[Cell]) -> bool:
        """Add a table without any heading to the boxes it continues.

        Args:
            cells: The table's cells.

        Returns:
            Whether there are boxes they can continue.
        """
        if not self.open_boxes or self.sop.steps:
            return False
        if not all(any(_is_within(c, b.bbox) for b in self.open_boxes) for c in cells if c.lines):
            return False
        self._add_rest(cells)
        return True

    def take_steps_before(self, other: Draft) -> None:
        """Take over the steps of a draft that has no identity sheet and stands before this one."""
        ours, theirs = self.sop, other.sop
        ours.steps, ours.actors, ours.procedures = theirs.steps, theirs.actors, theirs.procedures
        ours.charts, ours.headings, ours.totals = theirs.charts, theirs.headings, theirs.totals
        ours.duration_unit = ours.duration_unit or theirs.duration_unit
        ours.header = {**theirs.header, **ours.header}
        ours.turns |= theirs.turns
        ours.cell_names |= theirs.cell_names
        ours.pages = [*theirs.pages, *(page for page in ours.pages if page not in theirs.pages)]
        ours.findings[:0] = [x for x in theirs.findings if x.code != "identity-sheet-missing"]

    def finish(self) -> RawSop:
        """Return the SOP with its boxes split into items, and steps that a box lists read."""
        self._take_listed_steps()
        every = [box for boxes in self.boxes.values() for box in boxes]
        bare = any(has_bare_numbers(box.lines) for box in every)
        for (name, heading), boxes in self.boxes.items():
            items = [item for box in boxes for item in _items(box, bare)]
            if name == "extra":
                self.sop.extra_sections.setdefault(heading, []).extend(items)
            else:
                self.sop.sections.setdefault(name, []).extend(items)
        return self.sop

    def _take_listed_steps(self) -> None:
        """Take the steps out of a box that lists them, where there is no step table."""
        if self.sop.steps:
            return
        for key, boxes in list(self.boxes.items()):
            for box in boxes:
                box.lines, steps = take_steps(box.lines, box.heading)
                self.sop.steps += steps
                if steps and not box.lines:
                    self.boxes.pop(key, None)
        self.sop.actors = named_actors(self.sop.steps)

    def _known_boxes(self) -> set[str]:
        """Return the names of the contract's lists that boxes were seen for."""
        return {name for name, _ in self.boxes if name != "extra"}

    def _is_alike(self, name: str, identity: Identity) -> bool:
        """Return whether the SOP and a page of an identity sheet agree in a field."""
        ours, theirs = (header[name].text for header in (self.sop.header, identity.header))
        if name == "title":
            return likeness(ours, theirs) >= DRAFT.min_title_likeness
        return fold_key(ours) == fold_key(theirs)

    def _add_rest(self, cells: Sequence[Cell]) -> None:
        """Add the lines of cells to the open boxes they stand under."""
        for box in self.open_boxes:
            under = [c for c in cells if box.bbox.x0 <= c.bbox.x_mid <= box.bbox.x1]
            if under:
                self.boxes[_key(box)][-1].lines += text_lines(under)


def _items(box: Box, bare: bool) -> list[RawText]:
    """Return the items of a box of a sheet whose numbers have no dot, or have one."""
    if box.name != "legal_basis":
        return _doubted(split_items(box.lines, sides=box.sides, bare=bare))
    found: list[RawText] = []
    for item in split_items(box.lines, starts=starts_citation, sides=box.sides, bare=bare):
        if found and completes_citation(item.text, found[-1].text):
            found[-1] = RawText.joined([found[-1], item])
        else:
            found.append(item)
    return _doubted(found)


def _doubted(items: list[RawText]) -> list[RawText]:
    """Return recognised items less sure where only some of them have a bullet.

    A bullet that was not recognised joins its item to the one above.
    """
    marked = sum(item.bullet is not None for item in items)
    if marked in (0, len(items)):
        return items
    cap = DRAFT.max_mixed_confidence
    return [
        item if item.confidence == 1.0 else replace(item, confidence=min(item.confidence, cap))
        for item in items
    ]


def _is_within(cell: Cell, box: BBox) -> bool:
    """Return whether a cell stands within a box's left and right edges."""
    return box.x0 - REGIONS.edge_pt <= cell.bbox.x0 and cell.bbox.x1 <= box.x1 + REGIONS.edge_pt


def _key(box: Box) -> tuple[str, str]:
    """Return what boxes with the same list share."""
    return box.name, box.heading if box.name == "extra" else ""
