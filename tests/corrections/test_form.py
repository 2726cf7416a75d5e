"""The form: what can be edited of a record, each part under a pointer that stays its own."""

from __future__ import annotations

from extract.corrections.form import form_of, forms_in, get_at, leaves, on_form, places_in, set_at
from tests.review.sops import make_sop


def test_rows_have_the_records_values_under_keys_from_1() -> None:
    form = form_of(make_sop())
    assert get_at(form, "/steps/rows/2/activity") == "Memeriksa kelengkapan berkas permohonan"
    assert get_at(form, "/steps/rows/2/duration") == "15"
    assert get_at(form, "/legal_basis/rows/1").startswith("Undang-Undang Nomor 23")
    assert get_at(form, "/flow/2") == [
        {"target": "1", "label": "Tidak"},
        {"target": "3", "label": "Ya"},
    ]


def test_a_place_in_the_record_and_one_on_the_form_lead_to_each_other() -> None:
    record = make_sop()
    form = form_of(record)
    form["steps"]["order"] = ["2", "1", "3", "4", "5"]
    places = places_in(form, record)
    assert places["/steps/rows/2/activity"] == "/steps/0/activity"
    forms = forms_in(form, record)
    assert on_form("/steps/1/duration/raw", forms) == "/steps/rows/1/duration"
    assert on_form("/source/path", forms) is None


def test_every_arrow_leads_to_the_row_it_leaves() -> None:
    record = make_sop()
    forms = forms_in(form_of(record), record)
    assert [forms[f"/flow/{i}"] for i in range(3)] == ["/flow/1", "/flow/2", "/flow/2"]


def test_what_is_set_to_none_is_empty_but_a_row_is_gone() -> None:
    form = form_of(make_sop())
    set_at(form, "/header/title", None)
    set_at(form, "/steps/rows/3", None)
    set_at(form, "/flow/2", None)
    pointers = dict(leaves({**form, "steps": {**form["steps"], "order": ["1", "2", "4", "5"]}}))
    assert pointers["/header/title"] is None
    assert not any(at.startswith(("/steps/rows/3", "/flow/2")) for at in pointers)
