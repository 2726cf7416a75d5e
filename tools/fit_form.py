"""Fits the weights of `extract/form`: `python -m tools.fit_form [--collect ROOT...]`.

    documents with gold ─ --collect ─▶ form_columns.tsv ─▶ extract/form/weights.toml

The TSV holds a line for each column of each step table: its role by the gold, and its features in
numbers; no wording and no name. An office is a number. Each table is there as it was printed, and
damaged in the ways of `tools.damage_headings`, so that the weights learn to do with poor headings.

The fit is a conditional random field by maximum likelihood with a Gaussian prior. It begins at 0
and takes a fixed number of steps: the same TSV gives the same weights. What is printed is how many
columns come out right where their office took no part in the fit.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.form.assign import explain
from extract.form.table_columns import REPEATED, ROLES
from extract.form.weights import FILE, Weights

TSV = Path(__file__).with_name("form_columns.tsv")
HEADER = "office\ttable\tvariant\trole\tfeatures"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are fitted."""

    # Steps of the optimiser (Adam), and how large they are. Chosen by hand.
    steps: int = 150
    rate: float = 0.08
    # Strength of the prior: keeps what few tables show from weighing much. Chosen by hand.
    prior: float = 0.6
    # Weights are written with so many decimals; smaller ones are left out.
    decimals: int = 2


FIT = FitSettings()


@dataclass(frozen=True, slots=True)
class Table:
    """A step table: for each column its role and its features.

    Attributes:
        office: A number for the office it is from.
        name: A number for it.
        variant: "printed", or how it was damaged.
        roles: Role of each column.
        features: Feature -> value of each column.
    """

    office: str
    name: str
    variant: str
    roles: tuple[str, ...]
    features: tuple[dict[str, float], ...]


