"""What recognition misread is put right only where the field's form leaves one reading."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import parse_citation, parse_date, parse_duration, parse_nip
from normalize.repairs import (
    is_email,
    is_misprinted_month,
    repair_address,
    repair_amount,
    repair_citation,
    repair_date,
    repair_email,
    repair_heading,
    repair_name,
    repair_nip,
    repair_office,
    repair_rank,
    repair_sop_number,
    repair_step_numbers,
    repair_website,
)

REPAIRS: dict[str, Callable[[str], str]] = {
    "nip": repair_nip,
    "date": repair_date,
    "sop_number": repair_sop_number,
    "email": repair_email,
    "website": repair_website,
    "address": repair_address,
    "office": repair_office,
    "name": repair_name,
    "rank": repair_rank,
    "amount": repair_amount,
    "citation": repair_citation,
}

REPAIRED = [
    ("nip", "NIP. l97l0817 199603 1 999", "197108171996031999"),
    ("nip", "N1P 19710817 199603 l 99S", "197108171996031995"),
    ("nip", "NIP : 197108I7 I99603 1 999", "197108171996031999"),
    ("date", "26 Juli 20 23", "26 Juli 2023"),
    ("date", "2 6 Juli 2023", "26 Juli 2023"),
    ("date", "2G Juli 2023", "26 Juli 2023"),
    ("date", "O1 Maret 2O2l", "01 Maret 2021"),
    ("date", "1S/0B/2019", "15/08/2019"),
    ("date", "117 FEBRUARI 2017", "17 FEBRUARI 2017"),
    ("date", "Sukamaju, 3 Mei 202 4", "Sukamaju, 3 Mei 2024"),
    ("sop_number", "155/SOP/KEC/X1/2019", "155/SOP/KEC/XI/2019"),
    ("sop_number", "O67/03/HLG/V11/2O23", "067/03/HLG/VII/2023"),
    ("sop_number", "800 / 12 / 1X / 2020", "800 / 12 / IX / 2020"),
    ("sop_number", "05/SOP/Vlll/2019", "05/SOP/VIII/2019"),
    ("email", "kec.telaga @sukamaju. example", "kec.telaga@sukamaju.example"),
    ("email", "dinas©kota.example", "dinas@kota.example"),
    ("email", "dinas@kota,example", "dinas@kota.example"),
    ("name", "BUNGA UJIAN. S.H.. M.H", "BUNGA UJIAN, S.H., M.H"),
    ("name", "drg. MELATI CONTOH. S.STP., M.Si", "drg. MELATI CONTOH, S.STP., M.Si"),
    ("office", "Ke ala Dinas Sosial", "Kepala Dinas Sosial"),
    ("office", "SEKRE TARIS DAERAH", "SEKRETARIS DAERAH"),
    ("office", "Tim Kerja Umum", "Tim Kerja Umum"),
    ("office", "Kepela Dinas Perikanan", "Kepala Dinas Perikanan"),
    ("office", "INSPEKTVR DAERAH", "INSPEKTUR DAERAH"),
    ("address", "Jin. Merdeka No. 2 Tirta", "Jln. Merdeka No. 2 Tirta"),
    ("address", "J1. Merdeka No. 2 Tirta", "Jl. Merdeka No. 2 Tirta"),
    ("website", "www. kota.example", "www.kota.example"),
    ("website", "https: // kota.example/sop", "https://kota.example/sop"),
    ("website", "www,kota,example", "www.kota.example"),
    ("amount", "GO Menit", "60 Menit"),
    ("amount", "l0 menit", "10 menit"),
    ("amount", "I hari kerja", "1 hari kerja"),
    ("amount", "maks. SO jam", "maks. 50 jam"),
    ("citation", "UU Nomor S Tahun 2014 tentang Desa", "UU Nomor 5 Tahun 2014 tentang Desa"),
    ("citation", "PP Nomer I7 Tahun 20l8", "PP Nomer 17 Tahun 2018"),
    ("citation", "PP No. 17 Th 2OI8", "PP No. 17 Th 2018"),
]
KEPT = [
    ("office", "Kepala Dinas Perikanan"),
    ("office", "Carna Tirta"),
    ("name", "Drs. H. Bunga Ujian, M.AP"),
    ("name", "Moh. Ali Contoh"),
    ("name", "dr. Bunga Ujian, Sp.PD., M.Kes"),
    ("office", "Bendahari"),
    ("address", "Jalan Merdeka No. 2"),
    ("address", "Komplek Jin. Merdeka"),
    ("date", "11 Februari 2017"),
    # Too few digits, too many letters, a day that no month has: nothing tells what was meant.
    ("nip", "NIP. 19710817 199603 1 99"),
    ("nip", "NIP. l97lOBI7 I996O3 l 999"),
    ("nip", "NIP. 1971O832 199603 1 999"),
    ("nip", "NIP. 19710817 199603 1 999"),
    ("date", "26 Juli 2023"),
    ("date", "tidak diketahui"),
    ("date", "Juli 2023"),
    # 1I may be 11 or II; without a year beside it, X1 may be anything.
    ("sop_number", "12/1I/2020"),
    ("sop_number", "067/l/2019"),
    ("sop_number", "SOP-X1/a"),
    ("sop_number", "067/278/KEUN2017"),
    ("sop_number", "B-1/SOP/BIO/2023"),
    ("email", "kec@a.example camat@a.example"),
    ("email", "Pos-el kec@a.example"),
    ("email", "tidak ada"),
    ("website", "a.example b.example"),
    ("website", "buka www.a.example tiap hari"),
    ("amount", "Setiap saat"),
    ("amount", "Bila hari libur"),
    ("amount", "SOP, 2 jam"),
    ("citation", "Undang-Undang Nomor 5 Tahun 2014"),
    ("citation", "Keputusan Nomor SK/1 Tahun 2014"),
    ("citation", "Peraturan Nomor S tentang Tahun Baru"),
]


@pytest.mark.parametrize(("kind", "read", "meant"), REPAIRED)
def test_a_field_is_put_right_as_its_form_demands(kind: str, read: str, meant: str) -> None:
    assert REPAIRS[kind](read) == meant


@pytest.mark.parametrize(("kind", "read"), KEPT)
def test_what_the_form_does_not_tell_stays(kind: str, read: str) -> None:
    assert REPAIRS[kind](read) == read


@pytest.mark.parametrize("kind", REPAIRS)
@given(text=st.text(alphabet=st.sampled_from("01259OIlSZBGXVi/ .,:@-Tahunometl"), max_size=60))
def test_putting_right_twice_changes_no_more(kind: str, text: str) -> None:
    once = REPAIRS[kind](text)
    assert REPAIRS[kind](once) == once


@pytest.mark.parametrize("kind", REPAIRS)
@given(text=st.text())
def test_any_text_is_taken(kind: str, text: str) -> None:
    assert isinstance(REPAIRS[kind](text), str)


def test_what_is_put_right_can_be_understood() -> None:
    assert parse_nip(repair_nip("NIP. l97l0817 199603 1 999")) == "197108171996031999"
    assert parse_date("2G Juli 2023") == "2023-07", "without repair the day is lost"
    assert parse_date(repair_date("2G Juli 2023")) == "2023-07-26"
    duration = parse_duration(repair_amount("GO Menit"))
    assert duration is not None
    assert duration.iso8601 == "PT60M"
    citation = parse_citation(repair_citation("UU Nomor S Tahun 2OO9"))
    assert (citation.number, citation.year) == ("5", 2009)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["l", "Z", "3", "A", "S"], ["1", "2", "3", "A", "S"]),
        (["1.", "2.", "3.", "4.", "S."], ["1.", "2.", "3.", "4.", "5"]),
        (["1", "", "Z"], ["1", "", "2"]),
        (["9", "IO", "ll"], ["9", "10", "11"]),
        (["a", "b", "S"], ["a", "b", "S"]),
        (["1", "4", "B"], ["1", "4", "B"]),
        ([], []),
    ],
)
def test_a_number_is_put_right_where_it_is_the_one_due(read: list[str], meant: list[str]) -> None:
    assert repair_step_numbers(read) == meant


def test_a_month_that_is_none_but_like_one_is_known() -> None:
    assert is_misprinted_month("3 Janvari 2021")
    assert not is_misprinted_month("3 Januari 2021")
    assert not is_misprinted_month("03/01/2021")


def test_an_address_is_one_or_several() -> None:
    assert is_email("a@b.example")
    assert is_email("a@b.example, c@d.example")
    assert not is_email("a @b.example")
    assert not is_email("")


@pytest.mark.parametrize("kind", REPAIRS)
@pytest.mark.parametrize(
    "text", ["1 " * 100_000, "l" * 200_000, "a@" * 100_000, "Nomor " * 30_000, "www." * 50_000]
)
def test_a_long_text_takes_no_long_time(kind: str, text: str) -> None:
    REPAIRS[kind]("")  # loading tables is not what is measured
    start = time.process_time()
    REPAIRS[kind](text)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("PROVINS! JAWA BARAT", "PROVINSI JAWA BARAT"),
        ("PENERB!TAN IZIN", "PENERBITAN IZIN"),
        ("PROVINS) JAWA BARAT", "PROVINSI JAWA BARAT"),
        ("DINAS (DINKES) KOTA", "DINAS (DINKES) KOTA"),
        ("AWAS!", "AWAS!"),
        ("Awas! Bahaya", "Awas! Bahaya"),
    ],
)
def test_a_mark_amid_a_title_in_capitals_is_an_i(recognised: str, meant: str) -> None:
    assert repair_heading(recognised) == meant


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("Pembina Tk. (!V/b)", "Pembina Tk. I (IV/b)"),
        ("Penata Tk. I (lll/d)", "Penata Tk. I (III/d)"),
        ("Pembina Tingkat", "Pembina Tingkat I"),
        ("Pembina Tingkat I", "Pembina Tingkat I"),
        ("Penata Muda (III/a)", "Penata Muda (III/a)"),
        ("Kepala Seksi Tingkat", "Kepala Seksi Tingkat"),
    ],
)
def test_a_rank_has_its_class_in_roman_numbers(recognised: str, meant: str) -> None:
    assert repair_rank(recognised) == meant


@pytest.mark.parametrize(
    ("recognised", "meant"),
    [
        ("BUNGA UJIAN, 5. Pd.", "BUNGA UJIAN, S. Pd."),
        ("BUNGA UJ1AN, S.H.", "BUNGA UJIAN, S.H."),
        ("H). Bunga Ujian, S.H.", "Hj. Bunga Ujian, S.H."),
        ("Hi. Bunga Ujian, S.H.", "Hi. Bunga Ujian, S.H."),
        ("Dr. Bunga Ujian", "Dr. Bunga Ujian"),
        ("BUNGA UJIAN 2019", "BUNGA UJIAN 2019"),
        ("5 orang", "5 orang"),
    ],
)
def test_no_digit_stands_in_a_name_and_few_titles_before_it(recognised: str, meant: str) -> None:
    assert repair_name(recognised) == meant
