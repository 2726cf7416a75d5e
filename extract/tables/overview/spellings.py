"""One spelling of each actor and office over all SOPs, which a person can correct.

A run writes `spellings.csv`: each spelling, the one it counts as, and in how many SOPs it stands.
Rows in a file of that name in the folder `review` overrule it; only the columns kind, printed and
canonical are read.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from extract.errors import BadRecordsError
from models.record import SopRecord
from normalize.actors import canonical_actors
from normalize.text import fold_key

SPELLINGS_FILE = "spellings.csv"


class NameKind(StrEnum):
    """Whose name it is."""

    OFFICE = "office"
    ACTOR = "actor"


@dataclass(slots=True)
class Spellings:
    """The spellings over all SOPs.

    Attributes:
        sops: Kind -> spelling as printed -> SOPs that it stands in.
        corrected: Kind and key of a spelling -> what a person says it counts as.
    """

    sops: dict[NameKind, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in NameKind}
    )
    corrected: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[NameKind, dict[str, str]] = field(default_factory=dict)

    def count(self, record: SopRecord) -> None:
        """Count the names of an SOP."""
        if record.header.agency:
            self.sops[NameKind.OFFICE][record.header.agency] += 1
        self.sops[NameKind.ACTOR].update({*record.actors, *_step_actors(record)})

    def settle(self) -> None:
        """Find the one spelling of each name, when all SOPs are counted."""
        for kind, sops in self.sops.items():
            canonical = canonical_actors(sops.elements())
            self._names[kind] = _most_printed(sops, canonical)

    def name(self, kind: NameKind, printed: str) -> str:
        """Return what a spelling counts as."""
        said = self.corrected.get((kind.value, fold_key(printed)))
        return said or self._names.get(kind, {}).get(printed, printed)

    def rows(self) -> Iterable[tuple[str, str, str, int, int]]:
        """Yield kind, spelling, what it counts as, its SOPs, and whether it is merged (0 or 1)."""
        for kind, sops in self.sops.items():
            rows = [(self.name(kind, printed), printed, count) for printed, count in sops.items()]
            for name, printed, count in sorted(rows):
                yield kind.value, printed, name, count, int(name != printed)


def read_corrected(path: Path) -> dict[tuple[str, str], str]:
    """Return the spellings that a person corrected: kind and key -> what it counts as.

    Args:
        path: A file like `spellings.csv`; none is no correction.

    Raises:
        BadRecordsError: The file cannot be read, or lacks a column.
    """
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecordsError(f"{path}: is no UTF-8 text") from error
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        kind, printed, name = (row.get(column) for column in ("kind", "printed", "canonical"))
        if not kind or not printed or not name:
            raise BadRecordsError(
                f"{path}: line {rows.line_num}: kind, printed or canonical is empty"
            )
        found[kind, fold_key(printed)] = name
    return found


def _most_printed(sops: Mapping[str, int], canonical: Mapping[str, str]) -> dict[str, str]:
    """Return for each spelling the one of its kin that most SOPs have, of equals the longest.

    Spellings are kin if they are the same name written out, capitals aside.
    """
    kin: dict[str, list[str]] = {}
    for printed in sops:
        kin.setdefault(fold_key(canonical[printed]), []).append(printed)
    names: dict[str, str] = {}
    for spellings in kin.values():
        best = max(spellings, key=lambda one: (not one.isupper(), sops[one], len(one), one))
        names |= dict.fromkeys(spellings, best)
    return names


def _step_actors(record: SopRecord) -> Iterable[str]:
    """Yield the actors of all steps."""
    return (actor for step in record.steps for actor in step.actors)
