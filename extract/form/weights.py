"""The weights that evidence has, as `tools.fit_form` fits them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights in natural logarithms of odds.

    Attributes:
        features: Feature -> role -> how much it speaks for the role.
        order: Role, or "start" -> the role on its right, or "end" -> how much speaks for both.
    """

    features: Mapping[str, Mapping[str, float]]
    order: Mapping[str, Mapping[str, float]]

    def of(self, feature: str, role: str) -> float:
        """Return how much a feature speaks for a role; 0 for what no document showed."""
        return self.features.get(feature, {}).get(role, 0.0)

    def after(self, left: str, right: str) -> float:
        """Return how much speaks for a role right of another."""
        return self.order.get(left, {}).get(right, 0.0)


@cache
def load_weights() -> Weights:
    """Return the weights of `weights.toml`."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    return Weights(table["features"], table["order"])
