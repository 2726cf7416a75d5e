"""Thresholds of the evaluation.

Likeness runs from 0 to 1: the share of letters and digits that two texts have in common. The
values are those of the scorer that belongs to the output contract, so that both count alike;
those of the page's crops are set by eye.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SameThresholds:
    """From which likeness on two texts are the same."""

    min_item_likeness: float = 0.9  # list items, names of actors, activities
    min_cell_likeness: float = 0.95  # the text of a step's cell


@dataclass(frozen=True, slots=True)
class PairingThresholds:
    """When SOPs and steps of gold and records are paired."""

    # SOPs that are less alike in number and title are paired by their order alone.
    min_sop_likeness: float = 0.6
    # Steps with less similar activities are never paired.
    min_step_likeness: float = 0.6
    # A pair is worth its likeness to this power, so that one step that matches outweighs two that
    # merely resemble: neighbouring activities often differ in a word, and a table that lost its
    # first row must not slip by one.
    likeness_power: int = 8
    # What an equal number adds to a pair; it decides ties.
    number_worth: float = 0.01


@dataclass(frozen=True, slots=True)
class CropSizes:
    """How much of a page is shown around a wrong value."""

    margin_x_pt: float = 60.0
    margin_y_pt: float = 24.0
    min_width_pt: float = 260.0
    min_height_pt: float = 60.0


SAME = SameThresholds()
PAIRING = PairingThresholds()
CROP = CropSizes()
