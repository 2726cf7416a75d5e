"""What names a regulation among all: its slug, its URI, and how it is written out.

The slug joins short name, number and year as the pages of the national portal do
("permendagri-no-52-tahun-2011"). The URI is a convention of this project, after the naming of
Akoma Ntoso (OASIS LegalDocML Naming Convention 1.0): `/akn/id/act/KIND[-ISSUER]/YEAR/NUMBER`. It
takes the kind of the contract, so that "Perka BKN" and "Peraturan BKN" have one URI.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.citation import RegulationType
from normalize.institutions import institutions
from normalize.regions import known_regions, region_slug, slugify
from normalize.tables import load_toml

_ROOT = "/akn/id/act"
_SLUG = re.compile(r"(?P<short>.+?)-no-(?P<number>.+)-tahun-(?P<year>\d{4})")
_URI = re.compile(
    rf"{_ROOT}/(?P<work>[a-z0-9-]+)/(?P<year>\d{{4}})(?:/(?P<number>[^/\s]+))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class RegulationName:
    """What tells a regulation from all others.

    Attributes:
        type: Its kind.
        issuer: Who issued it, written out; None for kinds that only one body issues.
        number: Its number; from a slug or URI as it stands there, which for a slash number is
            without its signs ("215-pmk-05-2016").
        year: Its year.
    """

    type: RegulationType
    issuer: str | None
    number: str | None
    year: int


def slug_of(short: str | None, number: str | None, year: int | None) -> str | None:
    """Return the slug of a short name, number and year; None where one of them is missing."""
    return f"{short}-no-{slugify(number)}-tahun-{year}" if short and number and year else None


def uri_of(
    type: RegulationType, issuer: str | None, number: str | None, year: int | None
) -> str | None:
    """Return the URI of a regulation; None where what it needs is missing.

    Args:
        type: Its kind; OTHER has none.
        issuer: Who issued it, written out; it must be an institution or a region, and is not
            needed for kinds that only one body issues.
        number: Its number, which only the constitution is without.
        year: Its year.
    """
    if year is None or type is RegulationType.OTHER:
        return None
    if type is RegulationType.UUD:
        return f"{_ROOT}/uud/{year}"
    if not number or not slugify(number):
        return None
    work = type.value.casefold()
    if type.value not in load_toml("citations")["sole_issuer"]:
        part = _issuer_part(issuer) if issuer else None
        if part is None:
            return None
        work = f"{work}-{part}"
    return f"{_ROOT}/{work}/{year}/{slugify(number)}"


def parse_slug(slug: str) -> RegulationName | None:
    """Return what a slug names; None for what is no slug of a known short name."""
    match = _SLUG.fullmatch(slug)
    if match is None:
        return None
    known = _short_names().get(match["short"]) or _regional_short(match["short"])
    if known is None:
        return None
    return RegulationName(*known, match["number"], int(match["year"]))


def parse_uri(uri: str) -> RegulationName | None:
    """Return what a URI of this project names; None for any other text."""
    match = _URI.fullmatch(uri)
    if match is None:
        return None
    kinds = [kind for kind in RegulationType if kind is not RegulationType.OTHER]
    for kind in sorted(kinds, key=lambda one: -len(one.value)):
        name = kind.value.casefold()
        sole = kind.value in load_toml("citations")["sole_issuer"]
        issuer = load_toml("citations")["sole_issuer"].get(kind.value) or None
        if not sole and match["work"].startswith(f"{name}-"):
            issuer = _issuer_named(match["work"].removeprefix(f"{name}-"))
            sole = issuer is not None
        elif match["work"] != name:
            continue
        if sole and (match["number"] is None) == (kind is RegulationType.UUD):
            return RegulationName(kind, issuer, match["number"], int(match["year"]))
    return None


def write_out(name: RegulationName, subject: str | None = None) -> str:
    """Return a regulation written out: "Peraturan Presiden Nomor 29 Tahun 2014 tentang ...".

    Args:
        name: The regulation.
        subject: Its title, which is put after "tentang".
    """
    table = load_toml("citations")
    words = [table["kind_names"][name.type.value]]
    if name.issuer and not table["sole_issuer"].get(name.type.value):
        level, _, region = name.issuer.partition(" ")
        if name.type is RegulationType.SE and level in table["heads"]:
            words += [table["heads"][level][0], region]
        elif name.type is RegulationType.PERDES:
            words.append(region)
        else:
            words.append(name.issuer)
    if name.number:
        words += ["Nomor", name.number]
    if not (name.number and name.number.endswith(f"/{name.year}")):
        words += ["Tahun", str(name.year)]
    return " ".join(words + (["tentang", subject] if subject else []))


def _issuer_part(issuer: str) -> str | None:
    """Return an issuer's part of a URI: "dagri", "bkn", "kota-depok"."""
    if issuer in _institution_slugs():
        return _institution_slugs()[issuer]
    level, _, name = issuer.partition(" ")
    known = name and level in load_toml("citations")["level_slugs"] and slugify(name)
    return region_slug(issuer) if known else None


def _issuer_named(part: str) -> str | None:
    """Return the issuer that a part of a URI names."""
    for issuer, slug in _institution_slugs().items():
        if slug == part:
            return issuer
    return _region_named(part)


def _region_named(part: str) -> str | None:
    """Return the region that a part of a slug names, one that no table knows by its letters."""
    if part in _region_slugs():
        return _region_slugs()[part]
    for level, short in load_toml("citations")["level_slugs"].items():
        if part.startswith(f"{short}-"):
            return f"{level} {part.removeprefix(f'{short}-').replace('-', ' ').title()}"
    return None


def _regional_short(short: str) -> tuple[RegulationType, str | None] | None:
    """Return kind and issuer of a regional short name: "perda-kota-depok"."""
    for kind in load_toml("citations")["kinds"]:
        regional = kind["issuer"] in ("region", "office", *load_toml("citations")["level_slugs"])
        if regional and short.startswith(f"{kind['slug']}-"):
            issuer = _region_named(short.removeprefix(f"{kind['slug']}-"))
            if issuer is not None:
                return RegulationType(kind["type"]), issuer
    return None


@cache
def _short_names() -> dict[str, tuple[RegulationType, str | None]]:
    """Return kind and issuer of each short name but those of regions."""
    names: dict[str, tuple[RegulationType, str | None]] = {}
    for kind in load_toml("citations")["kinds"]:
        if kind["type"] == "OTHER" or not kind["slug"]:
            continue
        if kind["issuer"] == "":
            issuer = kind.get("whole_issuer")
            names.setdefault(kind["slug"], (RegulationType(kind["type"]), issuer))
        for one in institutions():
            if kind["issuer"] in (one.kind, "office"):
                names.setdefault(one.short_name(kind), (RegulationType(kind["type"]), one.issuer))
    return names


@cache
def _institution_slugs() -> dict[str, str]:
    """Return the slug of each institution as an issuer."""
    slugs: dict[str, str] = {}
    for one in institutions():
        slugs.setdefault(one.issuer, one.slug)
    return slugs


@cache
def _region_slugs() -> dict[str, str]:
    return {region_slug(region.issuer): region.issuer for region in known_regions()}
