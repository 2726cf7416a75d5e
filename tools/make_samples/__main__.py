"""Command line of the sample maker."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.make_samples.make import SAMPLES, make_all


def main() -> None:
    """Write all samples and their gold."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_samples", description=__doc__)
    parser.add_argument(
        "directory", nargs="?", type=Path, default=SAMPLES, help="where to write (samples/)"
    )
    parser.add_argument(
        "--convert", action="store_true", help="have LibreOffice make DOC and ODS anew"
    )
    given = parser.parse_args()
    for path in make_all(given.directory, convert=given.convert):
        print(path)


if __name__ == "__main__":
    main()
