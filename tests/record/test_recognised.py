"""Values that were recognised: put right with a finding, and no surer than they can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.record.build import build_record
from extract.record.recognised import Doubt, is_drawn, rate
from extract.settings import Settings
from models import SopRecord, TextOrigin
from models.fields import FIELDS
from models.geometry import BBox
from models.raw import Place, RawProcedure, RawSop, RawStep, RawText
from tests.flow.sheets import Sheet

PLACE = Place(page=1, bbox=BBox(10, 10, 90, 20))
NAMES = tuple(FIELDS)


def read(text: str, confidence: float = 0.95) -> RawText:
    return RawText(text, PLACE, confidence)


def record_of(sop: RawSop, origin: TextOrigin = TextOrigin.OCR) -> SopRecord:
    return build_record(
        replace(sop, origin=origin), path="a.pdf", sha256="0" * 64, media_type="application/pdf",
        position=1, settings=Settings(),
    )  # fmt: skip


def header(confidence: float = 0.95, **fields: str) -> RawSop:
    return RawSop(
        header={name.replace("__", "."): read(text, confidence) for name, text in fields.items()}
    )


def steps(*cells: dict[str, str], confidence: float = 0.95) -> RawSop:
    return RawSop(
        steps=[RawStep({name: read(text, confidence) for name, text in c.items()}) for c in cells]
    )


def repairs(record: SopRecord) -> dict[str | None, str]:
    return {f.field: f.message for f in record.findings if f.code == "ocr-repaired"}


@pytest.mark.parametrize(
    ("name", "text", "pointer", "value"),
    [
        ("created_on", "2G Juli 2023", "/header/created_on", "2023-07-26"),
        ("effective_on", "3 Janvari 2021", "/header/effective_on", "2021-01-03"),
        ("approver__nip", "l9710817 199603 1 999", "/header/approver/nip", "197108171996031999"),
        ("sop_number", "155/SOP/X1/2019", "/header/sop_number", "155/SOP/XI/2019"),
        ("email", "kec @a.example", "/header/email", "kec@a.example"),
        ("website", "www. a.example", "/header/website", "www.a.example"),
    ],
)  # fmt: skip
def test_a_field_put_right_says_what_was_read_and_is_less_sure(
    name: str, text: str, pointer: str, value: str
) -> None:
    record = record_of(header(**{name: text}))
    found: Any = record.model_dump(mode="json")
    for part in pointer.split("/")[1:]:
        found = found[part]
    assert found == value
    assert record.provenance[pointer].raw == text
    assert record.provenance[pointer].confidence <= 0.8
    assert f'"{text}"' in repairs(record)[pointer]


def test_text_of_a_text_layer_is_never_put_right() -> None:
    for origin, confidence in (
        (TextOrigin.DIGITAL, 1.0), (TextOrigin.DIGITAL, 0.7), (TextOrigin.MIXED, 1.0),
        (TextOrigin.PLAIN_TEXT, 0.7),
    ):  # fmt: skip
        record = record_of(header(confidence, sop_number="155/SOP/X1/2019"), origin)
        assert record.header.sop_number == "155/SOP/X1/2019"
        assert record.provenance["/header/sop_number"].confidence == confidence
        assert record.provenance["/header/sop_number"].raw is None
        assert not repairs(record)


def test_what_is_recognised_on_a_page_with_a_text_layer_is_put_right() -> None:
    record = record_of(header(sop_number="155/SOP/X1/2019"), TextOrigin.MIXED)
    assert record.header.sop_number == "155/SOP/XI/2019"


def test_a_duration_keeps_what_was_read_and_tells_what_it_means() -> None:
    record = record_of(steps({"activity": "Mencatat", "duration": "GO Menit"}))
    duration = record.steps[0].duration
    assert duration is not None
    assert (duration.raw, duration.iso8601) == ("GO Menit", "PT60M")
    assert repairs(record).keys() == {"/steps/0/duration"}


def test_a_citation_keeps_what_was_read_and_tells_what_it_means() -> None:
    raw = "Undang-Undang Nomor S Tahun 2OO9 tentang Contoh"
    (citation,) = record_of(RawSop(sections={"legal_basis": [read(raw)]})).legal_basis
    assert citation.raw == raw
    assert citation.slug == "uu-no-5-tahun-2009"


def test_a_number_is_put_right_by_the_rows_around_it() -> None:
    sop = steps(*({"number": text, "activity": f"Langkah {text}"} for text in ("l", "Z", "3")))
    record = record_of(sop)
    assert [step.number for step in record.steps] == ["1", "2", "3"]
    assert repairs(record).keys() == {"/steps/0/number", "/steps/1/number"}


def test_numbers_begin_anew_with_each_table() -> None:
    sop = steps(*({"number": text, "activity": f"Langkah {text}"} for text in ("1", "2", "l")))
    sop.procedures = [RawProcedure(None, 1, 2), RawProcedure(None, 3, 3)]
    assert [step.number for step in record_of(sop).steps] == ["1", "2", "1"]
    sop.procedures = [RawProcedure(None, 1, 3)]
    assert [step.number for step in record_of(sop).steps] == ["1", "2", "l"]


def test_a_number_out_of_turn_is_not_sure() -> None:
    def sure(*numbers: str) -> list[bool]:
        sop = steps(*({"number": text, "activity": "Mencatat surat"} for text in numbers))
        places = record_of(sop).provenance
        return [places[f"/steps/{index}/number"].confidence >= 0.9 for index in range(len(numbers))]

    assert sure("1", "2", "3") == [True] * 3
    assert sure("4", "2", "3") == [False, True, True]
    assert sure("1", "2", "8", "4", "5") == [True, True, False, True, True]
    assert sure("1", "2", "4", "5") == [True] * 4, "a gap in the print"
    assert sure("1", "2", "1", "2") == [True] * 4, "a second count"
    assert sure("7") == [True]


def test_free_text_stays_as_recognised() -> None:
    sop = steps({"activity": "Mencatat 1O berkas", "output": "Rekap 2O23", "remarks": "X1/2019"})
    record = record_of(sop)
    assert [record.steps[0].activity, record.steps[0].output, record.steps[0].remarks] == [
        "Mencatat 1O berkas", "Rekap 2O23", "X1/2019",
    ]  # fmt: skip
    assert not repairs(record)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("sop_number", "067/12/2020", "ae"),
        ("sop_number", "067/12/2020", "06~/12»2020"),
        ("approver.nip", "197108171996031999", "137108171996031999"),
        ("approver.name", "Bunga Ujian, S.E.", "Bunga Ujian 7"),
        ("email", "a@b.example", "a b.example"),
        ("phone", "(0999) 555012", "Telp."),
        ("created_on", "1 Februari 2022", "Februari 2022"),
        ("number", "3", "£"),
        ("title", "Penomoran Surat", "ee"),
        ("title", "Domisili Usaha", "Domisil! Usaha"),
        ("activity", "Menerima berkas", "Mener1ma berkas"),
        ("output", "Jadwal rapat dalam negeri", "Jadwai rapat daiam negeri"),
        ("government", "PEMERINTAH PROVINSI", "PEMERINTAH PROVINS!"),
        ("activity", "Mencatat surat masuk", "Mencatat Mencatat surat surat masuk masuk"),
        ("actors", "Kepala Seksi", "Kepala epala Seksi Seksi Kepala Kepala"),
        ("approver.nip", "197108172001031999", "197108172901031999"),
    ],
)
def test_what_has_not_its_fields_form_is_not_sure(name: str, good: str, bad: str) -> None:
    assert rate(name, read(good, 0.97)) >= 0.9
    assert rate(name, read(bad, 0.97)) < 0.9


@pytest.mark.parametrize("text", ["jam", "15;", "1x jam", "l/2"])
def test_a_time_that_is_none_is_not_sure(text: str) -> None:
    record = record_of(steps({"activity": "Mencatat", "duration": text}))
    assert record.provenance["/steps/0/duration"].confidence < 0.5


@pytest.mark.parametrize("text", ["15 menit", "Setiap saat", "Sesuai jadwal rapat"])
def test_a_time_is_as_sure_as_its_words(text: str) -> None:
    record = record_of(steps({"activity": "Mencatat", "duration": text}))
    assert record.provenance["/steps/0/duration"].confidence >= 0.9


def test_a_bare_amount_counts_in_the_columns_unit() -> None:
    sop = steps({"activity": "Mencatat", "duration": "15"})
    sop.duration_unit = "Menit"
    assert record_of(sop).provenance["/steps/0/duration"].confidence >= 0.9


@pytest.mark.parametrize("name", NAMES)
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_surer_words_never_make_a_value_less_sure(name: str, low: float, high: float) -> None:
    low, high = sorted((low, high))
    text = "197108171996031999"
    assert rate(name, read(text, low)) <= rate(name, read(text, high)) + 1e-9
    assert 0 <= rate(name, read(text, high)) < 1


@pytest.mark.parametrize("name", NAMES)
def test_words_read_badly_make_no_sure_value(name: str) -> None:
    """Handwriting, and print under a stamp, are read with a confidence below a half."""
    assert rate(name, read("Penomoran", 0.5)) <= 0.6
    assert rate(name, read("Penomoran", 0.3)) <= 0.3


def test_doubts_lower_and_never_raise() -> None:
    for doubt in Doubt:
        assert rate("symbol", read("", 0.99), [doubt]) < 0.9
        assert rate("symbol", read("", 0.2), [doubt]) == rate("symbol", read("", 0.2))


def test_only_symbols_arrows_and_columns_are_drawn() -> None:
    assert {name for name in NAMES if is_drawn(name)} == {"symbol", "flow", "step_actors"}


@pytest.mark.parametrize("unread", [0, 1])
def test_what_is_drawn_in_a_row_that_cannot_be_read_is_not_sure(
    unread: int, tmp_path: Path
) -> None:
    sheet = Sheet(rows=3)
    boxes = [sheet.box("process", row, 0) for row in range(3)]
    for box in boxes:
        sheet.symbol("process", box)
    for above, below in pairwise(boxes):
        sheet.arrow(above.down, below.up)
    sop = RawSop(
        actors=[read("Petugas Loket", 0.97)],
        steps=[
            RawStep({"activity": read("Mencatat surat", 0.4 if row == unread else 0.97)})
            for row in range(3)
        ],
        charts=sheet.charts(tmp_path),
    )
    record = record_of(sop)
    assert len(record.flow) == 2
    sure = {p: place.confidence >= 0.9 for p, place in record.provenance.items()}
    for row in range(3):
        assert sure[f"/steps/{row}/symbol"] is (row != unread)
        assert sure[f"/steps/{row}/actors"] is (row != unread)
    for index, edge in enumerate(record.flow):
        assert sure[f"/flow/{index}"] is (unread + 1 not in (edge.source, edge.target))


def test_an_end_amid_the_steps_and_several_symbols_in_a_row_are_not_sure(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    for row in range(3):
        sheet.symbol("terminator", sheet.box("terminator", row, 0))
    sheet.symbol("process", sheet.box("process", 1, 2))
    sop = RawSop(
        actors=[read(name, 0.97) for name in ("Pemohon", "Petugas Loket", "Camat")],
        steps=[RawStep({"activity": read(f"Langkah {row}")}) for row in range(3)],
        charts=sheet.charts(tmp_path),
    )
    record = record_of(sop)
    sure = {pointer: place.confidence >= 0.9 for pointer, place in record.provenance.items()}
    assert [step.symbol for step in record.steps] == ["terminator"] * 3
    assert [sure[f"/steps/{row}/symbol"] for row in range(3)] == [True, False, True]
    assert [sure[f"/steps/{row}/actors"] for row in range(3)] == [True, False, True]
