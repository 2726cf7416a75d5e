from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.region import Region, RegionLevel
from normalize.catalogue import default_catalogue
from normalize.citation_doubts import examine_citation
from normalize.citations import parse_citation
from normalize.organisations import read_region

BALANGAN = read_region("PEMERINTAH KABUPATEN BALANGAN", "KECAMATAN CONTOH")
JABAR = read_region("PEMERINTAH PROVINSI JAWA BARAT")
GORONTALO = read_region("PEMERINTAH KOTA GORONTALO")
INVENTED = read_region("PEMERINTAH KABUPATEN LEMBAH CONTOH")


def codes(
    printed: str, region: Region | None = BALANGAN, date: str | None = "2023-07"
) -> list[str]:
    return [doubt.code for doubt in examine_citation(parse_citation(printed), region, date)]


@pytest.mark.parametrize(
    "printed",
    [
        # number and year agree, the kind does not
        "Permendagri 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
        "Peraturan Menteri Dalam Negeri Nomor 35 Tahun 2012 tentang Pedoman Penyusunan SOP AP",
        # kind and number, or year, agree
        "Permendagri 36/2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan"
        " Daerah, Tata Cara Evaluasi Rancangan Peraturan Daerah tentang Rencana Pembangunan Jangka"
        " Panjang Daerah dan Rencana Pembangunan Jangka Menengah Daerah, serta Tata Cara Perubahan"
        " Rencana Pembangunan Jangka Panjang Daerah, Rencana Pembangunan Jangka Menengah Daerah,"
        " dan Rencana Kerja Pemerintah Daerah",
        "UU No. 25 Tahun 2019 tentang Pelayanan Publik",
        # the regulation cited is another
        "Perpres 95/2018 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    ],
)
def test_the_title_of_another_regulation_is_doubted(printed: str) -> None:
    assert codes(printed) == ["citation-type-mismatch"]


@pytest.mark.parametrize(
    "printed",
    [
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Undang-Undang Nomor 25 Tahun 2009",
        "UU 14/2008 tentang KIP",
        "UU 23 Tahun 2014 tentang Pemda",
        "UU 23 Tahun 2014 tentang Pemerintah Daerah",
        "Perpres 29/2014 tentang SAKIP",
        "PermenPANRB 35/2012 tentang Pedoman SOP",
        "Permenpan Nomor 35 Tahun 2012 tentang Penyusunan SOP Administrasi Pemerintahan",
        "UU 9/2015 tentang Pemerintahan Daerah",
        "UU 24/2013 tentang Administrasi Kependudukan",
        "Permendagri 52/2011 tentang Standar Operasional Prosedur di Lingkungan Pemprov dan Pemkab",
        "Permendagri 52 Tahun 2O11 tentang Standar Operasionai Prosedur",
        "UU 1/2040 tentang Pelayanan Publik",
        "Permenkes 12/2040 tentang Pedoman Standar Pelayanan",
        "Peraturan Daerah Kabupaten Balangan Nomor 29 Tahun 2014 tentang Pelayanan Publik",
        "Peraturan Bupati Balangan Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar"
        " Operasional Prosedur Administrasi Pemerintahan",
        "SNI 19-14001-2005",
        "",
    ],
)
def test_what_is_shortened_unknown_or_regional_is_not_doubted(printed: str) -> None:
    assert codes(printed) == []


def test_no_entry_of_the_catalogue_is_doubted() -> None:
    for regulation in default_catalogue():
        assert codes(f"{regulation.name} tentang {regulation.title}", date=None) == []


@pytest.mark.parametrize("date", ["2019-06-01", "2020", "2023-07"])
def test_what_was_revoked_before_the_sop_is_doubted(date: str) -> None:
    printed = "PP 46/2011 tentang Penilaian Prestasi Kerja PNS"
    assert codes(printed, date=date) == ["legal-basis-revoked"]


@pytest.mark.parametrize("date", [None, "2012-01-01", "2019", "2019-04", "2019-04-26"])
def test_what_may_have_been_in_force_is_not_doubted(date: str | None) -> None:
    assert codes("PP 46/2011 tentang Penilaian Prestasi Kerja PNS", date=date) == []


@pytest.mark.parametrize(
    "printed",
    [
        "Permendagri 52/2011 tentang Standar Operasional Prosedur di Lingkungan Provinsi dan Kab/",
        "Peraturan Menteri Agama Nomor 5 Tahun 2040 tentang Tata Cara Pendaftaran pada",
        "Permendagri 86/2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan"
        " Daerah, Tata Cara Evaluasi Rancangan Peraturan Daerah tentang Rencana Pembangunan",
    ],
)
def test_a_citation_that_breaks_off_is_doubted(printed: str) -> None:
    assert codes(printed) == ["citation-truncated"]


@pytest.mark.parametrize(
    "printed",
    [
        "Perpres 95/2018 tentang Tata Cara Pendaftaran Merek",
        "PermenPANRB 53/2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata"
        " Cara Review atas Laporan Kinerja",
    ],
)
def test_another_subject_is_told(printed: str) -> None:
    assert codes(printed) == ["citation-subject-differs"]


@pytest.mark.parametrize(
    ("printed", "region"),
    [
        ("Perda Kota Depok 8/2010 tentang Pendidikan", BALANGAN),
        ("Perda Provinsi Jawa Barat 8/2010 tentang Pendidikan", BALANGAN),
        ("Perbup Sumedang 8/2010 tentang Pendidikan", BALANGAN),
        ("Perda Kabupaten Balangan 8/2010 tentang Pendidikan", JABAR),
        ("Perda Kota Depok 8/2010 tentang Pendidikan", INVENTED),
    ],
)
def test_a_regulation_of_another_region_is_doubted(printed: str, region: Region) -> None:
    assert codes(printed, region) == ["regulation-of-other-region"]


@pytest.mark.parametrize(
    ("printed", "region"),
    [
        ("Perda Kabupaten Balangan 8/2010 tentang Pendidikan", BALANGAN),
        ("Perda Provinsi Kalimantan Selatan 8/2010 tentang Pendidikan", BALANGAN),
        ("Perda 8/2010 tentang Pendidikan", BALANGAN),
        ("Perda Kota Depok 8/2010 tentang Pendidikan", JABAR),
        ("Perda Provinsi Sulawesi Utara 8/1999 tentang Pendidikan", GORONTALO),
        ("Perda Provinsi Gorontalo 8/2005 tentang Pendidikan", GORONTALO),
        ("Perda Provinsi Jawa Barat 8/2010 tentang Pendidikan", INVENTED),
        ("Perda Kabupaten Lembah Contoh 8/2010 tentang Pendidikan", INVENTED),
        ("Perda Kota Depok 8/2010 tentang Pendidikan", None),
    ],
)
def test_a_regulation_of_the_own_regions_is_not_doubted(
    printed: str, region: Region | None
) -> None:
    assert codes(printed, region) == []


def test_a_doubt_says_what_it_rests_on() -> None:
    [doubt] = examine_citation(parse_citation("PP 46/2011"), BALANGAN, "2023")
    assert doubt.params["by"] == "PP 30/2019"
    assert str(doubt.params["on"]).startswith("2019-04")


@given(st.text(), st.sampled_from([None, *RegionLevel]), st.text(), st.none() | st.text())
def test_any_citation_can_be_examined(
    printed: str, level: RegionLevel | None, name: str, date: str | None
) -> None:
    region = None if level is None else Region(level=level, name=name)
    found = [doubt.code for doubt in examine_citation(parse_citation(printed), region, date)]
    assert len(found) == len(set(found))
