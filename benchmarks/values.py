"""How many durations, dates, names, ranks and NIPs one core understands a second.

    python -m benchmarks.values

reads the tables of printed forms that the tests use, over and over, in processor time. Each kind
is compared with the share of a document that it may cost: a thousand values a second. Dates are
compared with dateparser too, on those that both of them read.
"""

from __future__ import annotations

import csv
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import dateparser

from normalize import (
    examine_date,
    examine_nip,
    parse_date,
    parse_duration,
    parse_name,
    parse_rank,
)

TABLES = Path(__file__).parents[1] / "tests" / "normalize"
# What the project promises: so many a second.
MIN_PER_SECOND = 1_000
ROUNDS = 20
KINDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "durations": ("durations", parse_duration),
    "dates": ("dates", examine_date),
    "names": ("names", parse_name),
    "ranks": ("ranks", parse_rank),
    "NIPs": ("nips", examine_nip),
}


def printed_forms(table: str) -> list[str]:
    """Return the printed forms of one of the tests' tables."""
    lines = (TABLES / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(
        (line for line in lines if line[:1] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [row["printed"] for row in rows]


def rate_of(parse: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Return how many texts a second are parsed, after a first, untimed round."""
    for text in texts:
        parse(text)
    start = time.process_time()
    for _ in range(rounds):
        for text in texts:
            parse(text)
    return len(texts) * rounds / (time.process_time() - start)


def compare_dates(texts: Sequence[str]) -> float:
    """Return how many times as fast as dateparser dates are read, of those that both read."""

    def theirs(text: str) -> object:
        return dateparser.parse(text, languages=["id"], settings={"DATE_ORDER": "DMY"})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        both = [text for text in texts if parse_date(text) and theirs(text)]
        return rate_of(parse_date, both, ROUNDS) / rate_of(theirs, both, 1)


def main() -> int:
    """Print the figures; return 1 where one is below what is asked for."""
    enough = True
    for name, (table, parse) in KINDS.items():
        texts = printed_forms(table)
        rate = rate_of(parse, texts, ROUNDS)
        enough = enough and rate >= MIN_PER_SECOND
        share = rate / MIN_PER_SECOND
        print(f"{name}: {len(texts)} forms, {rate:.0f} a second, {share:.0f} times what is asked")
    ratio = compare_dates(printed_forms("dates"))
    print(f"dates: {ratio:.0f} times as fast as dateparser, on those that both read")
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
