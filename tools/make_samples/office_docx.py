"""Word documents in the official form, their flowcharts as shapes anchored in the table."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from tools.make_samples.office_docx_drawing import ParagraphDrawing, Writing
from tools.make_samples.office_grid import Cell, Grid

TWIPS = 20
MARGIN = 40.0
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
LISTED = "%1."
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
BORDERS = f"<w:tblBorders>{BORDERS}</w:tblBorders>"
PLAIN = Writing()


def write_docx(grids: Sequence[Grid], writing: Writing = PLAIN) -> bytes:
    """Return a document with a table for each grid, each on a page of its own."""
    body: list[str] = []
    for index, grid in enumerate(grids):
        if index:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        table = _Table(grid, writing).xml()
        if writing.nested:
            width = round(sum(grid.widths) * TWIPS)
            table = (
                f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:tc>'
                f"<w:tcPr/>{table}<w:p/></w:tc></w:tr></w:tbl>"
            )
        body.append(table + "<w:p/>")
    page = (
        f'<w:sectPr><w:pgSz w:w="20160" w:h="12240" w:orient="landscape"/><w:pgMar w:top="800" '
        f'w:right="{round(MARGIN * TWIPS)}" w:bottom="800" w:left="{round(MARGIN * TWIPS)}"/>'
        "</w:sectPr>"
    )
    document = f'<?xml version="1.0"?><w:document {NAMESPACES}><w:body>{"".join(body)}{page}'
    return _package(document + "</w:body></w:document>")


class _Table:
    """Writes one grid.

    Args:
        grid: The grid.
        writing: How it is written.
    """

    def __init__(self, grid: Grid, writing: Writing) -> None:
        """Look up which cells begin where, and which are merged with them."""
        self._grid, self._writing = grid, writing
        self._at = {(cell.row, cell.column): cell for cell in grid.cells}
        self._covered = {
            (cell.row + row, cell.column): cell
            for cell in grid.cells
            for row in range(1, cell.rows)
        }
        self._lists = 0

    def xml(self) -> str:
        """Return the table."""
        columns = "".join(f'<w:gridCol w:w="{round(w * TWIPS)}"/>' for w in self._grid.widths)
        rows = "".join(
            self._row(row) for row in range(len(self._grid.heights)) if row not in self._grid.hidden
        )
        return (
            f'<w:tbl><w:tblPr>{BORDERS}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}'
            f"</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: int) -> str:
        """Return a row."""
        cells: list[str] = []
        column = 0
        while column < len(self._grid.widths):
            cell = self._at.get((row, column))
            above = self._covered.get((row, column))
            if cell is not None:
                merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                cells.append(self._cell(cell, merge, self._paragraphs(cell, row, column)))
                column += cell.columns
            elif above is not None:
                cells.append(self._cell(above, "<w:vMerge/>", "<w:p/>"))
                column += above.columns
            else:
                cells.append(self._cell(Cell(row, column), "", "<w:p/>"))
                column += 1
        height = round(self._grid.heights[row] * TWIPS)
        heading = "<w:tblHeader/>" if row in self._grid.heading_rows else ""
        return (
            f'<w:tr><w:trPr><w:trHeight w:val="{height}"/>{heading}</w:trPr>{"".join(cells)}</w:tr>'
        )

    def _cell(self, cell: Cell, merge: str, body: str) -> str:
        """Return a cell."""
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        up = '<w:textDirection w:val="btLr"/>' if cell.up else ""
        width = sum(self._grid.widths[cell.column : cell.column + cell.columns])
        size = f'<w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{size}{span}{merge}{up}</w:tcPr>{body}</w:tc>"

    def _paragraphs(self, cell: Cell, row: int, column: int) -> str:
        """Return the paragraphs of a cell, the flowchart anchored in that of the first one."""
        lines = cell.text.split("\n")
        counted = self._writing.lists == "numbering" and len(lines) > 0 and all(
            line.startswith(f"{i}. ") for i, line in enumerate(lines, 1)
        )  # fmt: skip
        self._lists += counted
        properties = '<w:jc w:val="center"/>' if cell.align == "center" else ""
        written: list[str] = []
        first_step = (self._grid.heading_rows.stop, 0)
        for index, line in enumerate(lines):
            numbered = ""
            if counted:
                line = line.partition(" ")[2]
                numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._lists}"/></w:numPr>'
            drawn = ""
            if index == 0 and (row, column) == first_step and self._grid.symbols:
                drawn = "".join(ParagraphDrawing(self._grid, self._writing).runs())
            written.append(
                f"<w:p><w:pPr>{numbered}{properties}</w:pPr>{drawn}"
                f"{self._run(line, cell.bold)}</w:p>"
            )
        return "".join(written)

    def _run(self, text: str, bold: bool) -> str:
        """Return a run of text, put in and taken out where changes are tracked."""
        if not text:
            return ""
        look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="20"/></w:rPr>'

        def run(part: str, tag: str = "t") -> str:
            return f'<w:r>{look}<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}></w:r>'

        if not self._writing.tracked:
            return run(text)
        half = len(text) // 2
        return (
            run(text[:half])
            + f'<w:del w:id="1" w:author="x">{run("lama", "delText")}</w:del>'
            + f'<w:ins w:id="2" w:author="x">{run(text[half:])}</w:ins>'
        )


def _package(document: str) -> bytes:
    """Return the file with a document."""
    base = "http://schemas.openxmlformats.org"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(1, 60)
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{base}/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{main}.numbering+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{base}/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{base}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
            "</Relationships>"
        ),
        "word/numbering.xml": (
            f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{LISTED}"/></w:lvl>'
            f"</w:abstractNum>{lists}</w:numbering>"
        ),
        "word/document.xml": document,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return out.getvalue()
