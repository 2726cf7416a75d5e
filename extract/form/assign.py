"""The roles of a table's columns: the best whole explanation, and how sure each role is.

The columns are a sequence from left to right. An explanation gives each a role; its score is the
sum of the weights of the columns' features, and of the weights of the roles that follow each
other (a linear-chain conditional random field: Lafferty, McCallum, Pereira, 2001). The best one
is found by dynamic programming (Viterbi); how sure a role is, is the share of all explanations'
probability in which the column has it (forward-backward).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.form.features import describe
from extract.form.table_columns import REPEATED, ROLES, Assigned, Role, TableColumn
from extract.form.weights import Weights, load_weights

_NEVER = -1e9
# A role at least this probable is no reason for doubt: what is read then keeps the confidence of
# its words. Unfitted.
SURE = 0.98


def assign_roles(columns: Sequence[TableColumn]) -> list[Assigned]:
    """Return the role of each column of a step table.

    Args:
        columns: All columns from left to right.
    """
    return explain(describe(columns), load_weights())


def trusted(sureness: float) -> float:
    """Return how far a column's cells may be trusted as its own, 0 to 1."""
    return 1.0 if sureness >= SURE else sureness


def explain(features: Sequence[Mapping[str, float]], weights: Weights) -> list[Assigned]:
    """Return the roles in the best explanation of columns with these features."""
    if not features:
        return []
    scores = [
        [sum(weights.of(name, role) * x for name, x in own.items()) for role in ROLES]
        for own in features
    ]
    steps = [[_step(weights, one, other) for other in ROLES] for one in ROLES]
    starts = [weights.after("start", role) for role in ROLES]
    ends = [weights.after(role, "end") for role in ROLES]
    best = _best_path(scores, steps, starts, ends)
    shares = _shares(scores, steps, starts, ends)
    found = [Assigned(ROLES[r], own[r]) for r, own in zip(best, shares, strict=True)]
    return _each_once(found)


def _step(weights: Weights, one: Role, other: Role) -> float:
    """Return the weight of two roles side by side."""
    return _NEVER if one == other and one not in REPEATED else weights.after(one, other)


def _best_path(
    scores: Sequence[Sequence[float]],
    steps: Sequence[Sequence[float]],
    starts: Sequence[float],
    ends: Sequence[float],
) -> list[int]:
    """Return the roles, by their index, of the explanation with the highest score."""
    roles = range(len(starts))
    reached = [starts[r] + scores[0][r] for r in roles]
    came: list[list[int]] = []
    for own in scores[1:]:
        origin = [max(roles, key=lambda p, r=r: reached[p] + steps[p][r]) for r in roles]  # type: ignore[misc]
        reached = [reached[origin[r]] + steps[origin[r]][r] + own[r] for r in roles]
        came.append(origin)
    path = [max(roles, key=lambda r: reached[r] + ends[r])]
    for origin in reversed(came):
        path.append(origin[path[-1]])
    return path[::-1]


def _shares(
    scores: Sequence[Sequence[float]],
    steps: Sequence[Sequence[float]],
    starts: Sequence[float],
    ends: Sequence[float],
) -> list[list[float]]:
    """Return the probability of each role of each column."""
    roles = range(len(starts))
    forward = [[starts[r] + scores[0][r] for r in roles]]
    for own in scores[1:]:
        before = forward[-1]
        forward.append([own[r] + _log_sum([before[p] + steps[p][r] for p in roles]) for r in roles])
    backward = [list(ends)]
    for own in reversed(scores[1:]):
        after = backward[0]
        backward.insert(
            0, [_log_sum([steps[r][n] + own[n] + after[n] for n in roles]) for r in roles]
        )
    shares = []
    for left, right in zip(forward, backward, strict=True):
        total = _log_sum([left[r] + right[r] for r in roles])
        shares.append([math.exp(left[r] + right[r] - total) for r in roles])
    return shares


def _log_sum(values: Sequence[float]) -> float:
    """Return the logarithm of the sum of what values are logarithms of."""
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))


def _each_once(found: Sequence[Assigned]) -> list[Assigned]:
    """Return roles where each column but actors' and others has one of its own: the surest."""
    kept = list(found)
    for role in ROLES:
        same = [i for i, one in enumerate(kept) if one.role == role]
        if role in REPEATED or len(same) < 2:
            continue
        surest = max(same, key=lambda i: kept[i].sureness)
        for i in same:
            if i != surest:
                kept[i] = replace(kept[i], role="other")
    return kept
