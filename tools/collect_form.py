"""Collects the columns of step tables from documents with gold, for `tools.fit_form`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from extract.bounds.budget import Allowance
from extract.errors import SopExtractError
from extract.fields.assemble import assemble_pages
from extract.form.features import describe
from extract.form.table_columns import REPEATED, Assigned, Role, TableColumn
from extract.readers.reader import PageContent, SourceFile, TextContent
from extract.readers.registry import identify
from extract.settings import Settings
from extract.text import read_text_sops
from extract.unruled.pages import lay_out_pages
from extract.vocabulary.columns import match_column
from models.fields import TEXT_CELLS
from normalize.likeness import likeness
from normalize.text import fold_key
from tools.damage_headings import damaged
from tools.fit_form import Table

# What assigns roles; while documents are collected, the gold does.
JOINTS = ("extract.fields.columns.assign_roles",)
# A cell's texts are a column's by gold if this share of them is.
MIN_SHARE = 0.5
MIN_LIKENESS = 85.0
# Tables of one document; its further ones are much like these.
MAX_TABLES = 3


class GoldRoles:
    """Assigns roles by the gold, and keeps the tables.

    Args:
        records: The document's records.
    """

    def __init__(self, records: Sequence[dict[str, Any]]) -> None:
        """Remember what stands in each column by the gold."""
        self.tables: list[list[tuple[TableColumn, Role]]] = []
        steps = [step for record in records for step in record.get("steps") or ()]
        self._texts = {
            name: {fold_key(text) for step in steps if (text := _cell(step, name))}
            for name in TEXT_CELLS
        }
        self._actors = [actor for record in records for actor in record.get("actors") or ()]

    def __call__(self, columns: Sequence[TableColumn]) -> list[Assigned]:
        """Return the roles of columns by gold."""
        found: list[Role] = [self._role(column) for column in columns]
        for role in set(found) - REPEATED:
            same = [i for i, one in enumerate(found) if one == role]
            named = [i for i in same if match_column(columns[i].heading) == role]
            for i in same:
                if i != (named or same)[0]:
                    found[i] = "other"
        self.tables.append(list(zip(columns, found, strict=True)))
        return [Assigned(role, 1.0) for role in found]

    def _role(self, column: TableColumn) -> Role:
        """Return the role of a column."""
        named = match_column(column.heading)
        filled = [fold_key(text) for text in column.cells if fold_key(text)]
        shares = {
            name: sum(text in texts for text in filled) / max(len(filled), 1)
            for name, texts in self._texts.items()
        }
        name = max(shares, key=lambda one: (round(shares[one], 1), one == named))
        counts = name != "number" or named == "number" or len(filled) > 1
        if shares[name] >= MIN_SHARE and counts:
            return name  # type: ignore[return-value]
        if named == "actors" and len(filled) > len(column.cells) / 2:
            return "actors"
        if any(likeness(column.heading, actor) >= MIN_LIKENESS for actor in self._actors):
            return "actor"
        if named in TEXT_CELLS:
            return named  # type: ignore[return-value]
        return "actor" if column.group == "actors" and column.heading else "other"


def _cell(step: dict[str, Any], name: str) -> str | None:
    """Return what a step's cell prints by gold."""
    value = step.get(name)
    return value.get("raw") if isinstance(value, dict) else value


def collect(roots: Sequence[Path]) -> list[Table]:
    """Return the tables of all documents under some folders, printed and damaged.

    Args:
        roots: Folders with `inputs/` and `gold/`.
    """
    offices: dict[str, str] = {}
    tables: list[Table] = []
    for path, gold in sorted(_pairs(roots), key=lambda pair: pair[0].name):
        try:
            found = _tables_of(path, gold)
        except SopExtractError as error:
            print(f"{path.name}: {error}")
            continue
        key = re.split(r"[-_\d]", path.stem)[0] or path.stem
        office = offices.setdefault(key, f"g{len(offices) + 1:02}")
        for table in found:
            name = f"t{len({t.name for t in tables}) + 1:03}"
            tables.append(_packed(office, name, "printed", table))
            for how, other in damaged(table, len(tables)):
                tables.append(_packed(office, name, how, other))
    return tables


def _packed(office: str, name: str, how: str, table: Sequence[tuple[TableColumn, Role]]) -> Table:
    """Return a table as numbers."""
    features = describe([column for column, _ in table])
    return Table(office, name, how, tuple(role for _, role in table), tuple(features))


def _pairs(roots: Sequence[Path]) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield (document, its records by gold)."""
    for root in roots:
        inputs = {path.name: path for path in (root / "inputs").rglob("*") if path.is_file()}
        for file in sorted((root / "gold").glob("*.json")):
            gold = json.loads(file.read_text("utf-8"))
            records = gold["records"] if isinstance(gold, dict) else gold
            group = str(gold.get("group", "")) if isinstance(gold, dict) else ""
            path = inputs.get(file.stem) or next(
                (p for n, p in sorted(inputs.items()) if Path(n).stem == file.stem), None
            )
            if path is not None and "scan" not in group and "image" not in group:
                yield path, records


def _tables_of(
    path: Path, records: Sequence[dict[str, Any]]
) -> list[list[tuple[TableColumn, Role]]]:
    """Return the step tables that are read in a document, with their roles by gold."""
    settings = Settings()
    roles = GoldRoles(records)
    patches = [patch(joint, roles) for joint in JOINTS]
    for one in patches:
        one.start()
    try:
        file = SourceFile(path)
        content = identify(file).reader.read(file, settings, Allowance(settings.limits))
        if isinstance(content, PageContent):
            assemble_pages(lay_out_pages(content.pages))
        elif isinstance(content, TextContent):
            read_text_sops(content.text)
    finally:
        for one in patches:
            one.stop()
    return roles.tables[:MAX_TABLES]
