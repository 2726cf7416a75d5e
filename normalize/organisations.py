"""Governments and offices: the region that a letterhead names, written out with its level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from models.region import Region, RegionLevel
from normalize.regions import KnownRegion, find_region, region_issuer
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space
from normalize.thresholds import PLACE, TEXT

_UPPER = (RegionLevel.PROVINCE, RegionLevel.REGENCY, RegionLevel.CITY)


@dataclass(frozen=True, slots=True)
class _Named:
    """A region named in a line: its level, its name without it, and the one of the table."""

    level: RegionLevel
    name: str
    known: KnownRegion | None = None


def read_region(government: str | None, agency: str | None = None,
                unit: str | None = None) -> Region | None:  # fmt: skip
    """Return the region that a letterhead names; None where it names none.

    Args:
        government: The line of the government: "PEMERINTAH KABUPATEN BALANGAN".
        agency: The office: "KECAMATAN HALONG", "BADAN PUSAT STATISTIK PROVINSI BENGKULU".
        unit: What stands below it.

    Returns:
        The lowest region named, with the regency or city and the province that it belongs to.
        Of a government's line a region is taken as it is printed where no table knows it; of
        other lines only known ones are, as "DINAS TATA KOTA" names none.
    """
    named = _read_government(government) if government else []
    for line in (agency, unit):
        if line:
            named += _read_line(fold_space(line)[: TEXT.max_organisation_chars], anywhere=True)
    upper = [one for one in named if one.level in _UPPER]
    lower = [one for one in named if one.level not in _UPPER]
    regency = next((one for one in upper if one.level is not RegionLevel.PROVINCE), None)
    province = next((one for one in upper if one.level is RegionLevel.PROVINCE), None)
    lowest = max(lower, key=lambda one: list(RegionLevel).index(one.level), default=None)
    lowest = lowest or regency or province
    if lowest is None:
        return None
    known = regency.known if regency else None
    above = f"Provinsi {known.province}" if known else None
    return Region(
        level=lowest.level,
        name=_written(lowest),
        regency=_written(regency) if regency else None,
        province=above or (_written(province) if province else None),
    )


def own_regions(region: Region) -> frozenset[str]:
    """Return the regions whose regulations hold in a region, written out with their level.

    They are the regency or city, its province, and the provinces that this was parted from,
    whose regulations may go on. A province has no regency among them.

    Args:
        region: The region of an SOP.
    """
    names = {name for name in (region.regency, region.province) if name}
    if region.level in _UPPER:
        names.add(region.name)
    for name in tuple(names):
        level, _, bare = name.partition(" ")
        known = find_region(level, bare)
        province = known and find_region("Provinsi", known.province)
        if known and province:
            names |= {known.issuer, province.issuer}
            names |= {f"Provinsi {former}" for former in province.formerly}
            names |= _same_province(province)
    return frozenset(names)


def _same_province(province: KnownRegion) -> set[str]:
    """Return the names that a province has had, where the table has several rows of it."""
    capital = load_toml("organisations")["renamed"]
    return {f"Provinsi {name}" for names in capital if province.name in names for name in names}


def _read_government(government: str) -> list[_Named]:
    """Return the regions of a government's line."""
    line = fold_space(government)[: TEXT.max_organisation_chars]
    table = load_toml("organisations")
    rest = _government_words().sub("", line, count=1) if line else line
    for name, level in table["bare"].items():
        if fold_key(name) == fold_key(rest):
            known = find_region(level, name)
            return [_Named(RegionLevel(level.casefold()), name, known)]
    return _read_line(rest, anywhere=False)


def _read_line(line: str, anywhere: bool) -> list[_Named]:
    """Return the regions of a line, each after the word of its level.

    Args:
        line: The line, its whitespace folded.
        anywhere: Whether a region may stand after other words; then it must be a known one,
            unless its level has no table and the line begins with it.
    """
    marks = list(_level_words().finditer(line))
    found: list[_Named] = []
    for index, mark in enumerate(marks):
        level = _levels()[fold_key(mark.group())]
        end = marks[index + 1].start() if index + 1 < len(marks) else len(line)
        printed = re.split(r"[(,;:/|]|\s[-\u2013]\s", line[mark.end() : end])[0].strip(" .-")
        words = printed.split()
        if not words or words[0].casefold() in load_toml("organisations")["strangers"]["words"]:
            continue
        if level not in _UPPER:
            if mark.start() == 0 or found or index:
                found.append(_Named(level, _titled(" ".join(words[: PLACE.max_words]))))
            continue
        known = _known_prefix(level, words)
        if known is not None:
            found.append(_Named(level, known.name, known))
        elif not anywhere and mark.start() == 0 and len(words) <= PLACE.max_words:
            found.append(_Named(level, _titled(printed)))
    return found


def _known_prefix(level: RegionLevel, words: Sequence[str]) -> KnownRegion | None:
    """Return the region whose name the first words are, the most of them that are one."""
    for size in range(min(len(words), PLACE.max_words), 0, -1):
        if known := find_region(level.value.capitalize(), " ".join(words[:size])):
            return known
    return None


def _written(named: _Named) -> str:
    """Return a region with its level."""
    if named.known is not None:
        return named.known.issuer
    level = named.level.value.capitalize()
    return region_issuer(level, named.name) or f"{level} {named.name}"


def _titled(name: str) -> str:
    return name.title() if name.isupper() else name


@cache
def _levels() -> dict[str, RegionLevel]:
    """Return the level of each of its words."""
    return {
        fold_key(word): RegionLevel(level)
        for level, words in load_toml("organisations")["levels"].items()
        for word in words
    }


@cache
def _level_words() -> re.Pattern[str]:
    """Return what finds a word of a level."""
    words = [word for words in load_toml("organisations")["levels"].values() for word in words]
    return _any_of(words)


@cache
def _government_words() -> re.Pattern[str]:
    """Return what finds the words before the region at the start of a government's line."""
    return re.compile(rf"\A{_any_of(load_toml('organisations')['governments']).pattern}\s*", re.I)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)
