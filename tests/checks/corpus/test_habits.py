"""Findings that recur over an office's SOPs are told once, by scope and group."""

from __future__ import annotations

from extract.checks.corpus.habits import Habits, clusters
from extract.findings.registry import make_finding
from models import Finding, Scope, SopRecord
from tests.records import make_record


def typo(word: str) -> Finding:
    return make_finding("typo-suspected", "meant", {"word": word, "meant": "pelaksanaan"})


def gap(number: int) -> Finding:
    params: dict[str, str | int | list[str]] = {
        "number": number, "before": number - 2, "missing": number - 1,
        "first": number - 1, "last": number - 1,
    }  # fmt: skip
    return make_finding("step-number-gap", "one", params)


def marked(*findings: list[Finding]) -> list[SopRecord]:
    records = [
        make_record(sha256=f"{index:02}" * 32).model_copy(update={"findings": own})
        for index, own in enumerate(findings)
    ]
    habits = Habits()
    assert list(habits.counting(iter(records))) == records
    return [habits.marked(record) for record in records]


def scopes(records: list[SopRecord]) -> list[list[Scope]]:
    return [[finding.scope for finding in record.findings] for record in records]


def test_a_code_on_a_third_of_an_office_s_sops_is_its_habit() -> None:
    rank = make_finding("approver-rank-missing")
    many = marked(*([rank] if index < 5 else [] for index in range(15)))
    assert scopes(many) == [[Scope.OFFICE]] * 5 + [[]] * 10
    assert len({f.group_id for record in many for f in record.findings}) == 1
    few = marked(*([rank] if index < 5 else [] for index in range(20)))
    assert scopes(few)[:5] == [[Scope.RECORD]] * 5


def test_the_same_message_in_five_sops_is_the_template_s_whatever_its_numbers() -> None:
    records = marked(*([gap(number + 3)] for number in range(5)), *([] for _ in range(15)))
    assert scopes(records)[:5] == [[Scope.TEMPLATE]] * 5
    words = marked(*([typo("pelaksanaaan" + "n" * n)] for n in range(5)), *([] for _ in range(15)))
    assert scopes(words)[:5] == [[Scope.RECORD]] * 5


def test_marks_of_an_earlier_run_do_not_stay() -> None:
    [alone] = marked([make_finding("approver-rank-missing")])
    kept = alone.findings[0].model_copy(update={"scope": Scope.OFFICE, "group_id": "a"})
    [again] = marked([kept])
    assert (again.findings[0].scope, again.findings[0].group_id) == (Scope.RECORD, None)


def test_what_pairs_join_is_one_cluster() -> None:
    assert clusters([(4, 7), (1, 2), (7, 9)]) == {4: 4, 7: 4, 9: 4, 1: 1, 2: 1}
