"""Letterheads as offices print them; all offices and addresses are invented."""

from __future__ import annotations

import pytest

from extract.fields.letterhead import read_letterhead
from models.raw import RawText

GOVERNMENT = "PEMERINTAH KABUPATEN TIRTA AMAN"

LETTERHEADS: list[tuple[str, dict[str, str]]] = [
    (f"{GOVERNMENT}\nDINAS KEARSIPAN",
     {"government": GOVERNMENT, "agency": "DINAS KEARSIPAN"}),
    (f"{GOVERNMENT}\nDINAS PENANAMAN MODAL DAN PELAYANAN\nTERPADU SATU PINTU\nBIDANG PERIZINAN",
     {"government": GOVERNMENT, "unit": "BIDANG PERIZINAN",
      "agency": "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU"}),
    ("PEMERINTAH\nKABUPATEN TIRTA AMAN\nKECAMATAN HULU",
     {"government": "PEMERINTAH KABUPATEN TIRTA AMAN", "agency": "KECAMATAN HULU"}),
    (f"{GOVERNMENT}\nSEKRETARIAT DAERAH\nBAGIAN ORGANISASI\nJalan Merdeka Nomor 1 Tirta 12345",
     {"government": GOVERNMENT, "agency": "SEKRETARIAT DAERAH", "unit": "BAGIAN ORGANISASI",
      "address": "Jalan Merdeka Nomor 1 Tirta 12345"}),
    (f"{GOVERNMENT}\nSEKRETARIAT\nDINAS KESEHATAN\nPUSKESMAS HULU",
     {"government": GOVERNMENT, "agency": "DINAS KESEHATAN", "unit": "PUSKESMAS HULU"}),
    (f"{GOVERNMENT}\nINSPEKTORAT\nJl. Merdeka No. 1 Telp. (0511) 123456 Fax. (0511) 654321\n"
     "Email: inspektorat@tirtaaman.go.id Website: inspektorat.tirtaaman.go.id",
     {"government": GOVERNMENT, "agency": "INSPEKTORAT", "address": "Jl. Merdeka No. 1",
      "phone": "(0511) 123456", "email": "inspektorat@tirtaaman.go.id",
      "website": "inspektorat.tirtaaman.go.id"}),
    ("KEMENTERIAN KEUANGAN REPUBLIK INDONESIA\nDIREKTORAT JENDERAL PERBENDAHARAAN\n"
     "KANTOR PELAYANAN PERBENDAHARAAN NEGARA TIRTA",
     {"government": "KEMENTERIAN KEUANGAN REPUBLIK INDONESIA",
      "agency": "DIREKTORAT JENDERAL PERBENDAHARAAN",
      "unit": "KANTOR PELAYANAN PERBENDAHARAAN NEGARA TIRTA"}),
    ("BADAN PUSAT STATISTIK\nKABUPATEN TIRTA AMAN",
     {"agency": "BADAN PUSAT STATISTIK KABUPATEN TIRTA AMAN"}),
    ("KOMISI PEMILIHAN UMUM\nKOTA TIRTA", {"agency": "KOMISI PEMILIHAN UMUM KOTA TIRTA"}),
    ("PROVINSI TIRTA RAYA\nDINAS SOSIAL",
     {"government": "PROVINSI TIRTA RAYA", "agency": "DINAS SOSIAL"}),
    ("RUMAH SAKIT UMUM DAERAH TIRTA", {"agency": "RUMAH SAKIT UMUM DAERAH TIRTA"}),
    ("UNIVERSITAS TIRTA\nFAKULTAS TEKNIK\nJURUSAN SIPIL",
     {"agency": "UNIVERSITAS TIRTA", "unit": "FAKULTAS TEKNIK JURUSAN SIPIL"}),
    # The form's own title and the agency's name twice among centred lines.
    ("PPID\nDINAS PEKERJAAN UMUM\nKABUPATEN TIRTA AMAN\nSTANDAR OPERASI PROSEDUR (SOP)\n"
     "DINAS PEKERJAAN UMUM KABUPATEN TIRTA AMAN\nJL. MERDEKA NO. 1 TIRTA 12345",
     {"government": "KABUPATEN TIRTA AMAN", "agency": "DINAS PEKERJAAN UMUM", "unit": "PPID",
      "address": "JL. MERDEKA NO. 1 TIRTA 12345"}),
    (f"{GOVERNMENT}\nPEJABAT PENGELOLA INFORMASI DAN\nDOKUMENTASI\nDINAS SOSIAL\n"
     "STANDAR OPERASIONAL PROSEDUR\nDINAS SOSIAL\nKABUPATEN TIRTA AMAN",
     {"government": GOVERNMENT, "agency": "DINAS SOSIAL",
      "unit": "PEJABAT PENGELOLA INFORMASI DAN DOKUMENTASI"}),
    (f"{GOVERNMENT}\nDINAS PEKERJAAN UMUM DAN PENATAAN\nRUANG KABUPATEN TIRTA AMAN\n"
     "DINAS PEKERJAAN UMUM DAN PENATAAN RUANG KABUPATEN\nTIRTA AMAN",
     {"government": GOVERNMENT,
      "agency": "DINAS PEKERJAAN UMUM DAN PENATAAN RUANG KABUPATEN TIRTA AMAN"}),
    (f"{GOVERNMENT}\nDINAS PEMBERDAYAAN MASYARAKAT DAN\nDESA\nBIDANG DESA",
     {"government": GOVERNMENT, "agency": "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
      "unit": "BIDANG DESA"}),
    ("PEMERINTAH KOTA TIRTA\nKECAMATAN PEMURUTAN\nKELURAHAN HULU",
     {"government": "PEMERINTAH KOTA TIRTA", "agency": "KECAMATAN PEMURUTAN",
      "unit": "KELURAHAN HULU"}),
    (f"{GOVERNMENT} DINAS SOSIAL\nSOP\nBIDANG REHABILITASI",
     {"government": GOVERNMENT, "agency": "DINAS SOSIAL", "unit": "BIDANG REHABILITASI"}),
    (f"DINAS PERUMAHAN DAN\nKAWASAN PERMUKIMAN\n{GOVERNMENT}\nSTANDAR OPERASIONAL PROSEDUR\n"
     f"DINAS PERUMAHAN DAN KAWASAN\nPERMUKIMAN",
     {"government": GOVERNMENT, "agency": "DINAS PERUMAHAN DAN KAWASAN PERMUKIMAN"}),
    (f"{GOVERNMENT}\nDINAS SOSIAL\nAlamat : Jalan Merdeka No. 1 Kode Pos 12345\n"
     "Telepon 0511-123456",
     {"government": GOVERNMENT, "agency": "DINAS SOSIAL", "phone": "0511-123456",
      "address": "Jalan Merdeka No. 1 Kode Pos 12345"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LETTERHEADS)
def test_what_a_letterhead_says(text: str, wanted: dict[str, str]) -> None:
    found = read_letterhead([RawText(line) for line in text.split("\n")])
    assert {name: reading.text for name, reading in found.items()} == wanted


def test_a_letterhead_without_a_known_word_says_nothing() -> None:
    assert read_letterhead([RawText("HALAMAN 1"), RawText("LOGO")]) == {}


def test_what_dirt_and_a_crest_were_read_as_is_no_office() -> None:
    lines = [("— PEMERINTAH KOTA TIRTA", 0.6), ("DINAS SOSIAL", 0.9), ("w", 0.6), ("a.", 0.7)]
    found = read_letterhead([RawText(text, confidence=sure) for text, sure in lines])
    assert {name: reading.text for name, reading in found.items()} == {
        "government": "PEMERINTAH KOTA TIRTA",
        "agency": "DINAS SOSIAL",
    }


@pytest.mark.parametrize("sure", [1.0, 0.9])
def test_a_short_line_that_was_read_surely_belongs_to_the_office(sure: float) -> None:
    lines = ("BAGIAN UMUM DINAS SOSIAL KELAS", "II")
    found = read_letterhead([RawText(text, confidence=sure) for text in lines])
    assert next(iter(found.values())).text == "BAGIAN UMUM DINAS SOSIAL KELAS II"
