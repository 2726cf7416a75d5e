"""The record that is handed on: what was extracted, with what a person made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.corrections import edits
from extract.corrections.apply import apply_review
from extract.corrections.draft import Draft
from extract.corrections.form import Form, form_of
from extract.corrections.journal import Accepted, Change
from extract.corrections.rebase import rebase_entry, rebased
from extract.review.commits import new_acceptance, new_edit
from extract.settings import Settings
from models import Origin, SopRecord, TextOrigin
from tests.review.sops import make_sop

SETTINGS = Settings()


def _begun(record: SopRecord) -> Draft:
    draft = Draft(record.id)
    begun = rebase_entry(draft, record, "Ani")
    assert begun is not None
    draft.add(begun)
    return draft


def _applied(record: SopRecord, *proposals: Callable[[Form], Sequence[Change]]) -> SopRecord:
    draft = _begun(record)
    for propose in proposals:
        draft.add(new_edit(draft, "Ani", propose(draft.form)))
    return apply_review(record, draft, SETTINGS)


def test_a_record_that_nobody_reviews_stays_as_it_was() -> None:
    record = make_sop()
    assert apply_review(record, Draft(record.id), SETTINGS) is record


def test_a_review_without_corrections_changes_nothing_but_its_own_state() -> None:
    record = make_sop()
    reviewed = _applied(record)
    assert reviewed.review is not None and reviewed.review.corrected == 0
    assert reviewed.model_copy(update={"review": None}) == record


def test_a_corrected_value_is_sure_and_says_what_was_read() -> None:
    reviewed = _applied(
        make_sop(), lambda form: edits.change_value(form, "/header/title", "Surat Usaha")
    )
    assert reviewed.header.title == "Surat Usaha"
    place = reviewed.provenance["/header/title"]
    assert (place.confidence, place.origin) == (1, Origin.REVIEWED)
    assert place.raw == "Pelayanan Surat Keterangan"
    assert place.bbox == make_sop().provenance["/header/title"].bbox
    assert "ocr-repaired" not in {finding.code for finding in reviewed.findings}
    assert reviewed.provenance["/header/agency"].origin is Origin.EXTRACTED


def test_a_value_taken_from_the_page_has_its_place_there() -> None:
    change = Change(
        pointer="/header/revised_on", before=None, after="2024-03-02", page=1, bbox=(1, 2, 3, 4)
    )
    reviewed = _applied(make_sop(), lambda _: [change])
    assert reviewed.header.revised_on == "2024-03-02"
    assert reviewed.provenance["/header/revised_on"].bbox == (1, 2, 3, 4)


def test_citations_and_durations_are_understood_anew() -> None:
    reviewed = _applied(
        make_sop(),
        lambda form: edits.change_value(
            form, "/legal_basis/rows/2", "Peraturan Pemerintah Nomor 12 Tahun 2017"
        ),
        lambda form: edits.change_value(form, "/steps/rows/1/duration", "3 hari kerja"),
    )
    assert reviewed.legal_basis[1].slug == "pp-no-12-tahun-2017"
    duration = reviewed.steps[0].duration
    assert duration is not None and duration.iso8601 == "P3D"


def test_a_bare_number_has_the_unit_of_its_columns_heading() -> None:
    reviewed = _applied(
        make_sop(), lambda form: edits.change_value(form, "/steps/rows/2/duration", "45")
    )
    duration = reviewed.steps[1].duration
    assert duration is not None and duration.iso8601 == "PT45M"


def test_places_and_findings_go_with_the_rows_they_are_of() -> None:
    record = make_sop()
    reviewed = _applied(record, lambda form: edits.split_step(form, "2", 9))
    assert [step.seq for step in reviewed.steps] == [1, 2, 3, 4, 5, 6]
    assert reviewed.provenance["/steps/3/activity"] == record.provenance["/steps/2/activity"]
    assert [(e.source, e.target) for e in reviewed.flow] == [(1, 2), (2, 3), (3, 1), (3, 4),
                                                            (4, 5), (5, 6)]  # fmt: skip
    assert reviewed.procedures[0].last_seq == 6


def test_checks_look_at_the_values_as_they_are_now() -> None:
    reviewed = _applied(
        make_sop(), lambda form: edits.change_value(form, "/header/effective_on", None)
    )
    assert "effective-date-missing" in {finding.code for finding in reviewed.findings}
    again = _applied(
        reviewed.model_copy(update={"review": None}),
        lambda form: edits.change_value(form, "/header/effective_on", "2024-03-01"),
    )
    assert "effective-date-missing" not in {finding.code for finding in again.findings}


def test_a_finding_let_stand_says_so() -> None:
    record = make_sop()
    missing = record.model_copy(
        update={"header": record.header.model_copy(update={"effective_on": None})}
    )
    draft = _begun(missing)
    accepted = Accepted(code="effective-date-missing", pointer="/header/effective_on")
    draft.add(new_acceptance(draft, "Ani", [], [accepted]))
    reviewed = apply_review(missing, draft, SETTINGS)
    found = {finding.code: finding.accepted for finding in reviewed.findings}
    assert found["effective-date-missing"] is True
    assert not any(stands for code, stands in found.items() if code != "effective-date-missing")


def test_a_conflict_is_a_finding_with_both_values() -> None:
    draft = _begun(make_sop())
    title = edits.change_value(draft.form, "/header/title", "Benar")
    draft.add(new_edit(draft, "Ani", title))
    reviewed = apply_review(make_sop("Ketiga"), draft, SETTINGS)
    assert reviewed.header.title == "Benar"
    finding = next(f for f in reviewed.findings if f.code == "review-conflict")
    assert finding.field == "/header/title"
    assert '"Benar"' in finding.message and '"Ketiga"' in finding.message
    assert reviewed.review is not None and reviewed.review.conflicts == 1


def _some_edit(form: Form, choice: int, where: int) -> list[Change]:
    """Return an edit of a form, any of the kinds there are."""
    keys = form["steps"]["order"]
    key = keys[where % len(keys)] if keys else None
    cited = form["legal_basis"]["order"]
    if choice == 0 or key is None:
        return edits.insert_row(form, "steps", key)
    if choice == 1:
        return edits.delete_row(form, "steps", key)
    if choice == 2:
        return edits.move_row(form, "steps", key, where % 3)
    if choice == 3 and len(form["steps"]["rows"][key]["activity"] or "") > 4:
        return edits.split_step(form, key, 3)
    if choice == 4 and key != keys[-1]:
        return edits.merge_steps(form, key)
    if choice == 5 and cited:
        return edits.delete_row(form, "legal_basis", cited[where % len(cited)])
    if choice == 6 and form["actors"]["order"]:
        return edits.delete_row(form, "actors", form["actors"]["order"][0])
    return edits.change_value(form, f"/steps/rows/{key}/output", f"Naskah {where}")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=8))
def test_any_edits_give_a_record_whose_form_they_are(does: list[tuple[int, int]]) -> None:
    record = make_sop()
    draft = _begun(record)
    for choice, where in does:
        draft.add(new_edit(draft, "Ani", _some_edit(draft.form, choice, where)))
    reviewed = apply_review(record, draft, SETTINGS)
    again = rebased(Draft("ab"), reviewed)
    texts = [row for _, row in _rows(draft.form)]
    assert [row for _, row in _rows(again.form)] == texts
    assert SopRecord.model_validate(reviewed.model_dump()) == reviewed
    pointers = set(reviewed.provenance)
    assert all(_holds(reviewed, pointer) for pointer in pointers)
    assert all(f.field is None or _holds(reviewed, f.field) for f in reviewed.findings)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), max_size=6))
def test_a_journal_read_back_gives_the_same_record(does: list[tuple[int, int]]) -> None:
    record = make_sop()
    draft = _begun(record)
    for choice, where in does:
        draft.add(new_edit(draft, "Ani", _some_edit(draft.form, choice, where)))
    read = Draft(record.id)
    begun = rebase_entry(Draft(record.id), record, "Ani")
    assert begun is not None
    for entry in (begun, *draft.entries[1:]):
        read.add(type(entry).model_validate_json(entry.model_dump_json(by_alias=True)))
    assert read.form == draft.form
    assert read.confirmed == draft.confirmed


def test_plain_text_has_lines_and_no_boxes() -> None:
    record = make_sop()
    source = record.source.model_copy(update={"text_origin": TextOrigin.PLAIN_TEXT, "pages": []})
    place = record.provenance["/header/title"].model_copy(
        update={"page": None, "bbox": None, "line": 7}
    )
    plain = record.model_copy(
        update={"source": source, "provenance": {"/header/title": place}, "findings": []}
    )
    reviewed = _applied(plain, lambda form: edits.change_value(form, "/header/title", "Benar"))
    assert reviewed.provenance["/header/title"].line == 7


def _rows(form: Form) -> list[tuple[str, object]]:
    """Return all rows in order, and the header."""
    found: list[tuple[str, object]] = [("header", form["header"])]
    for table in ("legal_basis", "qualifications", "actors", "steps"):
        found += [(table, form[table]["rows"][key]) for key in form[table]["order"]]
    return found


def _holds(record: SopRecord, pointer: str) -> bool:
    """Return whether a pointer leads to a value of a record."""
    from extract.record.pointers import value_at

    missing = object()
    return value_at(record.model_dump(mode="json"), pointer, missing) is not missing


def test_the_form_of_a_reviewed_record_is_that_of_its_review() -> None:
    record = make_sop()
    draft = _begun(record)
    draft.add(new_edit(draft, "Ani", edits.change_value(draft.form, "/header/phone", "0511-12345")))
    assert form_of(apply_review(record, draft, SETTINGS))["header"] == draft.form["header"]
