from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.people import is_position, is_rank, looks_like_name, nip_problems, parse_nip

# Invented: born 2 January 1990, appointed March 2015.
NIP = "199001022015031999"


@pytest.mark.parametrize(
    "printed",
    [
        NIP, f"NIP. {NIP}", "19900102 201503 1 999", "NIP: 19900102.201503.1.999",
        "NIP.19900102 201503 1 999 ", "Nip : 1990 0102 2015 0319 99", "19900102-201503-1-999",
        f"Pembina (IV/a) NIP {NIP}",
    ],
)  # fmt: skip
def test_a_nip_is_its_eighteen_digits(printed: str) -> None:
    assert parse_nip(printed) == NIP


@pytest.mark.parametrize(
    "printed", ["", "NIP.", "-", NIP[:-1], f"{NIP}0", "NRP 12345678", "130 123 456"]
)
def test_another_count_of_digits_is_no_nip(printed: str) -> None:
    assert parse_nip(printed) is None


@pytest.mark.parametrize(
    ("nip", "codes"),
    [
        (NIP, []),
        ("199013022015031999", ["nip-birth-date-impossible"]),
        ("199002302015031999", ["nip-birth-date-impossible"]),
        ("199001021985031999", ["nip-appointed-before-birth"]),
        ("199004021990031999", ["nip-appointed-before-birth"]),
        ("199001022015033999", ["nip-sex-digit"]),
        ("199001022023211999", []),  # contract staff: 21 is no month
        ("199013022015030999", ["nip-birth-date-impossible", "nip-sex-digit"]),
        ("12345", []),
    ],
)
def test_problems_of_a_nip(nip: str, codes: list[str]) -> None:
    assert nip_problems(nip) == codes


NAMES = [
    "RAHMAT HIDAYAT, S.Sos., M.AP", "Dr. H. ANDI", "Hj. Siti Rahayu, S.E., M.M.", "SUPRIYADI",
    "Ahmad Fauzi S.Pd", "Prof. Dr. Ir. Bambang Sutrisno, M.Sc., Ph.D", "drg. Budi Utama",
    "Dra. Ni Made Ayu Lestari, M.Si", "Muhammad Al-Fatih, S.STP., M.Si.",
    "I Gusti Ketut Jaya, S.H.",
    "M. YUSUF, SE, MM", "Nur'aini, A.Md.Keb", "dr. Maria Goreti, Sp.PD", "(BUDI SANTOSO)",
]  # fmt: skip
RANKS = [
    "Pembina Tk. I", "Pembina Tk.I (IV/b)", "Pembina TK I, IV/b", "Pembina Utama Muda (IV/c)",
    "IV/b", "(III/d)",
    "Penata Muda Tingkat I", "Penata", "Juru", "Pengatur", "Gol. IV/a", "Pangkat: Pembina", "AKBP",
    "Kombes Pol", "Kolonel Inf", "Ajun Komisaris Polisi", "Jaksa Utama Pratama",
    "PEMBINA UTAMA MADYA",
]  # fmt: skip
POSITIONS = [
    "CAMAT HALONG", "Kepala Dinas Kesehatan", "Plt. Kepala Dinas Kesehatan", "Sekretaris Daerah",
    "Direktur RSUD Sehat", "Inspektur", "WALI KOTA DEPOK", "Rektor", "Dekan Fakultas Teknik",
    "Lurah",
    "a.n. Bupati Balangan", "Pj. Wali Kota Bogor", "Ketua", "Kabid Penyuluhan", "KEPALA,",
]  # fmt: skip
NEITHER = [
    "", "-", "PEMERINTAH KABUPATEN BALANGAN", "DINAS KESEHATAN", "Disahkan Oleh", "Nama SOP",
    "URAIAN KEGIATAN",
    "Ruang Lingkup", "NIP. 1", "Jalan Merdeka Nomor 5", "Halaman 1 dari 2", "Komputer", "a" * 200,
]  # fmt: skip


@pytest.mark.parametrize("line", [*NAMES, *RANKS, *POSITIONS, *NEITHER])
def test_names_ranks_and_offices_are_told_apart(line: str) -> None:
    assert looks_like_name(line) == (line in NAMES)
    assert is_rank(line) == (line in RANKS)
    assert is_position(line) == (line in POSITIONS)


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    nip = parse_nip(text)
    assert nip is None or re.fullmatch(r"[0-9]{18}", nip)
    assert all(code.startswith("nip-") for code in nip_problems(text))
    assert {looks_like_name(text), is_rank(text), is_position(text)} <= {True, False}


@given(st.from_regex(r"[0-9]{18}", fullmatch=True), st.sampled_from([" ", ".", "", "-"]))
def test_a_printed_nip_is_read_back(nip: str, gap: str) -> None:
    assert parse_nip(f"NIP. {gap.join((nip[:8], nip[8:14], nip[14], nip[15:]))}") == nip
    assert isinstance(nip_problems(nip), list)
