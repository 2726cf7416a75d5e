from __future__ import annotations

import pytest

from extract.checks import check_record
from extract.checks.flow import check_flow
from models import Finding, Procedure, Severity, SopRecord, Symbol
from tests.flows import draw


def found(record: SopRecord) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in check_flow(record)]


def only(record: SopRecord) -> Finding:
    (finding,) = check_flow(record)
    return finding


@pytest.mark.parametrize(
    "record",
    [
        draw("TPPT", "1>2", "2>3", "3>4"),
        draw("TDPT", "1>2", "2>1:Belum lengkap", "2>3:Lengkap", "3>4"),
        draw("TDSDT", "1>2", "2>1:T", "2>3:Y", "3>4", "4>1:T", "4>2:Ulang", "4>5:Y"),
        draw("TTPT", "1>3", "2>3", "3>4"),
        draw("TPTT", "1>2", "2>3", "2>4"),
        draw("T"),
    ],
    ids=["straight", "loop", "two loops", "two starts", "two ends", "one step"],
)
def test_nothing_is_said_of_a_sound_flow(record: SopRecord) -> None:
    assert found(record) == []


@pytest.mark.parametrize("ways", [[], ["1>2"]])
def test_nothing_is_said_where_no_symbol_was_read(ways: list[str]) -> None:
    assert found(draw("....", *ways)) == []


def test_a_step_without_a_symbol_is_named_once() -> None:
    assert found(draw("TP.T", "1>2", "2>4")) == [("step-symbol-missing", "/steps/2/symbol")]


def test_an_actor_without_a_symbol_is_named() -> None:
    record = draw("TT", "1>2")
    record.actors = ["Kepala", "Staf"]
    assert found(record) == [("actor-unused", "/actors/0")]
    assert '"Kepala"' in only(record).message


def test_symbols_without_any_arrow_are_one_finding() -> None:
    assert found(draw("TPPT")) == [("flow-arrows-missing", "/flow")]


def test_a_flow_that_begins_or_ends_with_a_box_is_named() -> None:
    assert found(draw("PPT", "1>2", "2>3")) == [("flow-start-missing", "/steps/0/symbol")]
    assert found(draw("TPP", "1>2", "2>3")) == [("flow-end-missing", "/steps/2/symbol")]


def test_a_capsule_may_stand_beside_the_decision_that_names_the_row() -> None:
    record = draw("TPD", "1>2", "2>3", "3>2:Tidak", actors=("Staf", "Kepala"))
    assert found(record) == []


def test_a_step_that_nothing_leads_to_is_named_and_not_what_follows_it() -> None:
    record = draw("TPPPT", "1>2", "2>5", "3>4", "4>5")
    assert found(record) == [("flow-step-unreachable", "/steps/2")]


def test_steps_that_only_lead_to_each_other_are_named_by_their_first() -> None:
    record = draw("TPPDT", "1>2", "2>5", "3>4", "4>3:Tidak", "4>5:Ya")
    assert found(record) == [("flow-step-unreachable", "/steps/2")]


def test_one_arrow_that_was_not_read_is_one_finding() -> None:
    gap = only(draw("TPPT", "1>2", "2>3"))
    assert (gap.code, gap.field, gap.wording) == ("flow-dead-end", "/steps/2", "gap")
    assert "from step 3, and none to step 4" in gap.message


def test_what_many_steps_lack_is_one_finding() -> None:
    [bare] = [f for f in check_flow(draw("TP...T", "1>2", "2>6")) if "symbol" in f.code]
    assert (bare.field, bare.params["steps"]) == ("/steps", ["3", "4", "5"])


def test_a_step_that_leads_nowhere_is_named() -> None:
    record = draw("TDPT", "1>2", "2>3:Tidak", "2>4:Ya")
    assert found(record) == [("flow-dead-end", "/steps/2")]


@pytest.mark.parametrize(("ways", "count"), [(["2>3:Ya"], "Only one way"), ([], "No way")])
def test_a_decision_needs_two_ways(ways: list[str], count: str) -> None:
    findings = [f for f in check_flow(draw("TDPT", "1>2", "3>4", "1>3", *ways))]
    finding = next(f for f in findings if f.code == "decision-ways-missing")
    assert finding.field == "/steps/1/symbol"
    assert count in finding.message


