"""An invented SOP, and the forms that offices give its identity sheet and its step table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.raw import RawSop
from tests.builders.tables import C, Look, Row, Table

LETTERHEAD = "PEMERINTAH KABUPATEN TIRTA AMAN\nDINAS KEARSIPAN DAERAH\nBIDANG LAYANAN ARSIP"
FIELDS = {
    "Nomor SOP": "067/01/ARS/2024",
    "Tanggal Pembuatan": "12 Februari 2024",
    "Tanggal Revisi": "3 Mei 2024",
    "Tanggal Efektif": "1 Juni 2024",
}
APPROVER = (
    "Kepala Dinas Kearsipan Daerah\n\n\n\nBunga Ujian, S.Sos., M.Si\n"
    "Pembina Utama Muda\nNIP. 197001011995031001"
)
TITLE = "Peminjaman Arsip Statis"
SECTIONS = {
    "Dasar Hukum": [
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 "
        "Tahun 2009 tentang Kearsipan",
    ],
    "Kualifikasi Pelaksana": [
        "Memahami tata kearsipan",
        "Pendidikan paling rendah D3 Kearsipan",
        "Mampu mengoperasikan komputer",
    ],
    "Keterkaitan": ["SOP Penyusutan Arsip", "SOP Pemeliharaan Arsip"],
    "Peralatan/Perlengkapan": ["Komputer", "Printer", "Boks arsip"],
    "Peringatan": ["Apabila SOP tidak dilaksanakan, arsip dapat hilang"],
    "Pencatatan dan Pendataan": ["Buku peminjaman arsip", "Daftar arsip statis"],
}
NAMES = dict(
    zip(
        SECTIONS,
        ("legal_basis", "qualifications", "related_sops", "equipment", "warnings", "records"),
        strict=True,
    )
)
HEADER = {
    "government": "PEMERINTAH KABUPATEN TIRTA AMAN",
    "agency": "DINAS KEARSIPAN DAERAH",
    "unit": "BIDANG LAYANAN ARSIP",
    "sop_number": "067/01/ARS/2024",
    "created_on": "12 Februari 2024",
    "revised_on": "3 Mei 2024",
    "effective_on": "1 Juni 2024",
    "title": TITLE,
    "approver.position": "Kepala Dinas Kearsipan Daerah",
    "approver.name": "Bunga Ujian, S.Sos., M.Si",
    "approver.rank": "Pembina Utama Muda",
    "approver.nip": "NIP. 197001011995031001",
}

Bullets = Callable[[int], str]


def numbered(index: int) -> str:
    """Return the bullet of the item at an index: "1. "."""
    return f"{index + 1}. "


def bulleted(items: Sequence[str], bullet: Bullets = numbered) -> str:
    """Return items as the text of a box."""
    return "\n".join(f"{bullet(i)}{item}" for i, item in enumerate(items))


@dataclass(frozen=True)
class Content:
    """What an identity sheet says; each form draws the same."""

    letterhead: str = LETTERHEAD
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    approver_label: str = "Disahkan oleh"
    approver: str = APPROVER
    title_label: str = "Nama SOP"
    title: str = TITLE
    sections: Mapping[str, Sequence[str]] = field(default_factory=lambda: SECTIONS)
    bullet: Bullets = numbered

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Return labels with their values from top to bottom."""
        return [
            *self.fields.items(),
            (self.approver_label, self.approver),
            (self.title_label, self.title),
        ]

    def box(self, heading: str) -> str:
        """Return the text of a section's box."""
        return bulleted(self.sections[heading], self.bullet)


# The upper part: letterhead, labels, values. All on four columns: 380, 130, 10, 240 points.
WIDTHS = (380.0, 130.0, 10.0, 240.0)


def labels_left(content: Content, colon: str = "") -> list[Row]:
    """Label, then value in the next cell; the colon, if any, ends the label."""
    rows: list[Row] = []
    for index, (label, value) in enumerate(content.rows):
        row: list[C | str] = [C(content.letterhead, rows=len(content.rows))] if index == 0 else []
        rows.append([*row, C(f"{label}{colon}"), C(value, cols=2)])
    return rows


def colon_before_value(content: Content) -> list[Row]:
    """Label, then a value that begins with the colon."""
    rows = labels_left(content)
    return [[*row[:-1], C(f": {_cell(row[-1]).text}", cols=2)] for row in rows]


def colon_column(content: Content) -> list[Row]:
    """Label, colon and value in a column each."""
    rows = labels_left(content)
    return [[*row[:-1], ":", C(_cell(row[-1]).text)] for row in rows]


