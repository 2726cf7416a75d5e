"""How far confidences can be believed: what share of the values of a confidence is right.

    python benchmarks/reliability.py                       the scans among the samples
    python benchmarks/reliability.py GOLD INPUTS [--group NAME ...]
    python benchmarks/reliability.py GOLD --records OUTPUT  records read before

GOLD is a folder of gold files, named after their documents as `samples/gold` has them; INPUTS a
folder of documents. Documents without gold are passed over. Where gold names a group, `--group`
chooses those whose name begins so ("scan").
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from judging import Judged, judge

ROOT = Path(__file__).resolve().parents[1]
# Edges of the classes of confidence.
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 1.0)
# Values from this confidence on count as certain; this share of them must be right.
MIN_CERTAIN_CONFIDENCE = 0.9
MIN_RIGHT_SHARE = 0.97

Json = dict[str, Any]


def main() -> None:
    """Judge and print."""
    sys.path.insert(0, str(ROOT))
    logging.disable(logging.WARNING)
    arguments = _parse()
    judged = list(_judge_all(arguments))
    if not judged:
        sys.exit("nothing to judge: no document has gold")
    _print_bins(judged)
    _print_kinds(judged)
    _print_documents(judged)
    if arguments.wrong:
        _print_wrong(judged)


def _parse() -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "samples" / "gold")
    parser.add_argument("inputs", nargs="?", type=Path, default=ROOT / "samples" / "scans")
    parser.add_argument(
        "--group", dest="groups", action="append", default=[], help="only groups that begin so"
    )
    parser.add_argument("--records", type=Path, help="an output folder with records read before")
    parser.add_argument(
        "--wrong", action="store_true", help="list the certain values that are wrong"
    )
    return parser.parse_args()


def _judge_all(arguments: argparse.Namespace) -> Iterator[Judged]:
    """Yield the judged values of all documents that have gold."""
    for name, records in _read_all(arguments.inputs, arguments.records):
        path = arguments.gold / f"{Path(name).stem}.json"
        if not path.is_file():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        group = gold.get("group", "") if isinstance(gold, dict) else ""
        if not arguments.groups or group.startswith(tuple(arguments.groups)):
            yield from judge(path.stem, gold, records())


def _read_all(inputs: Path, output: Path | None) -> Iterator[tuple[str, Any]]:
    """Yield each document's name, and what gives its records when called."""
    if output is not None:
        for path in sorted(output.rglob("records/**/*.json")):
            yield path.stem, lambda path=path: json.loads(path.read_text(encoding="utf-8"))
        return
    for path in sorted(inputs.rglob("*")):
        if path.is_file():
            yield path.name, lambda path=path: _read(path)


def _read(path: Path) -> list[Json]:
    """Read a document as the command does; return its records."""
    from extract.api import extract_file
    from extract.errors import DocumentError

    print(path.name, file=sys.stderr)
    try:
        return [record.model_dump(mode="json") for record in extract_file(path)]
    except DocumentError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return []


def _print_bins(judged: Sequence[Judged]) -> None:
    """Print the share that is right, by confidence."""
    print(f"{'confidence':14}{'values':>8}{'right':>8}{'share':>8}{'mean confidence':>18}")
    for low, high in pairwise((*BINS, 2.0)):
        some = [value for value in judged if low <= value.confidence < high]
        if some:
            to = "" if low >= 1 else f" to {high:.2f}"
            mean = sum(value.confidence for value in some) / len(some)
            print(f"{f'{low:.2f}{to}':14}{_counts(some)}{mean:18.3f}")
    certain = [value for value in judged if value.confidence >= MIN_CERTAIN_CONFIDENCE]
    print(f"{f'{MIN_CERTAIN_CONFIDENCE:.2f} and more':14}{_counts(certain)}")
    print(f"{'all':14}{_counts(judged)}")
    met = sum(value.right for value in certain) >= MIN_RIGHT_SHARE * len(certain)
    print(
        f"certain values right at least {MIN_RIGHT_SHARE:.0%} of the time: {'yes' if met else 'NO'}"
    )


def _counts(values: Sequence[Judged]) -> str:
    """Return how many values there are, how many are right, and their share, as columns."""
    right = sum(value.right for value in values)
    return f"{len(values):8}{right:8}{right / max(len(values), 1):8.3f}"


def _print_kinds(judged: Sequence[Judged]) -> None:
    """Print, for each kind of value, all and the certain ones."""
    print(
        f"\n{'kind':20}{'values':>8}{'right':>8}{'share':>8}{'certain':>10}{'right':>8}{'share':>8}"
    )
    for kind, values in groupby(sorted(judged, key=lambda value: value.kind), lambda v: v.kind):
        some = list(values)
        certain = [value for value in some if value.confidence >= MIN_CERTAIN_CONFIDENCE]
        print(f"{kind:20}{_counts(some)}  {_counts(certain)}")


def _print_documents(judged: Sequence[Judged]) -> None:
    """Print the halves of the documents apart: what holds for one must hold for the other."""
    names = sorted({value.document for value in judged})
    print()
    for half in (0, 1):
        chosen = set(names[half::2])
        some = [
            v for v in judged if v.document in chosen and v.confidence >= MIN_CERTAIN_CONFIDENCE
        ]
        print(f"certain values, half {half + 1} of {len(names)} documents{_counts(some)}")


def _print_wrong(judged: Sequence[Judged]) -> None:
    """Print the certain values that are wrong."""
    for value in judged:
        if value.confidence >= MIN_CERTAIN_CONFIDENCE and not value.right:
            print(f"{value.document} {value.pointer} {value.confidence}: {value.found}")


if __name__ == "__main__":
    main()
