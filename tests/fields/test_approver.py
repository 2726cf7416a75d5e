"""Approval blocks as offices print them; all people are invented."""

from __future__ import annotations

import pytest

from extract.fields.approver import read_approver
from models.geometry import BBox
from models.raw import Place, RawText

LINE = 12.0
NIP = "NIP. 197001011995031001"


def block(text: str) -> list[RawText]:
    """Return the lines of a block; an empty one is room for the signature."""
    lines: list[RawText] = []
    for index, line in enumerate(text.split("\n")):
        if line:
            box = BBox(100.0, index * LINE, 100.0 + 5 * len(line), index * LINE + 10.0)
            lines.append(RawText(line, Place(page=1, bbox=box)))
    return lines


def read(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    found = {name: reading.text for name, reading in read_approver(block(text)).items()}
    keys = ("position", "name", "rank", "nip")
    return tuple(found.get(f"approver.{key}") for key in keys)  # type: ignore[return-value]


BLOCKS: list[tuple[str, tuple[str | None, str | None, str | None, str | None]]] = [
    (f"KEPALA DINAS\n\n\n\nBUNGA UJIAN, S.Sos., M.Si\nPembina Tk. I\n{NIP}",
     ("KEPALA DINAS", "BUNGA UJIAN, S.Sos., M.Si", "Pembina Tk. I", NIP)),
    (f"Kepala Dinas Kearsipan\ndan Perpustakaan\n\n\n\nBunga Ujian\n{NIP}",
     ("Kepala Dinas Kearsipan dan Perpustakaan", "Bunga Ujian", None, NIP)),
    (f"Tirta Aman, 3 Juli 2023\nKepala Dinas Kearsipan\n\n\n\nBunga Ujian\n{NIP}",
     ("Kepala Dinas Kearsipan", "Bunga Ujian", None, NIP)),
    (f"Kepala Dinas Kearsipan\n13 Februari 2022\n\n\n\nBunga Ujian\n{NIP}",
     ("Kepala Dinas Kearsipan", "Bunga Ujian", None, NIP)),
    ("Camat Tirta Aman\n\n\n\nBunga Ujian",
     ("Camat Tirta Aman", "Bunga Ujian", None, None)),
    ("CAMAT TIRTA AMAN",
     ("CAMAT TIRTA AMAN", None, None, None)),
    (f"Plt. Kepala Dinas,\n\n\nDrs. H. Bunga Ujian, M.AP\nPembina Utama Muda (IV/c)\n{NIP}",
     ("Plt. Kepala Dinas", "Drs. H. Bunga Ujian, M.AP", "Pembina Utama Muda (IV/c)", NIP)),
    (f"a.n. BUPATI TIRTA AMAN\nSEKRETARIS DAERAH,\n\n\nBUNGA UJIAN, S.H.\n{NIP}",
     ("a.n. BUPATI TIRTA AMAN SEKRETARIS DAERAH", "BUNGA UJIAN, S.H.", None, NIP)),
    (f"a.n. Kepala Dinas\nSekretaris,\nu.b.\nKepala Subbagian Umum\n\n\nBunga Ujian, S.E.\n{NIP}",
     ("a.n. Kepala Dinas Sekretaris, u.b. Kepala Subbagian Umum", "Bunga Ujian, S.E.", None, NIP)),
    (f"Direktur RSUD Tirta Aman\n\n\n\ndr. Bunga Ujian, Sp.PD., M.Kes\n{NIP}",
     ("Direktur RSUD Tirta Aman", "dr. Bunga Ujian, Sp.PD., M.Kes", None, NIP)),
    ("Ketua Pengadilan Negeri\n\n\n\nBUNGA UJIAN, S.H., M.H.\nNIP. 19700101 199503 1 001",
     ("Ketua Pengadilan Negeri", "BUNGA UJIAN, S.H., M.H.", None, "NIP. 19700101 199503 1 001")),
    ("Inspektur\nDitandatangani secara elektronik\nBunga Ujian, S.E., Ak., CA\n" + NIP,
     ("Inspektur", "Bunga Ujian, S.E., Ak., CA", None, NIP)),
    ("Kepala Badan\nttd\nBunga Ujian, S.E.\nNIP 197001011995031001",
     ("Kepala Badan", "Bunga Ujian, S.E.", None, "NIP 197001011995031001")),
    (f"( Kepala Bidang )\n\n\n\n( Bunga Ujian, S.E. )\n{NIP}",
     ("Kepala Bidang", "Bunga Ujian, S.E.", None, NIP)),
    (f"LURAH TIRTA\n\n\n\nBUNGA UJIAN\nPenata Tk.I / III.d\n{NIP}",
     ("LURAH TIRTA", "BUNGA UJIAN", "Penata Tk.I / III.d", NIP)),
    ("Rektor,\n\n\nProf. Dr. Ir. Bunga Ujian, M.Sc., Ph.D.\nNIP. 197001011995031001",
     ("Rektor", "Prof. Dr. Ir. Bunga Ujian, M.Sc., Ph.D.", None, NIP)),
    ("Kepala Dinas\n\n\nBunga Ujian Nan\nSangat Panjang, S.Sos., M.Si\n" + NIP,
     ("Kepala Dinas", "Bunga Ujian Nan Sangat Panjang, S.Sos., M.Si", None, NIP)),
    ("Bunga Ujian, S.H.\nKepala Dinas Kearsipan",
     ("Kepala Dinas Kearsipan", "Bunga Ujian, S.H.", None, None)),
    ("Xx 2.\nBunga Ujian, S.H.\nKepala Dinas", ("Kepala Dinas", "Bunga Ujian, S.H.", None, None)),
    ("Bunga Ujian\nKepala Dinas Kearsipan\n" + NIP,
     ("Kepala Dinas Kearsipan", "Bunga Ujian", None, NIP)),
    ("Kepala Dinas\n\n\n\nBunga Ujian, S.H.\nNIP.",
     ("Kepala Dinas", "Bunga Ujian, S.H.", None, None)),
    ("Kepala Dinas\n................\nNIP. ...........", ("Kepala Dinas", None, None, None)),
    # Narrow cells cut number, rank and name; each variant is one that offices print.
    ("KEPALA DINAS\n\n\nBUNGA UJIAN, S.Sos., M.Si\nPembina Utama Muda\n(IV/c)\nNIP.\n"
     "197001011995031001",
     ("KEPALA DINAS", "BUNGA UJIAN, S.Sos., M.Si", "Pembina Utama Muda (IV/c)",
      "NIP. 197001011995031001")),
    ("KEPALA DINAS\nBUNGA UJIAN, S.H.\nPembina Utama\nMuda (IV/c)\nNIP : 19700101\n199503\n1 001",
     ("KEPALA DINAS", "BUNGA UJIAN, S.H.", "Pembina Utama Muda (IV/c)",
      "NIP : 19700101 199503 1 001")),
    ("KEPALA DINAS\nBUNGA UJIAN\nPembina\nTingkat I\nIV/b\nNIP\n:\n19700101 199503 1 001",
     ("KEPALA DINAS", "BUNGA UJIAN", "Pembina Tingkat I IV/b", "NIP 19700101 199503 1 001")),
    ("Kepala Dinas\nKearsipan dan\nPerpustakaan\nBUNGA UJIAN,\nS.Sos., M.Si\nPembina\n" + NIP,
     ("Kepala Dinas Kearsipan dan Perpustakaan", "BUNGA UJIAN, S.Sos., M.Si", "Pembina", NIP)),
    ("Kepala Kantor\n\n\nBunga Ujian Nan\nBaik Sekali\n" + NIP,
     ("Kepala Kantor", "Bunga Ujian Nan Baik Sekali", None, NIP)),
    ("KEPALA DINAS\n\n\nBUNGA UJIAN, S.H.\nPembina Tk. I NIP. 197001011995031001",
     ("KEPALA DINAS", "BUNGA UJIAN, S.H.", "Pembina Tk. I", NIP)),
    ("Nama : Bunga Ujian, S.H.\nJabatan : Kepala Dinas\nPangkat/Gol. : Pembina\nTk. I (IV/b)\n"
     + NIP, ("Kepala Dinas", "Bunga Ujian, S.H.", "Pembina Tk. I (IV/b)", NIP)),
    ("KEPALA DINAS\nDitandatangani secara elektronik oleh:\nKEPALA DINAS\nBUNGA UJIAN, S.Sos\n"
     + NIP, ("KEPALA DINAS", "BUNGA UJIAN, S.Sos", None, NIP)),
    # Police and armed forces have a rank and no NIP.
    ("KAPOLRES TIRTA AMAN\n\n\nBUNGA UJIAN, S.I.K.\nAJUN KOMISARIS BESAR POLISI NRP 76050912",
     ("KAPOLRES TIRTA AMAN", "BUNGA UJIAN, S.I.K.", "AJUN KOMISARIS BESAR POLISI", None)),
    ("KOMANDAN LANAL\n\n\nBUNGA UJIAN, S.H.\nKolonel Laut (P) NRP 12345/P",
     ("KOMANDAN LANAL", "BUNGA UJIAN, S.H.", "Kolonel Laut (P)", None)),
    ("DIREKTUR OPERASI\n\n\nBUNGA UJIAN, S.E.\nLaksamana Pertama Penjagaan\nNRP 12345/P",
     ("DIREKTUR OPERASI", "BUNGA UJIAN, S.E.", "Laksamana Pertama Penjagaan", None)),
    ("", (None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), BLOCKS)
def test_who_approved_it(
    text: str, wanted: tuple[str | None, str | None, str | None, str | None]
) -> None:
    assert read(text) == wanted


def test_a_name_with_nothing_to_support_it_is_doubted() -> None:
    plain = read_approver(block("Camat\n\n\n\nBunga Ujian"))
    titled = read_approver(block("Camat\n\n\n\nBunga Ujian, S.H."))
    assert plain["approver.name"].confidence < titled["approver.name"].confidence == 1.0


def test_what_a_stamp_left_of_a_signature_is_no_name_and_no_office() -> None:
    lines = block("CAMAT TIRTA\ns s-\nSN Pe\nBUNGA UJIAN, S.H.\n" + NIP)
    unsure = [RawText(x.text, x.place, 0.3 if len(x.text) < 8 else 0.9) for x in lines]
    found = {name: reading.text for name, reading in read_approver(unsure).items()}
    assert found["approver.position"] == "CAMAT TIRTA"
    assert found["approver.name"] == "BUNGA UJIAN, S.H."


DAMAGED: list[tuple[str, tuple[str | None, str | None, str | None, str | None]]] = [
    # A garbled name is neither a name nor a part of the office.
    (f"KEPALA BADAN PENGELOLAAN\nASET DAERAH KOTA TIRTA\n\n\nih 2 VASU:ION. S.IP\nPembina\n{NIP}",
     ("KEPALA BADAN PENGELOLAAN ASET DAERAH KOTA TIRTA", None, "Pembina", NIP)),
    (f"LURAH TIRTA INDAH\nHi. Marlina #anaa?ani\n{NIP}", ("LURAH TIRTA INDAH", None, None, NIP)),
    # What a stamp's rim left before rank, NIP, office and name.
    (f"DA INSPEKTUR KABUPATEN\n\n\nBUNGA UJIAN, S.H.\n2 ~ Pembina'Utama Muda\nNs. {NIP}",
     ("INSPEKTUR KABUPATEN", "BUNGA UJIAN, S.H.", "Pembina Utama Muda", NIP)),
    (f"CAMAT TIRTA\n\n\nDg BUNGA UJIAN, S.H.\n{NIP}",
     ("CAMAT TIRTA", "BUNGA UJIAN, S.H.", None, NIP)),
    (f"CAMAT TIRTA\n\n\n\u201cBUNGA UJIAN, S.H.\n{NIP}",
     ("CAMAT TIRTA", "BUNGA UJIAN, S.H.", None, NIP)),
    (f"CAMAT TIRTA\n\n\n2000. BUNGA UJIAN, S.H.\n{NIP}",
     ("CAMAT TIRTA", "BUNGA UJIAN, S.H.", None, NIP)),
    # A name with a letter read as a digit is a name all the same.
    (f"CAMAT TIRTA\n\n\nBUNGA UJIAN, 5. Pd.\n{NIP}",
     ("CAMAT TIRTA", "BUNGA UJIAN, 5. Pd.", None, NIP)),
    # A rank with a misread sign is a rank all the same.
    (f"Lurah Tirta\n\n\nBunga Ujian, S.Sos\nPembina Tk. (!V/b)\n{NIP}",
     ("Lurah Tirta", "Bunga Ujian, S.Sos", "Pembina Tk. (!V/b)", NIP)),
    (f"Lurah Tirta\n\n\nBunga Ujian, S.Sos\nPernbina Utama Muda\n{NIP}",
     ("Lurah Tirta", "Bunga Ujian, S.Sos", "Pernbina Utama Muda", NIP)),
    # A grade without its single stroke, and degrees on a line of their own.
    (f"INSPEKTUR\n\n\nBUNGA UJIAN, S.Sos\nPenata Tingkat\n{NIP}",
     ("INSPEKTUR", "BUNGA UJIAN, S.Sos", "Penata Tingkat", NIP)),
    (f"INSPEKTUR\n\n\nDrs. BUNGA UJIAN,\nM.Si\nPembina Tk.\n{NIP}",
     ("INSPEKTUR", "Drs. BUNGA UJIAN, M.Si", "Pembina Tk.", NIP)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DAMAGED)
def test_who_approved_it_where_recognition_saw_a_stamp(
    text: str, wanted: tuple[str | None, str | None, str | None, str | None]
) -> None:
    lines = [RawText(line.text, line.place, 0.9) for line in block(text)]
    found = {name: reading.text for name, reading in read_approver(lines).items()}
    assert tuple(found.get(f"approver.{x}") for x in ("position", "name", "rank", "nip")) == wanted
