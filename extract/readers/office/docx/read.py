"""A document's stretches between hard page breaks as pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.errors import DamagedError
from extract.readers.office.bounds import BOUNDS, OfficeBounds
from extract.readers.office.docx.blocks import Block, BlockReader, Section, Table
from extract.readers.office.docx.layout import PageMaker
from extract.readers.office.docx.numbering import Numbering
from extract.readers.office.docx.paragraphs import Paragraph, ParagraphReader
from extract.readers.office.docx.styles import Styles
from extract.readers.office.drawing.tree import DiagramBuilder
from extract.readers.office.package import Package, child
from extract.readers.office.xlsx.read import main_part
from models.page import Page


def read_document(data: bytes, bounds: OfficeBounds = BOUNDS) -> Iterator[Page]:
    """Yield the pages of a Word document (DOCX, DOCM).

    Args:
        data: The file's bytes.
        bounds: How much of it is read.

    Raises:
        DamagedError: It is no document, or a part of it is broken.
        EncryptedError: It is locked with a password.
        LimitError: It is larger than a document may be.
    """
    package = Package.opened(data, bounds)
    main = main_part(package)
    body = child(package.xml(main), "body")
    if body is None:
        raise DamagedError("its document has no body")
    relations = package.relationships(main)
    parts = {r.kind: r.target for r in relations if r.target and package.has(r.target)}
    targets = {r.id: r.target for r in relations if r.target and package.has(r.target)}
    styles = Styles.read(package.xml(parts["styles"]) if "styles" in parts else None)
    numbering = Numbering(package.xml(parts["numbering"]) if "numbering" in parts else None)
    reader = BlockReader(ParagraphReader(styles, numbering), bounds)
    sections = reader.sections(body)
    seen: set[str] = set()
    for section in sections:
        header, footer = _part(section.headers, targets), _part(section.footers, targets)
        # A section in the midst of a page has none there; one like those before tells nothing new.
        if header not in seen and not section.continuous:
            section.blocks[:0] = _margin_blocks(reader, package, header)
        if footer not in seen:
            section.blocks += _margin_blocks(reader, package, footer)
        seen |= {header, footer}
    yield from _pages(sections, bounds)


def _part(names: dict[str, str], targets: dict[str, str]) -> str:
    """Return the part with the header, or footer, of a section's first page; "" for none."""
    for kind in ("first", "default"):
        if kind in names:
            return targets.get(names[kind], "")
    return ""


def _margin_blocks(reader: BlockReader, package: Package, part: str) -> list[Block]:
    """Return the blocks of a header or footer that hold anything."""
    if not part:
        return []
    blocks = reader.blocks(package.xml(part))
    return [b for b in blocks if isinstance(b, Table) or b.text.strip() or b.drawings]


def _pages(sections: Sequence[Section], bounds: OfficeBounds) -> Iterator[Page]:
    """Yield the pages of sections."""
    number = 0
    maker: PageMaker | None = None
    for section in sections:
        for index, blocks in enumerate(_cut(section.blocks)):
            if maker is not None and index == 0 and section.continuous:
                maker.section = replace(section, top=maker.section.top)
            else:
                if maker is not None and (page := maker.build()) is not None:
                    yield page
                number += 1
                maker = PageMaker(number, section, DiagramBuilder(bounds))
            maker.add(blocks)
    if maker is not None and (page := maker.build()) is not None:
        yield page


def _cut(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks, cut where their author began a new page."""
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.breaks_before and held:
            yield held
            held = []
        held.append(block)
        if _breaks_after(block):
            yield held
            held = []
    if held:
        yield held


def _breaks_after(block: Block) -> bool:
    """Return whether a new page begins behind a block."""
    return not isinstance(block, Table) and block.breaks_after
