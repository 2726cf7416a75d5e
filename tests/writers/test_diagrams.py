from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import OutputError
from extract.storage.places import MAX_NAME_BYTES
from extract.writers.diagrams import diagram_file, write_diagrams
from extract.writers.formats import Format, parse_formats
from models import SopRecord
from tests.flows import draw

ALL = (Format.BPMN, Format.MERMAID, Format.SVG)


def numbered(position: int, record: SopRecord) -> SopRecord:
    return record.model_copy(update={"id": f"abababababab-{position}"})


DRAWN = draw("TPT", "1>2", "2>3")
UNDRAWN = draw("TPT")


def names(output: Path) -> list[str]:
    found = (path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    return sorted(found)


def test_each_sop_has_a_file_in_each_form_asked_for(tmp_path: Path) -> None:
    records = [numbered(1, DRAWN), numbered(2, UNDRAWN), numbered(3, DRAWN)]
    undrawn = write_diagrams(tmp_path, "sop/a.pdf", records, ALL)
    assert undrawn == ["abababababab-2"]
    assert names(tmp_path) == [
        f"diagrams/sop/a.pdf-{position}{suffix}"
        for position in (1, 3)
        for suffix in (".bpmn", ".mmd", ".svg")
    ]
    starts = {".bpmn": "<?xml", ".mmd": "---\ntitle", ".svg": "<svg"}
    for suffix, start in starts.items():
        text = (tmp_path / f"diagrams/sop/a.pdf-1{suffix}").read_text(encoding="utf-8")
        assert text.startswith(start)


def test_nothing_is_drawn_and_nobody_missed_where_no_diagram_was_asked_for(tmp_path: Path) -> None:
    assert write_diagrams(tmp_path, "a.pdf", [DRAWN, UNDRAWN], (Format.JSON, Format.CSV)) == []
    assert names(tmp_path) == []


def test_diagrams_of_sops_that_are_no_more_are_removed_and_no_others(tmp_path: Path) -> None:
    three = [numbered(position, DRAWN) for position in (1, 2, 3)]
    write_diagrams(tmp_path, "a.pdf", three, (Format.SVG, Format.MERMAID))
    write_diagrams(tmp_path, "a.pdf-1.svg", three[:1], (Format.SVG,))
    (tmp_path / "diagrams/a.pdf-x.svg").write_text("mine", encoding="utf-8")
    write_diagrams(tmp_path, "a.pdf", [three[0], numbered(2, UNDRAWN)], (Format.SVG,))
    assert names(tmp_path) == [
        "diagrams/a.pdf-1.mmd",
        "diagrams/a.pdf-1.svg",
        "diagrams/a.pdf-1.svg-1.svg",
        "diagrams/a.pdf-2.mmd",
        "diagrams/a.pdf-3.mmd",
        "diagrams/a.pdf-x.svg",
    ]


def test_a_name_as_long_as_file_systems_take_still_fits_and_stays_its_own(tmp_path: Path) -> None:
    long = ["é" * 125 + end for end in ("a.pdf", "b.pdf")]
    files = {diagram_file(tmp_path, name, at, Format.BPMN) for name in long for at in (1, 999)}
    assert len(files) == 4
    assert all(len(file.name.encode()) <= MAX_NAME_BYTES for file in files)
    write_diagrams(tmp_path, long[0], [numbered(1, DRAWN), numbered(2, DRAWN)], (Format.SVG,))
    write_diagrams(tmp_path, long[0], [numbered(1, DRAWN)], (Format.SVG,))
    assert len(names(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "diagrams").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_diagrams(tmp_path, "a.pdf", [DRAWN], (Format.SVG,))


def test_formats_are_named_with_commas() -> None:
    assert parse_formats("bpmn") == [Format.BPMN]
    assert parse_formats("json, CSV,svg") == [Format.JSON, Format.CSV, Format.SVG]


@pytest.mark.parametrize("text", ["", "bpmn,", "pdf", "bpmn svg"])
def test_a_format_that_is_not_there_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(
        ValueError,
        match="json, jsonl, csv, excel-csv, parquet, sqlite, duckdb, xlsx, bpmn, mermaid, svg",
    ):
        parse_formats(text)
