"""The registry of fields: it has every value that is read, and everything is bound for each."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel

from extract.evaluate.fields import IS_RIGHT
from extract.record.recognised import rate, repair
from extract.tables.model import TABLES
from extract.ui.texts import load_words
from models import Approver, Header, Procedure, SopRecord, Step
from models.fields import (
    APPROVER_VALUES,
    CELLS,
    DATES,
    FIELDS,
    HEADER,
    HEADER_VALUES,
    LISTS,
    TEXT_CELLS,
    TEXT_LISTS,
    Part,
    spec_of,
)
from models.kinds import HANDLING, Curve, Kind, Rule, Widget
from models.language import Language
from models.raw import RawText

# What records say that is no value read from the document: what the program adds (the place of a
# row, what follows from a value), and parts whose own fields are registered.
NOT_READ = {
    SopRecord: {
        "schema_version", "id", "source", "grade", "review", "header", "actor_names", "steps",
        "procedures", "findings", "provenance",
    },
    Header: {"approver", "region"},
    Approver: set(),
    Step: {"seq", "actor_evidence"},
    Procedure: {"first_seq", "last_seq"},
}  # fmt: skip


@pytest.mark.parametrize("model", NOT_READ, ids=lambda model: model.__name__)
def test_every_field_of_a_model_is_registered_or_is_not_read(model: type[BaseModel]) -> None:
    registered = {name for name, info in model.model_fields.items() if spec_of(info) is not None}
    assert registered.isdisjoint(NOT_READ[model])
    assert registered | NOT_READ[model] == model.model_fields.keys()


def test_every_registered_field_is_a_field_of_its_model() -> None:
    for field in FIELDS.values():
        if field.part is Part.HEADER:
            holder = Approver if field.name.startswith("approver.") else Header
            assert spec_of(holder.model_fields[field.own_name]) is field.spec
        elif field.part is Part.CELL:
            name = "actors" if field.name == "step_actors" else field.name
            assert spec_of(Step.model_fields[name]) is field.spec
        elif field.name in SopRecord.model_fields:
            assert spec_of(SopRecord.model_fields[field.name]) is field.spec
        else:
            assert spec_of(Procedure.model_fields[field.name]) is field.spec
    assert set(FIELDS) == {
        *HEADER_VALUES, *(f"approver.{name}" for name in APPROVER_VALUES), *LISTS, *TEXT_CELLS,
        "step_actors", "symbol", "extra_sections", "actors", "flow", "caption",
    }  # fmt: skip
    assert set(LISTS) - set(TEXT_LISTS) == {"legal_basis"}
    assert set(CELLS) - set(TEXT_CELLS) == {"actors", "symbol"}


def test_lists_are_lists_and_dates_have_the_form_of_dates() -> None:
    for name in TEXT_LISTS:
        annotation = SopRecord.model_fields[name].annotation
        assert (get_origin(annotation), get_args(annotation)) == (list, (str,))
    for name in DATES:
        with pytest.raises(ValueError, match="pattern"):
            Header(**{name: "26 Juli 2023"})
        assert getattr(Header(**{name: "2023-07"}), name) == "2023-07"


def test_every_kind_is_handled() -> None:
    assert HANDLING.keys() == set(Kind)
    curves = tomllib.loads(files("extract.record").joinpath("confidence.toml").read_text("utf-8"))
    assert curves["curves"].keys() == {curve.value for curve in Curve}
    assert {handling.widget for handling in HANDLING.values()} == set(Widget)
    wholes = {Rule.SAME_REGULATION, Rule.SAME_ACTORS, Rule.SAME_ARROW}
    assert IS_RIGHT.keys() | wholes == set(Rule)
    for field in (*HEADER, *(FIELDS[name] for name in TEXT_CELLS)):
        assert field.rule in IS_RIGHT, field.name


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_rated_and_titled(name: str) -> None:
    assert 0 <= rate(name, RawText(repair(name, "contoh"), confidence=0.9)) <= 1
    for language in Language:
        assert load_words("extract.review.web", language)(f"field_{name}")


def test_every_value_of_the_header_has_its_column() -> None:
    columns = TABLES[0].names()
    for field in HEADER:
        assert field.column in columns
        assert (f"{field.column}_precision" in columns) == (field.kind is Kind.DATE)


def test_a_field_takes_the_value_of_another_of_its_kind_only() -> None:
    for field in FIELDS.values():
        assert {FIELDS[name].kind for name in field.spec.or_else} <= {field.kind}
