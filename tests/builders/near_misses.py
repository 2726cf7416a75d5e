"""Invented documents that resemble SOPs and are none, each as ruled PDF, unruled PDF and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.builders.documents import Document
from tests.builders.tables import FONT, LEADING, SIZE, Table, wrap

ROOM = 740.0


@dataclass(frozen=True)
class NearMiss:
    """A document of another kind.

    Attributes:
        lines: Its lines above the table.
        rows: The rows of its table.
        below: Its lines below the table.
        widths: Share of the room that each column has; alike where there are none.
    """

    lines: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    below: Sequence[str] = ()
    widths: Sequence[float] = ()

    def columns(self) -> list[float]:
        """Return the widths of the table's columns in points."""
        shares = self.widths or [1.0] * len(self.rows[0])
        return [ROOM * share / sum(shares) for share in shares]


def ruled(miss: NearMiss, path: Path) -> None:
    """Write a PDF whose table has ruling lines."""
    document = Document()
    document.text(*miss.lines)
    if miss.rows:
        document.table(Table(miss.columns(), miss.rows))
    document.text(*miss.below).save(path.parent, path.name)


def unruled(miss: NearMiss, path: Path) -> None:
    """Write a PDF whose table's cells are told by white space."""
    document = Document()
    document.text(*miss.lines)
    for row in miss.rows:
        pieces = [wrap(cell, w - 14) for cell, w in zip(row, miss.columns(), strict=True)]
        x = 40.0
        document.canvas.setFont(FONT, SIZE)
        for lines, width in zip(pieces, miss.columns(), strict=True):
            for number, line in enumerate(lines, 1):
                y = document.height - document.y - number * LEADING
                document.canvas.drawString(x, y, line)
            x += width
        document.y += max(map(len, pieces)) * LEADING + 6
    document.text(*miss.below).save(path.parent, path.name)


def tabbed(miss: NearMiss, path: Path) -> None:
    """Write a text whose cells are parted by tabs."""
    lines = [*miss.lines, "", *("\t".join(row) for row in miss.rows), "", *miss.below]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


FORMS: dict[str, tuple[str, Callable[[NearMiss, Path], None]]] = {
    "ruled": (".pdf", ruled), "unruled": (".pdf", unruled), "text": (".txt", tabbed),
}  # fmt: skip

PLAN = ("No", "Kegiatan", "Pelaksana", "Waktu", "Output", "Anggaran")

