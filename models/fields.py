"""The registry of fields: every value that is read from a document, collected from the models.

Whoever handles values asks here what fields there are and what each is: how it is put right and
rated (`extract.record`), judged (`extract.evaluate`), edited (`extract.corrections`,
`extract.review`), tabled (`extract.tables`) and titled on pages (`extract.ui`). So a field is
declared at one place, in its model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.header import Approver, Header
from models.kinds import HANDLING, Curve, FieldSpec, Kind, Rule, Widget
from models.procedure import Procedure
from models.record import SopRecord
from models.step import Step


class Part(StrEnum):
    """The part of a record that a field belongs to."""

    HEADER = "header"
    LIST = "list"
    CELL = "cell"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record that is read from a document.

    Attributes:
        name: Its name, of which no other field has the same: `effective_on`, `approver.nip`,
            `warnings`, `activity`, `step_actors`.
        part: The part of the record.
        spec: What it is.
    """

    name: str
    part: Part
    spec: FieldSpec

    @property
    def kind(self) -> Kind:
        """Return what it holds."""
        return self.spec.kind

    @property
    def curve(self) -> Curve:
        """Return the curve that says how sure a recognised value is."""
        return HANDLING[self.kind].curve

    @property
    def widget(self) -> Widget:
        """Return what a person edits it with."""
        return HANDLING[self.kind].widget

    @property
    def rule(self) -> Rule:
        """Return when a value is right."""
        return HANDLING[self.kind].rule

    @property
    def own_name(self) -> str:
        """Return its name in its model: `nip` of `approver.nip`."""
        return self.name.rpartition(".")[2]

    @property
    def pointer(self) -> str:
        """Return the JSON pointer of a header field or a list: `/header/approver/nip`."""
        path = self.name.replace(".", "/")
        return f"/header/{path}" if self.part is Part.HEADER else f"/{path}"

    @property
    def column(self) -> str:
        """Return its column in the tables: `approver_nip`. A date has a second, `_precision`."""
        return self.name.replace(".", "_")


def spec_of(info: FieldInfo) -> FieldSpec | None:
    """Return what a model's field says it is; None for a field that is not read."""
    return next((one for one in info.metadata if isinstance(one, FieldSpec)), None)


def _fields_of(model: type[BaseModel]) -> Iterator[tuple[str, FieldSpec, bool]]:
    """Yield a model's fields that are read, in their order, each with whether it is a list."""
    for name, info in model.model_fields.items():
        if (spec := spec_of(info)) is not None:
            yield name, spec, get_origin(info.annotation) is list


def _collect() -> Iterator[RecordField]:
    """Yield all fields, part by part in the record's order."""
    for name, spec, _ in _fields_of(Header):
        yield RecordField(name, Part.HEADER, spec)
    for name, spec, _ in _fields_of(Approver):
        yield RecordField(f"approver.{name}", Part.HEADER, spec)
    for name, spec, is_list in _fields_of(SopRecord):
        is_box = is_list and spec.kind in (Kind.PROSE, Kind.CITATION)
        yield RecordField(name, Part.LIST if is_box else Part.OTHER, spec)
    for name, spec, _ in _fields_of(Step):
        yield RecordField("step_actors" if name == "actors" else name, Part.CELL, spec)
    for name, spec, _ in _fields_of(Procedure):
        if name != "actors":  # the same as the record's
            yield RecordField(name, Part.OTHER, spec)


FIELDS: Final[Mapping[str, RecordField]] = MappingProxyType(
    {field.name: field for field in _collect()}
)


def fields_in(part: Part) -> tuple[RecordField, ...]:
    """Return the fields of a part, in the record's order."""
    return tuple(field for field in FIELDS.values() if field.part is part)


HEADER: Final = fields_in(Part.HEADER)
# The values of the header that stand by themselves, and those of who approved it.
HEADER_VALUES: Final = tuple(f.name for f in HEADER if "." not in f.name)
APPROVER_VALUES: Final = tuple(f.own_name for f in HEADER if "." in f.name)
DATES: Final = tuple(field.name for field in HEADER if field.kind is Kind.DATE)
# The boxes of the identity sheet; those that are lists of texts.
LISTS: Final = tuple(field.name for field in fields_in(Part.LIST))
TEXT_LISTS: Final = tuple(name for name in LISTS if FIELDS[name].kind is not Kind.CITATION)
# The cells of a step row by their names in `Step`; those that hold text.
CELLS: Final = tuple(name for name, _, _ in _fields_of(Step))
TEXT_CELLS: Final = tuple(
    field.name for field in fields_in(Part.CELL) if field.widget is not Widget.LANE
)
