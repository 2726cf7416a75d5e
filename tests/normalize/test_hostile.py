from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

import normalize
from normalize.catalogue import find_by_title
from normalize.identifiers import parse_slug, parse_uri

SIZE = 200_000
TEXTS = {
    "digits": "1" * SIZE,
    "spaced digits": "1 " * (SIZE // 2),
    "dashes": "-" * SIZE,
    "brackets": "(" * SIZE,
    "blanks": " " * SIZE,
    "one word": "a" * SIZE,
    "many words": " ".join(f"w{index}abc" for index in range(SIZE // 8)),
    "citations": "Undang-Undang tentang " * (SIZE // 22),
    "slashes": "1/" * (SIZE // 2),
    "durations": "1 hari " * (SIZE // 7),
    "degrees": "S.E, " * (SIZE // 5),
    "Roman numbers": "I" * SIZE,
    "signs between digits": "1.,-" * (SIZE // 4),
    "broken lines": "a-\n" * (SIZE // 3),
}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "fold_key": normalize.fold_key,
    "strip_marks": normalize.strip_marks,
    "join_broken": lambda text: normalize.join_broken(text.splitlines()),
    "examine_date": normalize.examine_date,
    "parse_date": normalize.parse_date,
    "parse_duration": normalize.parse_duration,
    "parse_nip": normalize.parse_nip,
    "examine_nip": normalize.examine_nip,
    "parse_name": normalize.parse_name,
    "canonical_name": normalize.canonical_name,
    "names_agree": lambda text: normalize.names_agree(text, text),
    "parse_rank": normalize.parse_rank,
    "is_rank": normalize.is_rank,
    "is_position": normalize.is_position,
    "looks_like_name": normalize.looks_like_name,
    "strip_bullet": normalize.strip_bullet,
    "parse_citation": normalize.parse_citation,
    "examine_citation": lambda text: normalize.examine_citation(normalize.parse_citation(text)),
    "find_by_title": find_by_title,
    "parse_slug": parse_slug,
    "parse_uri": parse_uri,
    "canonical_actor": normalize.canonical_actor,
    "canonical_actors": lambda text: normalize.canonical_actors([text, f"{text} Umum"]),
    "read_region": lambda text: normalize.read_region(text, text),
    "starts_citation": normalize.starts_citation,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_long_text_takes_no_long_time(name: str) -> None:
    normalize.parse_citation("")  # loading the pipeline is not what is measured
    start = time.process_time()
    for text in TEXTS.values():
        FUNCTIONS[name](text)
    # A second for a megabyte of each, many times what any of them needs.
    assert time.process_time() - start < len(TEXTS) * SIZE / 1_000_000


def test_importing_the_package_does_not_load_spacy() -> None:
    code = "import normalize, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
