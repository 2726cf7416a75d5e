"""Paragraphs as they are shown: tracked changes accepted, labels of lists before them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from extract.readers.office.docx.numbering import Numbering
from extract.readers.office.docx.styles import Look, Styles, attribute, with_properties
from extract.readers.office.package import child, is_on, local_name

# What was taken out of a document, or is no text of it.
_LEFT_OUT = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr",
    "footnoteReference", "endnoteReference", "commentReference", "annotationRef", "rt",
})  # fmt: skip
_DRAWINGS = frozenset({"drawing", "pict", "object"})
# Characters of symbol fonts that people tick cells with (Wingdings).
_TICKS = {"FC": "\u221a", "FE": "\u221a", "52": "\u221a", "50": "\u221a", "FB": "x", "4F": "x"}
# Elements within elements that text is looked for in.
_DEEPEST = 60


@dataclass(slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: Its text, the label of its list before it; line feeds where lines are ended.
        look: How it is set.
        drawings: Drawings anchored in it.
        breaks_before: Whether a new page begins with it.
        breaks_after: Whether a new page begins behind it.
        page_began: Whether its program began a new page somewhere in it when it was last shown.
    """

    text: str
    look: Look
    drawings: list[etree._Element] = field(default_factory=list)
    breaks_before: bool = False
    breaks_after: bool = False
    page_began: bool = False


class ParagraphReader:
    """Reads the paragraphs of a document, in their order.

    Args:
        styles: The document's styles.
        numbering: Its lists.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        """Keep what paragraphs refer to."""
        self._styles, self._numbering = styles, numbering

    def read(self, element: etree._Element) -> Paragraph:
        """Return the paragraph that an element is; lists count on with it."""
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        look = with_properties(self._styles.look(style), properties)
        paragraph = Paragraph("", look)
        breaks = child(properties, "pageBreakBefore")
        paragraph.breaks_before = breaks is not None and is_on(
            attribute(breaks, "val"), default=True
        )
        parts: list[str] = []
        runs: list[etree._Element] = []
        _collect(element, parts, runs, paragraph, 0)
        text = "".join(parts)
        label = self._numbering.label(*look.number) if look.number[0] else ""
        paragraph.text = f"{label} {text}".strip() if label else text
        if runs:
            paragraph.look = with_properties(look, None, runs[0])
        elif (own := child(properties, "rPr")) is not None:
            paragraph.look = with_properties(look, None, own)
        if label:
            paragraph.look = replace(paragraph.look, hanging=0.0)
        return paragraph


def _collect(
    element: etree._Element,
    parts: list[str],
    runs: list[etree._Element],
    paragraph: Paragraph,
    depth: int,
) -> None:
    """Collect text, properties of runs, drawings and page breaks below an element."""
    if depth > _DEEPEST:
        return
    for part in element:
        name = local_name(part)
        if name in _LEFT_OUT or not name:
            continue
        if name == "t":
            parts.append(part.text or "")
        elif name in ("tab", "ptab"):
            parts.append(" ")
        elif name in ("br", "cr"):
            if attribute(part, "type") == "page":
                paragraph.breaks_after = True
            else:
                parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "sym":
            parts.append(_symbol(part))
        elif name == "lastRenderedPageBreak":
            paragraph.page_began = True
        elif name in _DRAWINGS:
            paragraph.drawings.append(part)
        elif name == "AlternateContent":
            _collect_chosen(part, parts, runs, paragraph, depth)
        elif name == "r":
            properties = child(part, "rPr")
            if not _is_hidden(properties):
                if properties is not None:
                    runs.append(properties)
                _collect(part, parts, runs, paragraph, depth + 1)
        else:
            _collect(part, parts, runs, paragraph, depth + 1)


def _collect_chosen(
    element: etree._Element,
    parts: list[str],
    runs: list[etree._Element],
    paragraph: Paragraph,
    depth: int,
) -> None:
    """Collect what stands in the first choice of alternate content, or else its fallback."""
    choice = child(element, "Choice")
    chosen = child(element, "Fallback") if choice is None else choice
    if chosen is not None:
        _collect(chosen, parts, runs, paragraph, depth + 1)


def _is_hidden(properties: etree._Element | None) -> bool:
    """Return whether a run is hidden text."""
    vanish = child(properties, "vanish")
    return vanish is not None and is_on(attribute(vanish, "val"), default=True)


def _symbol(element: etree._Element) -> str:
    """Return the character that a sign of a symbol font is taken for."""
    code = (attribute(element, "char") or "").upper()[-2:]
    return _TICKS.get(code, "\u2022")
