"""Regions: province, regency (kabupaten), city (kota), and how citations name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.misprints import nearest
from normalize.tables import load_toml, load_tsv, variants
from normalize.text import fold_key
from normalize.thresholds import PLACE

_NAME = re.compile(r"[^\W\d_][\w'\u2019.\- ]*")
# A misread word of level before the name: "Kob. Lombok Timur".
_LEVEL_MISREAD = re.compile(r"\w{3,4}\.?\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class KnownRegion:
    """A province, regency or city of the table.

    Attributes:
        level: "Provinsi", "Kabupaten" or "Kota".
        name: Its name without its level.
        province: The province it belongs to, its own name for a province.
        formerly: The provinces that it was parted from, if it is a province.
    """

    level: str
    name: str
    province: str
    formerly: tuple[str, ...]

    @property
    def issuer(self) -> str:
        """Return it written out with its level: "Kabupaten Balangan"."""
        return f"{self.level} {self.name}"


@cache
def known_regions() -> tuple[KnownRegion, ...]:
    """Return all provinces, regencies and cities in the table's order."""
    return tuple(
        KnownRegion(
            level=row["level"],
            name=row["name"],
            province=row["province"] or row["name"],
            formerly=variants(row["formerly"]),
        )
        for row in load_tsv("regions")
    )


def known_region(issuer: str) -> KnownRegion | None:
    """Return the region that is written out with its level; None for any other.

    Args:
        issuer: For instance "Kabupaten Balangan", as `region_issuer` gives it.
    """
    return _by_issuer().get(issuer)


def find_region(level: str | None, printed: str) -> KnownRegion | None:
    """Return the region of the table that a printed name means, misprints corrected.

    Args:
        level: "Provinsi", "Kabupaten" or "Kota"; None where the print does not say. Then a name
            that a regency and a city share is none.
        printed: Its name without the word of its level, in any case.
    """
    return _find(level, printed)


def region_issuer(level: str | None, printed: str) -> str | None:
    """Return a region written out with its level; None where its level cannot be known.

    A misprinted name of a known region is corrected; any other name is taken as printed, if its
    level is known.

    Args:
        level: "Provinsi", "Kabupaten", "Kota" or "Desa" where the print or the kind of
            regulation says it.
        printed: Its name without the word of its level: "DEPOK", "Jateng".
    """
    name = " ".join(printed.strip(" .,:;-").split())
    if not _NAME.fullmatch(name) or len(name.split()) > PLACE.max_words or not name[0].isupper():
        return None
    known = _find(level, name)
    if known is None and (misread := _LEVEL_MISREAD.match(name)):
        known = _find(level, name[misread.end() :], exactly=True)
    if known is not None:
        return known.issuer
    return f"{level} {_title(name)}" if level else None


def region_slug(issuer: str) -> str:
    """Return a region's part of a slug: "Kabupaten Ogan Ilir" gives "kab-ogan-ilir"."""
    level, _, name = issuer.partition(" ")
    short = load_toml("citations")["level_slugs"][level]
    return f"{short}-{slugify(name)}"


def slugify(text: str) -> str:
    """Return a text as a part of a slug: its letters and digits, other runs made one hyphen."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def _find(level: str | None, name: str, exactly: bool = False) -> KnownRegion | None:
    """Return a known region, of a level if one is given."""
    known = _known(level)
    key = fold_key(name)
    if key not in known and len(key) >= PLACE.min_mended_region_letters and not exactly:
        slips = 1 if len(key) < PLACE.letters_a_slip else 2
        key = nearest(key, tuple(known), slips) or key
    return known.get(key)


def _title(name: str) -> str:
    """Return a name printed in capitals as a name; others as they are."""
    is_shouted = name.isupper() and len(name) > PLACE.max_abbreviation_letters
    return name.title() if is_shouted else name


@cache
def _known(level: str | None) -> dict[str, KnownRegion | None]:
    """Return the regions of a level by each of their names; None where several have a name."""
    known: dict[str, KnownRegion | None] = {}
    for region, row in zip(known_regions(), load_tsv("regions"), strict=True):
        if level not in (None, region.level):
            continue
        for name in {fold_key(name) for name in (row["name"], *variants(row["other"]))}:
            known[name] = None if name in known else region
    return known


@cache
def _by_issuer() -> dict[str, KnownRegion]:
    return {region.issuer: region for region in known_regions()}
