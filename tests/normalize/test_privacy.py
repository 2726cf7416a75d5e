from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.privacy import MASKED_NIP, mask_nips

# Nobody's: born on 30 February.
NIP = "198002302005011009"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "NIP. {}",
        "Pembina Tk. I (IV/b) NIP {} Camat",
        "NIP{}",
        'Recognised as "19800230 20O501 1 009" and taken for "{}"; check it.',
        "1. {}",
        "({}) dan {}",
    ],
)
@pytest.mark.parametrize(
    "number",
    [
        NIP,
        "19800230 200501 1 009",
        "19800230.200501.1.009",
        "19800230-200501-1-009",
        "1980 0230 2005 01 1009",
    ],
)
def test_nothing_of_an_nip_is_left(text: str, number: str) -> None:
    masked = mask_nips(text.format(number, number))
    assert MASKED_NIP in masked
    assert "1980" not in masked
    assert "009" not in masked
    assert not any(len(run) > 2 for run in masked.replace("*", " ").split() if run.isdecimal())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIP. 130 123 456", f"NIP. {MASKED_NIP}"),
        ("N.I.P : 19800230 2005", f"N.I.P : {MASKED_NIP}"),
        ("NIP. l98OO230 2OO5O1 1 OO9", f"NIP. {MASKED_NIP}"),
        ("N1P 19800230200501100", f"N1P {MASKED_NIP}"),
        ("NRP 65010203", f"NRP {MASKED_NIP}"),
        ("NIK: 3271011203800001", f"NIK: {MASKED_NIP}"),
        ("Nomor Induk Pegawai 130123456", f"Nomor Induk Pegawai {MASKED_NIP}"),
    ],
)
def test_behind_a_label_whatever_looks_like_a_number_goes(text: str, masked: str) -> None:
    assert mask_nips(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Telp. (0511) 4772 123, 0511 477 2456",
        "067/03/KEC-TB/VII/2023",
        "Senin 08.00 - 16.00, Jumat 08.00 - 11.30",
        "NIP pegawai dicatat dalam buku register",
        "1. 2. 3. 4. 5. 6. 7.",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_nips(text) == text


@given(st.text(), st.text())
def test_one_is_hidden_in_any_text(before: str, after: str) -> None:
    masked = mask_nips(f"{before}{NIP}{after}")
    assert NIP not in masked


@given(st.text())
def test_what_is_masked_stays_masked(text: str) -> None:
    once = mask_nips(text)
    assert mask_nips(once) == once