NEAR_MISSES = {
    "decree": NearMiss(
        ("KEPUTUSAN KEPALA DINAS KEARSIPAN DAERAH", "NOMOR : 45 TAHUN 2024", "TENTANG",
         "STANDAR OPERASIONAL PROSEDUR LAYANAN ARSIP"),
        (("Menimbang :", "bahwa untuk tertib arsip perlu ditetapkan standar operasional prosedur;"),
         ("Mengingat :", "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;"),
         ("Memperhatikan :", "Hasil rapat penyusunan SOP tanggal 3 Mei 2024;"),
         ("Menetapkan :", "KEPUTUSAN TENTANG STANDAR OPERASIONAL PROSEDUR."),
         ("KESATU :", "Standar operasional prosedur sebagaimana tercantum dalam lampiran."),
         ("KEDUA :", "Keputusan ini berlaku sejak tanggal ditetapkan.")),
        ("Ditetapkan di : Tirta Aman", "Pada tanggal : 12 Februari 2024", "KEPALA DINAS,"),
        (1, 5),
    ),
    "decree with boxes": NearMiss(
        ("PERATURAN BUPATI TIRTA AMAN", "NOMOR 7 TAHUN 2024", "Menimbang :", "Mengingat :",
         "MEMUTUSKAN :", "Menetapkan :", "Pasal 1", "Pasal 2"),
        (("Dasar Hukum", "adalah peraturan yang mendasari prosedur yang di-SOP-kan;"),
         ("Kualifikasi Pelaksana", "adalah kemampuan yang harus dimiliki pelaksana;"),
         ("Peralatan dan Perlengkapan", "adalah daftar peralatan utama yang dibutuhkan.")),
        (), (1, 4),
    ),
    "list in a decree": NearMiss(
        ("LAMPIRAN KEPUTUSAN KEPALA DINAS", "DAFTAR SOP"),
        (("No", "Nomor SOP", "Nama SOP", "Tanggal Pembuatan"),
         ("1", "067/01/ARS/2024", "Peminjaman Arsip", "12 Februari 2024"),
         ("2", "067/02/ARS/2024", "Penyusutan Arsip", "12 Februari 2024"),
         ("3", "067/03/ARS/2024", "Alih Media Arsip", "12 Februari 2024")),
    ),
    "service standard": NearMiss(
        ("STANDAR PELAYANAN", "PENERBITAN KARTU ANGGOTA PERPUSTAKAAN"),
        (("No", "Komponen", "Uraian"),
         ("1", "Dasar Hukum", "Undang-Undang Nomor 43 Tahun 2007 tentang Perpustakaan"),
         ("2", "Persyaratan Pelayanan", "Fotokopi KTP dan pas foto"),
         ("3", "Sistem, Mekanisme dan Prosedur", "Pemohon mengisi formulir lalu menyerahkannya"),
         ("4", "Jangka Waktu Pelayanan", "15 menit"),
         ("5", "Biaya/Tarif", "Gratis"),
         ("6", "Produk Pelayanan", "Kartu anggota"),
         ("7", "Sarana dan Prasarana", "Komputer, pencetak kartu"),
         ("8", "Kompetensi Pelaksana", "Mampu mengoperasikan komputer"),
         ("9", "Pengawasan Internal", "Dilakukan oleh atasan langsung"),
         ("10", "Penanganan Pengaduan", "Kotak saran"),
         ("11", "Jumlah Pelaksana", "2 orang"),
         ("12", "Jaminan Pelayanan", "Dilayani dengan ramah"),
         ("13", "Evaluasi Kinerja Pelaksana", "Survei kepuasan setiap semester")),
        (), (1, 5, 10),
    ),
    "service standard as lines": NearMiss(
        ("STANDAR PELAYANAN PUBLIK", "Dasar Hukum :", "1. Undang-Undang Nomor 25 Tahun 2009",
         "Kompetensi Pelaksana :", "1. Sarjana", "Sarana dan Prasarana :", "1. Komputer",
         "Produk Pelayanan :", "Surat rekomendasi", "Biaya/Tarif :", "Gratis",
         "Jaminan Pelayanan :", "Tepat waktu", "Penanganan Pengaduan :", "Kotak saran"),
    ),
    "notice of service": NearMiss(
        ("MAKLUMAT PELAYANAN", "Dengan ini kami menyatakan sanggup melayani sesuai standar."),
    ),
    "budget": NearMiss(
        ("RENCANA ANGGARAN BIAYA", "Tahun Anggaran : 2024"),
        (("No", "Uraian Kegiatan", "Volume", "Satuan", "Harga Satuan", "Jumlah"),
         ("1", "Belanja alat tulis kantor", "10", "paket", "150.000", "1.500.000"),
         ("2", "Belanja makan dan minum rapat", "40", "orang", "35.000", "1.400.000")),
    ),
    "budget by output": NearMiss(
        ("RINCIAN ANGGARAN", "Dasar : DPA Tahun 2024"),
        (("No", "Kegiatan", "Output", "Waktu", "Pagu", "Realisasi"),
         ("1", "Sosialisasi kearsipan", "1 laporan", "Januari", "12.000.000", "11.500.000"),
         ("2", "Bimbingan teknis arsiparis", "30 orang", "Maret", "45.000.000", "40.000.000")),
    ),
    "work plan": NearMiss(
        ("RENCANA KERJA TAHUN 2024",),
        (PLAN, ("1", "Sosialisasi kearsipan", "Bidang Layanan", "Januari", "Laporan", "12.000.000"),
         ("2", "Bimbingan teknis", "Bidang Pembinaan", "Maret", "Peserta terlatih", "45.000.000"),
         ("3", "Akuisisi arsip", "Bidang Pengelolaan", "Mei", "Arsip statis", "9.000.000")),
    ),
    "plan of action": NearMiss(
        ("RENCANA AKSI PENYUSUNAN SOP",),
        (("No", "Kegiatan", "Pelaksana", "Waktu", "Hasil"),
         ("1", "Membentuk tim penyusun", "Sekretariat", "2 minggu", "SK tim"),
         ("2", "Mengumpulkan data prosedur", "Tim penyusun", "1 bulan", "Daftar prosedur")),
    ),
    "timetable": NearMiss(
        ("JADWAL KEGIATAN",),
        (("No", "Kegiatan", "Waktu", "Keterangan"), ("1", "Pembukaan", "08.00", "Aula"),
         ("2", "Paparan", "09.00", "Aula"), ("3", "Penutupan", "12.00", "Aula")),
    ),
    "contents": NearMiss(
        ("DAFTAR ISI", "KATA PENGANTAR ........ i", "SOP Peminjaman Arsip ........ 1",
         "SOP Penyusutan Arsip ........ 5", "SOP Alih Media ........ 9"),
    ),
    "contents as a table": NearMiss(
        ("DAFTAR ISI",),
        (("No", "Judul SOP", "Halaman"), ("1", "Peminjaman Arsip", "1"),
         ("2", "Penyusutan Arsip", "5"), ("3", "Alih Media Arsip", "9")),
    ),
    "letter": NearMiss(
        ("PEMERINTAH KABUPATEN TIRTA AMAN", "DINAS KEARSIPAN DAERAH"),
        (("Nomor :", "005/12/ARS/2024"), ("Tanggal :", "12 Februari 2024"),
         ("Sifat :", "Penting"), ("Lampiran :", "1 berkas"),
         ("Perihal :", "Undangan rapat penyusunan SOP")),
        ("Kepada Yth.", "Kepala Bidang", "di Tempat", "Dengan hormat,",
         "Bersama ini kami mengundang Saudara untuk membahas SOP peminjaman arsip.",
         "Tembusan :", "1. Sekretaris Daerah"), (1, 4),
    ),
    "assignment": NearMiss(
        ("SURAT TUGAS", "Nomor : 800/21/ARS/2024"),
        (("Dasar :", "Surat Kepala Dinas tanggal 2 Mei 2024"), ("Nama :", "Arsiparis Contoh"),
         ("Untuk :", "Menyusun SOP layanan arsip")),
        ("Ditetapkan di : Tirta Aman", "Tanggal : 3 Mei 2024"), (1, 4),
    ),
    "note": NearMiss(
        ("NOTA DINAS",),
        (("Kepada :", "Kepala Dinas"), ("Dari :", "Sekretaris"), ("Tanggal :", "3 Mei 2024"),
         ("Nomor :", "045/3"), ("Sifat :", "Biasa"), ("Perihal :", "Peringatan hari arsip")),
        (), (1, 4),
    ),
    "form": NearMiss(
        ("FORMULIR PERMOHONAN PEMINJAMAN ARSIP",),
        (("Nomor :", ""), ("Tanggal :", ""), ("Nama Lengkap :", ""), ("NIK :", ""),
         ("Alamat :", ""), ("Nomor Telepon :", ""), ("Keperluan :", "")),
        ("Mengetahui :", "Kepala Bidang"), (1, 4),
    ),
    "form under document control": NearMiss(
        ("FORMULIR",),
        (("Nomor Dokumen", "FM-ARS-01"), ("Tanggal Terbit", "1 Juni 2024"), ("Revisi", "0"),
         ("Halaman", "1 dari 1"), ("Nama Pemohon", ""), ("Alamat", ""), ("Tanda Tangan", "")),
        (), (1, 4),
    ),
    "attendance": NearMiss(
        ("DAFTAR HADIR", "Hari/Tanggal : Senin, 3 Mei 2024", "Acara : Penyusunan SOP"),
        (("No", "Nama", "Jabatan", "Tanda Tangan"), ("1", "Arsiparis", "Pelaksana", ""),
         ("2", "Kepala Bidang", "Pelaksana", "")),
    ),
    "minutes": NearMiss(
        ("NOTULEN RAPAT",),
        (("Hari/Tanggal :", "Senin, 3 Mei 2024"), ("Tempat :", "Ruang rapat"),
         ("Agenda :", "Pembahasan SOP"), ("Dasar :", "Surat undangan nomor 005/12"),
         ("Nomor :", "045/7"), ("Pimpinan Rapat :", "Sekretaris"), ("Peringatan :", "-")),
        ("Pembahasan :", "1. SOP peminjaman arsip disetujui.", "Kesimpulan :", "1. SOP disahkan."),
        (1, 4),
    ),
    "minutes of a handover": NearMiss(
        ("BERITA ACARA SERAH TERIMA ARSIP", "Nomor : 045/9/2024", "Tanggal : 3 Mei 2024",
         "Pada hari ini kami yang bertanda tangan di bawah ini menyerahkan arsip.",
         "Dasar : Peraturan Kepala Arsip Nasional."),
    ),
    "organisation chart": NearMiss(
        ("STRUKTUR ORGANISASI", "DINAS KEARSIPAN DAERAH"),
        (("", "KEPALA DINAS", ""), ("", "SEKRETARIS", ""),
         ("BIDANG LAYANAN", "BIDANG PEMBINAAN", "BIDANG PENGELOLAAN")),
    ),
    "chart of a service": NearMiss(
        ("ALUR PELAYANAN",),
        (("Pemohon", "Loket", "Kepala Bidang"), ("Mengajukan permohonan", "Memeriksa berkas", ""),
         ("", "", "Menyetujui"), ("Menerima arsip", "", "")),
    ),
    "prose about SOPs": NearMiss(
        ("Nomor SOP diisi sesuai dengan nomor urut yang berlaku.",
         "Nama SOP diisi dengan judul prosedur yang akan disusun.",
         "Tanggal pembuatan diisi dengan tanggal saat SOP selesai disusun.",
         "Dasar hukum memuat peraturan yang mendasari prosedur.",
         "Kualifikasi pelaksana memuat kemampuan yang harus dimiliki.",
         "Kegiatan dilaksanakan oleh pelaksana dengan mutu baku yang meliputi waktu dan output."),
    ),
}  # fmt: skip