def labels_inside(content: Content) -> list[Row]:
    """Label and value in one cell."""
    rows: list[Row] = []
    for index, (label, value) in enumerate(content.rows):
        row: list[C | str] = [C(content.letterhead, rows=len(content.rows))] if index == 0 else []
        text = f"{label} :\n{value}" if "\n" in value else f"{label} : {value}"
        rows.append([*row, C(text, cols=3)])
    return rows


def labels_above(content: Content) -> list[Row]:
    """Each label in a cell above its value's."""
    rows: list[Row] = []
    for index, (label, value) in enumerate(content.rows):
        row: list[C | str] = (
            [C(content.letterhead, rows=2 * len(content.rows))] if index == 0 else []
        )
        rows += [[*row, C(label, cols=3)], [C(value, cols=3)]]
    return rows


def labels_merged(content: Content) -> list[Row]:
    """All labels in one cell, all values in the one beside it, line by line."""
    labels, values = [], []
    for label, value in content.rows:
        labels.append(label + "\n" * value.count("\n"))
        values.append(value)
    return [
        [C(content.letterhead), C("\n".join(labels)), C("\n".join(values), cols=2)],
    ]


# The boxes, on the same four columns.


def pairs(content: Content) -> list[Row]:
    """Two boxes side by side under a row of two headings."""
    rows: list[Row] = []
    for left, right in _two_by_two(list(content.sections)):
        rows.append([C(left, shaded=True), C(right, cols=3, shaded=True)])
        rows.append([C(content.box(left)), C(content.box(right), cols=3)])
    return rows


def pairs_inside(content: Content) -> list[Row]:
    """Two boxes side by side, each heading in its box."""
    return [
        [C(f"{left} :\n{content.box(left)}"), C(f"{right} :\n{content.box(right)}", cols=3)]
        for left, right in _two_by_two(list(content.sections))
    ]


def stacked(content: Content) -> list[Row]:
    """Boxes over the full width, each under its heading."""
    rows: list[Row] = []
    for heading in content.sections:
        rows += [[C(heading, cols=4, shaded=True)], [C(content.box(heading), cols=4)]]
    return rows


def stacked_inside(content: Content) -> list[Row]:
    """Boxes over the full width, each heading in its box."""
    return [[C(f"{heading}\n{content.box(heading)}", cols=4)] for heading in content.sections]


def heading_left(content: Content) -> list[Row]:
    """Boxes over the full width, the heading in a cell to the left."""
    return [[C(heading), C(content.box(heading), cols=3)] for heading in content.sections]


def item_rows(content: Content) -> list[Row]:
    """One ruled row for each item, its bullet in the item's cell."""
    rows: list[Row] = []
    for left, right in _two_by_two(list(content.sections)):
        rows.append([C(left), C(right, cols=3)])
        one, other = content.box(left).split("\n"), content.box(right).split("\n")
        for i in range(max(len(one), len(other))):
            rows.append(
                [C(one[i] if i < len(one) else ""), C(other[i] if i < len(other) else "", cols=3)]
            )
    return rows


def _two_by_two(names: list[str]) -> list[tuple[str, str]]:
    return list(zip(names[::2], names[1::2], strict=True))


def _cell(entry: C | str) -> C:
    return entry if isinstance(entry, C) else C(entry)


UPPER: dict[str, Callable[[Content], list[Row]]] = {
    "left": labels_left,
    "left-colon": lambda content: labels_left(content, " :"),
    "colon-before-value": colon_before_value,
    "colon-column": colon_column,
    "inside": labels_inside,
    "above": labels_above,
    "merged": labels_merged,
}
BOXES: dict[str, Callable[[Content], list[Row]]] = {
    "pairs": pairs,
    "pairs-inside": pairs_inside,
    "stacked": stacked,
    "stacked-inside": stacked_inside,
    "heading-left": heading_left,
    "item-rows": item_rows,
}


def identity_sheet(
    upper: str = "left",
    boxes: str = "pairs",
    content: Content | None = None,
    look: Look | None = None,
) -> Table:
    """Return an identity sheet in one of its forms."""
    content = content or Content()
    return Table(WIDTHS, [*UPPER[upper](content), *BOXES[boxes](content)], look or Look())


def header_of(sop: RawSop) -> dict[str, str]:
    """Return the texts of an SOP's header."""
    return {name: reading.text for name, reading in sop.header.items()}


def sections_of(sop: RawSop) -> dict[str, list[str]]:
    """Return the texts of an SOP's sections."""
    return {name: [item.text for item in items] for name, items in sop.sections.items()}


def steps_of(sop: RawSop) -> list[dict[str, str]]:
    """Return the texts of an SOP's steps."""
    return [{name: cell.text for name, cell in step.cells.items()} for step in sop.steps]
