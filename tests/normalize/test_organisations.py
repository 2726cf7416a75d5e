from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.organisations import own_regions, read_region


@pytest.mark.parametrize(
    ("government", "agency", "level", "name", "regency", "province"),
    [
        ("PEMERINTAH KABUPATEN BALANGAN", None, "kabupaten", "Kabupaten Balangan",
         "Kabupaten Balangan", "Provinsi Kalimantan Selatan"),
        ("PEMERINTAH KABUPATEN BALANGAN", "KECAMATAN HALONG", "kecamatan", "Kecamatan Halong",
         "Kabupaten Balangan", "Provinsi Kalimantan Selatan"),
        ("PEMERINTAH KOTA BOGOR", "DINAS TATA KOTA", "kota", "Kota Bogor", "Kota Bogor",
         "Provinsi Jawa Barat"),
        ("Pemerintah Kab. Bogor", "DINAS KESEHATAN", "kabupaten", "Kabupaten Bogor",
         "Kabupaten Bogor", "Provinsi Jawa Barat"),
        ("PEMERINTAH KABUPATEN BANJAR", None, "kabupaten", "Kabupaten Banjar", "Kabupaten Banjar",
         "Provinsi Kalimantan Selatan"),
        ("PEMERINTAH KOTA BANJAR", None, "kota", "Kota Banjar", "Kota Banjar",
         "Provinsi Jawa Barat"),
        ("PEMERINTAH PROVINSI JAWA TENGAH", "BIRO ORGANISASI", "provinsi", "Provinsi Jawa Tengah",
         None, "Provinsi Jawa Tengah"),
        ("PEMERINTAH ACEH", None, "provinsi", "Provinsi Aceh", None, "Provinsi Aceh"),
        ("PEMERINTAH DAERAH DAERAH ISTIMEWA YOGYAKARTA", "DINAS SOSIAL", "provinsi",
         "Provinsi Daerah Istimewa Yogyakarta", None, "Provinsi Daerah Istimewa Yogyakarta"),
        ("PEMERINTAH KABUPATEN LEMBAH CONTOH", "KELURAHAN MELATI", "kelurahan",
         "Kelurahan Melati", "Kabupaten Lembah Contoh", None),
        ("PEMERINTAH KABUPATEN SLEMAN", "KELURAHAN MELATI KECAMATAN MAWAR", "kelurahan",
         "Kelurahan Melati", "Kabupaten Sleman", "Provinsi Daerah Istimewa Yogyakarta"),
        ("PEMERINTAH KABUPATEN SLEMAN", "DESA SUKAMAJU", "desa", "Desa Sukamaju",
         "Kabupaten Sleman", "Provinsi Daerah Istimewa Yogyakarta"),
        (None, "BADAN PUSAT STATISTIK PROVINSI BENGKULU", "provinsi", "Provinsi Bengkulu", None,
         "Provinsi Bengkulu"),
        ("KEMENTERIAN AGAMA", "KANTOR KEMENTERIAN AGAMA KOTA JAMBI", "kota", "Kota Jambi",
         "Kota Jambi", "Provinsi Jambi"),
        ("PEMERINTAH KABUPATEN OGAN llIR", None, "kabupaten", "Kabupaten Ogan Ilir",
         "Kabupaten Ogan Ilir", "Provinsi Sumatera Selatan"),
    ],
)  # fmt: skip
def test_a_letterhead_names_a_region(
    government: str | None, agency: str | None, level: str, name: str, regency: str | None,
    province: str | None,
) -> None:  # fmt: skip
    region = read_region(government, agency)
    assert region is not None
    assert (region.level, region.name) == (level, name)
    assert (region.regency, region.province) == (regency, province)


@pytest.mark.parametrize(
    ("government", "agency"),
    [
        (None, None),
        ("", ""),
        ("KEMENTERIAN AGAMA REPUBLIK INDONESIA", "DIREKTORAT JENDERAL BIMBINGAN"),
        (None, "DINAS TATA KOTA DAN PERUMAHAN"),
        (None, "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA"),
        (None, "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA CONTOH"),
        ("MAHKAMAH AGUNG", "PENGADILAN NEGERI CONTOH"),
    ],
)
def test_what_names_no_region_is_none(government: str | None, agency: str | None) -> None:
    assert read_region(government, agency) is None


def test_the_regulations_of_the_regency_its_province_and_what_it_was_hold() -> None:
    region = read_region("PEMERINTAH KOTA GORONTALO")
    assert region is not None
    assert own_regions(region) == {
        "Kota Gorontalo", "Provinsi Gorontalo", "Provinsi Sulawesi Utara"
    }  # fmt: skip


def test_a_province_of_several_names_is_one() -> None:
    region = read_region("PEMERINTAH PROVINSI DKI JAKARTA")
    assert region is not None
    assert "Provinsi Daerah Khusus Ibukota Jakarta" in own_regions(region)


WORDS = ["PEMERINTAH", "KABUPATEN", "KOTA", "PROVINSI", "DESA", "KECAMATAN", "Bogor", "DAN", "("]


@given(st.none() | st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join),
       st.none() | st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))  # fmt: skip
def test_any_letterhead_can_be_read(government: str | None, agency: str | None) -> None:
    region = read_region(government, agency)
    assert region is None or region.name
    assert region is None or own_regions(region) is not None
