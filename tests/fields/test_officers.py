"""Approval blocks of one file that mend each other; all people and numbers are invented."""

from __future__ import annotations

from extract.fields.officers import OFFICERS, agree_on_officers
from models.raw import RawSop, RawText

NIP = "NIP. 19700101 199503 1 001"
OTHER_NIP = "NIP. 19810312 200604 2 007"


def sop(
    *,
    name: tuple[str, float] | None = None,
    nip: tuple[str, float] | None = None,
    position: tuple[str, float] | None = None,
) -> RawSop:
    """Return an SOP with an approval block as read."""
    parts = {"name": name, "nip": nip, "position": position}
    return RawSop(
        header={
            f"approver.{part}": RawText(given[0], confidence=given[1])
            for part, given in parts.items()
            if given
        }
    )


def said(sops: list[RawSop], part: str) -> list[str | None]:
    agree_on_officers(sops)
    readings = (one.header.get(f"approver.{part}") for one in sops)
    return [reading.text if reading else None for reading in readings]


def test_a_damaged_name_is_taken_from_a_sure_one() -> None:
    sops = [
        sop(name=("BUNGA UJIAN, S.Sos", 0.93), nip=(NIP, 0.95)),
        sop(name=("BU GA UJIAN, S.So", 0.5), nip=(NIP, 0.6)),
    ]
    assert said(sops, "name") == ["BUNGA UJIAN, S.Sos"] * 2
    assert sops[1].agreed["approver.name"] == "BU GA UJIAN, S.So"
    assert sops[1].header["approver.name"].confidence <= OFFICERS.agreed_confidence
    assert not sops[0].agreed
    assert sops[0].header["approver.name"].confidence == 0.93


def test_a_nip_is_voted_on_digit_by_digit() -> None:
    sops = [
        sop(nip=("NIP. 19700101 199503 1 001", 0.7)),
        sop(nip=("NIP. 19700101 199508 1 001", 0.6)),
        sop(nip=("NIP. 19700101 199503 1 001", 0.7)),
        sop(nip=("NIP. 19700107 199503 1 001", 0.4)),
        sop(nip=("NIP. 19700101 19?503 1 001", 0.4)),
    ]
    agree_on_officers(sops)
    digits = ["".join(filter(str.isdigit, one.header["approver.nip"].text)) for one in sops]
    assert digits == ["197001011995031001"] * 5


def test_an_impossible_nip_is_never_agreed_on() -> None:
    sops = [
        sop(nip=("NIP. 19701301 199503 1 001", 0.95)),
        sop(nip=("NIP. 19701301 199503 1 0O1", 0.5)),
    ]
    agree_on_officers(sops)
    assert not sops[0].agreed
    assert not sops[1].agreed


def test_an_unsure_nip_that_is_possible_is_borne_out_by_impossible_ones_digit_by_digit() -> None:
    sops = [
        sop(nip=("NIP. 19700101 109503 1 001", 0.4)),
        sop(nip=("NIP. 19700101 199503 1 001", 0.7)),
        sop(nip=("NIP. 19701301 199503 1 001", 0.4)),
    ]
    agree_on_officers(sops)
    digits = ["".join(filter(str.isdigit, one.header["approver.nip"].text)) for one in sops]
    assert digits == ["197001011995031001"] * 3
    assert all(one.header["approver.nip"].confidence < OFFICERS.agreed_confidence for one in sops)


def test_an_unsure_nip_that_one_other_contradicts_is_left_alone() -> None:
    sops = [
        sop(nip=("NIP. 19700101 109503 1 001", 0.4)),
        sop(nip=("NIP. 19700101 199503 1 001", 0.7)),
    ]
    agree_on_officers(sops)
    assert not any(one.agreed for one in sops)


def test_two_officers_of_one_file_stay_apart() -> None:
    sops = [
        sop(name=("BUNGA UJIAN, S.Sos", 0.95), nip=(NIP, 0.95), position=("Kepala Dinas", 0.95)),
        sop(name=("BUNG UJAN, S.Sos", 0.4), nip=(NIP, 0.5), position=("Kepaia Dinas", 0.4)),
        sop(name=("MELATI CONTOH, S.E.", 0.95), nip=(OTHER_NIP, 0.95), position=("Camat", 0.95)),
        sop(name=("MELATI CONTON, S.E.", 0.4), nip=(OTHER_NIP, 0.5), position=("Carnat", 0.4)),
    ]
    assert said(sops, "name") == [
        "BUNGA UJIAN, S.Sos", "BUNGA UJIAN, S.Sos", "MELATI CONTOH, S.E.", "MELATI CONTOH, S.E.",
    ]  # fmt: skip
    assert [one.header["approver.position"].text for one in sops] == [
        "Kepala Dinas", "Kepala Dinas", "Camat", "Camat",
    ]  # fmt: skip


def test_sure_readings_that_differ_are_left_as_they_are() -> None:
    sops = [
        sop(name=("BUNGA UJIAN, S.Sos", 0.95), nip=(NIP, 0.95)),
        sop(name=("BUNGA UJIAN, S.Sos., M.Si", 0.95), nip=(NIP, 0.95)),
    ]
    assert said(sops, "name") == ["BUNGA UJIAN, S.Sos", "BUNGA UJIAN, S.Sos., M.Si"]


def test_one_office_held_by_two_does_not_make_them_one() -> None:
    sops = [
        sop(name=("BUNGA UJIAN", 0.95), position=("Kepala Dinas Perikanan", 0.95)),
        sop(name=("MELATI CONTOH", 0.5), position=("Kepala Dinas Perikanan", 0.95)),
    ]
    assert said(sops, "name") == ["BUNGA UJIAN", "MELATI CONTOH"]


def test_a_missing_name_is_not_made_up() -> None:
    sops = [sop(name=("BUNGA UJIAN", 0.95), nip=(NIP, 0.95)), sop(nip=(NIP, 0.95))]
    assert said(sops, "name") == ["BUNGA UJIAN", None]


def test_what_no_reading_bears_out_is_not_believed() -> None:
    sops = [sop(name=("BUNGA UJAN", 0.5)), sop(name=("BUNGA UJIN", 0.6))]
    assert said(sops, "name") == ["BUNGA UJAN", "BUNGA UJIN"]


def test_text_of_a_text_layer_is_left_alone() -> None:
    sops = [
        sop(name=("BUNGA UJIAN", 1.0), nip=(NIP, 1.0)),
        sop(name=("BUNGA UJIAM", 1.0), nip=(NIP, 1.0)),
    ]
    assert said(sops, "name") == ["BUNGA UJIAN", "BUNGA UJIAM"]
