"""Texts whose labels stand with their values, in the forms that converters give them."""

from __future__ import annotations

from extract.text import read_text_sops
from models.source import TextOrigin
from tests.text.sops import header_of, read_one, sections_of, steps_of

MARKDOWN = """

SOP PENGELOLAAN ARSIP


PEMERINTAH KABUPATEN TELAGA BIRU

**DINAS KEARSIPAN DAERAH**

\ua98f\ua9a7\ua9b8\ua9a5\ua9a0\ua9ba

Jalan Anggrek No. 7 Telaga Biru Kode Pos 61234 Telp. (0331) 445566

Laman: <http://arsip.telagabiru.go.id> Posel : arsip@telagabiru.go.id


Nomor SOP : 045/12/ARSIP/2022
TGL. PEMBUATAN : 5 Maret 2022
TGL. REVISI : -
TGL. EFEKTIF : 1 April 2022
Disahkan Oleh :



Kepala Dinas Kearsipan Daerah,

Drs. BUDI CONTOHARJO, M.Si
Pembina Utama Muda, IV/c
NIP. 19700101 199503 1 001

**Standar Operasional Prosedur (SOP)
Pengelolaan Arsip Inaktif**

**Dasar Hukum:**

1. Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;
2. Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan
Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan.

Ruang Lingkup :

Seluruh unit kerja

Kualifikasi Pelaksana :

- Memahami tata kearsipan
- Teliti

Keterkaitan:

Peralatan / Perlengkapan :

Rak arsip
Komputer

Peringatan :

Apabila tidak dilaksanakan maka arsip sulit ditemukan.

Pencatatan dan Pendataan :

Dicatat dalam daftar arsip

### SOP PENGELOLAAN ARSIP INAKTIF

No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKeterangan
\t\tArsiparis\tKepala Bidang\tKelengkapan\tWaktu (Menit)\tOutput\t
1\t2\t3\t4\t5\t6\t7\t8
1.\tMemilah arsip\tMulai\t\tArsip inaktif\t60\tDaftar arsip\t
2.\tMemeriksa daftar arsip
dan memberi paraf\t\tYa\tDaftar arsip\t30\tDaftar arsip terparaf\tDapat diwakilkan


No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKeterangan
\t\tArsiparis\tKepala Bidang\tKelengkapan\tWaktu (Menit)\tOutput\t
\tyang tertib\t\t\t\t\t\t
\tMelaporkan hasil\t\t\t\t15\tLaporan\t
3.\tMenyimpan arsip\t\t\tDaftar arsip terparaf\t\tArsip tersimpan\t

Kepala Dinas Kearsipan Daerah,
"""


def test_header_of_a_markdown_text() -> None:
    assert header_of(read_one(MARKDOWN)) == {
        "government": "PEMERINTAH KABUPATEN TELAGA BIRU",
        "agency": "DINAS KEARSIPAN DAERAH",
        "address": "Jalan Anggrek No. 7 Telaga Biru Kode Pos 61234",
        "phone": "(0331) 445566",
        "email": "arsip@telagabiru.go.id",
        "website": "http://arsip.telagabiru.go.id",
        "sop_number": "045/12/ARSIP/2022",
        "title": "Pengelolaan Arsip Inaktif",
        "created_on": "5 Maret 2022",
        "effective_on": "1 April 2022",
        "approver.position": "Kepala Dinas Kearsipan Daerah",
        "approver.name": "Drs. BUDI CONTOHARJO, M.Si",
        "approver.rank": "Pembina Utama Muda, IV/c",
        "approver.nip": "NIP. 19700101 199503 1 001",
    }


def test_boxes_of_a_markdown_text() -> None:
    sop = read_one(MARKDOWN)
    assert sections_of(sop) == {
        "legal_basis": [
            "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
            "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang "
            "Nomor 43 Tahun 2009 tentang Kearsipan.",
        ],
        "qualifications": ["Memahami tata kearsipan", "Teliti"],
        "related_sops": [],
        "equipment": ["Rak arsip", "Komputer"],
        "warnings": ["Apabila tidak dilaksanakan maka arsip sulit ditemukan."],
        "records": ["Dicatat dalam daftar arsip"],
    }
    assert [i.text for i in sop.extra_sections["Ruang Lingkup"]] == ["Seluruh unit kerja"]
    assert sop.origin is TextOrigin.PLAIN_TEXT
    assert sop.findings == []