def read_tables(path: Path = TSV) -> list[Table]:
    """Return the tables of a TSV, in its order."""
    rows: dict[tuple[str, str, str], list[tuple[str, dict[str, float]]]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        office, table, variant, role, packed = line.split("\t")
        features = {
            name: float(value) for name, value in (one.split("=") for one in packed.split())
        }
        rows.setdefault((office, table, variant), []).append((role, features))
    return [
        Table(*key, tuple(role for role, _ in held), tuple(own for _, own in held))
        for key, held in rows.items()
    ]


def write_tables(tables: Sequence[Table], path: Path = TSV) -> None:
    """Write tables as a TSV."""
    lines = [HEADER]
    for table in tables:
        for role, own in zip(table.roles, table.features, strict=True):
            packed = " ".join(f"{name}={value:g}" for name, value in sorted(own.items()))
            lines.append("\t".join((table.office, table.name, table.variant, role, packed)))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def fit(tables: Sequence[Table]) -> Weights:
    """Return the weights that make the roles of tables most probable."""
    names = sorted({name for table in tables for own in table.features for name in own})
    known = {name: i for i, name in enumerate(names)}
    longest = max(len(table.roles) for table in tables)
    count, roles = len(tables), len(ROLES)
    x = np.zeros((count, longest, len(names)))
    y = np.zeros((count, longest), dtype=int)
    lengths = np.array([len(table.roles) for table in tables])
    for t, table in enumerate(tables):
        for i, (role, own) in enumerate(zip(table.roles, table.features, strict=True)):
            y[t, i] = ROLES.index(role)
            for name, value in own.items():
                x[t, i, known[name]] = value
    barred = np.array(
        [[-1e9 if a == b and a not in REPEATED else 0.0 for b in ROLES] for a in ROLES]
    )
    parts = [
        np.zeros((len(names), roles)), np.zeros((roles, roles)), np.zeros(roles), np.zeros(roles),
    ]  # fmt: skip
    mean = [np.zeros_like(part) for part in parts]
    square = [np.zeros_like(part) for part in parts]
    for step in range(1, FIT.steps + 1):
        gradients = _gradients(x, y, lengths, parts, barred)
        for i, gradient in enumerate(gradients):
            slope = gradient - FIT.prior * parts[i]
            mean[i] = 0.9 * mean[i] + 0.1 * slope
            square[i] = 0.999 * square[i] + 0.001 * slope**2
            ahead = mean[i] / (1 - 0.9**step)
            parts[i] = parts[i] + FIT.rate * ahead / (np.sqrt(square[i] / (1 - 0.999**step)) + 1e-8)
    return _as_weights(names, parts)


def _gradients(
    x: Floats, y: NDArray[np.int_], lengths: NDArray[np.int_], parts: list[Floats], barred: Floats
) -> list[Floats]:
    """Return how the log likelihood rises with each weight."""
    features, order, starts, ends = parts
    count, longest, _ = x.shape
    roles = len(starts)
    steps = order + barred
    scores = x @ features
    valid = np.arange(longest)[None, :] < lengths[:, None]
    every = np.arange(count)
    ahead = np.zeros((count, longest, roles))
    ahead[:, 0] = starts + scores[:, 0]
    for i in range(1, longest):
        ahead[:, i] = _log_sum(ahead[:, i - 1, :, None] + steps[None], 1) + scores[:, i]
    back = np.zeros((count, longest, roles))
    back[every, lengths - 1] = ends
    for i in range(longest - 2, -1, -1):
        later = _log_sum(steps[None] + (scores[:, i + 1] + back[:, i + 1])[:, None, :], 2)
        inside = (i < lengths - 1)[:, None]
        back[:, i] = np.where(inside, later, back[:, i])
    whole = _log_sum(ahead[every, lengths - 1] + ends, 1)
    share = np.exp(ahead + back - whole[:, None, None]) * valid[:, :, None]
    told = np.zeros_like(share)
    told[every[:, None], np.arange(longest)[None, :], y] = valid
    gained = told - share
    pairs = np.zeros((roles, roles))
    for i in range(longest - 1):
        inside = i < lengths - 1
        both = np.exp(
            ahead[inside, i, :, None]
            + steps[None]
            + (scores[inside, i + 1] + back[inside, i + 1])[:, None, :]
            - whole[inside, None, None]
        )
        pairs -= both.sum(0)
        np.add.at(pairs, (y[inside, i], y[inside, i + 1]), 1.0)
    return [
        np.einsum("tif,tir->fr", x, gained),
        pairs,
        gained[:, 0].sum(0),
        gained[every, lengths - 1].sum(0),
    ]


def _log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of what values along an axis are logarithms of."""
    top = values.max(axis=axis, keepdims=True)
    result: Floats = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return result


def _as_weights(names: Sequence[str], parts: list[Floats]) -> Weights:
    """Return fitted numbers as weights, rounded."""
    features, order, starts, ends = (np.round(part, FIT.decimals) + 0.0 for part in parts)
    after: dict[str, dict[str, float]] = {"start": _nonzero(starts)}
    for i, role in enumerate(ROLES):
        after[role] = {**_nonzero(order[i]), "end": float(ends[i])}
    return Weights({name: _nonzero(features[i]) for i, name in enumerate(names)}, after)


def _nonzero(values: Floats) -> dict[str, float]:
    """Return role -> weight, without those that weigh nothing."""
    return {role: float(v) for role, v in zip(ROLES, values, strict=True) if v}


def to_toml(weights: Weights, told: str) -> str:
    """Return weights as the text of a TOML file."""
    lines = [f"# {line}" for line in told.splitlines()]
    for section, table in (("features", weights.features), ("order", weights.order)):
        lines += ["", f"[{section}]"]
        for name, own in table.items():
            held = ", ".join(f"{role} = {value:g}" for role, value in own.items())
            lines.append(f"{name} = {{ {held} }}")
    return "\n".join(lines) + "\n"


TOLD = """Made by `python -m tools.fit_form` from tools/form_columns.tsv; not edited by hand.
Natural logarithms of odds: how much a feature of a column speaks for a role, and how much the
order of the columns does. Features are explained in extract/form/features.py."""


def right_share(tables: Sequence[Table], weights: Weights) -> tuple[int, int]:
    """Return (columns whose role comes out right, all columns) of tables."""
    right = total = 0
    for table in tables:
        found = [one.role for one in explain(table.features, weights)]
        right += sum(a == b for a, b in zip(found, table.roles, strict=True))
        total += len(found)
    return right, total


def print_left_out(tables: Sequence[Table]) -> None:
    """Print, office by office, how many columns come out right without it in the fit."""
    print("office\tprinted\tdamaged")
    for office in sorted({table.office for table in tables}):
        own = [table for table in tables if table.office == office]
        weights = fit([table for table in tables if table.office != office])
        shown = [
            right_share([t for t in own if (t.variant == "printed") is plain], weights)
            for plain in (True, False)
        ]
        print(office, *(f"{a}/{b} = {a / max(b, 1):.4f}" for a, b in shown), sep="\t", flush=True)


def main() -> None:
    """Fit the weights, or collect what they are fitted on first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--collect", nargs="*", type=Path, help="folders with inputs/ and gold/")
    parser.add_argument("--left-out", action="store_true", help="print figures office by office")
    options = parser.parse_args()
    if options.collect:
        from tools.collect_form import collect

        write_tables(collect(options.collect))
    tables = read_tables()
    if options.left_out:
        print_left_out(tables)
        return
    weights = fit(tables)
    FILE.write_text(to_toml(weights, TOLD), "utf-8")
    right, total = right_share(tables, weights)
    print(f"{len(tables)} tables, {right}/{total} columns right with their own weights")


if __name__ == "__main__":
    main()
