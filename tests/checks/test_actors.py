"""Actors that do not belong where they stand."""

from __future__ import annotations

import pytest

from extract.checks.actors import check_actors, is_reprinted
from models import SopRecord
from tests.records import make_record


def record(actors: list[str], agency: str | None = "DINAS KEARSIPAN") -> SopRecord:
    whole = make_record()
    header = whole.header.model_copy(update={"agency": agency})
    return whole.model_copy(update={"header": header, "actors": actors})


def found(checked: SopRecord) -> list[tuple[str, str | None]]:
    return [(f.code, f.field) for f in check_actors(checked)]


@pytest.mark.parametrize("actor", ["Irban Wilayah II", "Inspektur Pembantu", "Sekcam"])
def test_an_office_of_another_kind_of_agency_is_said(actor: str) -> None:
    assert found(record(["Arsiparis", actor])) == [("actor-foreign-to-agency", "/actors/1")]


@pytest.mark.parametrize(
    ("actor", "agency"),
    [
        ("Irban I", "INSPEKTORAT DAERAH"),
        ("Sekcam", "KECAMATAN TELAGA BESTARI"),
        ("Inspektur", "DINAS KEARSIPAN"),
        ("Camat", "DINAS KEARSIPAN"),
        ("Irban I", None),
    ],
)
def test_an_office_at_home_or_asked_from_outside_is_not(actor: str, agency: str | None) -> None:
    assert found(record(["Arsiparis", actor], agency)) == []


@pytest.mark.parametrize(
    "actors",
    [
        ["Kasubbag Kearsipan", "Kasubag Kearsipan"],
        ["Kasubbag Umum", "Kepala Sub Bagian Umum"],
        ["Pemeriksa Arsip", "Pemerksa Arsip"],
    ],
)
def test_two_columns_of_one_actor_are_said(actors: list[str]) -> None:
    assert found(record(actors)) == [("actor-name-inconsistent", "/actors/1")]


@pytest.mark.parametrize(
    "actors",
    [
        ["Kepala Badan", "Kepala Bidang"],
        ["Bidan", "Kepala Bidang"],
        ["Kasi", "Kasir"],
        ["Seksi A", "Seksi B"],
        ["Pemeriksa", "Pemeriksaan"],
        ["Staf Pelayanan", "Kasi Pelayanan"],
    ],
)
def test_two_offices_with_like_names_are_two(actors: list[str]) -> None:
    assert found(record(actors)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Irban Wil", "Irbn Wil", True),
        ("Kepala Badan", "Kepala Bagian", False),
        ("Staf 1", "Staf 2", False),
        ("Petugas Loket", "Petugas Lokat", True),
        ("Kepala Bidan", "Kepala Bidang", False),
    ],
)
def test_a_heading_printed_again_with_a_slip(one: str, other: str, same: bool) -> None:
    assert is_reprinted(one, other) is same


def test_offices_that_a_number_tells_apart_are_two() -> None:
    assert found(record(["Kepala Seksi I", "Kepala Seksi II", "Staf 1", "Staf 2"])) == []
