"""What was read of an SOP's flowchart: who does each step, and what follows on what."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.geometry import BBox
from models.step import Evidence, Symbol


@dataclass(slots=True)
class StepSymbols:
    """What the flowchart says of one step.

    Attributes:
        actors: Index of a Pelaksana column whose actor does it -> what tells that.
        symbol: The symbol that names the row; None where marks or words tell the actors.
        bbox: The box around its symbols or marks, in PDF points.
        page: 1-based page they stand on.
        confidence: How sure we are, 0 to 1.
    """

    actors: dict[int, Evidence]
    symbol: Symbol | None
    bbox: BBox
    page: int
    confidence: float

    @property
    def columns(self) -> list[int]:
        """Return the indices of the actors' columns from left to right."""
        return sorted(self.actors)


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two steps, by their index.

    Attributes:
        source: The step it leaves.
        target: The step it enters.
        label: The words printed at it.
        confidence: How sure we are of both, 0 to 1.
        page: 1-based page where it begins.
        bbox: The box around its line on that page, in PDF points.
    """

    source: int
    target: int
    label: str | None
    confidence: float
    page: int
    bbox: BBox


@dataclass(slots=True)
class Flow:
    """The flow of an SOP.

    Attributes:
        steps: Index of a step -> what the flowchart says of it.
        edges: The arrows between steps.
        loose: (page, box) of lines whose ends could not be found.
        tangled: (page, box) of lines of which several readings are possible.
        dense: Pages on which too much is drawn to be read.
        between_rows: (page, box) of symbols that stand between two rows.
    """

    steps: dict[int, StepSymbols] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    loose: list[tuple[int, BBox]] = field(default_factory=list)
    tangled: list[tuple[int, BBox]] = field(default_factory=list)
    dense: list[int] = field(default_factory=list)
    between_rows: list[tuple[int, BBox]] = field(default_factory=list)
