"""Bezier curves as points along them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Straight pieces that a curve is replaced by; symbols are a few dozen points wide.
PIECES = 6


def flatten_curves(path: Sequence[tuple[Any, ...]]) -> list[tuple[float, float]]:
    """Return the points of a path, its curves followed in short straight pieces.

    Args:
        path: The path's operators (ISO 32000-1, 8.5.2): m and l with a point, c with two control
            points and an end, v and y with one control point and an end, h.
    """
    points: list[tuple[float, float]] = []
    for operator, *given in path:
        if operator in ("m", "l"):
            points.append(given[0])
        elif operator in ("c", "v", "y") and points:
            start, end = points[-1], given[-1]
            first = start if operator == "v" else given[0]
            second = end if operator == "y" else given[-2]
            points += [
                _bezier(start, first, second, end, step / PIECES) for step in range(1, PIECES + 1)
            ]
        elif operator == "h" and points and points[-1] != points[0]:
            points.append(points[0])
    return points


def _bezier(
    start: tuple[float, float],
    first: tuple[float, float],
    second: tuple[float, float],
    end: tuple[float, float],
    share: float,
) -> tuple[float, float]:
    """Return the point at a share of the way along a cubic Bezier curve."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    corners = (start, first, second, end)
    return (
        sum(w * x for w, (x, _) in zip(weights, corners, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, corners, strict=True)),
    )