def test_one_way_is_enough_where_the_other_may_stay_in_the_row() -> None:
    record = draw("TDPT", "1>2", "2>3:Ya", "3>4", actors=("Staf", "Kepala"))
    assert found(record) == []


def test_ways_that_do_not_say_when_are_one_finding_a_decision() -> None:
    silent = only(draw("TDPT", "1>2", "2>1", "2>3", "3>4"))
    assert (silent.code, silent.field) == ("decision-way-unlabelled", "/flow/1/label")
    assert silent.severity is Severity.WARNING
    assert "steps 1 and 3" in silent.message
    otherwise = only(draw("TDPT", "1>2", "2>1:Tidak", "2>3", "3>4"))
    assert (otherwise.field, otherwise.severity) == ("/flow/2/label", Severity.INFO)


def test_a_way_back_needs_a_decision() -> None:
    record = draw("TPPT", "1>2", "2>3", "3>2", "3>4")
    assert found(record) == [("flow-back-without-decision", "/flow/2")]


def test_each_procedure_has_a_flowchart_of_its_own() -> None:
    record = draw("TPTTPT", "1>2", "2>3", "4>5", "5>6", "5>4")
    record.procedures = [
        Procedure(caption="Peminjaman", first_seq=1, last_seq=3),
        Procedure(caption="Pengembalian", first_seq=4, last_seq=6),
    ]
    assert found(record) == [("flow-back-without-decision", "/flow/4")]
    record.steps[3].symbol = record.steps[2].symbol = Symbol.PROCESS
    assert found(record)[:2] == [
        ("flow-end-missing", "/steps/2/symbol"),
        ("flow-start-missing", "/steps/3/symbol"),
    ]


def test_procedures_that_arrows_join_have_one_flowchart() -> None:
    record = draw("TPPT", "1>2", "2>3", "3>4")
    record.procedures = [
        Procedure(caption="Persiapan", first_seq=1, last_seq=2),
        Procedure(caption="Pelaksanaan", first_seq=3, last_seq=4),
    ]
    assert found(record) == []


def test_a_finding_tells_page_and_step_and_what_to_do() -> None:
    finding = only(draw("TDPT", "1>2", "2>3:Tidak", "2>4:Ya"))
    assert finding.page == 2
    assert finding.message.startswith("No arrow was read from step 3; compare with the page")


def test_a_missing_arrow_matters_less_where_a_line_was_not_understood() -> None:
    record = draw("TDPPT", "1>2", "2>3:Tidak", "4>5")
    assert {finding.severity for finding in check_flow(record)} == {Severity.WARNING}
    record.findings = [
        Finding(code="arrow-end-unknown", severity=Severity.WARNING, message="Look at it.")
    ]
    findings = list(check_flow(record))
    assert {finding.code for finding in findings} == {
        "flow-dead-end", "decision-ways-missing",
    }  # fmt: skip
    assert {finding.severity for finding in findings} == {Severity.INFO}


def test_a_step_without_a_number_is_named_by_its_row() -> None:
    record = draw("TDPT", "1>2", "2>3:Tidak", "2>4:Ya")
    record.steps[2].number = None
    assert "from the step in row 3" in only(record).message


def test_arrows_to_steps_that_are_not_there_are_passed_over() -> None:
    assert found(draw("TT", "1>2", "2>7", "9>1")) == []


def test_the_checks_run_with_all_others() -> None:
    codes = [finding.code for finding in check_record(draw("TPPT", "1>2", "2>3")).findings]
    assert "flow-dead-end" in codes


def test_long_flows_are_checked_at_once() -> None:
    count = 5000
    ways = [f"{seq}>{seq + 1}" for seq in range(1, count)]
    assert found(draw("T" + "P" * (count - 2) + "T", *ways[:-1])) == [
        ("flow-dead-end", f"/steps/{count - 2}"),
    ]


def test_one_word_at_two_ways_is_named() -> None:
    record = draw("TDPT", "1>2", "2>1:Ya", "2>3:YA", "3>4")
    assert found(record) == [("decision-labels-unbalanced", "/flow/2/label")]


def test_a_row_of_several_decisions_may_use_a_word_again() -> None:
    record = draw("TDPT", "1>2", "2>1:Ya", "2>3:Ya", "3>4")
    record.steps[1].actors = ["Kepala", "Staf"]
    assert "decision-labels-unbalanced" not in dict(found(record))
