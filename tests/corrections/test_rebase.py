"""A newer extraction of the same content beside what a person made of an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.corrections import edits
from extract.corrections.apply import apply_review
from extract.corrections.draft import Draft
from extract.corrections.form import Form, form_of, rows_of
from extract.corrections.journal import Change
from extract.corrections.rebase import is_of_another, rebase_entry, rebased
from extract.review.commits import new_edit, new_state
from extract.review.doubts import find_doubts
from extract.settings import Settings
from models import Provenance, ReviewState, SopRecord
from tests.review.sops import ACTIVITIES, make_sop


def _review(record: SopRecord, *proposals: Callable[[Form], Sequence[Change]]) -> Draft:
    """Return a review of a record, its edits made one after the other."""
    draft = Draft(record.id)
    begun = rebase_entry(draft, record, "Ani")
    assert begun is not None
    draft.add(begun)
    for propose in proposals:
        draft.add(new_edit(draft, "Ani", propose(draft.form)))
    return draft


def _title(text: str) -> Callable[[Form], list[Change]]:
    return lambda form: edits.change_value(form, "/header/title", text)


def _cell(key: str, cell: str, text: str) -> Callable[[Form], list[Change]]:
    return lambda form: edits.change_value(form, f"/steps/rows/{key}/{cell}", text)


def test_the_same_extraction_is_taken_up_once() -> None:
    draft = _review(make_sop(), _title("Surat Keterangan Usaha"))
    assert rebase_entry(draft, make_sop(), "Budi") is None


def test_what_nobody_touched_follows_the_newer_extraction() -> None:
    draft = rebased(_review(make_sop(), _cell("1", "remarks", "Loket")), make_sop("Lain Judul"))
    assert draft.form["header"]["title"] == "Lain Judul"
    assert draft.form["steps"]["rows"]["1"]["remarks"] == "Loket"
    assert not draft.conflicts


def test_a_correction_stands_over_the_extraction_it_corrected() -> None:
    draft = rebased(_review(make_sop(), _title("Benar")), make_sop(unsure=0.3))
    assert draft.form["header"]["title"] == "Benar"
    assert not draft.conflicts


def test_a_newer_extraction_that_agrees_with_the_person_is_no_conflict() -> None:
    draft = rebased(_review(make_sop(), _title("Benar")), make_sop("Benar"))
    assert draft.form["header"]["title"] == "Benar"
    assert not draft.conflicts


def test_a_third_reading_is_a_conflict_and_the_persons_stands() -> None:
    draft = rebased(_review(make_sop(), _title("Benar")), make_sop("Ketiga"))
    assert draft.form["header"]["title"] == "Benar"
    conflict = draft.conflicts["/header/title"]
    assert (conflict.reviewed, conflict.extracted) == ("Benar", "Ketiga")


def test_a_conflict_stays_open_until_it_is_settled() -> None:
    draft = _review(make_sop(), _title("Benar"))
    for newer in (make_sop("Ketiga"), make_sop("Ketiga", unsure=0.2)):
        if (entry := rebase_entry(draft, newer, "Budi")) is not None:
            draft.add(entry)
        assert "/header/title" in draft.conflicts
    draft.add(new_edit(draft, "Budi", [], ["/header/title"]))
    assert not draft.conflicts
    assert rebase_entry(draft, make_sop("Ketiga"), "Budi") is None


def test_a_value_that_a_person_confirmed_is_not_replaced_in_silence() -> None:
    draft = _review(make_sop())
    draft.add(new_edit(draft, "Ani", [], ["/header/title"]))
    newer = rebased(draft, make_sop("Baru Terbaca"))
    assert newer.form["header"]["title"] == make_sop().header.title
    assert newer.conflicts["/header/title"].extracted == "Baru Terbaca"


def test_a_row_found_in_between_moves_no_correction_to_another_row() -> None:
    draft = _review(make_sop(), _cell("3", "output", "Konsep surat"))
    found = (*ACTIVITIES[:2], "Mencatat dalam buku register", *ACTIVITIES[2:])
    newer = rebased(draft, make_sop(activities=found))
    rows = rows_of(newer.form, "steps")
    assert [key for key, _ in rows] == ["1", "2", "e1", "3", "4", "5"]
    assert [row["output"] for _, row in rows] == [
        "Berkas", "Berkas", "Berkas", "Konsep surat", "Berkas", "Berkas",
    ]  # fmt: skip


def test_a_row_that_is_gone_goes_unless_a_person_worked_on_it() -> None:
    fewer = ACTIVITIES[:2] + ACTIVITIES[3:]
    untouched = rebased(_review(make_sop(), _title("Benar")), make_sop(activities=fewer))
    assert untouched.form["steps"]["order"] == ["1", "2", "4", "5"]
    worked = rebased(
        _review(make_sop(), _cell("3", "output", "Konsep")), make_sop(activities=fewer)
    )
    assert worked.form["steps"]["order"] == ["1", "2", "3", "4", "5"]
    assert worked.conflicts["/steps/rows/3"].extracted is None


def test_steps_split_by_hand_stay_split_when_other_values_are_read_anew() -> None:
    draft = _review(make_sop(), lambda form: edits.split_step(form, "2", 9))
    newer = rebased(draft, make_sop("Lain Judul"))
    assert newer.form["steps"]["order"] == ["1", "2", "n1", "3", "4", "5"]
    assert newer.form["header"]["title"] == "Lain Judul"
    assert not newer.conflicts


def test_taking_the_newer_reading_of_a_row_puts_it_where_it_stands() -> None:
    draft = _review(make_sop(), lambda form: edits.delete_row(form, "steps", "3"))
    read = tuple(text.replace("konsep", "naskah akhir") for text in ACTIVITIES)
    entry = rebase_entry(draft, make_sop(activities=read), "Ani")
    assert entry is not None
    draft.add(entry)
    conflict = draft.conflicts["/steps/rows/3"]
    draft.add(new_edit(draft, "Ani", edits.take_extracted(draft.form, draft.base, conflict)))
    assert draft.form["steps"]["order"] == ["1", "2", "3", "4", "5"]
    assert draft.form["steps"]["rows"]["3"]["activity"] == read[2]
    assert not draft.conflicts


OTHERS = ("Mengajukan cuti tahunan", "Meneliti sisa cuti", "Menetapkan keputusan cuti")


def _other_sop() -> SopRecord:
    record = make_sop("Pemberian Cuti Pegawai", activities=OTHERS)
    record.header.sop_number = "800/03/KMJ/2024"
    return record


def test_another_sop_at_its_place_gets_none_of_its_corrections() -> None:
    draft = _review(make_sop(), _title("Benar"), _cell("1", "remarks", "Loket"))
    draft.add(new_state(draft, "Ani", ReviewState.DONE))
    assert is_of_another(draft, _other_sop())
    taken = rebased(draft, _other_sop())
    assert taken.form == form_of(_other_sop())
    assert (taken.confirmed, taken.conflicts, taken.state) == (set(), {}, ReviewState.STARTED)
    # The first one back in its place has them again.
    back = rebased(draft, make_sop())
    assert back.form["header"]["title"] == "Benar"
    assert back.state is ReviewState.DONE


def test_an_sop_that_was_read_otherwise_is_still_the_same() -> None:
    draft = _review(make_sop(), _title("Benar"))
    renumbered = make_sop("Pemberian Cuti Pegawai")
    renumbered.header.sop_number = "800/03/KMJ/2024"
    assert not is_of_another(draft, renumbered)  # its steps are the same
    retold = make_sop("Pemberian Cuti Pegawai", activities=OTHERS)
    assert not is_of_another(draft, retold)  # its number is the same
    unread = _other_sop()
    unread.header.title = unread.header.sop_number = None
    assert not is_of_another(draft, unread)  # nothing says that it is another


def test_a_review_of_an_earlier_release_goes_on_with_the_fields_it_did_not_know() -> None:
    earlier = _review(make_sop(), _title("Benar")).entries
    base = form_of(make_sop())
    for name in ("approved_on", "in_force_on", "checked_on"):
        del base["header"][name]
    draft = Draft(earlier[0].record)
    for entry in (earlier[0].model_copy(update={"base": base}), *earlier[1:]):
        draft.add(entry)
    assert rebase_entry(draft, make_sop(), "Budi") is None
    newer = make_sop()
    newer.header.approved_on = "2024-02-20"
    taken = rebased(draft, newer)
    assert taken.form["header"]["title"] == "Benar"
    assert taken.form["header"]["approved_on"] == "2024-02-20"
    assert not taken.conflicts


def test_one_print_that_two_fields_hold_asks_once_until_they_differ() -> None:
    record = make_sop(unsure=0.95)
    record.header.approved_on = record.header.effective_on
    for name in ("effective_on", "approved_on"):
        record.provenance[f"/header/{name}"] = Provenance(
            page=1, bbox=(300, 10, 400, 18), confidence=0.7
        )

    def asking(*proposals: Callable[[Form], Sequence[Change]]) -> set[str | None]:
        draft = _review(record, *proposals)
        return {doubt.at for doubt in find_doubts(apply_review(record, draft, Settings()), draft)}

    assert asking() & {"/header/effective_on", "/header/approved_on"} == {"/header/effective_on"}
    corrected = asking(lambda form: edits.change_value(form, "/header/effective_on", "2024-03-04"))
    assert corrected & {"/header/effective_on", "/header/approved_on"} == {"/header/approved_on"}
