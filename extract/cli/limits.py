"""The arguments that say how much a document may be."""

from __future__ import annotations

import argparse

from extract.limits import Limits, option_of


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Declare an argument for each of the limits."""
    group = parser.add_argument_group(
        "limits of one document", "What a limit cuts off is said in a finding."
    )
    for name, field in Limits.model_fields.items():
        group.add_argument(
            option_of(name),
            metavar="N",
            type=int if field.annotation is int else float,
            default=field.default,
            help=f"{field.description} (default: {field.default:g})",
        )


def given_limits(arguments: argparse.Namespace) -> dict[str, float]:
    """Return the limits given, by their names in `Limits`; not checked."""
    return {name: getattr(arguments, name) for name in Limits.model_fields}
