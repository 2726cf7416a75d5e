"""Records loaded into databases: SQLite, and a real PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, make_url

from extract import extract_paths
from extract.cli import main
from extract.errors import DatabaseError, ExitCode
from extract.load.load import Loaded, load_records
from extract.load.migrate import VERSION_TABLE
from extract.storage.record_files import record_file, write_records
from extract.tables.model import TABLES
from extract.tables.sql import build_metadata
from extract.tables.views import VIEWS
from models import SopRecord
from tests.postgres import run_postgres
from tests.records import make_record

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def records() -> list[SopRecord]:
    paths = [*SAMPLES.glob("*.txt"), SAMPLES / "kecamatan-telaga-bestari.pdf"]
    return list(extract_paths(sorted(paths)))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with run_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'load.sqlite'}"
    server: str = request.getfixturevalue("server")
    with connected(server) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return server


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Give a connection, committed at its end."""
    parts = make_url(url)
    if parts.drivername == "postgresql":
        parts = parts.set(drivername="postgresql+psycopg")
    engine = create_engine(parts)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def content(url: str) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    with connected(url) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=str)
            for table in build_metadata().sorted_tables
        }


def wanted(records: list[SopRecord]) -> dict[str, list[Any]]:
    return {
        table.name: sorted((row for record in records for row in table.rows(record)), key=str)
        for table in TABLES
    }


def as_numbers(rows: list[Any]) -> list[Any]:
    """Return rows with every number as a float, for 2 and 2.0 are the same."""
    changed = [tuple(float(c) if isinstance(c, int | float) else c for c in row) for row in rows]
    return sorted(changed, key=str)


def test_what_is_loaded_is_what_the_records_say(url: str, records: list[SopRecord]) -> None:
    assert load_records(url, iter(records)) == Loaded(len(records), 0)
    found, expected = content(url), wanted(records)
    for name in expected:
        assert as_numbers(found[name]) == as_numbers(expected[name]), name


def test_loading_twice_gives_the_same_rows(url: str, records: list[SopRecord]) -> None:
    load_records(url, records)
    before = content(url)
    assert load_records(url, records) == Loaded(len(records), len(records))
    assert content(url) == before


def test_a_record_read_anew_takes_the_place_of_the_earlier(
    url: str, records: list[SopRecord]
) -> None:
    load_records(url, records)
    changed = records[0].model_copy(deep=True)
    changed.header.title = "Judul Baru"
    changed.steps = changed.steps[:1]
    changed.flow = []
    load_records(url, [changed])
    found = content(url)
    mine = [row for row in found["steps"] if row[0] == changed.id]
    assert len(mine) == 1
    assert len(found["documents"]) == len(records)
    assert any("Judul Baru" in row for row in found["documents"])


def test_after_an_error_nothing_has_changed(url: str, records: list[SopRecord]) -> None:
    load_records(url, records[:1])
    before = content(url)
    twice = [make_record(), make_record()]
    with pytest.raises(DatabaseError) as failed:
        load_records(url, [*records, *twice])
    assert "\n" not in str(failed.value)
    assert content(url) == before


def test_the_tables_made_are_those_of_the_models(url: str, records: list[SopRecord]) -> None:
    """Where this fails, the models changed: run python -m tools.new_migration."""
    load_records(url, records[:1])
    with connected(url) as connection:

        def ours(item: Any, name: str | None, kind: str, *_: Any) -> bool:
            return not (kind == "table" and name == VERSION_TABLE)

        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, build_metadata()) == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_views_answer(view: Any, url: str, records: list[SopRecord]) -> None:
    doubtful = make_record()
    doubtful.provenance["/header/title"].confidence = 0.4
    load_records(url, [*records, doubtful])
    with connected(url) as connection:
        assert connection.execute(text(f"SELECT * FROM {view.name}")).all()  # noqa: S608


def stamp(connection: Connection, version: str) -> None:
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'"))  # noqa: S608


def test_tables_of_a_newer_version_are_left_alone(url: str, records: list[SopRecord]) -> None:
    load_records(url, records[:1])
    before = content(url)
    with connected(url) as connection:
        stamp(connection, "9999")
    with pytest.raises(DatabaseError, match="of version 9999, which this version"):
        load_records(url, records)
    assert content(url) == before


def test_other_tables_of_the_database_stay(url: str, records: list[SopRecord]) -> None:
    with connected(url) as connection:
        connection.execute(text("CREATE TABLE pegawai (nama TEXT)"))
        connection.execute(text("INSERT INTO pegawai VALUES ('Bunga')"))
    load_records(url, records)
    with connected(url) as connection:
        assert connection.execute(text("SELECT nama FROM pegawai")).scalar() == "Bunga"


def test_the_command_loads_a_run(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    assert main([str(SAMPLES / "inspektorat-nusa-kelapa.txt"), "-o", str(output), "-q"]) == 0
    assert main(["load", url, str(output)]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("1 SOP loaded into ")
    with connected(url) as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM steps")).scalar() == 9


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nowhere", "this is no database URL"),
        ("oracle7://host/x", "is not installed"),
        ("sqlite:////no/such/folder/x.sqlite", "unable to open database file"),
        ("postgresql://u:rahasia@localhost:1/x", "connection"),
    ],
)
def test_what_is_wrong_with_a_database_is_one_line_without_its_password(
    url: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_records(record_file(tmp_path, "a.pdf"), [make_record()])
    assert main(["load", url, str(tmp_path)]) == ExitCode.OUTPUT_FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "rahasia" not in line


@pytest.mark.parametrize("text", [None, json.dumps([{"id": 1}])])
def test_a_folder_without_records_is_told(
    text: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text:
        (tmp_path / "records").mkdir()
        (tmp_path / "records" / "a.json").write_text(text, encoding="utf-8")
    code = main(["load", f"sqlite:///{tmp_path / 'x.sqlite'}", str(tmp_path)])
    assert code == ExitCode.BAD_ARGUMENTS
    (line,) = capsys.readouterr().err.splitlines()
    assert "records" in line
