"""Rows that number the columns, and rows that do not."""

from __future__ import annotations

import pytest

from extract.vocabulary.numbering import is_numbering


@pytest.mark.parametrize(
    "row",
    ["1 2 3 4", "(1) (2) (3)", "1. 2. 3.", "1) 2) 3)", "a b c d", "A B C", "(a) (b) (c)",
     "I II III IV V", "i ii iii", "1 2 3 5 6", "1 2 3 4 5 6 N 8 9 10",
     "7 8 9 10", "Ea 2 3 4 5 6 7 8 9 1"],
)  # fmt: skip
def test_columns_counted(row: str) -> None:
    assert is_numbering([*row.split(" "), ""])


@pytest.mark.parametrize(
    "texts",
    [["1", "Menerima surat", "15 menit"], ["1", "2"], [], ["3", "2", "1"], ["1", "1", "1"],
     ["1", "Surat", "2", "3"], ["Ya", "Tidak", "Ya"], ["5", "10", "15"],
     ["1", "2", "3", "6", "7", "8"]],
)  # fmt: skip
def test_other_rows(texts: list[str]) -> None:
    assert not is_numbering(texts)
