"""Values that stand in a record twice, as one field took over what is printed for another."""

from __future__ import annotations

from models.fields import FIELDS, HEADER
from models.record import SopRecord


def repeated_values(record: SopRecord) -> frozenset[str]:
    """Return the pointers of values that another field was read from (`FieldSpec.or_else`).

    Whoever counts or checks values, or asks a person about them, passes these over: they are the
    same print, which counts, fails and is asked about under the field that took it over.
    """
    return frozenset(
        FIELDS[name].pointer
        for field in HEADER
        for name in field.spec.or_else
        if _is_same(record, field.name, name)
    )


def _is_same(record: SopRecord, one: str, other: str) -> bool:
    """Return whether two fields of the header hold one value, read at one place."""
    value = getattr(record.header, one)
    if value is None or value != getattr(record.header, other):
        return False
    places = [record.provenance.get(FIELDS[name].pointer) for name in (one, other)]
    where = [
        (place.page, place.bbox, place.line, place.cell) for place in places if place is not None
    ]
    return len(where) == len(places) and where[0] == where[1]
