"""What is made of the documents of `samples/` on paper: the specs of scans as dataclasses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCANS = Path(__file__).with_name("scans.toml")


@dataclass(frozen=True)
class Stamp:
    """An office's round stamp; places in points.

    Attributes:
        words: What it says inside, line by line.
    """

    x: float
    y: float
    radius: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """A pen's stroke; places in points, x and y its middle."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Scan:
    """One file of `samples/scans/`.

    Attributes:
        source: The file's name from `samples/` on; its ending says what it is.
        of: The document that was printed.
        dpi: Dots an inch of paper.
        seed: Of grain and dirt.
        quality: Of the JPEG.
        blur: Of the lens, in dots.
        grain: Of the sensor, in steps of grey.
        lean: How far the paper was turned, in degrees clockwise.
        paper: Its colour (blue, green, red); None for a scan in grey.
        upside_down: 1-based numbers of the pages that lay the wrong way round.
        bilevel: Whether it is black and white.
        dirt: How many specks each page has.
        photo: Whether it is a telephone's photo.
        stamp: A stamp on the first page.
        signature: A signature on the first page.
        least_right: The share of the gold's values that must be read right.
        least_certain: The share of them that must be called certain.
        known: Pointers of actors or steps that are not read right, or of values that are wrong
            and yet called certain -> why.
    """

    source: str
    of: str
    dpi: int
    seed: int
    least_right: float
    least_certain: float
    quality: int = 50
    blur: float = 0.0
    grain: float = 0.0
    lean: float = 0.0
    paper: tuple[int, ...] | None = None
    upside_down: tuple[int, ...] = ()
    bilevel: bool = False
    dirt: int = 0
    photo: bool = False
    stamp: Stamp | None = None
    signature: Signature | None = None
    known: Mapping[str, str] = field(default_factory=dict)


def load_scans() -> list[Scan]:
    """Return all scans.

    Raises:
        TypeError: A field is missing or unknown.
    """
    tables = tomllib.loads(SCANS.read_text(encoding="utf-8"))["scan"]
    return [_build(table) for table in tables]


def _build(table: dict[str, Any]) -> Scan:
    """Return the scan of one `[[scan]]` table."""
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    if "stamp" in values:
        stamp = dict(values["stamp"])
        values["stamp"] = Stamp(words=tuple(stamp.pop("words")), **stamp)
    if "signature" in values:
        values["signature"] = Signature(**values["signature"])
    return Scan(**values)
