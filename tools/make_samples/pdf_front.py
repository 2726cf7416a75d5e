"""What offices put before their SOPs: a cover, and the decree that puts them into force."""

from __future__ import annotations

from typing import Any

from tools.make_samples.pdf_page import Box, Page, Style
from tools.make_samples.pdf_sheet import draw_crest
from tools.make_samples.spec import Document

INDENT = 90.0  # points between the margin and a decree's paragraphs
ITEM_INDENT = 14.0  # points by which wrapped lines of an item are indented


def draw_cover(page: Page, document: Document) -> None:
    """Draw the cover: a crest and a few large lines."""
    draw_crest(page, page.width / 2, 150, 110)
    style = Style(document.look["font"], 20, True, "center")
    top = 330.0
    for line in document.look["front"]["cover"]:
        for part in style.lines(line, page.width - 160):
            top = page.lines(page.width / 2, top, [part], style)
        top += 16
    page.frame(Box(40, 40, page.width - 80, page.height - 80))


def draw_decree(page: Page, document: Document) -> None:
    """Draw the decree's page: heading, considerations, rulings, signature."""
    front: dict[str, Any] = document.look["front"]
    margin, family = 64.0, document.look["font"]
    bold, body = Style(family, 12, True, "center"), Style(family, 11)
    top = margin
    for line in front["decree_heading"]:
        parts = bold.lines(line, page.width - 2 * margin)
        top = page.lines(page.width / 2, top, parts, bold) + 3
    top += 14
    inner = page.width - 2 * margin - INDENT
    for opening, text in front["decree"]:
        if text.isupper() and not opening:
            top = page.lines(page.width / 2, top + 4, [text], bold) + 8
            continue
        if opening:
            page.text(margin, top + body.size, opening, body)
            page.text(margin + INDENT - 12, top + body.size, ":", body)
        for index, line in enumerate(body.lines(text, inner - ITEM_INDENT) or [""]):
            indent = ITEM_INDENT if index and not opening.startswith("KE") else 0
            top = page.lines(margin + INDENT + indent, top, [line], body)
        top += 5
    approver = document.sops[0].header.approver
    x = page.width - margin - 210
    top = page.lines(x, top + 24, front["decree_place"], body)
    top = page.lines(x, top + 52, [approver.name], Style(family, 11, True))
    page.lines(x, top, [f"NIP. {approver.nip.printed}"], body)
