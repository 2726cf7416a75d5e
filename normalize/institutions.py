"""The ministries and agencies that issue regulations, from their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalize.misprints import nearest
from normalize.tables import load_toml, load_tsv, variants
from normalize.text import fold_key
from normalize.thresholds import PLACE


@dataclass(frozen=True, slots=True)
class Institution:
    """A ministry or an agency.

    Attributes:
        kind: "ministry" or "agency".
        name: Its name written out; a ministry's without "Menteri".
        shorts: Short names, as they follow "Permen" or "Perka".
        other: Other long forms of its name.
        slug: Its short name in slugs.
        family: What it has in common with those it took over from, and with those after it.
    """

    kind: str
    name: str
    shorts: tuple[str, ...]
    other: tuple[str, ...]
    slug: str
    family: str

    @property
    def key(self) -> str:
        """Return what names it among all of them."""
        return f"{self.kind}/{self.name}"

    @property
    def issuer(self) -> str:
        """Return how a citation names it as issuer: "Menteri Agama", "Badan Pusat Statistik"."""
        return f"Menteri {self.name}" if self.kind == "ministry" else self.name

    def short_name(self, kind: Mapping[str, Any]) -> str:
        """Return the short name of its regulation of a kind: "permendagri", "perka-bkn".

        Args:
            kind: An entry of the table of kinds.
        """
        if kind["issuer"] == "ministry":
            return f"{kind['slug']}{self.slug}"
        if self.kind == "ministry":
            return f"{kind['slug']}-men{self.slug}"
        return f"{kind['slug']}-{self.slug}"

    def phrases(self) -> Iterator[str]:
        """Yield how it may be printed after the kind of regulation."""
        names = (self.name, *self.other, *self.shorts)
        yield from names
        for word in load_toml("citations")["office_words"][self.kind]:
            yield from (f"{word} {name}" for name in names)
        if self.kind == "ministry":
            yield from (f"men{short}" for short in self.shorts)

    def glued(self, kind: Mapping[str, Any]) -> Iterator[str]:
        """Yield how its short names are written in one with a kind of regulation.

        Args:
            kind: An entry of the table of kinds.
        """
        if kind["issuer"] != self.kind:
            return
        for name in kind["names"]:
            is_short = name.isalpha() and len(name) <= PLACE.max_short_name_letters
            if is_short or name.casefold().endswith("men"):
                yield from (f"{name}{short}" for short in self.shorts)


@cache
def institutions() -> tuple[Institution, ...]:
    """Return all institutions in the table's order."""
    return tuple(
        Institution(
            kind=row["kind"],
            name=row["name"],
            shorts=variants(row["shorts"]),
            other=variants(row["other"]),
            slug=row["slug"],
            family=row["family"] or row["slug"],
        )
        for row in load_tsv("institutions")
    )


@cache
def institution(key: str) -> Institution:
    """Return the institution with a key.

    Raises:
        StopIteration: There is none.
    """
    return next(one for one in institutions() if one.key == key)


def family_of(issuer: str | None) -> str:
    """Return what names an issuer and those that took over from one another alike.

    Args:
        issuer: The issuer written out, as `Institution.issuer` has it, or another. A ministry
            that is renamed goes on issuing, and citations mix its names up.
    """
    if issuer is None:
        return ""
    key = fold_key(issuer)
    return _families().get(key, key)


@cache
def _families() -> dict[str, str]:
    return {fold_key(one.issuer): f"={one.family}" for one in institutions()}


def named_like(kind: str, name: str) -> Institution | None:
    """Return the institution whose long name a misprinted one is; None where none is near.

    Args:
        kind: "ministry" or "agency".
        name: Its name as printed.
    """
    names = _long_names(kind)
    key = fold_key(name)
    if len(key) < PLACE.min_mended_institution_letters:
        return None
    found = nearest(key, tuple(names), 1 + len(key) // PLACE.letters_a_slip)
    return None if found is None else names[found]


@cache
def _long_names(kind: str) -> dict[str, Institution]:
    return {
        fold_key(name): one
        for one in institutions()
        if one.kind == kind
        for name in (one.name, *one.other)
        if len(fold_key(name)) >= PLACE.min_mended_institution_letters
    }
