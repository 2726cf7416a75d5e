"""Gold made of a review, and what extractions are worth by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.corrections import edits
from extract.corrections.extracted import EXTRACTED
from extract.corrections.gold import Exported, export_gold
from extract.errors import BadGoldError, BadRecordsError, ExitCode
from extract.evaluate.evaluation import evaluate
from extract.evaluate.gold import read_gold
from extract.review.session import ReviewSession
from extract.settings import Settings
from extract.writers.formats import Format
from models import SopRecord
from tests.batch.folders import make
from tests.review.output import pipeline
from tests.review.output.runs import correct, publish_quietly, run

NAMES = {"Surat Masuk": "a", "Arsip Keluar": "a", "Cuti Pegawai": "b"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output of a run over two documents, of two SOPs and of one."""
    folder = make(tmp_path / "arsip", a="Surat Masuk\nArsip Keluar", b="Cuti Pegawai")
    run(tmp_path / "out", folder, formats=(Format.JSON, Format.JSONL))
    return tmp_path / "out"


def name_of(output: Path, title: str) -> str:
    [name] = [row.id for row in ReviewSession(output, Settings()).queue() if row.title == title]
    return name


def settle(output: Path, title: str, *, done: bool = True) -> str:
    """Correct a cell of an SOP, confirm its title and an arrow, and sign it off."""
    session, name = ReviewSession(output, Settings()), name_of(output, title)
    correct(output, name, "/steps/rows/2/output", "Berkas lengkap")
    session.accept(name, "Ani", ["/header/title", "/flow/3"], expected={})
    if done:
        session.sign_off(name, "Ani", with_doubts=True)
    return name


def test_only_what_people_settled_is_judged(out: Path, tmp_path: Path) -> None:
    settle(out, "Cuti Pegawai")
    assert export_gold(out, tmp_path / "gold") == Exported(1, 1, 0)
    [document] = read_gold(tmp_path / "gold")
    [sop] = document.sops
    assert document.name == "arsip/b.txt"
    judged = ["/header/title", "/steps/1/output", "/flow/3"]
    assert all(map(sop.judges, judged))
    others = ["/header/agency", "/steps/0/output", "/steps/1/duration", "/flow/0", "/actors",
              "/legal_basis", "/qualifications"]  # fmt: skip
    assert not any(map(sop.judges, others))
    overall = evaluate(tmp_path / "gold", out).overall
    counted = {name: (m.matched, m.wanted) for name, m in overall.measures.items() if m.judged}
    assert counted == {
        "documents": (1, 1),
        "header": (1, 1), "header.title": (1, 1),
        "cells": (0, 1), "cells.output": (0, 1),
        "flow": (1, 1), "flow.labelled": (1, 1),
    }  # fmt: skip
    [miss] = overall.misses
    assert (miss.pointer, miss.gold, miss.found) == ("/steps/1/output", "Berkas lengkap", "Berkas")


def test_all_of_what_was_signed_off_where_that_is_asked_for(out: Path, tmp_path: Path) -> None:
    settle(out, "Cuti Pegawai")
    export_gold(out, tmp_path / "gold", whole=True)
    measures = evaluate(tmp_path / "gold", out).overall.measures
    assert (measures["cells.output"].matched, measures["cells.output"].wanted) == (4, 5)
    assert measures["flow"].f1 == measures["header"].recall == measures["lists"].f1 == 1


@pytest.mark.parametrize("published", [False, True])
def test_the_extraction_is_judged_and_with_an_option_the_review(
    out: Path, tmp_path: Path, published: bool
) -> None:
    settle(out, "Cuti Pegawai")
    export_gold(out, tmp_path / "gold")
    if published:
        publish_quietly(out)
    cells = evaluate(tmp_path / "gold", out).overall.measures["cells"]
    assert (cells.matched, cells.wanted) == (0, 1)
    cells = evaluate(tmp_path / "gold", out, reviewed=True).overall.measures["cells"]
    assert (cells.matched, cells.wanted) == (1, 1)


def test_a_newer_version_is_judged_by_it(out: Path, tmp_path: Path) -> None:
    settle(out, "Cuti Pegawai")
    export_gold(out, tmp_path / "gold")
    pipeline.LATER.append(_better)
    run(out, tmp_path / "arsip", force=True)
    overall = evaluate(tmp_path / "gold", out).overall
    assert overall.measures["cells"].recall == 1
    # It reads another title, and an arrow more, of which nobody said anything.
    assert overall.measures["header.title"].recall == 0
    assert overall.measures["flow"].f1 == 1


