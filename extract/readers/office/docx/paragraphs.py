"""Paragraphs as they are shown: tracked changes accepted, labels of lists before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.readers.office.docx.numbering import BULLET, Numbering
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
# Fonts whose letters are signs, in small letters.
_SIGN_FONTS = ("wingdings", "webdings", "symbol")
# Symbol holds Greek letters and mathematical signs; this one stands for "more or less".
_SYMBOL_SIGNS = {"B1": "\u00b1", "B7": "\u2022", "A3": "\u2264", "B3": "\u2265"}
# Programs write signs at their places in the font, or moved into the private use area.
_PRIVATE = 0xF000
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
        runs_on: Whether a tracked change took out its end, which joins it with the next one.
        runs_on: Whether a tracked change took out its end, which joins it with the next one.
    """

    text: str
    look: Look
    drawings: list[etree._Element] = field(default_factory=list)
    breaks_before: bool = False
    breaks_after: bool = False
    page_began: bool = False
    runs_on: bool = False

    def joined(self, following: Paragraph) -> Paragraph:
        """Return this paragraph and the next one as one, with the look of the next."""
        return Paragraph(
            self.text + following.text,
            following.look,
            self.drawings + following.drawings,
            self.breaks_before,
            self.breaks_after or following.breaks_after,
            self.page_began or following.page_began,
            following.runs_on,
        )


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
        paragraph.runs_on = child(properties, "rPr", "del") is not None
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
                texts: list[str] = []
                _collect(part, texts, runs, paragraph, depth + 1)
                parts += _as_shown(texts, properties)
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


def _as_shown(texts: list[str], properties: etree._Element | None) -> Iterator[str]:
    """Yield texts of a run as its font shows them: signs of symbol fonts, capitals."""
    fonts = child(properties, "rFonts")
    font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "").lower()
    caps = child(properties, "caps")
    in_capitals = caps is not None and is_on(attribute(caps, "val"), default=True)
    for text in texts:
        if font.startswith(_SIGN_FONTS):
            yield "".join(_sign(letter, font) for letter in text)
        else:
            yield text.upper() if in_capitals else text


def _sign(letter: str, font: str) -> str:
    """Return what a letter of a symbol font is taken for; blanks and plain signs as they are."""
    if letter.isspace() or letter in (BULLET, "\u221a"):
        return letter
    code = f"{ord(letter) & ~_PRIVATE:02X}"
    if font == "symbol":
        is_ascii = ord(letter) < 128 and not letter.isalpha()
        return _SYMBOL_SIGNS.get(code, letter if is_ascii else BULLET)
    return _TICKS.get(code, BULLET)


def _symbol(element: etree._Element) -> str:
    """Return the character that a sign of a symbol font is taken for."""
    code = (attribute(element, "char") or "").upper()[-2:]
    font = (attribute(element, "font") or "").lower()
    if font == "symbol":
        return _SYMBOL_SIGNS.get(code, BULLET)
    return _TICKS.get(code, BULLET)
