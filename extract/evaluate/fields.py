"""Which fields of a record are judged, and how each of them must agree."""

from __future__ import annotations

# Texts of the identity sheet: the same letters and digits.
HEADER_TEXTS = (
    "government", "agency", "unit", "address", "phone", "email", "website", "sop_number", "title",
    "approver.position", "approver.name", "approver.rank",
)  # fmt: skip
# Values of it with one right form.
HEADER_VALUES = ("created_on", "revised_on", "effective_on", "approver.nip")
HEADER = (*HEADER_TEXTS, *HEADER_VALUES)
# What identifies a regulation.
CITATION = ("type", "issuer", "number", "year")
CELLS = ("number", "activity", "requirements", "duration", "output", "remarks")


def header_pointer(name: str) -> str:
    """Return the pointer of a field of the identity sheet: approver.nip -> /header/approver/nip."""
    return "/header/" + name.replace(".", "/")
