"""What a raw SOP's values become, with what there is to look at in them."""

from __future__ import annotations

from extract.records import build_record
from extract.settings import Settings
from models.finding import Finding
from models.raw import Place, RawSop, RawStep, Reading
from models.record import SopRecord
from models.source import TextOrigin


def record_of(header: dict[str, str] | None = None, duration: str = "1 jam") -> SopRecord:
    place = Place(page=1)
    cells = {"activity": Reading("Memeriksa berkas", place), "duration": Reading(duration, place)}
    sop = RawSop(
        origin=TextOrigin.DIGITAL,
        pages=[1],
        header={name: Reading(text, place) for name, text in (header or {}).items()},
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
