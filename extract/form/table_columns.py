"""A step table's columns as evidence sees them, whoever read them, and the roles they may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

# `actor`: the column of one actor. `actors`: one column that names each step's actors in words.
# `other`: a column that the record has no place for, such as the costs.
Role = Literal[
    "number",
    "activity",
    "actor",
    "actors",
    "requirements",
    "duration",
    "output",
    "remarks",
    "other",
]
ROLES: tuple[Role, ...] = get_args(Role)
# Roles that several columns of a table may have.
REPEATED: frozenset[Role] = frozenset({"actor", "other"})


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column.

    Attributes:
        heading: Its heading as printed; "" where it has none.
        group: Which group's heading stands over it and others: "actors", "quality"; "" for none.
        cells: The texts of its cells from top to bottom, "" for empty ones; a row each.
        width: Its width, in any unit, the same for all columns of a table.
    """

    heading: str
    group: str = ""
    cells: tuple[str, ...] = ()
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Assigned:
    """The role of a column.

    Attributes:
        role: The role.
        sureness: How probable it is, 0 to 1, all explanations of the whole table weighed.
    """

    role: Role
    sureness: float
