"""What paragraphs of a document look like, as far as it decides where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from extract.readers.office.package import child, is_on, local_name, number

# Lengths count twentieths of a point, font sizes half points (ECMA-376 part 1, 17.18).
TWIPS_A_POINT, HALVES_A_POINT = 20.0, 2.0
# "auto" line spacing counts 240ths of a line.
PARTS_OF_LINE = 240.0
# Styles based on styles, at most.
DEEPEST = 20

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute of WordprocessingML; None where element or attribute is absent."""
    if element is None:
        return None
    found = element.get(W + name)
    return element.get(W_STRICT + name) if found is None else found


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set.

    Attributes:
        size: Size of its font in points.
        bold: Whether its font is bold.
        align: "left", "center" or "right".
        before: Room above it in points.
        after: Room below it in points.
        line: Height of its lines in lines of its font, or less than 0 in points.
        left: How far it is moved in, in points.
        hanging: How far its first line stands left of that, in points.
        number: (number of the list, level) whose label stands before it; "" and 0 for none.
    """

    size: float = 10.0
    bold: bool = False
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    left: float = 0.0
    hanging: float = 0.0
    number: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Styles:
    """The styles of a document.

    Attributes:
        default: The look of a paragraph that names no style.
    """

    default: Look = field(default_factory=Look)
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _known: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        """Return the styles that `styles.xml` lists; None for a document without it."""
        styles = cls()
        if root is None:
            return styles
        defaults = child(root, "docDefaults")
        paragraph = child(defaults, "pPrDefault", "pPr")
        run = child(defaults, "rPrDefault", "rPr")
        styles.default = with_properties(with_properties(Look(), paragraph), None, run)
        normal = ""
        for element in root:
            if local_name(element) != "style":
                continue
            identity = attribute(element, "styleId") or ""
            styles._elements[identity] = element
            if attribute(element, "type") == "paragraph" and is_on(attribute(element, "default")):
                normal = identity
        styles.default = styles.look(normal)
        return styles

    def look(self, identity: str | None, depth: int = 0) -> Look:
        """Return the look of a style; the default one where there is no such style."""
        if not identity or identity not in self._elements or depth > DEEPEST:
            return self.default
        if identity not in self._known:
            element = self._elements[identity]
            base = self.look(attribute(child(element, "basedOn"), "val"), depth + 1)
            self._known[identity] = with_properties(
                base, child(element, "pPr"), child(element, "rPr")
            )
        return self._known[identity]


def with_properties(
    look: Look, paragraph: etree._Element | None, run: etree._Element | None = None
) -> Look:
    """Return a look with what properties of a paragraph, and of its runs, say otherwise."""
    changed: dict[str, object] = {}
    spacing, indent = child(paragraph, "spacing"), child(paragraph, "ind")
    for name, key in (("before", "before"), ("after", "after")):
        if (value := attribute(spacing, name)) is not None:
            changed[key] = min(max(number(value), 0.0), 31680.0) / TWIPS_A_POINT
    if (line := attribute(spacing, "line")) is not None:
        rule = attribute(spacing, "lineRule") or "auto"
        amount = min(max(number(line), 1.0), 31680.0)
        changed["line"] = amount / PARTS_OF_LINE if rule == "auto" else -amount / TWIPS_A_POINT
    left = attribute(indent, "left") or attribute(indent, "start")
    if left is not None:
        changed["left"] = number(left) / TWIPS_A_POINT
    if (hanging := attribute(indent, "hanging")) is not None:
        changed["hanging"] = number(hanging) / TWIPS_A_POINT
    if (align := attribute(child(paragraph, "jc"), "val")) is not None:
        changed["align"] = {"center": "center", "right": "right", "end": "right"}.get(align, "left")
    numbered = child(paragraph, "numPr")
    if numbered is not None:
        identity = attribute(child(numbered, "numId"), "val")
        level = attribute(child(numbered, "ilvl"), "val")
        changed["number"] = (
            look.number[0] if identity is None else "" if identity == "0" else identity,
            look.number[1] if level is None else min(max(int(number(level)), 0), 8),
        )
    if (size := attribute(child(run, "sz"), "val")) is not None:
        changed["size"] = min(max(number(size), 2.0), 400.0) / HALVES_A_POINT
    bold = child(run, "b")
    if bold is not None:
        changed["bold"] = is_on(attribute(bold, "val"), default=True)
    return replace(look, **changed) if changed else look  # type: ignore[arg-type]