def _better(record: SopRecord) -> None:
    record.steps[1].output = "Berkas lengkap"
    record.header.title = "Izin Cuti"
    record.flow.append(record.flow[0].model_copy(update={"source": 5, "target": 1}))


def test_sops_that_nobody_signed_off_keep_their_place(out: Path, tmp_path: Path) -> None:
    settle(out, "Arsip Keluar")
    settle(out, "Surat Masuk", done=False)
    assert export_gold(out, tmp_path / "gold") == Exported(1, 1, 1)
    [document] = read_gold(tmp_path / "gold")
    assert [sop.is_judged for sop in document.sops] == [False, True]
    evaluation = evaluate(tmp_path / "gold", out)
    documents = evaluation.overall.measures["documents"]
    assert (documents.matched, documents.wanted, documents.given) == (1, 1, 1)
    [miss] = evaluation.overall.misses
    assert miss.record == name_of(out, "Arsip Keluar")
    assert evaluation.without_gold == ["arsip/b.txt"]


def test_a_list_of_which_all_was_settled_is_judged_whole(out: Path, tmp_path: Path) -> None:
    name = settle(out, "Cuti Pegawai")
    session = ReviewSession(out, Settings())
    session.accept(name, "Ani", ["/actors/rows/1"], expected={})
    session.commit(
        name, "Ani", lambda d: edits.delete_row(d.form, "qualifications", "1"), expected={}
    )
    rows = [f"/legal_basis/rows/{key}" for key in "12"]
    session.accept(name, "Ani", rows, expected={})
    export_gold(out, tmp_path / "gold")
    measures = evaluate(tmp_path / "gold", out).overall.measures
    legal, actors = measures["legal_basis"], measures["actors"]
    assert (legal.matched, legal.wanted, legal.given) == (2, 2, 2)
    assert (actors.matched, actors.wanted, actors.given) == (1, 1, 1)
    # The person removed the only item: what was extracted is one too many.
    gone = measures["lists.qualifications"]
    assert (gone.wanted, gone.given) == (0, 1)


def test_one_in_conflict_is_not_gold(out: Path, tmp_path: Path) -> None:
    settle(out, "Cuti Pegawai")
    pipeline.LATER.append(_better)
    run(out, tmp_path / "arsip", force=True)
    with pytest.raises(BadRecordsError, match="no SOP has been signed off"):
        export_gold(out, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_records_with_their_corrections_only_are_not_taken_for_extracted(
    out: Path, tmp_path: Path
) -> None:
    settle(out, "Cuti Pegawai")
    export_gold(out, tmp_path / "gold")
    publish_quietly(out)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "records.jsonl").write_bytes((out / "records.jsonl").read_bytes())
    with pytest.raises(BadGoldError, match="--reviewed"):
        evaluate(tmp_path / "gold", alone)
    cells = evaluate(tmp_path / "gold", alone, reviewed=True).overall.measures["cells"]
    assert cells.recall == 1
    # Nor are files of that name somewhere below the records anything but records.
    odd = tmp_path / "odd" / "records" / EXTRACTED / "b.txt.json"
    odd.parent.mkdir(parents=True)
    odd.write_bytes((out / EXTRACTED / "arsip" / "b.txt.json").read_bytes())
    assert evaluate(tmp_path / "gold", tmp_path / "odd").overall.measures["cells"].recall == 0


def test_from_the_command_line(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold"
    assert main(["review", str(out), "--export-gold", str(gold)]) == ExitCode.BAD_ARGUMENTS
    settle(out, "Cuti Pegawai")
    settle(out, "Surat Masuk", done=False)
    capsys.readouterr()
    assert main(["review", str(out), "--export-gold", str(gold), "--all"]) == ExitCode.OK
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 SOP of 1 document as gold" in shown and "1 SOP under review left out" in shown
    assert main(["evaluate", str(gold), str(out), "--min", "1"]) == ExitCode.SOME_FAILED
    assert main(["evaluate", str(gold), str(out), "--reviewed", "--min", "1"]) == ExitCode.OK
    assert main(["review", str(out), "--publish"]) == ExitCode.OK
    assert _titles(out / "records.jsonl")["Cuti Pegawai"]["review"]["state"] == "done"
    with pytest.raises(SystemExit) as ended:
        main(["review", str(out), "--all"])
    assert ended.value.code == ExitCode.BAD_ARGUMENTS


def _titles(path: Path) -> dict[str, dict[str, Any]]:
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["header"]["title"]: record for record in records}
