"""What a person can do to a form."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import pytest

from extract.corrections import edits
from extract.corrections.form import Form, form_of, rows_of, set_at
from extract.corrections.journal import Change
from extract.errors import BadEditError
from tests.review.sops import make_sop


@pytest.fixture
def form() -> Form:
    return form_of(make_sop())


def _after(form: Form, changes: Sequence[Change]) -> Form:
    """Return a form after changes, each of which knows what was there."""
    after = deepcopy(form)
    for change in changes:
        assert edits.get_at(after, change.pointer) == change.before
        set_at(after, change.pointer, change.after)
    return after


def _arrows(form: Form) -> list[tuple[str, str, str | None]]:
    return [(s, a["target"], a["label"]) for s, arrows in form["flow"].items() for a in arrows]


def test_changes_taken_back_in_turn_give_the_form_as_it_was(form: Form) -> None:
    for changes in (
        edits.split_step(form, "2", 9),
        edits.merge_steps(form, "1"),
        edits.delete_row(form, "steps", "3"),
        edits.insert_row(form, "steps", "2"),
        edits.move_row(form, "steps", "5", 0),
        edits.delete_row(form, "actors", "2"),
        edits.rename_actor(form, "1", "Petugas Loket"),
    ):
        after = _after(form, changes)
        assert after != form
        for change in reversed(changes):
            set_at(after, change.pointer, deepcopy(change.before))
        assert after == form


def test_a_step_split_keeps_its_arrows_in_and_hands_on_those_out(form: Form) -> None:
    after = _after(form, edits.split_step(form, "2", len("Memeriksa kelengkapan")))
    assert after["steps"]["order"] == ["1", "2", "n1", "3", "4", "5"]
    assert after["steps"]["rows"]["2"]["activity"] == "Memeriksa kelengkapan"
    assert after["steps"]["rows"]["n1"]["activity"] == "berkas permohonan"
    assert ("1", "2", None) in _arrows(after)
    assert ("2", "n1", None) in _arrows(after)
    assert ("n1", "3", "Ya") in _arrows(after)
    assert not any(source == "2" and target != "n1" for source, target, _ in _arrows(after))


def test_two_steps_merged_have_what_both_had(form: Form) -> None:
    after = _after(form, edits.merge_steps(form, "2"))
    row = after["steps"]["rows"]["2"]
    assert row["activity"].endswith("permohonan Menyusun konsep surat keterangan")
    assert row["duration"] == "15 1 Jam"
    assert row["actors"] == ["Kasi Pelayanan", "Camat"]
    assert _arrows(after) == [
        ("1", "2", None), ("2", "1", "Tidak"), ("2", "4", None), ("4", "5", None),
    ]  # fmt: skip


def test_a_step_removed_takes_its_arrows_along(form: Form) -> None:
    after = _after(form, edits.delete_row(form, "steps", "3"))
    assert after["steps"]["order"] == ["1", "2", "4", "5"]
    assert not any("3" in arrow for arrow in _arrows(after))


def test_an_actor_stands_in_the_order_of_the_columns(form: Form) -> None:
    after = _after(form, edits.toggle_actor(form, "2", "Petugas"))
    assert after["steps"]["rows"]["2"]["actors"] == ["Petugas", "Kasi Pelayanan"]
    again = _after(after, edits.toggle_actor(after, "2", "Kasi Pelayanan"))
    assert again["steps"]["rows"]["2"]["actors"] == ["Petugas"]


def test_a_column_renamed_is_renamed_in_every_step(form: Form) -> None:
    after = _after(form, edits.rename_actor(form, "3", "Camat Mekar Jaya"))
    assert [row["actors"] for _, row in rows_of(after, "steps")][2:] == [["Camat Mekar Jaya"]] * 3


def test_arrows_are_added_and_removed(form: Form) -> None:
    after = _after(form, edits.add_arrow(form, "4", "3", "Perbaiki"))
    assert after["flow"]["4"] == [
        {"target": "3", "label": "Perbaiki"},
        {"target": "5", "label": None},
    ]
    gone = _after(form, edits.remove_arrow(form, "1", "2", None))
    assert "1" not in gone["flow"]


def test_what_makes_no_sense_is_refused(form: Form) -> None:
    for wrong, reason in (
        (lambda: edits.delete_row(form, "steps", "9"), "no-such-row"),
        (lambda: edits.split_step(form, "1", 0), "nothing-to-split"),
        (lambda: edits.merge_steps(form, "5"), "nothing-to-merge"),
        (lambda: edits.toggle_actor(form, "1", "Bupati"), "no-such-actor"),
        (lambda: edits.rename_actor(form, "1", "Camat"), "actor-twice"),
        (lambda: edits.add_arrow(form, "1", "2", None), "arrow-twice"),
        (lambda: edits.add_arrow(form, "1", "1", None), "arrow-to-itself"),
        (lambda: edits.remove_arrow(form, "1", "3", None), "no-such-arrow"),
    ):
        with pytest.raises(BadEditError) as caught:
            wrong()
        assert caught.value.reason == reason
