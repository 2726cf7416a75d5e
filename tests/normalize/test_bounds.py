"""The work on a text is bounded: what comes after a parser's limit is not looked at."""

from __future__ import annotations

import pytest

from normalize.dates import examine_date
from normalize.duration_tokens import tokenize
from normalize.durations import parse_duration
from normalize.names import parse_name
from normalize.nip import examine_nip
from normalize.ranks import parse_rank

# A text of this length and one ten times as long must give the parsers the same to do.
SIZE = 10_000
PIECES = [
    "1 hari ", "1 ", "(", "dua ", "puluh ", "1-", "x ", "maks ", "dua (", "antara 1 dan ", "1/",
    "@", "berkas ", "per ", "½", "1 jam 1 menit ", "1 x 24 jam s.d. ", "min 1 hari maks ", "a", "l",
    "-",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_longer_cell_has_no_more_tokens(piece: str) -> None:
    text = piece * (10 * SIZE // len(piece))
    assert tokenize(text) == tokenize(text[:SIZE])
    assert len(tokenize(text)) <= 1_000


@pytest.mark.parametrize("piece", PIECES)
def test_a_longer_cell_means_the_same(piece: str) -> None:
    text = piece * (10 * SIZE // len(piece))
    longer, shorter = parse_duration(text), parse_duration(text[:SIZE])
    assert (longer is None) == (shorter is None)
    if longer is not None and shorter is not None:
        assert longer.model_copy(update={"raw": ""}) == shorter.model_copy(update={"raw": ""})


@pytest.mark.parametrize("piece", [*PIECES, "26 Juli ", "S.E, ", "IV/a ", "19900102 "])
def test_a_longer_line_is_no_other_date_or_person(piece: str) -> None:
    text = piece * (10 * SIZE // len(piece))
    assert examine_date(text) == examine_date(text[:SIZE])
    assert parse_name(text) is parse_name(text[:SIZE]) is None
    assert parse_rank(text) is parse_rank(text[:SIZE]) is None
    assert examine_nip(text) == examine_nip(text[:SIZE])
