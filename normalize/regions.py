"""Regions: province, regency (kabupaten), city (kota), and how citations name them."""

from __future__ import annotations

import re
from functools import cache

from normalize.misprints import nearest
from normalize.tables import load_toml, load_tsv, variants
from normalize.text import fold_key

_MOST_WORDS = 6
_NAME = re.compile(r"[^\W\d_][\w'\u2019.\- ]*")
# A misread word of level before the name: "Kob. Lombok Timur".
_LEVEL_MISREAD = re.compile(r"\w{3,4}\.?\s+(?=\w)")
_SHORTEST_MENDED = 6


def region_issuer(level: str | None, printed: str) -> str | None:
    """Return a region written out with its level; None where its level cannot be known.

    A misprinted name of a known region is mended; another name is taken as it is printed, if
    its level is known.

    Args:
        level: "Provinsi", "Kabupaten", "Kota" or "Desa" where the print or the kind of
            regulation says it.
        printed: Its name without the word of its level: "DEPOK", "Jateng".
    """
    name = " ".join(printed.strip(" .,:;-").split())
    if not _NAME.fullmatch(name) or len(name.split()) > _MOST_WORDS or not name[0].isupper():
        return None
    known = _find(level, name)
    if known is None and (misread := _LEVEL_MISREAD.match(name)):
        known = _find(level, name[misread.end() :], exactly=True)
    if known is not None:
        return f"{level or known[0]} {known[1]}" if level or known[0] != "-" else None
    return f"{level} {_title(name)}" if level else None


def region_slug(issuer: str) -> str:
    """Return a region's part of a slug: "Kabupaten Ogan Ilir" gives "kab-ogan-ilir"."""
    level, _, name = issuer.partition(" ")
    short = load_toml("citations")["level_slugs"][level]
    return f"{short}-{slugify(name)}"


def slugify(text: str) -> str:
    """Return a text as a part of a slug: its letters and digits, other runs made one hyphen."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def _find(level: str | None, name: str, exactly: bool = False) -> tuple[str, str] | None:
    """Return level and name of a known region, of a level if one is given."""
    known = _known(level)
    key = fold_key(name)
    if key not in known and len(key) >= _SHORTEST_MENDED and not exactly:
        key = nearest(key, tuple(known), 1 if len(key) < 12 else 2) or key
    return known.get(key)


def _title(name: str) -> str:
    """Return a name printed in capitals as a name; others as they are."""
    return name.title() if name.isupper() and len(name) > 3 else name


@cache
def _known(level: str | None) -> dict[str, tuple[str, str]]:
    """Return level and name of the regions that may be of a level, by each of their names."""
    return {
        fold_key(name): (row["level"], row["name"])
        for row in load_tsv("regions")
        if level in (None, row["level"]) or row["level"] == "-"
        for name in (row["name"], *variants(row["other"]))
    }
