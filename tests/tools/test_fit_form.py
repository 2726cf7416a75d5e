"""The weights of the form are what the fit gives."""

from __future__ import annotations

import random
from collections.abc import Mapping

from extract.form.table_columns import TableColumn
from extract.form.weights import load_weights
from tools.damage_headings import damaged
from tools.fit_form import fit, read_tables


def test_the_weights_in_the_tree_are_what_the_table_gives() -> None:
    """Sums are rounded in another order on another machine, which may change the last decimal."""
    fitted, kept = fit(read_tables()), load_weights()
    for ours, theirs in ((fitted.features, kept.features), (fitted.order, kept.order)):
        one, other = _flat(ours), _flat(theirs)
        far = {k for k in one | other if abs(one.get(k, 0.0) - other.get(k, 0.0)) > 0.02}
        assert not far


def _flat(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {f"{name} {role}": x for name, own in table.items() for role, x in own.items()}


def test_the_same_table_is_damaged_in_the_same_way() -> None:
    table = [(TableColumn("Waktu", "quality", ("1 jam", "2 jam")), "duration")] * 2
    random.seed(1)
    once = list(damaged(table, 7))  # type: ignore[arg-type]
    random.seed(2)
    assert once == list(damaged(table, 7))  # type: ignore[arg-type]
    assert len({how for how, _ in once}) == len(once)
