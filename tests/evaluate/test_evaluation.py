"""Records held against gold: what counts as right, what as wrong, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import BadGoldError, ExitCode
from extract.evaluate.evaluation import Evaluation, evaluate
from extract.evaluate.gold import read_gold
from extract.evaluate.page_parts import find_page_part
from extract.evaluate.pairing import align_steps
from extract.record.pointers import Json
from models import Provenance
from tests.records import make_record

Change = Callable[[Json], object]


def record(**place: Any) -> Json:
    return make_record(**place).model_dump(mode="json")


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def hold(tmp_path: Path) -> Callable[..., Evaluation]:
    """Return what evaluates a record that was changed, against itself as it was."""

    def evaluated(
        change: Change = lambda found: None, left_out: list[str] | None = None
    ) -> Evaluation:
        found = record()
        change(found)
        gold = {"records": [record()], "not_judged": left_out or [], "group": "made"}
        write(tmp_path / "gold" / "arsip.json", gold)
        write(tmp_path / "out" / "records" / "arsip.pdf.json", [found])
        return evaluate(tmp_path / "gold", tmp_path / "out")

    return evaluated


Hold = Callable[..., Evaluation]


def test_a_record_is_its_own_gold(hold: Hold) -> None:
    overall = hold().overall
    assert overall.misses == []
    for name, measure in overall.measures.items():
        assert measure.exact in (1, None), name
        assert measure.f1 in (1, None), name


def test_what_is_left_empty_earns_no_recall(hold: Hold) -> None:
    measure = hold(lambda found: found["header"].update(title=None)).overall.measures
    assert measure["header.title"].recall == 0
    assert measure["header.title"].precision is None
    assert measure["header"].precision == 1
    assert measure["header"].recall is not None
    assert measure["header"].recall < 1


def test_what_is_made_up_costs_precision(hold: Hold) -> None:
    measure = hold(lambda found: found["header"].update(phone="0511")).overall.measures["header"]
    assert measure.recall == 1
    assert measure.precision is not None
    assert measure.precision < 1


def test_what_is_not_judged_counts_nowhere(hold: Hold) -> None:
    def ruin(found: Json) -> None:
        found["header"]["approver"]["name"] = "?"
        for step in found["steps"]:
            step["actors"] = ["?"]

    left_out = ["/header/approver", "/steps/*/actors"]
    assert hold(ruin, left_out).overall.misses == []
    assert len(hold(ruin).overall.misses) == 3


def test_a_miss_says_where_it_stands_on_both_sides(hold: Hold) -> None:
    def lose_the_first(found: Json) -> None:
        del found["steps"][0]
        found["steps"][0]["output"] = "Tanda terima"
        found["flow"] = []

    misses = {miss.pointer: miss for miss in hold(lose_the_first).overall.misses}
    assert misses["/steps/0"].found_pointer is None
    assert misses["/steps/1/output"].found_pointer == "/steps/0/output"
    assert misses["/steps/1/output"].measure == "cells.output"


def test_an_sop_that_was_not_found_is_all_wrong(tmp_path: Path) -> None:
    write(tmp_path / "gold" / "arsip.pdf.json", [record(), record(position=2, title="Pemusnahan")])
    write(tmp_path / "out" / "arsip.json", [record()])
    overall = evaluate(tmp_path / "gold", tmp_path / "out").overall
    assert (overall.missing, overall.spurious) == (1, 0)
    assert overall.measures["header"].recall == 0.5
    assert overall.measures["steps"].recall == 0.5


def test_sops_are_paired_by_what_they_are_and_not_by_their_order(tmp_path: Path) -> None:
    one, two = record(), record(position=2, title="Pemusnahan Dokumen Keuangan")
    two["header"]["sop_number"] = "067/02/ARS/2024"
    write(tmp_path / "gold" / "arsip.json", [two, one])
    write(tmp_path / "out" / "arsip.json", [one, two])
    assert evaluate(tmp_path / "gold", tmp_path / "out").overall.misses == []


def test_files_of_one_name_in_two_folders_have_gold_of_their_own(tmp_path: Path) -> None:
    for folder, title in (("a", "Satu"), ("b", "Dua")):
        own = record(path=f"{folder}/sop.pdf", title=title)
        write(tmp_path / "gold" / folder / "sop.pdf.json", [own])
        write(tmp_path / "out" / folder / "sop.json", [{**own, "id": f"{folder * 12}-1"}])
    done = evaluate(tmp_path / "gold", tmp_path / "out")
    assert done.overall.misses == []
    assert list(done.documents) == ["a/sop.pdf", "b/sop.pdf"]


def test_a_lost_first_row_does_not_shift_the_others() -> None:
    activities = ["Menerima berkas", "Memeriksa berkas", "Menolak berkas", "Mencatat berkas"]
    gold = [{"activity": activity} for activity in activities]
    assert align_steps(gold, gold[1:]) == {1: 0, 2: 1, 3: 2}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[{]", "line 1 is no JSON"),
        ("3", "gold is a list of records"),
        ('{"records": [], "not_judged": "flow"}', "not_judged is a list of JSON pointers"),
        ('[{"header": {}}]', "SOP 1: /header/government is missing"),
    ],
)
def test_bad_gold_is_told_in_one_line_that_names_it(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "arsip.json").write_text(content, encoding="utf-8")
    code = main(["evaluate", str(tmp_path / "gold"), str(tmp_path)])
    assert code == ExitCode.BAD_ARGUMENTS
    (line,) = capsys.readouterr().err.splitlines()
    assert "arsip.json" in line
    assert said in line


def test_gold_whose_arrows_lead_nowhere_is_refused(tmp_path: Path) -> None:
    wrong = record()
    wrong["flow"] = [{"source": 1, "target": 77, "label": None}]
    write(tmp_path / "arsip.json", [wrong])
    with pytest.raises(BadGoldError, match="/flow/0/target is no step's seq"):
        read_gold(tmp_path)


def test_no_gold_and_no_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(BadGoldError, match="holds no gold"):
        read_gold(tmp_path)
    with pytest.raises(BadGoldError, match="no such folder"):
        read_gold(tmp_path / "nowhere")


def test_a_value_stands_where_it_was_read_or_where_its_neighbours_were() -> None:
    read = make_record()
    read.provenance = {
        "/header/title": Provenance(page=1, bbox=(10, 20, 30, 40), confidence=0.8),
        "/steps/0/activity": Provenance(page=2, bbox=(10, 50, 90, 60), confidence=0.9),
        "/steps/0/output": Provenance(page=2, bbox=(100, 40, 190, 60), confidence=0.7),
    }
    made = read.model_dump(mode="json")
    title = find_page_part(made, "/header/title")
    assert title is not None
    assert (title.page, title.confidence) == (1, 0.8)
    step = find_page_part(made, "/steps/0")
    assert step is not None
    assert (step.page, step.box, step.confidence) == (2, (10, 40, 190, 60), None)
    missing = find_page_part(made, "/steps/0/requirements")
    assert missing is not None
    assert (missing.page, missing.box, missing.confidence) == (2, (10, 40, 190, 60), None)
    nowhere = find_page_part(made, "/legal_basis/0/slug")
    assert nowhere is not None
    assert (nowhere.page, nowhere.box) == (1, None)


def test_of_a_list_some_items_are_judged(hold: Hold) -> None:
    def change(found: Json) -> None:
        found["actors"] = ["Arsiparis", "Sekretaris", "Camat"]

    actors = hold(change, ["/actors/1"]).overall.measures["actors"]
    assert (actors.matched, actors.wanted, actors.given) == (1, 1, 1)
    found = hold(change, ["/actors/0"])
    actors = found.overall.measures["actors"]
    assert (actors.matched, actors.wanted, actors.given) == (0, 1, 1)
    [miss] = found.overall.misses
    assert (miss.pointer, miss.gold) == ("/actors/1", "Kepala Dinas")


def test_of_the_steps_some_are_judged(hold: Hold) -> None:
    def change(found: Json) -> None:
        found["steps"][1]["activity"] = "Sesuatu yang lain sama sekali"
        found["steps"].append({**found["steps"][0], "seq": 3, "activity": "Langkah tambahan"})

    steps = hold(change, ["/steps/1", "/flow"]).overall
    assert (steps.measures["steps"].matched, steps.measures["steps"].given) == (1, 1)
    assert {miss.measure for miss in steps.misses} == set()
    steps = hold(change, ["/steps/0/activity", "/steps/0/seq", "/flow"]).overall
    assert (steps.measures["steps"].matched, steps.measures["steps"].wanted) == (0, 1)
    assert steps.measures["cells.output"].right == 1
    steps = hold(change, ["/steps/*/activity", "/flow"]).overall
    assert (steps.measures["steps"].wanted, steps.measures["steps"].given) == (2, 3)


def test_of_the_arrows_some_are_judged(hold: Hold) -> None:
    def change(found: Json) -> None:
        found["flow"] = [found["flow"][1], {"source": 2, "target": 2, "label": "Ulang"}]

    lost = hold(change, ["/flow/1"]).overall
    assert lost.measures["flow"].matched == 0 and lost.measures["flow"].wanted == 1
    kept = hold(change, ["/flow/0"]).overall
    assert kept.measures["flow"].f1 == kept.measures["flow.labelled"].f1 == 1
    assert kept.misses == []


def test_an_sop_that_is_left_out_keeps_its_place(tmp_path: Path) -> None:
    records = [record(position=1, title="Satu"), record(position=2, title="Dua sekali")]
    gold = [{**records[0], "not_judged": [""]}, records[1]]
    write(tmp_path / "gold" / "arsip.json", gold)
    write(tmp_path / "out" / "records" / "arsip.pdf.json", records[::-1])
    overall = evaluate(tmp_path / "gold", tmp_path / "out").overall
    documents = overall.measures["documents"]
    assert (documents.matched, documents.wanted, documents.given) == (1, 1, 1)
    assert overall.measures["header.title"].judged == overall.measures["header.title"].right == 1
    assert overall.misses == []
    # Where it is not found, nothing is missed; the other is.
    write(tmp_path / "out" / "records" / "arsip.pdf.json", records[:1])
    overall = evaluate(tmp_path / "gold", tmp_path / "out").overall
    assert (overall.missing, overall.spurious) == (1, 0)
