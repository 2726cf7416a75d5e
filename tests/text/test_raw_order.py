"""Text in a page's raw order: box by box and cell by cell, columns side by side."""

from __future__ import annotations

from tests.text.sops import header_of, read_one, sections_of, steps_of

RAW = """PEMERINTAH KOTA ARUNIKA
DINAS PERHUBUNGAN
BIDANG LALU LINTAS
Jl. Kenanga Km. 3 Arunika 55111
Telepon (0274) 112233 Surel: dishub@arunika.go.id
Nomor Standar Operasional
Prosedur
: 551/21/DISHUB/2020
Tanggal Pembuatan : 3 Februari 2020
Tanggal Revisi :
Tanggal Efektif : 10 Februari 2020
Disahkan oleh KEPALA DINAS PERHUBUNGAN
Ir. JOKO CONTOHADI, M.T.
Pembina Tk. I (IV/b)
NIP 196909091995031002
Nama SOP : PENERBITAN REKOMENDASI ANALISIS
DAMPAK LALU LINTAS
Dasar Hukum Kualifikasi Pelaksana
a. Undang-Undang Nomor 22 Tahun 2009 tentang Lalu Lintas dan
Angkutan Jalan;
b. Peraturan Menteri Perhubungan Nomor 17 Tahun 2021 tentang
Penyelenggaraan Analisis Dampak Lalu Lintas.
a. Sarjana Teknik Sipil
b. Memahami analisis lalu lintas
Keterkaitan Peralatan / Perlengkapan
1. SOP Surat Masuk 1. Komputer
2. SOP Survei Lalu Lintas 2. Kendaraan dinas
Peringatan Pencatatan & Pendataan
Apabila tidak dilaksanakan maka pembangunan terhambat
Disimpan sebagai dokumen elektronik
\fSOP : PENERBITAN REKOMENDASI ANALISIS DAMPAK LALU LINTAS
No Kegiatan
Pelaksana Mutu Baku
Ket
Pemohon Petugas Loket Kepala Bidang Kelengkapan Waktu Output
(1) (2) (3) (4) (5) (6) (7) (8) (9)
1 Mengajukan permohonan Surat permohonan 5 menit Berkas permohonan
2 Meneliti kelengkapan berkas dan meneruskan kepada Kepala
Bidang paling lama 2 hari setelah diterima
Berkas permohonan 30
menit
Berkas lengkap
Jika tidak lengkap
dikembalikan
3 Melaksanakan peninjauan lapangan Berkas lengkap, kamera 1 x 24 jam Berita acara
peninjauan
4 Menerbitkan rekomendasi
Berita acara
peninjauan
Setiap saat Rekomendasi
No Kegiatan
Pelaksana Mutu Baku
Ket
Pemohon Petugas Loket Kepala Bidang Kelengkapan Waktu Output
(1) (2) (3) (4) (5) (6) (7) (8) (9)
5 Menerima rekomendasi Rekomendasi 15 menit Tanda terima
Mulai
Ya
Tidak
KEPALA DINAS PERHUBUNGAN
Ir. JOKO CONTOHADI, M.T.
NIP 196909091995031002
"""


def test_header_with_a_label_and_a_title_over_two_lines() -> None:
    assert header_of(read_one(RAW)) == {
        "government": "PEMERINTAH KOTA ARUNIKA",
        "agency": "DINAS PERHUBUNGAN",
        "unit": "BIDANG LALU LINTAS",
        "address": "Jl. Kenanga Km. 3 Arunika 55111",
        "phone": "(0274) 112233",
        "email": "dishub@arunika.go.id",
        "sop_number": "551/21/DISHUB/2020",
        "title": "PENERBITAN REKOMENDASI ANALISIS DAMPAK LALU LINTAS",
        "created_on": "3 Februari 2020",
        "effective_on": "10 Februari 2020",
        "approver.position": "KEPALA DINAS PERHUBUNGAN",
        "approver.name": "Ir. JOKO CONTOHADI, M.T.",
        "approver.rank": "Pembina Tk. I (IV/b)",
        "approver.nip": "NIP 196909091995031002",
    }


def test_boxes_side_by_side() -> None:
    assert sections_of(read_one(RAW)) == {
        "legal_basis": [
            "Undang-Undang Nomor 22 Tahun 2009 tentang Lalu Lintas dan Angkutan Jalan;",
            "Peraturan Menteri Perhubungan Nomor 17 Tahun 2021 tentang Penyelenggaraan Analisis "
            "Dampak Lalu Lintas.",
        ],
        "qualifications": ["Sarjana Teknik Sipil", "Memahami analisis lalu lintas"],
        "related_sops": ["SOP Surat Masuk", "SOP Survei Lalu Lintas"],
        "equipment": ["Komputer", "Kendaraan dinas"],
        "warnings": ["Apabila tidak dilaksanakan maka pembangunan terhambat"],
        "records": ["Disimpan sebagai dokumen elektronik"],
    }


def test_cells_on_shared_lines() -> None:
    sop = read_one(RAW)
    assert [actor.text for actor in sop.actors] == ["Pemohon", "Petugas Loket", "Kepala Bidang"]
    assert steps_of(sop) == [
        {"number": "1", "activity": "Mengajukan permohonan", "requirements": "Surat permohonan",
         "duration": "5 menit", "output": "Berkas permohonan"},
        {"number": "2",
         "activity": "Meneliti kelengkapan berkas dan meneruskan kepada Kepala Bidang paling lama "
         "2 hari setelah diterima",
         "requirements": "Berkas permohonan", "duration": "30 menit", "output": "Berkas lengkap",
         "remarks": "Jika tidak lengkap dikembalikan"},
        {"number": "3", "activity": "Melaksanakan peninjauan lapangan",
         "requirements": "Berkas lengkap, kamera", "duration": "1 x 24 jam",
         "output": "Berita acara peninjauan"},
        {"number": "4", "activity": "Menerbitkan rekomendasi",
         "requirements": "Berita acara peninjauan", "duration": "Setiap saat",
         "output": "Rekomendasi"},
        {"number": "5", "activity": "Menerima rekomendasi", "requirements": "Rekomendasi",
         "duration": "15 menit", "output": "Tanda terima"},
    ]  # fmt: skip


def test_items_of_two_boxes_on_one_line_without_numbers() -> None:
    text = RAW.replace(
        "terhambat\nDisimpan sebagai dokumen elektronik", "terhambat Disimpan sebagai dokumen"
    )
    sections = sections_of(read_one(text))
    assert sections["warnings"] == ["Apabila tidak dilaksanakan maka pembangunan terhambat"]
    assert sections["records"] == ["Disimpan sebagai dokumen"]


def test_a_list_after_another_boxs_plain_text() -> None:
    text = RAW.replace(
        "Disimpan sebagai dokumen elektronik", "1. Buku register\n2. Disimpan dalam lemari"
    )
    sections = sections_of(read_one(text))
    assert sections["warnings"] == ["Apabila tidak dilaksanakan maka pembangunan terhambat"]
    assert sections["records"] == ["Buku register", "Disimpan dalam lemari"]
