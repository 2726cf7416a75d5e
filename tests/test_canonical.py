"""Names beside the print: the region of the letterhead and the actors of a record."""

from __future__ import annotations

import pytest

from extract.record.build import build_record
from extract.settings import Settings
from models import Evidence, Header, SopRecord
from models.raw import RawSop, RawStep, RawText


@pytest.fixture
def record() -> SopRecord:
    sop = RawSop(
        header={
            "government": RawText("PEMERINTAH KABUPATEN BALANGAN"),
            "agency": RawText("KECAMATAN CONTOH"),
        },
        actors=[RawText("Kasubbag Umum"), RawText("Camat")],
        steps=[RawStep(cells={"activity": RawText("Menerima berkas")},
                       actors=[RawText("KASUBAG UMUM")])],
    )  # fmt: skip
    return build_record(
        sop, path="a.txt", sha256="ab" * 32, media_type="text/plain", position=1,
        settings=Settings(),
    )  # fmt: skip


def test_the_region_stands_beside_the_printed_header(record: SopRecord) -> None:
    assert record.header.government == "PEMERINTAH KABUPATEN BALANGAN"
    assert record.header.region is not None
    assert record.header.region.model_dump(mode="json") == {
        "level": "kecamatan",
        "name": "Kecamatan Contoh",
        "regency": "Kabupaten Balangan",
        "province": "Provinsi Kalimantan Selatan",
    }


def test_each_spelling_of_an_actor_has_its_name_beside_it(record: SopRecord) -> None:
    assert record.actors == ["Kasubbag Umum", "Camat"]
    assert record.steps[0].actors == ["KASUBAG UMUM"]
    assert record.steps[0].actor_evidence == [Evidence.TEXT]
    assert [(one.printed, one.canonical) for one in record.actor_names] == [
        ("Kasubbag Umum", "Kepala Subbagian Umum"),
        ("Camat", "Camat"),
        ("KASUBAG UMUM", "Kepala Subbagian Umum"),
    ]


def test_a_header_without_a_region_has_none() -> None:
    assert Header().region is None
