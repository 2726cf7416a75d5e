"""The names that tables of spellings may use: those under which values can be kept.

A label of the identity sheet announces a header field, a heading a list or a column. Which of
these there are is decided by the registry of fields; a table that names another one is refused
when it is loaded: every document with such a label would fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.errors import BadTableError
from models.fields import HEADER_VALUES, LISTS, TEXT_CELLS

# The headings that stand above several columns of the step table.
GROUPS = ("actors", "quality")

# Besides fields: the block of the approver, and boxes that the contract has no list for.
_HEADER = frozenset({*HEADER_VALUES, "approver"})
_SECTIONS = frozenset({*LISTS, "extra"})
# Table of spellings -> the names it may use; the other tables choose their own.
NAMES: Mapping[str, frozenset[str]] = {
    "header": _HEADER,
    "header_alone": _HEADER,
    "section": _SECTIONS,
    "section_narrative": _SECTIONS,
    "column": frozenset({*TEXT_CELLS, *GROUPS}),
}


def check_names(file: str, table: str, names: Iterable[str]) -> None:
    """Check that all names of a table of spellings are declared.

    Args:
        file: The file that holds the table, e.g. "sheet.toml".
        table: The table's name, e.g. "header".
        names: The names that it has spellings for.

    Raises:
        BadTableError: No model declares one of them.
    """
    known = NAMES.get(table)
    unknown = next((name for name in names if known is not None and name not in known), None)
    if known is not None and unknown is not None:
        raise BadTableError(
            f"{file}: [{table}] has spellings of {unknown}, which no model declares; declare it in "
            f"models/ (docs/extending.md), or use one of: {', '.join(sorted(known))}"
        )
