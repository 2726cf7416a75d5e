"""The most of an office file that is read, whatever its bytes claim."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeBounds:
    """Bounds of what an office file may unpack to and hold.

    Unfitted: each is far beyond an SOP's need (the largest seen has some 3,000 cells with text,
    400 shapes and 2 million bytes of XML) and far below what fills a worker's memory.
    """

    max_parts: int = 5_000
    """Parts in the package."""
    max_part_bytes: int = 64_000_000
    """Bytes that one part may unpack to."""
    max_unpacked_bytes: int = 256_000_000
    """Bytes that all parts that are read may unpack to."""
    max_depth: int = 200
    """Elements within elements of a part; libxml2 itself stops at 256."""
    max_sheets: int = 200
    """Sheets of a workbook."""
    max_rows: int = 20_000
    """Rows of a sheet that are looked at."""
    max_columns: int = 1_000
    """Columns of a sheet that are looked at."""
    max_cells: int = 200_000
    """Cells with text or borders of a sheet, and of a table."""
    max_area: int = 500_000
    """Cells that all merged ranges of a sheet may reach over."""
    max_merges: int = 50_000
    """Merged ranges of a sheet."""
    max_strings: int = 500_000
    """Shared strings of a workbook."""
    max_text: int = 20_000_000
    """Characters of text of a sheet or a document."""
    max_shapes: int = 20_000
    """Shapes, connectors and groups of a drawing."""
    max_blocks: int = 100_000
    """Paragraphs of a document."""


BOUNDS = OfficeBounds()
