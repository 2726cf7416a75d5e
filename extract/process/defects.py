"""Describes our own defects in one line that quotes nothing of the document."""

from __future__ import annotations

import traceback
from pathlib import Path

# The project's own packages.
PACKAGES = ("extract", "models", "normalize")


def describe_defect(error: Exception) -> str:
    """Return one line on an unexpected error: its type and place.

    Its message is left out, since it may quote the document.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if is_ours(frame.filename)]
    frame = (own or list(frames))[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}"
    return f"internal error, please report it: {type(error).__name__} at {place}"


def is_ours(file_name: str) -> bool:
    """Return whether a source file belongs to one of the project's packages."""
    home = Path(__file__).parents[2]
    return any(Path(file_name).is_relative_to(home / package) for package in PACKAGES)