def test_table_with_broken_cells_repeated_heading_and_a_cut_step() -> None:
    sop = read_one(MARKDOWN)
    assert [actor.text for actor in sop.actors] == ["Arsiparis", "Kepala Bidang"]
    assert sop.duration_unit == "Menit"
    assert steps_of(sop) == [
        {"number": "1", "activity": "Memilah arsip", "requirements": "Arsip inaktif",
         "duration": "60", "output": "Daftar arsip"},
        {"number": "2", "activity": "Memeriksa daftar arsip dan memberi paraf yang tertib",
         "requirements": "Daftar arsip", "duration": "30", "output": "Daftar arsip terparaf",
         "remarks": "Dapat diwakilkan"},
        {"activity": "Melaporkan hasil", "duration": "15", "output": "Laporan"},
        {"number": "3", "activity": "Menyimpan arsip", "requirements": "Daftar arsip terparaf",
         "output": "Arsip tersimpan"},
    ]  # fmt: skip


def test_places_are_line_numbers_of_the_file() -> None:
    sop = read_one(MARKDOWN)
    lines = MARKDOWN.split("\n")
    for reading in (
        sop.header["sop_number"],
        sop.header["approver.nip"],
        sop.sections["records"][0],
    ):
        assert reading.place.line is not None
        assert reading.text in lines[reading.place.line - 1]
    cell = sop.steps[0].cells["output"]
    assert cell.place.line is not None
    assert "Memilah arsip" in lines[cell.place.line - 1]


HTML = """STANDAR OPERASIONAL PROSEDUR (SOP) **Izin Penelitian**

**BADAN KESATUAN BANGSA DAN POLITIK
KABUPATEN NUSA RIMBA**

Nomor SOP\t:\t070/ 33 /2021
Tanggal Pembuatan\t:\tJuni 2021
Tanggal Revisi\t:\t-
Tanggal Pengesahan\t:\t2 Juli 2021
Disahkan Oleh\tKepala Badan<br>SITI CONTOHWATI, S.Sos., M.AP<br>\
Pembina Tk. I (IV/b)<br>NIP. 197502022000032001\t
Nama SOP\tIzin Penelitian\t

Dasar Hukum\tKualifikasi Pelaksana
<ol style="list-style-type: decimal">1. Undang-Undang Nomor 18 Tahun 20022. Permendagri \
Nomor 3 Tahun 2018 tentang Surat Keterangan Penelitian\t\
<ol><li>Ramah</li><li>Teliti dan jujur</li></ol>
Keterkaitan\tPeralatan/Perlengkapan
- SOP Surat Masuk\t1. ATK2. Komputer
Peringatan\tPencatatan dan Pendataan
Jika terlambat maka penelitian tertunda\t

SOP : IZIN PENELITIAN

No\tURAIAN PROSEDUR\tPemohon\tPetugas\tSyarat\tWaktu\tHasil
1\tMengajukan permohonan\tX\t\tSurat permohonan\t5 menit\tBerkas
2\tMemeriksa berkas\t\tX\tBerkas\t\tBerkas lengkap
"""


def test_html_remnants_in_two_columns() -> None:
    sop = read_one(HTML)
    assert header_of(sop) == {
        "government": "KABUPATEN NUSA RIMBA",
        "agency": "BADAN KESATUAN BANGSA DAN POLITIK",
        "sop_number": "070/ 33 /2021",
        "title": "Izin Penelitian",
        "created_on": "Juni 2021",
        "approved_on": "2 Juli 2021",
        "approver.position": "Kepala Badan",
        "approver.name": "SITI CONTOHWATI, S.Sos., M.AP",
        "approver.rank": "Pembina Tk. I (IV/b)",
        "approver.nip": "NIP. 197502022000032001",
    }
    assert sections_of(sop) == {
        "legal_basis": [
            "Undang-Undang Nomor 18 Tahun 2002",
            "Permendagri Nomor 3 Tahun 2018 tentang Surat Keterangan Penelitian",
        ],
        "qualifications": ["Ramah", "Teliti dan jujur"],
        "related_sops": ["SOP Surat Masuk"],
        "equipment": ["ATK", "Komputer"],
        "warnings": ["Jika terlambat maka penelitian tertunda"],
        "records": [],
    }


