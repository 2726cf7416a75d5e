"""The identity sheet: office, header values, approver, and the paired boxes."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from tools.make_samples.pdf_page import PADDING, Box, Page, Style
from tools.make_samples.spec import SECTION_PAIRS, Document, Header, Sop

SHEET_FIELDS = ("sop_number", "created_on", "revised_on", "effective_on")
# Sizes in points, chosen by the look of real sheets.
BULLET_WIDTH = 14.0
ROW = 17.0  # height of a row
LABEL_WIDTH = 92.0
COLON_WIDTH = 8.0
SIGNATURE = 92.0  # height of the approver's cell
# Width of the left column, in widths of the sheet.
LEFT_SHARE = {"landscape": 0.46, "portrait": 0.43}


def draw_sheet(page: Page, document: Document, sop: Sop, margin: float) -> float:
    """Draw the identity sheet of one SOP from a page's top; return where it ends."""
    family = document.look["font"]
    body = Style(family, 9.5)
    top = margin
    if document.look["identity"] == "portrait":
        top = draw_letterhead(page, document, sop, margin)
    width = page.width - 2 * margin
    left = Box(margin, top, width * LEFT_SHARE[document.look["identity"]], 0)
    right = Box(margin + left.width, top, width - left.width, 0)
    bottom = draw_identity(page, document, sop.header, right, body)
    draw_office(page, document, sop.header, Box(left.x, top, left.width, bottom - top))
    for pair in SECTION_PAIRS:
        bottom = draw_pair(page, document, sop, pair, (left, right), bottom, body)
    return bottom


def draw_letterhead(page: Page, document: Document, sop: Sop, margin: float) -> float:
    """Draw the office's letterhead over a double rule; return where it ends."""
    family, header, middle = document.look["font"], sop.header, page.width / 2
    draw_crest(page, margin + 26, margin + 2, 40)
    top = page.lines(middle, margin, [header.government], Style(family, 12, align="center"))
    top = page.lines(middle, top, [header.agency], Style(family, 15, True, "center"))
    lines = [header.fill(template) for template in document.look["letterhead"]]
    top = page.lines(middle, top, lines, Style(family, 9, align="center")) + 4
    page.rule(margin, top, page.width - margin, top, weight=3)
    page.rule(margin, top + 3, page.width - margin, top + 3)
    return top + 16


def draw_crest(page: Page, x: float, top: float, height: float) -> None:
    """Draw a plain shield where a government's crest would be, its middle at x."""
    half = height * 0.4
    shield = [
        (x - half, top), (x + half, top), (x + half, top + height * 0.6),
        (x, top + height), (x - half, top + height * 0.6),
    ]  # fmt: skip
    page.polygon(shield, fill=0.85)
    page.polygon([(x - half * 0.6, top + 5), (x + half * 0.6, top + 5), (x, top + height * 0.7)])


def draw_office(page: Page, document: Document, header: Header, box: Box) -> None:
    """Draw the sheet's left cell: crest, government, agency, unit or address."""
    family, middle = document.look["font"], box.x + box.width / 2
    top = box.y + 10
    if document.look["identity"] == "landscape":
        draw_crest(page, middle, top, 56)
        top += 68
    else:
        top += 36
    bold = Style(family, 11, True, "center")
    inner = box.width - 2 * PADDING
    for text in (header.government, header.agency, header.unit):
        if text:
            top = page.lines(middle, top, bold.lines(text, inner), bold) + 2
    if document.look["identity"] == "landscape":
        small = Style(family, 8.5, align="center")
        for template in document.look["letterhead"]:
            top = page.lines(middle, top, small.lines(header.fill(template), inner), small)
    page.frame(box)


def draw_identity(page: Page, document: Document, header: Header, area: Box, style: Style) -> float:
    """Draw the rows of labels and values at the right; return where they end."""
    indent = LABEL_WIDTH + COLON_WIDTH
    value = Box(area.x + indent, area.y, area.width - indent, ROW)
    rows = [(name, header.fill(f"{{{name}}}"), ROW) for name in SHEET_FIELDS]
    title_lines = style.lines(header.title, value.width - 2 * PADDING)
    rows += [("approver", "", SIGNATURE), ("title", header.title, 8 + 12 * len(title_lines))]
    top = area.y
    for name, text, height in rows:
        row = Box(area.x, top, area.width, height)
        page.frame(row)
        page.cell(row._replace(width=LABEL_WIDTH), document.labels[name], style)
        page.text(area.x + LABEL_WIDTH + 2, top + PADDING + style.size, ":", style)
        bold = Style(style.family, style.size, name == "title")
        page.cell(value._replace(y=top, height=height), text, bold)
        if name == "approver":
            draw_approver(page, header, value._replace(y=top, height=height), style)
        top += height
    return top


def draw_approver(page: Page, header: Header, box: Box, style: Style) -> None:
    """Draw office, room for the signature, underlined name, rank and NIP."""
    middle, inner = box.x + box.width / 2, box.width - 2 * PADDING
    approver, centred = header.approver, Style(style.family, style.size, align="center")
    page.lines(middle, box.y + PADDING, centred.lines(approver.position, inner), centred)
    name_style = Style(style.family, style.size, True, "center")
    baseline = box.y + box.height - 3 * centred.leading + 4
    page.text(middle, baseline, approver.name, name_style)
    half = stringWidth(approver.name, name_style.font, name_style.size) / 2
    page.rule(middle - half, baseline + 1.8, middle + half, baseline + 1.8)
    lines = [approver.rank, f"NIP. {approver.nip.printed}"]
    page.lines(middle, baseline + 3, lines, centred)


def draw_pair(
    page: Page, document: Document, sop: Sop, names: Sequence[str], columns: Sequence[Box],
    top: float, style: Style,
) -> float:  # fmt: skip
    """Draw two boxes side by side, headings above or inside them; return where they end."""
    above = document.look["heading"] == "above"
    heading = Style(style.family, style.size, True)
    bullets: Mapping[str, str] = document.look.get("bullets", {})
    content = top + ROW
    lists = [
        list_lines(sop.items(name), bullets.get(name, "1."), column.width, style)
        for name, column in zip(names, columns, strict=True)
    ]
    height = max(len(lines) for lines in lists) * style.leading + 2 * PADDING + 3
    for name, column, lines in zip(names, columns, lists, strict=True):
        box = Box(column.x, top, column.width, ROW)
        if above:
            page.shade(box, 0.9)
            page.frame(box)
            page.frame(Box(column.x, content, column.width, height))
        else:
            page.frame(Box(column.x, top, column.width, ROW + height))
        page.cell(box, document.labels[name], heading)
        for index, (bullet, line) in enumerate(lines):
            baseline = content + PADDING + style.size + index * style.leading
            if bullet:
                page.text(column.x + PADDING, baseline, bullet, style)
            indent = BULLET_WIDTH if len(sop.items(name)) > 1 else 0
            page.text(column.x + PADDING + indent, baseline, line, style)
    return content + height


def list_lines(
    items: Sequence[str], bullet: str, width: float, style: Style
) -> list[tuple[str, str]]:
    """Return a list's lines, each with its bullet or ""; a single item has no bullet."""
    numbered = len(items) > 1
    inner = width - 2 * PADDING - (BULLET_WIDTH if numbered else 0)
    lines = []
    for index, item in enumerate(items):
        mark = {"1.": f"{index + 1}.", "a.": f"{string.ascii_lowercase[index]}."}.get(
            bullet, bullet
        )
        for first, line in enumerate(style.lines(item, inner)):
            lines.append((mark if numbered and first == 0 else "", line))
    return lines
