"""The tables: every field of a record has its place, every key tells rows apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract import extract_paths
from extract.tables.columns import Kind, columns_of
from extract.tables.dictionary import DICTIONARY_FILE, dictionary_text
from extract.tables.model import TABLED, TABLES, Table
from models import Header, Procedure, SopRecord
from tests.records import make_record

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def records() -> list[SopRecord]:
    made = make_record()
    made.extra_sections = {"warnings": ["Tambahan"], "Maksud": ["Tertib"]}
    texts = sorted(SAMPLES.glob("*.txt"))
    return [made, *extract_paths([*texts, SAMPLES / "kecamatan-telaga-bestari.pdf"])]


def table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def rows(name: str, record: SopRecord) -> Iterator[dict[str, Any]]:
    own = table(name)
    return (dict(zip(own.names(), row, strict=True)) for row in own.rows(record))


def test_the_data_dictionary_in_the_docs_is_what_the_models_say() -> None:
    text = DICTIONARY_FILE.read_text(encoding="utf-8")
    assert text == dictionary_text(), "run: python -m extract.tables.dictionary"


def test_every_list_of_a_record_is_a_table() -> None:
    """A field added to the contract as a list must be given a table, or this fails."""
    for column in columns_of(SopRecord, leave_out=TABLED):
        assert column.kind is not Kind.JSON or column.name in ("source_pages", "source_parts"), (
            column.name
        )


@pytest.mark.parametrize("own", TABLES, ids=NAMES)
def test_keys_tell_rows_apart_and_are_never_empty(own: Table, records: list[SopRecord]) -> None:
    keys = []
    for record in records:
        for row in own.rows(record):
            cells = dict(zip(own.names(), row, strict=True))
            keys.append(tuple(cells[name] for name in own.key))
    assert len(keys) == len(set(keys))
    assert len(keys) > 1
    assert all(None not in key for key in keys)


@pytest.mark.parametrize("own", TABLES, ids=NAMES)
def test_cells_are_of_their_column_s_kind(own: Table, records: list[SopRecord]) -> None:
    kinds: dict[Kind, Any] = {
        Kind.TEXT: str,
        Kind.INTEGER: int,
        Kind.REAL: (int, float),
        Kind.DATE: date,
        Kind.JSON: (list, dict),
    }
    for record in records:
        for row in own.rows(record):
            for column, cell in zip(own.columns, row, strict=True):
                if cell is None:
                    assert not column.required, column.name
                else:
                    assert isinstance(cell, kinds[column.kind]), column.name
                    assert cell != "", column.name


@pytest.mark.parametrize("own", TABLES, ids=NAMES)
def test_rows_refer_to_rows_that_are_there(own: Table, records: list[SopRecord]) -> None:
    for reference in own.references:
        for record in records:
            there = {
                tuple(row[n] for n in reference.others) for row in rows(reference.table, record)
            }
            for row in rows(own.name, record):
                assert tuple(row[name] for name in reference.columns) in there


def test_every_column_is_described() -> None:
    for own in TABLES:
        assert own.description
        for column in own.columns:
            assert column.description, f"{own.name}.{column.name}"


@pytest.mark.parametrize(
    ("printed", "cells"),
    [
        ("2023-07-26", (date(2023, 7, 26), "day")),
        ("2020-06", (date(2020, 6, 1), "month")),
        ("2019", (date(2019, 1, 1), "year")),
        (None, (None, None)),
    ],
)
def test_a_date_is_a_date_and_says_how_precise_it_is(
    printed: str | None, cells: tuple[object, object]
) -> None:
    record = make_record()
    record.header = Header(created_on=printed)
    (row,) = rows("documents", record)
    assert (row["created_on"], row["created_on_precision"]) == cells


def test_a_record_s_lists_are_rows_in_their_order() -> None:
    record = make_record()
    record.procedures = [Procedure(first_seq=1, last_seq=2, actors=["Arsiparis"])]
    record.extra_sections = {"warnings": ["Tambahan"]}
    record.warnings = ["Jangan hilang"]
    sections = [(row["section"], row["position"], row["text"]) for row in rows("sections", record)]
    assert ("warnings", 1, "Jangan hilang") in sections
    assert ("warnings", 2, "Tambahan") in sections
    assert [row["name"] for row in rows("actors", record)] == ["Arsiparis", "Kepala Dinas"]
    (actor,) = rows("step_actors", record)
    assert (actor["seq"], actor["position"], actor["actor"]) == (1, 1, "Arsiparis")
    assert next(rows("procedures", record))["actors"] == ["Arsiparis"]
    place = next(rows("provenance", record))
    assert (place["pointer"], place["x0"], place["bottom"]) == ("/header/title", 312.0, 108.1)