def test_actors_in_a_single_heading_row() -> None:
    sop = read_one(HTML)
    assert [actor.text for actor in sop.actors] == ["Pemohon", "Petugas"]
    assert steps_of(sop)[1] == {
        "number": "2", "activity": "Memeriksa berkas", "requirements": "Berkas",
        "output": "Berkas lengkap",
    }  # fmt: skip


def test_rows_that_leave_the_actors_out_are_read_by_what_they_hold() -> None:
    text = HTML.replace("1\tMengajukan permohonan\tX\t\t", "1\tMengajukan permohonan\t")
    assert steps_of(read_one(text))[0] == {
        "number": "1", "activity": "Mengajukan permohonan", "requirements": "Surat permohonan",
        "duration": "5 menit", "output": "Berkas",
    }  # fmt: skip


def test_a_pipe_table_and_a_label_left_of_its_text() -> None:
    text = (
        "| Nomor SOP | : 1/2023 |\n| Nama SOP | : Cuti |\n"
        "| Dasar Hukum | 1. UU Nomor 5 Tahun 2014 |\n"
        "|  | 2. PP Nomor 11 Tahun 2017 |\n| Peralatan | Komputer |\n\n"
        "| No | Kegiatan | Staf | Waktu | Output |\n|---|---|---|---|---|\n"
        "| 1 | Mengisi formulir | X | 1 jam | Formulir |\n"
    )
    sop = read_one(text)
    assert header_of(sop) == {"sop_number": "1/2023", "title": "Cuti"}
    assert sections_of(sop) == {
        "legal_basis": ["UU Nomor 5 Tahun 2014", "PP Nomor 11 Tahun 2017"],
        "equipment": ["Komputer"],
    }
    assert [actor.text for actor in sop.actors] == ["Staf"]


def test_items_keep_the_numbers_printed_before_them() -> None:
    text = MARKDOWN.replace("\n2. Peraturan", "\n4. Peraturan")
    assert [item.bullet for item in read_one(text).sections["legal_basis"]][:2] == ["1", "4"]


def test_two_sops_in_one_file_are_split_at_the_letterhead() -> None:
    second = MARKDOWN.replace("045/12", "045/13").replace("SOP PENGELOLAAN ARSIP\n\n", "\n")
    sops = read_text_sops(HTML + "\n\n" + second)
    assert [header_of(sop)["sop_number"] for sop in sops] == ["070/ 33 /2021", "045/13/ARSIP/2022"]
    assert [len(sop.steps) for sop in sops] == [2, 4]
    assert header_of(sops[1])["government"] == "PEMERINTAH KABUPATEN TELAGA BIRU"


def test_two_sops_without_tables_are_split_at_the_number() -> None:
    sheet = MARKDOWN.split("### SOP")[0]
    sops = read_text_sops(sheet + "\f" + sheet.replace("045/12", "045/13"))
    assert [header_of(sop)["sop_number"] for sop in sops] == [
        "045/12/ARSIP/2022",
        "045/13/ARSIP/2022",
    ]


def test_covers_and_contents_on_earlier_pages_are_left_out() -> None:
    front = (
        "KUMPULAN SOP\nPEMERINTAH KABUPATEN LAIN\nTAHUN 2020\n\fDAFTAR ISI\nSOP Arsip ..... 3\n\f"
    )
    assert header_of(read_one(front + MARKDOWN.lstrip()))["government"] == (
        "PEMERINTAH KABUPATEN TELAGA BIRU"
    )


def test_a_text_without_an_sop_gives_none() -> None:
    assert read_text_sops("Kepada Yth. Bapak/Ibu\n\nBersama ini kami sampaikan laporan.\n") == []
