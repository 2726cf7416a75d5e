"""Scans of the samples' PDFs at random resolutions, angles, grain, dirt and stamps, with gold.

    python -m tools.make_samples.random_scans FOLDER --count 18 --first 100

They are written to FOLDER/inputs and FOLDER/gold; `benchmarks/reliability.py FOLDER/gold
FOLDER/inputs` evaluates what is read from them. Each depends on its number alone. The curves of
`extract/record/confidence.toml` were fitted on numbers 0 to 24, so measure on others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from tools.make_samples.gold import gold_of_scan
from tools.make_samples.make import document_bytes
from tools.make_samples.scan_document import write_scan
from tools.make_samples.scan_spec import Scan, Signature, Stamp
from tools.make_samples.spec import Document, load_all

# Each scan gets one of these; what occurs twice is twice as likely.
KINDS = ("scan", "scan", "colour", "bilevel", "photo")
ENDINGS = {"photo": "jpg", "bilevel": "tiff"}
# In dpi; of black and white copies in `COPIED`.
RESOLUTIONS = (130, 150, 170, 200, 200, 250, 300, 300)
COPIED = (150, 200, 200, 300)


def random_scan(number: int, document: Document) -> Scan:
    """Return the random spec of a scan; the same for the same number.

    Args:
        number: The scan's number, the seed of everything random.
        document: What was printed; photos are only made of documents of one page.
    """
    random = np.random.default_rng(1000 + number)
    kind = str(random.choice(KINDS))
    if kind == "photo" and not document.look.get("single_page"):
        kind = "scan"
    dpi = int(random.choice(COPIED if kind == "bilevel" else RESOLUTIONS))
    values: dict[str, Any] = {
        "quality": int(random.integers(15, 75)),
        "blur": float(random.uniform(0.3, 1.1) * dpi / 200),
        "grain": float(random.uniform(1, 9)),
        "lean": float(random.normal(0, 0.8)),
    }
    if kind == "bilevel":
        values |= {"bilevel": True, "dirt": int(random.integers(0, 200))}
    if kind in ("colour", "photo"):
        values["paper"] = tuple(int(shade) for shade in random.integers(215, 250, 3))
        if random.random() < 0.7:
            x, y, radius = random.uniform((330, 120, 30), (500, 260, 45))
            values["stamp"] = Stamp(float(x), float(y), float(radius), ("CAP", "DINAS"))
        if random.random() < 0.7:
            x, y, width = random.uniform((400, 150, 60), (500, 240, 110))
            values["signature"] = Signature(float(x), float(y), float(width))
    if kind == "photo":
        values["photo"], dpi = True, int(random.integers(150, 230))
    source = f"{number}-{kind}-{dpi}.{ENDINGS.get(kind, 'pdf')}"
    return Scan(source, document.source, dpi, number, 0.0, 0.0, **values)


def make_random(folder: Path, first: int, count: int) -> None:
    """Write scans and their gold into a folder's `inputs` and `gold`."""
    documents = [document for document in load_all() if document.form == "pdf"]
    for part in ("inputs", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        document = documents[number % len(documents)]
        scan = random_scan(number, document)
        path = folder / "inputs" / scan.source
        path.write_bytes(write_scan(scan, document_bytes(document)))
        gold = json.dumps(gold_of_scan(document, scan), ensure_ascii=False)
        (folder / "gold" / f"{path.stem}.json").write_text(gold, encoding="utf-8")


def main() -> None:
    """Write the scans that the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=18)
    parser.add_argument("--first", type=int, default=100, help="number of the first scan")
    arguments = parser.parse_args()
    make_random(arguments.folder, arguments.first, arguments.count)


if __name__ == "__main__":
    main()
