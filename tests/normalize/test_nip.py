from __future__ import annotations

from datetime import date

import pytest

from normalize.nip import NipProblem, NumberKind, examine_nip
from tests.normalize.rows import read_rows

SEEN_ON = date(2024, 6, 1)
ROWS = read_rows("nips")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['source']}: {row['printed']}" for row in ROWS])
def test_a_number_says_what_its_digits_mean(row: dict[str, str]) -> None:
    facts = examine_nip(row["printed"], SEEN_ON)
    assert facts is not None
    assert {
        "kind": facts.kind,
        "digits": facts.digits,
        "born": facts.born.isoformat() if facts.born else "",
        "appointed": facts.appointed or "",
        "sex": facts.sex or "",
        "problems": " ".join(facts.problems),
    } == {name: row[name] for name in ("kind", "digits", "born", "appointed", "sex", "problems")}


def test_only_a_whole_number_of_a_servant_is_a_nip() -> None:
    for row in ROWS:
        facts = examine_nip(row["printed"])
        assert facts is not None
        whole = row["kind"].startswith("nip") and len(row["digits"]) == 18
        lettered = NipProblem.LETTERS in facts.problems
        assert facts.nip == (row["digits"] if whole and not lettered else None)


@pytest.mark.parametrize("text", ["", "-", "NIP.", "NIP. ....", "Pembina (IV/a)", "RAHMAT HIDAYAT"])
def test_a_line_without_a_number_has_no_facts(text: str) -> None:
    assert examine_nip(text) is None


def test_a_later_appointment_shows_only_against_a_day() -> None:
    nip = "199001022024071999"
    alone, earlier = examine_nip(nip), examine_nip(nip, SEEN_ON)
    assert alone is not None and alone.problems == ()
    assert earlier is not None and earlier.problems == (NipProblem.FUTURE,)
    assert alone.kind is NumberKind.NIP
