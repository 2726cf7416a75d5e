"""What a raw SOP's values become, with what there is to look at in them."""

from __future__ import annotations

import pytest

from extract.record.build import build_record
from extract.settings import Settings
from models.finding import Finding
from models.raw import Place, RawSop, RawStep, RawText
from models.record import SopRecord
from models.source import TextOrigin


def record_of(
    header: dict[str, str] | None = None,
    duration: str = "1 jam",
    *,
    origin: TextOrigin = TextOrigin.DIGITAL,
    sure: float = 1.0,
) -> SopRecord:
    """Return the record of a page with a header, read so surely, and one step."""
    place = Place(page=1)
    cells = {"activity": RawText("Memeriksa berkas", place), "duration": RawText(duration, place)}
    sop = RawSop(
        origin=origin,
        pages=[1],
        header={name: RawText(text, place, sure) for name, text in (header or {}).items()},
        steps=[RawStep(cells)],
    )
    return build_record(
        sop,
        path="a.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        position=1,
        settings=Settings(),
    )


def raised(record: SopRecord, code: str) -> list[Finding]:
    return [finding for finding in record.findings if finding.code == code]


def test_a_time_with_two_numbers_is_raised_where_it_stands() -> None:
    record = record_of(duration="2 (tiga) hari")
    [finding] = raised(record, "duration-words-differ")
    assert (finding.field, finding.page) == ("/steps/0/duration", 1)
    assert "2 (tiga) hari" in finding.message
    duration = record.steps[0].duration
    assert duration is not None
    assert (duration.max, duration.in_words) == (2, 3)


def test_a_time_that_repeats_its_number_is_not() -> None:
    assert raised(record_of(duration="2 (dua) hari"), "duration-words-differ") == []


@pytest.mark.parametrize(
    ("printed", "iso", "code"),
    [
        ("31 Februari 2020", None, "date-impossible"),
        ("26 Juii 2023", None, "date-month-unknown"),
        ("26 Juli 1850", None, "date-year-implausible"),
        ("26 Juli 1923", "1923-07-26", "date-year-implausible"),
        ("Selasa, 3 Juli 2023", "2023-07-03", "date-weekday-differs"),
        ("segera", None, "date-not-understood"),
    ],
)
def test_what_is_wrong_with_a_date_is_raised(printed: str, iso: str | None, code: str) -> None:
    record = record_of({"created_on": printed})
    assert record.header.created_on == iso
    assert [(f.field, f.page) for f in raised(record, code)] == [("/header/created_on", 1)]
    assert sum(f.code.startswith("date-") for f in record.findings) == 1


def test_a_sound_date_raises_nothing() -> None:
    record = record_of({"created_on": "Senin, 3 Juli 2023"})
    assert record.header.created_on == "2023-07-03"
    assert not any(f.code.startswith("date-") for f in record.findings)


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("NIP. 19900102 201503 1 99", "fewer than 18 digits"),
        ("NIP. 19900102 201503 1 9991", "more than 18 digits"),
        ("NIP. l9900102 201503 1 999", "letters among its digits"),
        ("NRP. 78051234", "NRP"),
        ("NIK. 3515140508680001", "NIK"),
        ("130 123 456", "before 2009"),
        ("NIP. tidak ada", "cannot be read"),
    ],
)
def test_what_is_no_nip_says_why(printed: str, why: str) -> None:
    record = record_of({"approver.nip": printed})
    assert record.header.approver.nip is None
    [finding] = raised(record, "nip-malformed")
    assert finding.field == "/header/approver/nip"
    assert why in finding.message


@pytest.mark.parametrize(
    ("text", "sure", "number"),
    [
        ("Yen SP", 0.5, None),
        ("067/SOP", 0.5, "067/SOP"),
        ("SOP.SAR", 0.9, "SOP.SAR"),
    ],
)
def test_what_handwriting_was_hardly_read_as_is_no_number(
    text: str, sure: float, number: str | None
) -> None:
    record = record_of({"sop_number": text}, origin=TextOrigin.OCR, sure=sure)
    assert record.header.sop_number == number
    assert bool(raised(record, "sop-number-not-understood")) is (number is None)
