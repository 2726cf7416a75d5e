"""Processes that end in the middle of it: nothing that was entered is lost, nor done halfway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.corrections import edits
from extract.corrections.apply import apply_review
from extract.corrections.draft import Draft
from extract.corrections.form import get_at, leaves
from extract.corrections.journal import JOURNAL, Change
from extract.corrections.rebase import rebase_entry
from extract.corrections.reviewed import read_reviewed
from extract.errors import BadReviewError
from extract.review.commits import new_edit
from extract.review.session import ReviewSession
from extract.settings import Settings
from extract.storage.record_files import read_run
from models.fields import LISTS
from tests.batch.folders import make, results
from tests.review.output.runs import TITLE, correct, publish_quietly, record_of, run
from tests.review.sops import make_sop

ROOT = Path(__file__).parents[3]


def test_a_line_that_was_cut_off_is_no_entry(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "out"
    run(out, folder)
    name = record_of(out).id
    correct(out, name, "/header/title", "Surat Usaha")
    correct(out, name, "/header/title", "Surat Domisili")
    whole = (out / JOURNAL).read_bytes()
    (out / JOURNAL).write_bytes(whole[:-20])
    run(out, folder)
    assert record_of(out).header.title == "Surat Usaha"
    # Who goes on writes behind what is whole.
    correct(out, name, "/header/address", "Jalan Merdeka 1")
    publish_quietly(out)
    record = record_of(out)
    assert (record.header.title, record.header.address) == ("Surat Usaha", "Jalan Merdeka 1")


@pytest.mark.parametrize("damage", [b"{}\n", b"nonsense\n", b'{"id": "a"' + b"\n"])
def test_a_journal_that_makes_no_sense_ends_a_run_before_it_begins(
    tmp_path: Path, folder: Path, damage: bytes
) -> None:
    out = tmp_path / "out"
    run(out, folder)
    correct(out, record_of(out).id, "/header/title", "Surat Usaha")
    with (out / JOURNAL).open("ab") as stream:
        stream.write(damage)
    before = results(out)
    with pytest.raises(BadReviewError, match="no entry of this version"):
        run(out, folder, force=True)
    assert results(out) == before


def test_an_entry_that_makes_no_record_is_told_and_the_others_are_carried(
    tmp_path: Path,
) -> None:
    out, folder = tmp_path / "out", make(tmp_path / "arsip", a="Satu", b="Dua")
    run(out, folder)
    first, second = (record.id for record in read_run(out))
    correct(out, first, "/header/title", "Pertama")
    correct(out, second, "/header/title", "Kedua")
    path = out / JOURNAL
    text = path.read_text(encoding="utf-8").replace('"to":"Pertama"', '"to":["Pertama"]')
    path.write_text(text, encoding="utf-8")
    [notice] = run(out, folder, force=True).messages
    assert first in notice and "changed by hand" in notice
    assert [record.header.title for record in read_run(out)] == ["Satu", "Kedua"]
    assert (out / "documents.csv").stat().st_mtime_ns >= path.stat().st_mtime_ns
    with pytest.raises(BadReviewError, match=first):
        list(read_reviewed(out))


_KILLED = """
import os, signal, sys
from pathlib import Path
from extract.batch import reviewed
from tests.review.output.runs import correct, publish_quietly

