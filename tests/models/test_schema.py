from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from models.schema import SCHEMA_FILE, build_schema, schema_text
from tests.records import make_record


def committed() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


def test_the_file_is_what_the_models_say() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: make schema"


def test_it_is_a_valid_schema_that_names_no_host_of_its_own() -> None:
    schema = committed()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:")
    assert schema["title"] == "SopRecord"
    assert schema["description"]


def test_every_field_of_the_contract_is_described() -> None:
    definitions = {"SopRecord": build_schema(), **build_schema()["$defs"]}
    undescribed = [
        f"{name}.{field}"
        for name, definition in definitions.items()
        for field, form in definition.get("properties", {}).items()
        if not form.get("description")
    ]
    assert undescribed == []


def test_a_record_as_written_is_valid() -> None:
    written = make_record().model_dump(mode="json")
    assert list(Draft202012Validator(committed()).iter_errors(written)) == []


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (("id",), "no-hash"),
        (("header", "created_on"), "26-07-2023"),
        (("header", "approver", "nip"), "1981"),
        (("steps", 0, "seq"), 0),
        (("surprise",), 1),
    ],
)
def test_a_record_that_breaks_the_contract_is_not(
    pointer: tuple[str | int, ...], value: object
) -> None:
    written = make_record().model_dump(mode="json")
    place: Any = written
    for part in pointer[:-1]:
        place = place[part]
    place[pointer[-1]] = value
    assert list(Draft202012Validator(committed()).iter_errors(written))
