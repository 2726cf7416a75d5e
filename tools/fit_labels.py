"""Fits what the evidence for a label of the identity sheet weighs: `python -m tools.fit_labels`.

    documents ─ --collect ─▶ label_rows.tsv ─▶ extract/vocabulary/tables/label_weights.toml

The TSV holds a line for each label of each sheet and each field it may announce: whether it does,
and its features in numbers (`extract.fields.unlisted_labels`); no wording and no name, an office is
a number. The labels are known ones, damaged in fixed ways beyond likeness, so that what they
announce is known. The fit is a logistic regression by Newton's method with a Gaussian prior: the
same TSV gives the same weights. `--left-out` prints how many labels come out right where their
office took no part in the fit.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from extract.fields.labelled import LabelKind, find_labels, top_of_boxes
from extract.fields.unlisted_labels import FEATURES, ORDER, features_of
from extract.fields.values import take_values
from extract.vocabulary.label_weights import LabelWeights
from models.grid import Cell

TSV = Path(__file__).with_name("label_rows.tsv")
TOML = Path(__file__).parents[1] / "extract/vocabulary/tables/label_weights.toml"
TOLD = """# Made by `python -m tools.fit_labels` from tools/label_rows.tsv; not edited by hand.
# Natural logarithms of odds: what each feature of a label speaks for a field.
"""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are fitted."""

    # Steps of Newton's method; it has converged to the decimals written after these.
    steps: int = 12
    # Strength of the prior: keeps what few labels show from weighing much. Chosen by hand.
    prior: float = 1.0
    # Weights are written with so many decimals.
    decimals: int = 3


FIT = FitSettings()


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and a field that it may announce."""

    office: str
    label: str
    field: str
    right: bool
    features: tuple[float, ...]


def damage(label: str) -> Iterator[str]:
    """Yield a label as slips beyond likeness leave it; the first is the label itself."""
    words = label.split()
    yield label
    yield " ".join(word[:3] + "." for word in words)
    yield " ".join(word[0] + "".join(c for c in word[1:] if c not in "aeiou") for word in words)
    yield " ".join(word[::-1] if i == len(words) - 1 else word for i, word in enumerate(words))
    yield " ".join("".join(c if i % 3 else "x" for i, c in enumerate(word)) for word in words)


def collect(roots: Sequence[Path]) -> list[Pair]:
    """Return the pairs of the sheets of all PDFs under some folders."""
    from extract.readers.pdf import read_pdf
    from extract.unruled.pages import lay_out_pages

    pairs: list[Pair] = []
    offices: dict[str, str] = {}
    for path in sorted(path for root in roots for path in root.rglob("*.pdf")):
        stem = path.stem.split("_")[0]
        name = stem.split("-")[1] if stem.startswith("dev") and "-" in stem else stem
        office = offices.setdefault(name, f"o{len(offices) + 1:02}")
        for layout in lay_out_pages(read_pdf(path)):
            for number, grid in enumerate(layout.grids):
                key = f"{path.stem}/{layout.number}/{number}"
                pairs += _pairs(grid.cells, office, f"l{crc32(key.encode()):08x}")
    return pairs


def _pairs(cells: Sequence[Cell], office: str, key: str) -> list[Pair]:
    """Return the pairs of one sheet."""
    labels = [x for x in find_labels(cells) if x.kind is not LabelKind.SECTION]
    labels = [x for x in labels if x.top < top_of_boxes(find_labels(cells))]
    fields = [x.match.field for x in sorted(labels, key=lambda x: x.top)]
    if len(set(fields) & set(ORDER)) < 4:
        return []
    take_values(labels, cells)
    labels.sort(key=lambda x: x.top)
    pairs = []
    for index, label in enumerate(labels):
        above = fields[index - 1] if index else None
        below = fields[index + 1] if index + 1 < len(fields) else None
        value = " ".join(line.text for line in label.lines)
        for variant, text in enumerate(damage(label.match.printed)):
            for field in ORDER:
                own = features_of((text, value), field, (above, below))
                told = tuple(own[name] for name in FEATURES)
                right = field == label.match.field
                pairs.append(Pair(office, f"{key}.{index}.{variant}", field, right, told))
    return pairs


def read_pairs(path: Path = TSV) -> list[Pair]:
    """Return the pairs of a TSV, in its order."""
    pairs = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        office, label, field, right, *features = line.split("\t")
        pairs.append(Pair(office, label, field, right == "1", tuple(map(float, features))))
    return pairs


def write_pairs(pairs: Sequence[Pair], path: Path = TSV) -> None:
    """Write pairs as a TSV."""
    lines = ["\t".join(("office", "label", "field", "right", *FEATURES))]
    lines += [
        "\t".join(
            (x.office, x.label, x.field, str(int(x.right)), *(f"{v:.3g}" for v in x.features))
        )
        for x in pairs
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fit(pairs: Sequence[Pair]) -> LabelWeights:
    """Return the weights that make what labels announce most probable."""
    x = np.array([pair.features for pair in pairs])
    y = np.array([float(pair.right) for pair in pairs])
    weights = np.zeros(len(FEATURES))
    for _ in range(FIT.steps):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - FIT.prior * weights
        bend = (x * (p * (1.0 - p))[:, None]).T @ x + FIT.prior * np.eye(len(FEATURES))
        weights += np.linalg.solve(bend, slope)
    rounded = (np.round(weights, FIT.decimals) + 0.0).tolist()
    return LabelWeights(dict(zip(FEATURES, rounded, strict=True)))


def to_toml(weights: LabelWeights) -> str:
    """Return weights as the text of a TOML file."""
    lines = [f"{name} = {value:g}" for name, value in weights.weights.items()]
    return TOLD + "\n[weights]\n" + "\n".join(lines) + "\n"


def right_labels(pairs: Sequence[Pair], weights: LabelWeights) -> tuple[int, int]:
    """Return (labels for which the likeliest field, or none, is right, all labels)."""
    labels: dict[str, list[Pair]] = {}
    for pair in pairs:
        labels.setdefault(pair.label, []).append(pair)
    right = 0
    for own in labels.values():
        scores = [(weights.score(dict(zip(FEATURES, x.features, strict=True))), x) for x in own]
        score, best = max(scores, key=lambda one: one[0])
        right += best.right if score > 0 else not any(x.right for x in own)
    return right, len(labels)


def main() -> None:
    """Fit the weights, or collect what they are fitted on first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--collect", nargs="*", type=Path, help="folders with PDFs")
    parser.add_argument("--left-out", action="store_true", help="print figures office by office")
    options = parser.parse_args()
    if options.collect:
        write_pairs(collect(options.collect))
    pairs = read_pairs()
    if options.left_out:
        for office in sorted({pair.office for pair in pairs}):
            weights = fit([pair for pair in pairs if pair.office != office])
            right, total = right_labels([pair for pair in pairs if pair.office == office], weights)
            print(f"{office}\t{right}/{total} = {right / total:.4f}")
    weights = fit(pairs)
    TOML.write_text(to_toml(weights), "utf-8")
    right, total = right_labels(pairs, weights)
    print(f"{total} labels, {right / total:.4f} right with their own weights")


if __name__ == "__main__":
    main()
