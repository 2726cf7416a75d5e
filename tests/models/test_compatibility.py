"""The way down: a reader made for the first release of the schema takes today's records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extract.cli import main
from extract.errors import ExitCode
from models.compatibility import SchemaMismatchError, fit_record
from models.schema import build_schema, schema_text
from tests.records import make_record

# The schema of the first release of version 1.0, kept as it was.
FIRST = Path(__file__).with_name("sop-record-1.0.schema.json")
SAMPLE = Path(__file__).parents[2] / "samples" / "inspektorat-nusa-kelapa.txt"


def first() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(FIRST.read_text(encoding="utf-8"))
    return schema


def strict(schema: dict[str, Any]) -> Draft202012Validator:
    """Return a reader that refuses every field it does not know."""
    assert schema["additionalProperties"] is False
    return Draft202012Validator(schema)


def test_a_strict_reader_of_the_first_release_takes_todays_records() -> None:
    record = make_record().model_dump(mode="json")
    fitted = fit_record(record, first())
    strict(first()).validate(fitted)
    assert fitted["header"]["title"] == record["header"]["title"]
    assert [step["activity"] for step in fitted["steps"]] == [
        step["activity"] for step in record["steps"]
    ]


def test_what_the_first_release_had_is_there_with_the_same_form() -> None:
    """Fields may be added; one that is gone or takes other values is a new version."""
    now = build_schema()
    for name, form in {**first()["$defs"], "SopRecord": first()}.items():
        own = now if name == "SopRecord" else now["$defs"][name]
        for field in form.get("properties", {}):
            assert field in own["properties"], f"{name}.{field}"
        assert set(form.get("enum", [])) <= set(own.get("enum", [])), name


def test_a_record_fits_its_own_schema_unchanged() -> None:
    record = make_record().model_dump(mode="json")
    assert fit_record(record, build_schema()) == record


def test_a_reader_of_another_version_cannot_be_served() -> None:
    record = {**make_record().model_dump(mode="json"), "schema_version": "2.0"}
    with pytest.raises(SchemaMismatchError, match=r"version 2\.0, the schema of 1\.0"):
        fit_record(record, first())


def test_a_record_that_lacks_what_the_schema_asks_for_is_named() -> None:
    record = make_record().model_dump(mode="json")
    del record["steps"][1]["seq"]
    with pytest.raises(SchemaMismatchError, match="/steps/1/seq is missing"):
        fit_record(record, first())


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == ExitCode.OK
    assert capsys.readouterr().out == schema_text()


@pytest.mark.usefixtures("inline_engine")
def test_the_command_fits_a_run_s_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(SAMPLE), "-o", str(tmp_path), "-q"]) == ExitCode.OK
    (path,) = (tmp_path / "records").rglob("*.json")
    assert main(["schema", "--fit", str(FIRST), str(path)]) == ExitCode.OK
    (record,) = json.loads(capsys.readouterr().out)
    strict(first()).validate(record)
    assert len(record["steps"]) == 9


@pytest.mark.parametrize(("content", "said"), [("{", "is no JSON"), ("[3]", "does not fit")])
def test_what_cannot_be_fitted_is_told_in_one_line(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    code = main(["schema", "--fit", str(FIRST), str(tmp_path / "a.json")])
    assert code == ExitCode.BAD_ARGUMENTS
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_half_of_the_arguments_is_no_command() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["schema", "--fit", str(FIRST)])
    assert ended.value.code == ExitCode.BAD_ARGUMENTS
