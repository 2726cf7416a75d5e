"""The numbers that a program puts before the paragraphs of lists (numbering.xml)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.office.docx.styles import attribute
from extract.readers.office.package import child, local_name, whole

# Levels of a list (ECMA-376 part 1, 17.9.3).
LEVELS = 9
BULLET = "\u2022"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    """A level of a list.

    Attributes:
        form: How its number is written: "decimal", "lowerLetter", ...
        text: What is printed, with %1 for the number of the first level.
        start: Its first number.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far it has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of a document's lists.

    Args:
        root: The root element of `numbering.xml`; None for a document without it.
    """

    def __init__(self, root: etree._Element | None) -> None:
        """Read the lists; nothing has been counted."""
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        shared: dict[str, _List] = {}
        of_style: dict[str, _List] = {}
        linked: dict[str, str] = {}
        for element in root:
            if local_name(element) == "abstractNum":
                identity = attribute(element, "abstractNumId") or ""
                shared[identity] = _List(_levels(element))
                if style := attribute(child(element, "styleLink"), "val"):
                    of_style[style] = shared[identity]
                if style := attribute(child(element, "numStyleLink"), "val"):
                    linked[identity] = style
        # Lists that name a style of lists have its levels.
        for identity, style in linked.items():
            shared[identity] = of_style.get(style, shared[identity])
        for element in root:
            if local_name(element) != "num":
                continue
            base = shared.get(attribute(child(element, "abstractNumId"), "val") or "", _List())
            changed = [e for e in element if local_name(e) == "lvlOverride"]
            # Lists that change nothing go on with the count of what they are based on.
            own = _List({**base.levels, **_overridden(base, changed)}) if changed else base
            self._lists[attribute(element, "numId") or ""] = own

    def label(self, identity: str, level: int) -> str:
        """Return the label of the next paragraph of a list; "" where there is no such list.

        Args:
            identity: The list's number.
            level: The paragraph's level, from 0 on.
        """
        found = self._lists.get(identity)
        if found is None or level not in found.levels:
            return ""
        for deeper in range(level + 1, LEVELS):
            found.counts.pop(deeper, None)
        known = found.levels[level]
        found.counts[level] = found.counts.get(level, known.start - 1) + 1
        if known.form == "bullet":
            return BULLET
        if known.form == "none":
            return ""
        label = known.text
        for place in range(LEVELS):
            mark = f"%{place + 1}"
            if mark in label:
                other = found.levels.get(place, known)
                label = label.replace(mark, _written(found.counts.get(place, other.start), other))
        return label.strip()


def _levels(element: etree._Element) -> dict[int, _Level]:
    """Return the levels that an abstract list, or an override, defines."""
    levels: dict[int, _Level] = {}
    for part in element:
        if local_name(part) != "lvl":
            continue
        start = attribute(child(part, "start"), "val")
        levels[whole(attribute(part, "ilvl"))] = _Level(
            attribute(child(part, "numFmt"), "val") or "decimal",
            (attribute(child(part, "lvlText"), "val") or "")[:100],
            min(max(whole(start, 1), 0), 1_000_000),
        )
    return levels


def _overridden(base: _List, changed: list[etree._Element]) -> dict[int, _Level]:
    """Return the levels that a list changes of the one it is based on."""
    levels: dict[int, _Level] = {}
    for element in changed:
        index = whole(attribute(element, "ilvl"))
        level = _levels(element).get(index) or base.levels.get(index) or _Level()
        start = attribute(child(element, "startOverride"), "val")
        first = level.start if start is None else min(max(whole(start, 1), 0), 1_000_000)
        levels[index] = _Level(level.form, level.text, first)
    return levels


def _written(value: int, level: _Level) -> str:
    """Return a number in the form that a level writes it."""
    forms: dict[str, Callable[[int], str]] = {
        "lowerLetter": _letters,
        "upperLetter": lambda n: _letters(n).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda n: _roman(n).upper(),
        "decimalZero": lambda n: f"{n:02d}",
    }
    return forms.get(level.form, str)(value)


def _letters(value: int) -> str:
    """Return a number as letters: a to z, then aa, bb, ..."""
    if value < 1:
        return str(value)
    turns, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * min(turns + 1, 10)


def _roman(value: int) -> str:
    """Return a number as small Roman numerals."""
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        written += letters * count
    return written
