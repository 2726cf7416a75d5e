"""From a page's own coordinates to points from the top left of the page as it is shown."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extract.readers.pdf.engine import Floats

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frame(NamedTuple):
    """A page as it is shown.

    Attributes:
        width: Width in points, after /Rotate and /UserUnit.
        height: Height in points.
        matrix: Leads a point of the page's own space to points from the top left of what is
            shown, y growing downwards.
    """

    width: float
    height: float
    matrix: Matrix


def frame_page(box: tuple[float, float, float, float], rotation: int, unit: float = 1.0) -> Frame:
    """Return how a page is shown.

    Args:
        box: Its visible part in its own space: x0, y0, x1, y1.
        rotation: Its /Rotate in degrees clockwise, a multiple of 90.
        unit: Its /UserUnit, in points.
    """
    x0, y0, x1, y1 = box
    u = unit
    width, height = (x1 - x0) * u, (y1 - y0) * u
    turned = rotation % 360
    if turned == 90:
        return Frame(height, width, (0.0, u, u, 0.0, -y0 * u, -x0 * u))
    if turned == 180:
        return Frame(width, height, (-u, 0.0, 0.0, u, x1 * u, -y0 * u))
    if turned == 270:
        return Frame(height, width, (0.0, -u, -u, 0.0, y1 * u, x1 * u))
    return Frame(width, height, (u, 0.0, 0.0, -u, -x0 * u, y1 * u))


def combine(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does what one matrix does and then what another does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def combine_all(first: Floats, then: Floats) -> Floats:
    """Return `combine` of the rows of two arrays of matrices."""
    a, b, c, d, e, f = first.T
    g, h, i, j, k, m = then.T
    rows = (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
    return np.stack(rows, axis=1)


def move_points(points: Floats, matrices: Floats) -> Floats:
    """Return points (n, 2), each moved by the matrix of its row (n, 6) or by one for all (6,)."""
    a, b, c, d, e, f = matrices.T
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def move_boxes(boxes: Floats, matrix: Matrix) -> Floats:
    """Return the boxes around boxes (n, 4) of x0, y0, x1, y1 that are moved by one matrix."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = boxes.T
    if b == 0 and c == 0:
        xs, ys = (a * x0 + e, a * x1 + e), (d * y0 + f, d * y1 + f)
    elif a == 0 and d == 0:
        xs, ys = (c * y0 + e, c * y1 + e), (b * x0 + f, b * x1 + f)
    else:
        corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)]
        xs = tuple(a * x + c * y + e for x, y in corners)
        ys = tuple(b * x + d * y + f for x, y in corners)
    return np.stack(
        (
            np.minimum.reduce(xs),
            np.minimum.reduce(ys),
            np.maximum.reduce(xs),
            np.maximum.reduce(ys),
        ),
        axis=1,
    )
