"""The JSON feeds of law-information portals, as rows of a catalogue.

Names of fields differ by office; they are mapped by likeness (`tables/catalogue_feed.toml`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.citation import RegulationType
from normalize.citations import parse_citation
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space

_YEAR = re.compile(r"(?:19|20)\d\d")
_NEEDED = ("number", "year", "title")
# A regulation named in a status: "Dicabut dengan Perda Nomor 5 Tahun 2021".
_BY = re.compile(r"\b(?:dengan|oleh|berdasarkan)\b\s+(?P<by>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """What was understood of a feed.

    Attributes:
        mapped: Column of a catalogue -> the feed's field that it is read from.
        rows: Place in the feed and the row, for each entry that was understood.
        entries: Entries of the feed.
    """

    mapped: Mapping[str, str]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    entries: int


def read_feed(text: str) -> Feed | None:
    """Return what is understood of a feed; None where a field that is needed has no likeness.

    Args:
        text: JSON: a list of objects, or an object that holds one.

    Raises:
        ValueError: It is no JSON.
    """
    entries = _entries(json.loads(text))
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    mapped = {
        column: found
        for column, likely in load_toml("catalogue_feed")["fields"].items()
        if (found := _alike(names, likely)) is not None
    }
    if any(column not in mapped for column in _NEEDED):
        return None
    rows = tuple(
        (place, row)
        for place, entry in enumerate(entries, start=1)
        if (row := _row({column: _text(entry.get(name)) for column, name in mapped.items()}))
    )
    return Feed(mapped, rows, len(entries))


def _entries(content: Any) -> list[Mapping[str, Any]]:
    """Return the longest list of objects in a feed."""
    if isinstance(content, list):
        return [entry for entry in content if isinstance(entry, dict)]
    if isinstance(content, dict):
        return max((_entries(part) for part in content.values()), key=len, default=[])
    return []


def _alike(names: list[str], likely: list[str]) -> str | None:
    """Return the field with the likeliest name; one that contains it where none is equal."""
    keys = {fold_key(name): name for name in reversed(names)}
    for one in map(fold_key, likely):
        if one in keys:
            return keys[one]
    return next(
        (keys[key] for one in map(fold_key, likely) if len(one) > 3 for key in keys if one in key),
        None,
    )


def _text(value: Any) -> str:
    """Return a value as text, blanks folded."""
    return "" if value is None or isinstance(value, dict | list) else fold_space(str(value))


def _row(entry: Mapping[str, str]) -> dict[str, str] | None:
    """Return an entry as a row of a catalogue; None where its kind, number or year is not clear."""
    year = _YEAR.search(entry["year"])
    if year is None or not entry["number"] or not entry["title"]:
        return None
    _, _, after = entry["title"].partition(" tentang ")
    if not after:
        _, _, after = entry["title"].partition(" TENTANG ")
    subject = after or entry["title"]
    number = entry["number"].removeprefix("Nomor ").strip()
    tail = f"Nomor {number} Tahun {year[0]} tentang {subject}"
    region = entry.get("issuer", "").rpartition(". ")[2]
    kind = entry.get("type", "")
    for head in (f"{kind} {region} {tail}", entry["title"], f"{kind} {tail}"):
        citation = parse_citation(head)
        if citation.type is not RegulationType.OTHER and citation.number and citation.year:
            break
    else:
        return None
    return {
        "type": citation.type.value,
        "issuer": citation.issuer or "",
        "number": number,
        "year": year[0],
        "title": subject,
        **_status(entry.get("status", "")),
        "source": "feed",
    }


def _status(text: str) -> dict[str, str]:
    """Return the state that a status tells, and the regulation that revoked or amended it."""
    folded = text.casefold()
    states: Mapping[str, list[str]] = load_toml("catalogue_feed")["states"]
    state = next((s for s, words in states.items() if any(w in folded for w in words)), "unknown")
    named = _BY.search(text)
    citation = parse_citation(named["by"]) if named else None
    if citation is None or not citation.number or not citation.year:
        return {"status": state}
    by = f"{citation.type.value.title()} {citation.number}/{citation.year}"
    if state == "revoked":
        return {"status": state, "revoked_by": by, "revoked_on": str(citation.year)}
    return {"status": state, "amended_by": by} if state == "amended" else {"status": state}
