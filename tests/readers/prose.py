"""Text as SOPs have it, with nobody in it."""

from __future__ import annotations

from tests.readers.handmade import text

PROSE = (
    "Petugas menerima surat permohonan dan memeriksa kelengkapan berkas",
    "Kepala Bagian menyetujui konsep surat keputusan dan memberikan paraf",
    "Sekretaris menyampaikan dokumen kepada Kepala Dinas untuk ditandatangani",
    "Pelaksana mencatat tanggal dan nomor surat pada buku agenda kantor",
    "Jika tidak sesuai maka dikembalikan kepada pemohon untuk diperbaiki",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan",
)


def prose(x: float = 60, y: float = 700, leading: float = 14) -> str:
    """Return the operators that write the prose, its first baseline at a point."""
    return "".join(text(line, x, y - leading * index) for index, line in enumerate(PROSE))
