"""The columns of a step table, damaged as offices and scanners damage them.

What a column holds stays, what its heading says does not; the weights must learn to do without.
All is drawn from a seed: the same table is damaged in the same way.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract.form.table_columns import Role, TableColumn

Labelled = tuple[TableColumn, Role]

# Invented headings that no table of spellings has.
UNUSUAL: dict[Role, tuple[str, ...]] = {
    "number": ("Urut", "#", "Butir"),
    "activity": ("Butir Pekerjaan", "Rangkaian Tindakan", "Isi Prosedur Kerja"),
    "requirements": ("Berkas Masuk", "Yang Disiapkan", "Prasyarat"),
    "duration": ("Tenggat", "Lamanya", "Batas"),
    "output": ("Capaian", "Berkas Jadi", "Buah Kerja"),
    "remarks": ("Hal Lain", "Rujukan", "Info"),
}
COSTS = ("Rp 10.000", "Gratis", "-", "Rp 25.000", "")
PLACES = ("Ruang pelayanan lantai satu", "Gudang arsip gedung utama", "Loket bagian depan kantor")
OTHERS = (
    ("Biaya", COSTS),
    ("Tarif", COSTS),
    ("Kode", ("A-1", "A-2", "B-1")),
    ("Tempat Pelayanan", PLACES),
    ("Lokasi", PLACES),
)
NAMED = ("Pelaksana", "Pelaku", "Unit Pelaksana")


def damaged(table: Sequence[Labelled], seed: int) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield (how, damaged columns with their roles) of a table."""
    ways: tuple[tuple[str, Callable[[Sequence[Labelled], random.Random], list[Labelled]]], ...] = (
        ("misread", _misread),
        ("missing", _missing),
        ("unusual", _unusual),
        ("reordered", _reordered),
        ("clipped", _clipped),
        ("more", _more),
        ("in words", _in_words),
    )
    for number, (how, way) in enumerate(ways):
        chance = random.Random(100 * seed + number)  # noqa: S311 - no secret is made
        yield how, way(table, chance)


def _heading(one: Labelled, heading: str, group: str | None = None) -> Labelled:
    """Return a column with another heading."""
    column, role = one
    return replace(column, heading=heading, group=column.group if group is None else group), role


def _misread(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Change letters of every heading, as recognition does."""
    signs = "lI1rnoeac|.tf"

    def slip(text: str) -> str:
        return "".join(chance.choice(signs) if chance.random() < 0.25 else x for x in text)

    lost = chance.random() < 0.4
    return [_heading(one, slip(one[0].heading), "" if lost else None) for one in table]


def _missing(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Leave headings out, some or all."""
    share = chance.choice((0.3, 0.6, 1.0))
    lost = chance.random() < 0.6
    return [
        _heading(one, "" if chance.random() < share else one[0].heading, "" if lost else None)
        for one in table
    ]


def _unusual(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Give some headings in words that no table of spellings has."""
    lost = chance.random() < 0.5
    found = []
    for one in table:
        words = UNUSUAL.get(one[1])
        other = chance.choice(words) if words and chance.random() < 0.5 else one[0].heading
        found.append(_heading(one, other, "" if lost else None))
    return found


def _reordered(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Set the columns in another order, or leave one out."""
    found = list(table)
    quality = [i for i, one in enumerate(found) if one[1] in ("requirements", "duration", "output")]
    if len(quality) > 1 and chance.random() < 0.6:
        a, b = chance.sample(quality, 2)
        found[a], found[b] = found[b], found[a]
    if chance.random() < 0.3:
        actors = [one for one in found if one[1] == "actor"]
        rest = [one for one in found if one[1] != "actor"]
        found = [*rest, *actors]
    if chance.random() < 0.6:
        left_out = chance.choice(("number", "remarks", "output", "requirements"))
        found = [one for one in found if one[1] != left_out]
    return found


def _clipped(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Cut the headings short, and leave out all rows but a few."""
    rows = chance.choice((1, 2, 3))
    keep = chance.choice((0.4, 0.6))
    return [
        (
            replace(
                column,
                heading=column.heading[: max(int(len(column.heading) * keep), 1)],
                cells=column.cells[:rows],
            ),
            role,
        )
        for column, role in table
    ]


def _more(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Set a column between the others that the record has no place for."""
    heading, texts = chance.choice(OTHERS)
    rows = max((len(column.cells) for column, _ in table), default=0)
    cells = tuple(chance.choice(texts) for _ in range(rows))
    at = chance.randint(2, len(table)) if len(table) > 2 else len(table)
    width = sum(column.width for column, _ in table) / max(len(table), 1)
    lost = chance.random() < 0.5
    left = table[max(at - 1, 0)][0].group if table else ""
    other = TableColumn(heading, "quality" if left == "quality" and not lost else "", cells, width)
    kept = [_heading(one, one[0].heading, "" if lost else None) for one in table]
    return [*kept[:at], (other, "other"), *kept[at:]]


def _in_words(table: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Put one column that names the actors of each step in the place of the actors' columns."""
    actors = [column for column, role in table if role == "actor"]
    if not actors:
        return list(table)
    rows = max(len(column.cells) for column, _ in table)
    cells = tuple(chance.choice(actors).heading for _ in range(rows))
    one = TableColumn(chance.choice(NAMED), "", cells, sum(c.width for c in actors) / 2)
    at = next(i for i, (_, role) in enumerate(table) if role == "actor")
    rest = [other for other in table if other[1] != "actor"]
    return [*rest[:at], (one, "actors"), *rest[at:]]
