"""The specs of the scans in `samples/scans/`, as dataclasses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCANS = Path(__file__).with_name("scans.toml")


@dataclass(frozen=True)
class Stamp:
    """An office's round stamp; positions and sizes in points from the page's top left.

    Attributes:
        words: The text inside, line by line.
    """

    x: float
    y: float
    radius: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """A pen stroke in points; x and y are its middle."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Scan:
    """One file of `samples/scans/`.

    Attributes:
        source: The file's path below `samples/`; its ending decides the format.
        of: The document that was printed.
        dpi: Pixels per inch of paper.
        seed: Seed of grain and dirt.
        quality: JPEG quality, 0 to 100.
        blur: Deviation of the lens blur, in pixels.
        grain: Deviation of the sensor noise, in shades of 255.
        lean: Rotation of the paper, in degrees clockwise.
        paper: Its colour (blue, green, red); None for a scan in grey.
        upside_down: 1-based numbers of the pages that were scanned upside down.
        bilevel: Whether it is black and white.
        dirt: Number of specks on each page.
        photo: Whether it is a photo by a phone.
        stamp: A stamp on the first page.
        signature: A signature on the first page.
        least_right: Share of the gold's values that must be read correctly.
        least_certain: Share of them that must have high confidence.
        known: Pointers of actors or steps that are misread, or of values that are wrong with high
            confidence -> why.
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
