"""Records as pandas tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extract.errors import needs_extra
from extract.tables.columns import Kind
from extract.tables.model import TABLES
from models import SopRecord

if TYPE_CHECKING:
    import pandas

# pandas' types that allow empty cells, also for whole numbers.
_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "Int64",
    Kind.REAL: "Float64",
    Kind.DATE: "datetime64[s]",
    Kind.JSON: "object",
}


def to_frames(records: SopRecord | Iterable[SopRecord]) -> dict[str, pandas.DataFrame]:
    """Return records as the tables that docs/tables.md describes.

    Args:
        records: One record or several; all their rows are held in memory.

    Returns:
        A DataFrame for each table, by its name. Text, numbers and dates have pandas' own types
        with `NA` for what was not found; json columns hold lists and dicts.

    Raises:
        MissingDependencyError: pandas is not installed.
    """
    with needs_extra("pandas", "to_frames"):
        import pandas

    held = [records] if isinstance(records, SopRecord) else list(records)
    frames = {}
    for table in TABLES:
        rows = [row for record in held for row in table.rows(record)]
        frame = pandas.DataFrame(rows, columns=table.names(), dtype="object")
        types = {column.name: _TYPES[column.kind] for column in table.columns}
        frames[table.name] = frame.astype(types)
    return frames
