"""Layers that are hidden by default (optional content, ISO 32000-1, 8.11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

# Names and lists within each other in a visibility expression; documents have one or two.
DEEPEST = 10


class Layers:
    """Says which layers of a document are hidden when it is opened.

    Args:
        document: The document.
    """

    def __init__(self, document: PDFDocument) -> None:
        """Read the default configuration."""
        self._hidden: set[int] = set()
        properties = _dictionary(document.catalog.get("OCProperties"))
        default = _dictionary(properties.get("D"))
        if name_of(default.get("BaseState")) == "OFF":
            self._hidden = set(_numbers(properties.get("OCGs"))) - set(_numbers(default.get("ON")))
        self._hidden |= set(_numbers(default.get("OFF")))

    @property
    def any(self) -> bool:
        """Return whether there are hidden layers."""
        return bool(self._hidden)

    @property
    def groups(self) -> frozenset[int]:
        """Return the object numbers of the hidden layers."""
        return frozenset(self._hidden)

    def hides(self, content: object) -> bool:
        """Return whether what an /OC entry or a property list names is hidden.

        Args:
            content: A layer, or a dictionary that says how layers decide together.
        """
        if isinstance(content, PDFObjRef) and content.objid in self._hidden:
            return True
        membership = _dictionary(content)
        if name_of(membership.get("Type")) != "OCMD":
            return False
        expression = resolve1(membership.get("VE"))
        if isinstance(expression, list):
            return not self._holds(expression, 0)
        groups = membership.get("OCGs")
        found = groups if isinstance(groups, PDFObjRef) else resolve1(groups)
        listed = resolve1(found)
        members = listed if isinstance(listed, list) else [found]
        on = [not self.hides(member) for member in members if isinstance(member, PDFObjRef)]
        if not on:
            return False
        policy = name_of(membership.get("P")) or "AnyOn"
        shown = {"AllOn": all(on), "AnyOff": not all(on), "AllOff": not any(on)}
        return not shown.get(policy, any(on))

    def _holds(self, expression: object, depth: int) -> bool:
        """Return whether a visibility expression lets its content be seen."""
        if isinstance(expression, PDFObjRef) and not isinstance(resolve1(expression), list):
            return expression.objid not in self._hidden
        found = resolve1(expression)
        if not isinstance(found, list) or len(found) < 2 or depth > DEEPEST:
            return True
        parts = [self._holds(part, depth + 1) for part in found[1:]]
        operator = name_of(found[0])
        if operator == "Not":
            return not parts[0]
        return any(parts) if operator == "Or" else all(parts)


def _numbers(listed: object) -> Iterator[int]:
    """Yield the object numbers of references in a list."""
    found = resolve1(listed)
    if isinstance(found, list):
        yield from (entry.objid for entry in found if isinstance(entry, PDFObjRef))


def _dictionary(value: object) -> Mapping[str, Any]:
    """Return a dictionary; an empty one for anything else."""
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def name_of(value: object) -> str:
    """Return the name that a value is; "" for anything else."""
    found = resolve1(value)
    if not isinstance(found, PSLiteral):
        return ""
    return found.name if isinstance(found.name, str) else found.name.decode("latin-1")
