"""What things are: the output contract and the forms that pass between the stages.

The contract's models (`SopRecord` and its parts) are pydantic; the forms inside the
pipeline (`Page`, `RawSop`) are plain frozen dataclasses, because pages hold thousands of words.
Nothing here reads or writes a file.
"""

from __future__ import annotations

from models.actor import ActorName
from models.citation import Citation, CitationLink, LinkRelation, RegulationType
from models.duration import CountedAs, Duration, DurationKind, DurationUnit, WorkingBasis
from models.finding import Concern, Finding, Scope, Severity
from models.flow import FlowEdge
from models.geometry import BBox
from models.grade import Grade
from models.header import Approver, Header
from models.procedure import Procedure
from models.provenance import Origin, Provenance
from models.record import SCHEMA_VERSION, SopRecord
from models.region import Region, RegionLevel
from models.review import Review, ReviewState
from models.source import Source, TextOrigin
from models.step import Evidence, Step, Symbol

__all__ = [
    "SCHEMA_VERSION",
    "ActorName",
    "Approver",
    "BBox",
    "Citation",
    "CitationLink",
    "Concern",
    "CountedAs",
    "Duration",
    "DurationKind",
    "DurationUnit",
    "Evidence",
    "Finding",
    "FlowEdge",
    "Grade",
    "Header",
    "LinkRelation",
    "Origin",
    "Procedure",
    "Provenance",
    "Region",
    "RegionLevel",
    "RegulationType",
    "Review",
    "ReviewState",
    "Scope",
    "Severity",
    "SopRecord",
    "Source",
    "Step",
    "Symbol",
    "TextOrigin",
    "WorkingBasis",
]
