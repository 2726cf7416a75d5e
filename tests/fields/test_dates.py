"""The dates of an identity sheet, each kept apart: ruled, unruled, and in plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extract.fields.assemble import assemble_sops
from extract.readers.pdf import read_pdf
from extract.record.build import build_record
from extract.record.repeats import repeated_values
from extract.settings import Settings
from extract.text import read_text_sops
from extract.unruled.pages import lay_out_pages
from models import SopRecord
from models.raw import RawSop
from tests.builders.documents import LANDSCAPE, Document
from tests.builders.sop import FIELDS, UPPER, Content, identity_sheet, pairs
from tests.builders.steps import step_table
from tests.builders.tables import C, Table

DATES = {
    "Tanggal Diperiksa": "20 Mei 2024",
    "Tanggal Pengesahan": "27 Mei 2024",
    "Tanggal Efektif": "1 Juni 2024",
    "Tanggal Berlaku": "3 Juni 2024",
}
NAMES = {
    "Tanggal Diperiksa": "checked_on",
    "Tanggal Pengesahan": "approved_on",
    "Tanggal Efektif": "effective_on",
    "Tanggal Berlaku": "in_force_on",
}
ISO = {
    "checked_on": "2024-05-20",
    "approved_on": "2024-05-27",
    "effective_on": "2024-06-01",
    "in_force_on": "2024-06-03",
}
PLAIN = {name: FIELDS[name] for name in ("Nomor SOP", "Tanggal Pembuatan")}
Written = Callable[[dict[str, str], Path], Sequence[RawSop]]


def beside(dates: dict[str, str]) -> Document:
    """Return a document with dates side by side: a row of labels over a row of dates."""
    content, blank = Content(fields=PLAIN), [""] * (len(DATES) - len(dates))
    rows = [
        [C(content.letterhead, cols=4)],
        *[[C(label), C(value, cols=3)] for label, value in content.rows],
        [*dates, *blank],
        [*dates.values(), *blank],
    ]
    document = Document(LANDSCAPE)
    document.table(Table((180.0,) * len(DATES), rows))
    document.table(Table((380.0, 130.0, 10.0, 240.0), pairs(content)))
    document.page()
    document.table(step_table())
    return document


def ruled_beside(dates: dict[str, str], folder: Path) -> Sequence[RawSop]:
    return beside(dates).read(folder)


def unruled_beside(dates: dict[str, str], folder: Path) -> Sequence[RawSop]:
    pages = read_pdf(beside(dates).save(folder))
    return assemble_sops(lay_out_pages(replace(page, rulings=(), paths=()) for page in pages))


def below(upper: str) -> Written:
    def written(dates: dict[str, str], folder: Path) -> Sequence[RawSop]:
        document = Document()
        document.table(identity_sheet(upper, content=Content(fields={**PLAIN, **dates})))
        document.page()
        document.table(step_table())
        return document.read(folder)

    return written


def text_of(between: str) -> Written:
    def written(dates: dict[str, str], folder: Path) -> Sequence[RawSop]:
        labels = {"Nama SOP": "Peminjaman Arsip", **PLAIN, **dates}
        lines = [f"{label}{between}{value}" for label, value in labels.items()]
        return read_text_sops(
            "\n".join(["PEMERINTAH KABUPATEN TIRTA AMAN", "DINAS KEARSIPAN DAERAH", *lines,
                       "Dasar Hukum:", "1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
                       "Peringatan:", "1. Arsip dapat hilang"])
        )  # fmt: skip

    return written


FORMS: dict[str, Written] = {
    "side by side, ruled": ruled_beside,
    "side by side, unruled": unruled_beside,
    **{f"one below the other, {upper}": below(upper) for upper in UPPER},
    "text with colons": text_of(" : "),
    "text with tabs": text_of("\t:\t"),
}


def record_of(sops: Sequence[RawSop]) -> SopRecord:
    [sop] = sops
    return build_record(
        sop, path="a.pdf", sha256="0" * 64, media_type="application/pdf", position=1,
        settings=Settings(),
    )  # fmt: skip


def dates_of(record: SopRecord) -> dict[str, str]:
    return {name: date for name in ISO if (date := getattr(record.header, name)) is not None}


@pytest.mark.parametrize("form", FORMS)
def test_four_dates_on_one_sheet_are_kept_apart(form: str, tmp_path: Path) -> None:
    record = record_of(FORMS[form](DATES, tmp_path))
    assert dates_of(record) == ISO
    assert record.header.created_on == "2024-02-12"
    assert not repeated_values(record)
    assert {f"/header/{name}" for name in ISO} <= record.provenance.keys()


@pytest.mark.parametrize(
    ("printed", "taken"),
    [
        (("Tanggal Pengesahan",), "Tanggal Pengesahan"),
        (("Tanggal Berlaku",), "Tanggal Berlaku"),
        (("Tanggal Berlaku", "Tanggal Pengesahan"), "Tanggal Pengesahan"),
        (("Tanggal Pengesahan", "Tanggal Efektif"), "Tanggal Efektif"),
        (("Tanggal Diperiksa",), None),
    ],
)
@pytest.mark.parametrize("form", ["side by side, ruled", "text with colons"])
def test_the_effective_date_is_the_first_of_its_labels_that_is_printed(
    form: str, printed: Sequence[str], taken: str | None, tmp_path: Path
) -> None:
    record = record_of(FORMS[form]({label: DATES[label] for label in printed}, tmp_path))
    own = {NAMES[label]: ISO[NAMES[label]] for label in printed}
    effective = {} if taken is None else {"effective_on": ISO[NAMES[taken]]}
    assert dates_of(record) == {**own, **effective}
    repeats = set() if taken in (None, "Tanggal Efektif") else {f"/header/{NAMES[taken]}"}
    assert repeated_values(record) == repeats


def test_a_blank_under_its_own_label_is_no_date(tmp_path: Path) -> None:
    record = record_of(
        ruled_beside({"Tanggal Efektif": "-", "Tanggal Pengesahan": "27 Mei 2024"}, tmp_path)
    )
    assert dates_of(record) == {"approved_on": "2024-05-27", "effective_on": "2024-05-27"}


def test_what_is_wrong_with_one_print_is_said_once(tmp_path: Path) -> None:
    record = record_of(ruled_beside({"Tanggal Pengesahan": "31 Februari 2024"}, tmp_path))
    said = [(finding.code, finding.field) for finding in record.findings]
    assert said.count(("date-impossible", "/header/effective_on")) == 1
    assert "/header/approved_on" not in {field for _, field in said}
