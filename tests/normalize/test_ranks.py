from __future__ import annotations

import pytest

from normalize.ranks import RankProblem, is_rank, leading_rank, parse_rank
from normalize.tables import load_tsv
from tests.normalize.rows import read_rows

ROWS = read_rows("ranks")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['source']}: {row['printed']}" for row in ROWS])
def test_a_rank_and_its_class_are_understood(row: dict[str, str]) -> None:
    facts = parse_rank(row["printed"])
    assert facts is not None
    assert {
        "rank": facts.rank or "",
        "golongan": facts.golongan or "",
        "service": facts.service or "",
        "problems": " ".join(facts.problems),
    } == {name: row[name] for name in ("rank", "golongan", "service", "problems")}
    assert is_rank(row["printed"]) == (RankProblem.UNKNOWN not in facts.problems)


def test_a_rank_and_a_class_imply_each_other() -> None:
    rank, golongan = parse_rank("Penata Tk. I"), parse_rank("(III/d)")
    assert rank is not None and golongan is not None
    assert (rank.golongan, rank.expected_golongan) == (None, "III/d")
    assert (golongan.rank, golongan.expected_rank) == (None, "Penata Tingkat I")


@pytest.mark.parametrize("text", ["", " ", "-", "x" * 500])
def test_an_empty_line_has_no_rank(text: str) -> None:
    assert parse_rank(text) is None


@pytest.mark.parametrize("form", ["{rank} ({golongan})", "{rank}, {golongan}", "{rank} {golongan}"])
def test_every_rank_is_read_with_its_class(form: str) -> None:
    for row in load_tsv("ranks"):
        printed = form.format(**row) if row["golongan"] else row["rank"]
        for text in (printed, printed.upper(), f"Pangkat: {printed}"):
            facts = parse_rank(text)
            assert facts is not None
            assert (facts.rank, facts.problems) == (row["rank"], ())


@pytest.mark.parametrize(
    ("line", "size"),
    [("Letkol Inf. Budi", 2), ("AKBP Budi Santoso", 1), ("Kolonel Laut (P) Budi", 3),
     ("Budi Santoso", 0), ("Kolonel", 0), ("Pembina Budi", 0), ("", 0)],
)  # fmt: skip
def test_a_rank_before_a_name_is_counted(line: str, size: int) -> None:
    assert leading_rank(line.split()) == size