out, name, at = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
correct(out, name, "/header/title", "Surat Usaha")
written = getattr(reviewed, at)
def killed(*arguments):
    if at != "keep_extracted":
        written(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(reviewed, at, killed)
publish_quietly(out)
"""


@pytest.mark.parametrize("at", ["keep_extracted", "write_diagrams", "write_records"])
def test_killed_while_publishing(tmp_path: Path, folder: Path, at: str) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    for output in (whole, out):
        run(output, folder)
    name = record_of(out).id
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(out), name, at],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    publish_quietly(out)
    assert record_of(out).header.title == "Surat Usaha"
    run(whole, folder, reviews=out)
    assert results(out) == results(whole)
    run(out, folder)
    assert results(out) == results(whole)


@st.composite
def _proposals(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Return what a person may do, in an order of its own: each works on what is there then."""
    kinds = ["value", "delete", "insert", "move", "merge", "split", "arrow", "actor", "undo"]
    word = st.text(alphabet="abn 12", min_size=1, max_size=8).filter(str.strip)
    step = st.tuples(st.sampled_from(kinds), st.integers(0, 40).map(str), word)
    return draw(st.lists(step, min_size=1, max_size=8))


def _changes(draft: Draft, kind: str, number: str, word: str) -> list[Change]:
    """Return the changes of one thing that a person does."""
    form, at = draft.form, int(number)
    tables = ("steps", "actors", *LISTS)
    table = tables[at % len(tables)]
    keys = form[table]["order"]
    steps = form["steps"]["order"]
    match kind:
        case "value":
            texts = [p for p, v in leaves(form) if isinstance(v, str | None) and "symbol" not in p]
            texts = [p for p in texts if not p.startswith(("/actors", "/flow"))]
            texts = [p for p in texts if not p.endswith(("_on", "/nip"))]
            return edits.change_value(form, texts[at % len(texts)], word.strip())
        case "delete" if keys:
            return edits.delete_row(form, table, keys[at % len(keys)])
        case "insert":
            row = word.strip() if table != "steps" else None
            return edits.insert_row(form, table, keys[at % len(keys)] if keys else None, row)
        case "move" if keys:
            return edits.move_row(form, table, keys[at % len(keys)], at % 5)
        case "merge" if len(steps) > 1:
            return edits.merge_steps(form, steps[at % (len(steps) - 1)])
        case "split" if steps:
            key = steps[at % len(steps)]
            text = get_at(form, f"/steps/rows/{key}/activity") or ""
            cut = text.find(" ")
            return edits.split_step(form, key, cut) if 0 < cut < len(text.strip()) else []
        case "arrow" if len(steps) > 1:
            one, other = steps[at % len(steps)], steps[(at + 1) % len(steps)]
            arrow = {"target": other, "label": word}
            if arrow in form["flow"].get(one, []):
                return []
            return edits.add_arrow(form, one, other, word)
        case "actor" if steps and form["actors"]["order"]:
            names = list(form["actors"]["rows"].values())
            return edits.toggle_actor(form, steps[at % len(steps)], names[at % len(names)])
    return []


@settings(max_examples=60, deadline=None)
@given(_proposals())
def test_whatever_is_edited_applying_it_again_comes_to_the_same(
    proposals: list[tuple[str, str, str]],
) -> None:
    record = make_sop()
    draft = Draft(record.id)
    begun = rebase_entry(draft, record, "Ani")
    assert begun is not None
    draft.add(begun)
    for kind, number, word in proposals:
        if changes := _changes(draft, kind, number, word):
            draft.add(new_edit(draft, "Ani", changes))
    reviewed = apply_review(record, draft, Settings())
    assert apply_review(make_sop(), draft, Settings()) == reviewed
    assert reviewed.model_validate_json(reviewed.model_dump_json()) == reviewed
    seqs = [step.seq for step in reviewed.steps]
    assert seqs == list(range(1, len(seqs) + 1))
    assert {end for edge in reviewed.flow for end in (edge.source, edge.target)} <= set(seqs)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(proposals=_proposals())
def test_whatever_is_edited_later_runs_come_to_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, proposals: list[tuple[str, str, str]]
) -> None:
    base = tmp_path_factory.mktemp("edits")
    out, folder = base / "out", make(base / "arsip", a=TITLE)
    run(out, folder)
    name = record_of(out).id
    session = ReviewSession(out, Settings())
    for kind, number, word in proposals:
        if kind == "undo":
            if session.open(name).draft.last_to_undo("Ani") is not None:
                session.undo(name, "Ani")
            continue
        session.commit(
            name, "Ani", lambda draft, k=kind, n=number, w=word: _changes(draft, k, n, w),
            expected={},
        )  # fmt: skip
    opened = session.open(name).reviewed
    publish_quietly(out)
    published = results(out)
    assert record_of(out) == opened
    run(out, folder, force=True)
    assert results(out) == published
    run(out, folder)
    assert results(out) == published
