from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extract.writers.csv_files import write_tables
from extract.writers.tables import TABLES
from models import SopRecord
from normalize.citations import parse_citation
from tests.records import make_record


def rows(output: Path, table: str) -> list[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write_tables(tmp_path, [make_record(), make_record(position=2)])
    return tmp_path


def test_every_table_joins_the_documents_by_id(output: Path) -> None:
    ids = [row["id"] for row in rows(output, "documents")]
    assert ids == ["abababababab-1", "abababababab-2"]
    for table, count in {"steps": 2, "legal_basis": 1, "flow": 2, "findings": 1}.items():
        assert [row["id"] for row in rows(output, table)] == [i for i in ids for _ in range(count)]


def test_a_document_s_values_stand_in_columns_of_their_own_and_its_lists_as_json(
    output: Path,
) -> None:
    row = rows(output, "documents")[0]
    assert row["path"] == "samples/arsip.pdf"
    assert row["title"] == "Peminjaman Arsip"
    assert row["created_on"] == "2024-02"
    assert row["approver_name"] == 'Bunga "Uji", S.Sos.'
    assert row["approver_nip"] == row["unit"] == ""
    assert json.loads(row["pages"]) == [1, 2]
    assert json.loads(row["qualifications"]) == ["Memahami tata kearsipan, minimal D3"]
    assert json.loads(row["warnings"]) == []
    assert json.loads(row["extra_sections"]) == {"Maksud dan Tujuan": ["Tertib arsip"]}
    assert json.loads(row["actors"]) == ["Arsiparis", "Kepala Dinas"]


def test_a_step_has_its_duration_in_parts(output: Path) -> None:
    full, bare = rows(output, "steps")[:2]
    assert (full["seq"], full["number"], full["symbol"]) == ("1", "1", "terminator")
    assert json.loads(full["actors"]) == ["Arsiparis"]
    assert full["requirements"] == "Surat permohonan,\nkartu identitas"
    assert {name: full[f"duration_{name}"] for name in ("raw", "min", "max", "unit")} == {
        "raw": "1-2 hari",
        "min": "1",
        "max": "2",
        "unit": "day",
    }
    assert (full["duration_iso8601"], full["duration_working_minutes"]) == ("P2D", "900")
    assert {bare[name] for name in bare if name.startswith("duration_")} == {""}


def test_citations_arrows_and_findings_have_their_rows(output: Path) -> None:
    citation = rows(output, "legal_basis")[0]
    assert (citation["position"], citation["type"], citation["year"]) == ("1", "UU", "2009")
    arrows = rows(output, "flow")[:2]
    assert [(a["position"], a["source"], a["target"], a["label"]) for a in arrows] == [
        ("1", "2", "1", "Tidak"),
        ("2", "1", "2", ""),
    ]
    finding = rows(output, "findings")[0]
    assert (finding["severity"], finding["field"], finding["page"]) == (
        "warning",
        "/steps/1/number",
        "2",
    )


def test_the_files_are_utf_8_without_mark_and_rows_end_in_cr_lf(output: Path) -> None:
    for table in TABLES:
        content = (output / f"{table.name}.csv").read_bytes()
        assert content.startswith(",".join(table.columns()).encode() + b"\r\n")
        assert content.endswith(b"\r\n")


def test_every_field_of_the_contract_has_its_place() -> None:
    documents = next(table for table in TABLES if table.name == "documents")
    columns = set(documents.columns())
    tables = {table.field for table in TABLES}
    nested = {"source": {"path"}, "header": {"title", "approver_nip"}}
    for name in SopRecord.model_fields:
        expected = nested.get(name, {name})
        assert expected <= columns or name in tables or name == "provenance", name
    for table in TABLES:
        assert len(table.columns()) == len(set(table.columns())), table.name


def test_all_tables_stay_as_they_were_where_a_record_cannot_be_had(output: Path) -> None:
    earlier = {table.name: rows(output, table.name) for table in TABLES}

    def broken():
        yield make_record(position=3)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_tables(output, broken())
    assert {table.name: rows(output, table.name) for table in TABLES} == earlier
    assert sorted(p.name for p in output.iterdir()) == sorted(f"{t.name}.csv" for t in TABLES)


def test_no_record_leaves_only_headings(tmp_path: Path) -> None:
    write_tables(tmp_path, [])
    assert [rows(tmp_path, table.name) for table in TABLES] == [[]] * len(TABLES)


def test_the_links_of_a_citation_are_one_json_cell(tmp_path: Path) -> None:
    record = make_record()
    citation = parse_citation("UU 23/2014 sebagaimana telah diubah dengan UU 9/2015")
    write_tables(tmp_path, [record.model_copy(update={"legal_basis": [citation]})])
    row = rows(tmp_path, "legal_basis")[0]
    assert row["uri"] == "/akn/id/act/uu/2014/23"
    [link] = json.loads(row["links"])
    assert (link["relation"], link["uri"]) == ("amended_by", "/akn/id/act/uu/2015/9")
