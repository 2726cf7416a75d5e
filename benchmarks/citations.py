"""How many citations a second one core understands, as a share of what is asked for.

    python -m benchmarks.citations

reads the table of citations that the tests use, over and over with another title each time, so
that no cache of whole texts helps. Loading the pipeline is timed on its own.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

from normalize.catalogue import default_catalogue
from normalize.citation_doubts import examine_citation
from normalize.citations import parse_citation
from normalize.organisations import read_region

TABLE = Path(__file__).parents[1] / "tests" / "normalize" / "citations.tsv"
# What the project promises: so many a second.
MIN_PER_SECOND = 1_000
ROUNDS = 10


def printed_citations() -> list[str]:
    """Return the citations of the tests' table as printed."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = csv.reader((line for line in lines if line[0] != "#"), delimiter="\t")
    return [row[0] for row in rows][1:]


def main() -> int:
    """Print the figures; return 1 where they are below what is asked for."""
    start = time.process_time()
    parse_citation("UU Nomor 1 Tahun 2020")
    print(f"loading the pipeline: {time.process_time() - start:.2f} s of CPU")

    printed = printed_citations()
    texts = [f"{text} tentang Contoh {number}" for number in range(ROUNDS) for text in printed]
    start = time.process_time()
    citations = [parse_citation(text) for text in texts]
    rate = len(texts) / (time.process_time() - start)
    share = rate / MIN_PER_SECOND
    print(f"{len(texts)} citations parsed: {rate:.0f} a second, {share:.1f} times what is asked")

    region = read_region("PEMERINTAH KABUPATEN BALANGAN")
    default_catalogue()
    start = time.process_time()
    for citation in citations:
        examine_citation(citation, region, "2023-07-26")
    examined = len(citations) / (time.process_time() - start)
    print(f"{len(citations)} citations examined: {examined:.0f} a second")
    return 0 if rate >= MIN_PER_SECOND else 1


if __name__ == "__main__":
    sys.exit(main())
