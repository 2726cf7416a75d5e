"""Regions: province, regency (kabupaten), city (kota), and how citations name them."""

from __future__ import annotations

import re
from functools import cache

from normalize.tables import load_toml, load_tsv, variants
from normalize.text import fold_key

_MOST_WORDS = 6
_NAME = re.compile(r"[^\W\d_][\w'\u2019.\- ]*")


def region_issuer(level: str | None, printed: str) -> str | None:
    """Return a region written out with its level; None where its level cannot be known.

    Args:
        level: "Provinsi", "Kabupaten", "Kota" or "Desa" where the print or the kind of
            regulation says it.
        printed: Its name without the word of its level: "DEPOK", "Jateng".
    """
    name = " ".join(printed.strip(" .,:;-").split())
    if not _NAME.fullmatch(name) or len(name.split()) > _MOST_WORDS or not name[0].isupper():
        return None
    known_level, known_name = _known().get(fold_key(name), (None, None))
    if level in (None, known_level) and known_name is not None:
        return None if known_level == "-" else f"{known_level} {known_name}"
    return f"{level or 'Kabupaten'} {_title(name)}"


def region_slug(issuer: str) -> str:
    """Return a region's part of a slug: "Kabupaten Ogan Ilir" gives "kab-ogan-ilir"."""
    level, _, name = issuer.partition(" ")
    short = load_toml("citations")["level_slugs"][level]
    return f"{short}-{slugify(name)}"


def slugify(text: str) -> str:
    """Return a text as a part of a slug: its letters and digits, other runs made one hyphen."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))


def _title(name: str) -> str:
    """Return a name printed in capitals as a name; others as they are."""
    return name.title() if name.isupper() and len(name) > 3 else name


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Return level and name of the regions of the table by each of their names."""
    return {
        fold_key(name): (row["level"], row["name"])
        for row in load_tsv("regions")
        for name in (row["name"], *variants(row["other"]))
    }
