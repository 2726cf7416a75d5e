from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import normalize

MEGABYTE = 1_000_000
TEXTS = {
    "digits": "1" * MEGABYTE,
    "spaced digits": "1 " * (MEGABYTE // 2),
    "dashes": "-" * MEGABYTE,
    "brackets": "(" * MEGABYTE,
    "blanks": " " * MEGABYTE,
    "one word": "a" * MEGABYTE,
    "many words": " ".join(f"w{index}abc" for index in range(MEGABYTE // 8)),
    "citations": "Undang-Undang tentang " * (MEGABYTE // 22),
    "slashes": "1/" * (MEGABYTE // 2),
    "durations": "1 hari " * (MEGABYTE // 7),
    "degrees": "S.E, " * (MEGABYTE // 5),
    "Roman numbers": "I" * MEGABYTE,
    "signs between digits": "1.,-" * (MEGABYTE // 4),
    "broken lines": "a-\n" * (MEGABYTE // 3),
}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "fold_key": normalize.fold_key,
    "strip_marks": normalize.strip_marks,
    "join_broken": lambda text: normalize.join_broken(text.splitlines()),
    "parse_date": normalize.parse_date,
    "parse_duration": normalize.parse_duration,
    "parse_nip": normalize.parse_nip,
    "is_rank": normalize.is_rank,
    "is_position": normalize.is_position,
    "looks_like_name": normalize.looks_like_name,
    "strip_bullet": normalize.strip_bullet,
    "parse_citation": normalize.parse_citation,
    "starts_citation": normalize.starts_citation,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_megabyte_of_anything_takes_seconds_at_most(name: str) -> None:
    normalize.parse_citation("")  # loading the pipeline is not what is measured
    start = time.process_time()
    for text in TEXTS.values():
        FUNCTIONS[name](text)
    # One second for each text, many times what each of them needs.
    assert time.process_time() - start < len(TEXTS)


def test_importing_the_package_does_not_load_spacy() -> None:
    import subprocess
    import sys

    code = "import normalize, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
