"""What an item, a duration or an actor's name is, from its words."""

from __future__ import annotations

import csv
import math
import time

import pytest

from extract.text.actors import split_actors
from extract.vocabulary import box_contents
from extract.vocabulary.box_contents import classify, rule_class
from extract.vocabulary.duration_phrases import find_durations
from extract.vocabulary.tables import load_text
from models.raw import RawText


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peraturan Bupati Nomor 4 Tahun 2020 tentang Tata Naskah Dinas", "legal_basis"),
        ("Mampu menyusun kontrak pengadaan", "qualifications"),
        ("S1 Kesehatan Masyarakat", "qualifications"),
        ("Petugas yang memahami alur pendaftaran", "qualifications"),
        ("SOP Penerimaan Tamu", "related_sops"),
        ("Printer dan genset", "equipment"),
        ("Formulir kunjungan", "equipment"),
        ("Bila data keliru maka tagihan ditolak", "warnings"),
        ("SOP ini wajib dilaksanakan", "warnings"),
        ("Ketidaksesuaian data menghambat pencairan", "warnings"),
        ("Dicatat dalam kartu stok", "records"),
        ("Rekapitulasi kunjungan pasien", "records"),
        ("Pelaksanaan Vaksinasi Massal", "title"),
    ],
)
def test_classes_of_unseen_fragments(text: str, name: str) -> None:
    scores = classify(text)
    assert max(scores, key=lambda key: scores[key]) == name


def test_probabilities_sum_to_one_and_do_not_change() -> None:
    scores = classify("Kartu stok obat")
    assert sum(math.exp(score) for score in scores.values()) == pytest.approx(1)
    classify.cache_clear()
    assert classify("Kartu stok obat") == scores


def test_rules_say_nothing_of_what_they_do_not_know() -> None:
    assert rule_class("Kartu stok obat") is None


def test_labelled_phrases_cover_every_class_and_none_is_twice_told() -> None:
    text = load_text("box_contents.tsv")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    classes = {row["class"] for row in rows}
    assert classes == {
        "legal_basis", "qualifications", "related_sops", "equipment", "warnings", "records",
        "title",
    }  # fmt: skip
    assert len(rows) >= 300
    phrases = [row["text"].casefold() for row in rows]
    assert len(phrases) == len(set(phrases))
    assert all(sum(row["class"] == name for row in rows) >= 30 for name in classes)


def test_training_is_quick() -> None:
    classify("Komputer")
    box_contents._trained.cache_clear()
    started = time.process_time()
    box_contents._trained()
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berkas 5 s.d. 10 menit Tanda terima", ["5 s.d. 10 menit"]),
        ("20 (dua puluh) menit Resep", ["20 (dua puluh) menit"]),
        ("Draf 1 jam 30 menit Artikel", ["1 jam 30 menit"]),
        ("maks. 5 hari kerja Laporan", ["maks. 5 hari kerja"]),
        ("Merekap 2 (dua) laporan triwulan", []),
        ("Sesuai kebutuhan", ["Sesuai kebutuhan"]),
        ("\u00bd jam Surat", ["\u00bd jam"]),
        ("15 menit/ berkas Nota", ["15 menit/ berkas"]),
        ("Laporan harian", []),
    ],
)
def test_durations_inside_a_text(text: str, expected: list[str]) -> None:
    words = text.split()
    assert [" ".join(words[s.start : s.end]) for s in find_durations(words)] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Camat Sekretaris", "Kasubbag", "Umum dan", "Keuangan", "Pelaksana"],
         ["Camat", "Sekretaris", "Kasubbag Umum dan Keuangan", "Pelaksana"]),
        (["Kepala Dinas Staf Seksi Mutasi Pemohon"],
         ["Kepala Dinas", "Staf Seksi Mutasi", "Pemohon"]),
        (["Petugas Loket Operator Komputer Kadis"],
         ["Petugas Loket", "Operator Komputer", "Kadis"]),
        (["Staf Kepala Bidang"], ["Staf", "Kepala Bidang"]),
        (["Wakil Ketua Sekretaris Daerah"], ["Wakil Ketua", "Sekretaris Daerah"]),
    ],
)  # fmt: skip
def test_names_of_actors_on_shared_lines(lines: list[str], expected: list[str]) -> None:
    assert [name.text for name in split_actors([RawText(line) for line in lines])] == expected
