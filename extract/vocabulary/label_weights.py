"""What the evidence for a label of the identity sheet weighs, as `tools.fit_labels` fits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from extract.vocabulary.tables import load_toml


@dataclass(frozen=True, slots=True)
class LabelWeights:
    """Feature -> weight, a natural logarithm of odds."""

    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log odds that a label with some features is a field's."""
        return sum(self.weights[name] * value for name, value in features.items())


@cache
def label_weights() -> LabelWeights:
    """Return the weights of `label_weights.toml`."""
    return LabelWeights(load_toml("label_weights")["weights"])
