"""Texts that an export linearised: labels, numbers and values apart and out of order."""

from __future__ import annotations

from extract.text import read_text_sops
from tests.text.sops import codes_of, header_of, read_one, sections_of, steps_of

SHEET = """
:
: 4 Mei 2021
: -
: 10 Mei 2021
:

Nama SOP :

DASAR HUKUM : KUALIFIKASI PELAKSANA :
1. 1.

2. 2.

3.

5.

KETERKAITAN : PERALATAN / PERLENGKAPAN :
1. SOP Surat Keluar 1. Buku tamu
2. 2.
PERINGATAN : PENCATATAN DAN PENDATAAN :

Tersedia ruang rapat

NIP. 19680303 199203 2 004

Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan 
Keuangan Daerah;
Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020 tentang 
Pedoman Teknis Pengelolaan Keuangan Daerah;

Bila terlambat dibayar maka kegiatan 
pelayanan terhenti

Menguasai aplikasi keuangan

PEMERINTAH KOTA SAMUDRA 900/07/DPKAD/2021

Disahkan Oleh

Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara;

KEPALA DINAS

Nomor SOP
Tanggal Pembuatan
Tanggal Revisi

Pembayaran Honorarium 
Narasumber

Alamat : Jalan Teratai No. 9 Samudra 70111 Email : keuangan@samudra.go.id

DINAS PENGELOLAAN KEUANGAN

Peraturan Wali Kota Samudra Nomor 8 Tahun 2020 tentang Sistem 
dan Prosedur;

SOP Penyusunan Anggaran

Tanggal Pengesahan/Efektif

Hj. RATNA CONTOHSARI, S.E., M.M.

Memahami ketentuan perpajakan

Pembina Utama Muda (IV/c)

Direkap pada buku kas umum



"""

TABLE = """PPTK Bendahara
Kepala

Dinas

Kelengkapan Waktu Output

1

Mengajukan permintaan pembayaran 
honorarium

Surat tugas,
daftar hadir 15 Menit

Nota dinas

2
Memeriksa kelengkapan berkas 

Nota dinas
2 Jam

Berkas lengkap

4 Menyetujui pembayaran
Berkas 

lengkap
1 - 2 Hari Kuitansi

Pembayaran Honorarium Narasumber

No Uraian Kegiatan

Pelaksana Mutu Baku

Keterangan

Ya

Tidak
"""


def test_fragments_are_taken_for_what_they_say() -> None:
    sop = read_one(SHEET + TABLE)
    assert header_of(sop) == {
        "government": "PEMERINTAH KOTA SAMUDRA",
        "agency": "DINAS PENGELOLAAN KEUANGAN",
        "address": "Jalan Teratai No. 9 Samudra 70111",
        "email": "keuangan@samudra.go.id",
        "sop_number": "900/07/DPKAD/2021",
        "title": "Pembayaran Honorarium Narasumber",
        "created_on": "4 Mei 2021",
        "effective_on": "10 Mei 2021",
        "approver.position": "KEPALA DINAS",
        "approver.name": "Hj. RATNA CONTOHSARI, S.E., M.M.",
        "approver.rank": "Pembina Utama Muda (IV/c)",
        "approver.nip": "NIP. 19680303 199203 2 004",
    }


def test_boxes_are_filled_by_wording_and_by_their_numbers() -> None:
    sections = sections_of(read_one(SHEET + TABLE))
    assert sorted(sections["legal_basis"]) == [
        "Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020 tentang Pedoman Teknis Pengelolaan "
        "Keuangan Daerah;",
        "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah;",
        "Peraturan Wali Kota Samudra Nomor 8 Tahun 2020 tentang Sistem dan Prosedur;",
        "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara;",
    ]
    assert sections["qualifications"] == [
        "Menguasai aplikasi keuangan",
        "Memahami ketentuan perpajakan",
    ]
    assert sections["related_sops"] == ["SOP Surat Keluar", "SOP Penyusunan Anggaran"]
    # "Tersedia ruang rapat" has no wording of its own; the count of the numbers places it.
    assert sections["equipment"] == ["Buku tamu", "Tersedia ruang rapat"]
    assert sections["warnings"] == ["Bila terlambat dibayar maka kegiatan pelayanan terhenti"]
    assert sections["records"] == ["Direkap pada buku kas umum"]


def test_what_was_inferred_is_doubted_and_reported() -> None:
    sop = read_one(SHEET + TABLE)
    assert codes_of(sop) == ["text-order-unreliable", "list-number-out-of-order"]
    assert sop.findings[1].field == "/legal_basis"
    assert all(reading.confidence < 1 for reading in sop.header.values())
    assert all(item.confidence < 1 for items in sop.sections.values() for item in items)


def test_rows_broken_over_lines() -> None:
    sop = read_one(SHEET + TABLE)
    assert [actor.text for actor in sop.actors] == ["PPTK", "Bendahara", "Kepala Dinas"]
    assert steps_of(sop) == [
        {"number": "1", "activity": "Mengajukan permintaan pembayaran honorarium",
         "requirements": "Surat tugas, daftar hadir", "duration": "15 Menit",
         "output": "Nota dinas"},
        {"number": "2", "activity": "Memeriksa kelengkapan berkas", "requirements": "Nota dinas",
         "duration": "2 Jam", "output": "Berkas lengkap"},
        {"number": "4", "activity": "Menyetujui pembayaran", "requirements": "Berkas lengkap",
         "duration": "1 - 2 Hari", "output": "Kuitansi"},
    ]  # fmt: skip


def test_two_parted_sops_in_one_file() -> None:
    second = SHEET.replace("900/07", "900/08").replace("4 Mei", "6 Juni")
    sops = read_text_sops(SHEET + TABLE + "\n\n\n" + second + TABLE)
    assert [header_of(sop)["sop_number"] for sop in sops] == [
        "900/07/DPKAD/2021",
        "900/08/DPKAD/2021",
    ]
    assert [header_of(sop)["created_on"] for sop in sops] == ["4 Mei 2021", "6 Juni 2021"]
    assert [len(sop.steps) for sop in sops] == [3, 3]


def test_a_date_is_not_invented_where_the_colons_hold_none() -> None:
    sop = read_one((SHEET + TABLE).replace(": 10 Mei 2021", ": -"))
    assert header_of(sop)["created_on"] == "4 Mei 2021"
    assert "effective_on" not in sop.header
