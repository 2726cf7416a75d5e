"""Words of letterheads, approval blocks and page margins."""

from __future__ import annotations

import pytest

from extract.vocabulary.approval import (
    find_nip_label,
    is_nip_line,
    is_place_of_signing,
    is_signature_note,
)
from extract.vocabulary.furniture import is_page_furniture, is_page_number, may_be_page_number
from extract.vocabulary.letterhead import (
    is_bare_office,
    is_bare_region,
    is_contact_line,
    is_office_line,
    mentions_contact,
    names_office,
    split_contact,
)
from extract.vocabulary.matcher import candidates


@pytest.mark.parametrize(
    ("text", "kind"),
    [("PEMERINTAH KOTA X", "government"), ("Kabupaten X", "region"), ("DINAS ARSIP", "agency"),
     ("Sekretariat Daerah", "agency"), ("UPTD Puskesmas Y", "unit"), ("Bidang Arsip", "unit")],
)  # fmt: skip
def test_what_kind_of_office_a_line_names(text: str, kind: str) -> None:
    assert names_office(kind, text)
    assert is_office_line(text)


@pytest.mark.parametrize("text", ["Dinasti Ming", "Menerima surat", "Kotak surat", ""])
def test_lines_that_name_no_office(text: str) -> None:
    assert not is_office_line(text)


def test_a_misread_office_is_a_candidate_with_a_lower_score() -> None:
    found = candidates("PEMERLNTAH KABUPATEN X", "office")
    assert [(one.field, one.score < 100) for one in found] == [("government", True)]
    assert not is_office_line("PEMERLNTAH KABUPATEN X")


def test_a_region_alone_and_an_office_alone() -> None:
    assert is_bare_region("KABUPATEN X")
    assert not is_bare_region("PEMERINTAH KABUPATEN X")
    assert is_bare_office("SEKRETARIAT")
    assert not is_bare_office("SEKRETARIAT DAERAH")


@pytest.mark.parametrize(
    ("text", "values", "rest"),
    [("Jl. Melati No. 3 Telp. (0274) 123456 Kode Pos 55111", {"phone": "(0274) 123456"},
      "Jl. Melati No. 3 Kode Pos 55111"),
     ("Email : arsip @ x.go.id Website: www.x.go.id",
      {"email": "arsip@x.go.id", "website": "www.x.go.id"}, ""),
     ("Alamat : Jalan Melati 3", {}, "Jalan Melati 3")],
)  # fmt: skip
def test_contact_lines_are_split(text: str, values: dict[str, str], rest: str) -> None:
    assert is_contact_line(text)
    assert mentions_contact(text)
    assert split_contact(text) == (values, rest)


def test_lines_of_an_approval_block() -> None:
    assert is_nip_line("NIP. 19700101 199003 1 001")
    assert is_nip_line("1970 0101 199003 1 001")
    assert not is_nip_line("Nipah")
    assert find_nip_label("Ns NIP. 19700101") == 3
    assert find_nip_label("NIP") is None
    assert is_signature_note("Ditandatangani secara elektronik oleh:")
    assert is_signature_note("ttd.")
    assert is_signature_note("(.............)")
    assert not is_signature_note("Kepala Dinas")
    assert is_place_of_signing("Ditetapkan di Bandung")
    assert not is_place_of_signing("Ditetapkan oleh")


@pytest.mark.parametrize(
    ("text", "with_word", "bare", "in_text"),
    [("Halaman 2 dari 4", True, True, True), ("2 | Page", True, False, True),
     ("- 3 -", True, True, True), ("3", False, True, False), ("2/5", False, True, False),
     ("hal. 3", True, True, True), ("Page 1 of 9", True, True, True), ("", False, False, False),
     ("Halaman 2 dari buku", False, False, False), ("10 menit", False, False, False),
     ("1 lembar", True, False, False), ("Halaman ini kosong", False, False, False),
     ("Dokumen ini telah ditandatangani secara elektronik oleh X", False, False, True)],
)  # fmt: skip
def test_page_numbers_and_notes(text: str, with_word: bool, bare: bool, in_text: bool) -> None:
    assert is_page_number(text) is with_word
    assert may_be_page_number(text) is bare
    assert is_page_furniture(text) is in_text
