from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.actors import canonical_actor, canonical_actors
from normalize.tables import load_toml

SPELLINGS = [(name, form) for name, forms in load_toml("actors")["short"].items() for form in forms]


@pytest.mark.parametrize(("name", "form"), SPELLINGS)
def test_every_short_form_is_written_out(name: str, form: str) -> None:
    assert canonical_actor(form) == name
    assert canonical_actor(f"{form} Contoh Baru") == f"{name} Contoh Baru"
    assert canonical_actor(name) == name


@pytest.mark.parametrize(
    "printed",
    [
        "Kasubbag Umum", "Kasubag Umum", "Kasubag. Umum", "Ka. Subbag Umum", "Ka.Subbag Umum",
        "Ka. Sub Bag. Umum", "KEPALA SUB BAGIAN UMUM", "Kepala Subbagian  Umum", "KASUBBAG UMUM",
        "Kepala Sub-Bagian Umum", "kasubbag umum",
    ],
)  # fmt: skip
def test_one_office_has_one_name(printed: str) -> None:
    assert canonical_actor(printed) == "Kepala Subbagian Umum"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Plt. Kadis", "Pelaksana Tugas Kepala Dinas"),
        ("Irbn Wil", "Inspektur Pembantu Wilayah"),
        ("KASUBAG UMPEG", "Kepala Subbagian Umum dan Kepegawaian"),
        ("Kasubag Keu & Program", "Kepala Subbagian Keuangan dan Program"),
        ("Ka. UPTD CONTOH", "Kepala UPTD CONTOH"),
        ("PETUGAS PATEN", "Petugas PATEN"),
        ("TIM PERENCANAAN, PENGANGGARAN DAN EVALUASI",
         "Tim Perencanaan, Penganggaran dan Evaluasi"),
        ("Pasien/Keluarga", "Pasien/Keluarga"),
        ("Staff (Umum)", "Staf (Umum)"),
        ("petugas loket 2", "Petugas Loket 2"),
    ],
)  # fmt: skip
def test_a_name_is_written_out(printed: str, name: str) -> None:
    assert canonical_actor(printed) == name


@pytest.mark.parametrize(
    "printed",
    ["Kasir", "Kader", "Penyedia", "Penyelia", "Karyawan", "Bupati Karo", "Auditi", "Warga", "PPK",
     "Kepala Bagian Umum", "Katim", "Dokter Umum"],
)  # fmt: skip
def test_what_is_no_short_form_keeps_its_words(printed: str) -> None:
    assert canonical_actor(printed) == printed


def test_slips_of_a_known_word_are_one_actor() -> None:
    assert canonical_actors(["Pemohom", "Pemohon", "Petugas Locket", "Petugaas Locket"]) == {
        "Pemohon": "Pemohon",
        "Pemohom": "Pemohon",
        "Petugas Locket": "Petugas Locket",
        "Petugaas Locket": "Petugas Locket",
    }


def test_in_a_corpus_a_rare_spelling_is_a_slip_of_a_usual_one() -> None:
    corpus = ["Penelaah Berkas"] * 10 + ["Peneluah Berkas"]
    assert set(canonical_actors(corpus).values()) == {"Penelaah Berkas"}
    assert len(set(canonical_actors(["Penelaah Berkas", "Peneluah Berkas"]).values())) == 2


@pytest.mark.parametrize(
    "printed",
    [["Penyedia", "Penyelia"], ["Kasi I", "Kasi II"], ["Loket 1", "Loket 2"],
     ["Staf Bidang", "Staf Bidan"], ["Kasi Umum", "Kabag Umum"]],
)  # fmt: skip
def test_different_actors_stay_different(printed: list[str]) -> None:
    assert len(set(canonical_actors(printed * 10).values())) == len(printed)


WORDS = ["Ka.", "Sub", "Bag", "Kasi", "Umum", "/", "&", "(", ")", "PPID", "DAN", "Irbn", "1", "-"]


@given(st.lists(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_any_names_have_a_name(printed: list[str]) -> None:
    names = canonical_actors(printed)
    assert set(names) == set(printed)
    # The order of the names is of no account.
    assert canonical_actors(reversed(printed)) == names


@given(
    st.lists(
        st.sampled_from(["Kasubbag", "Kadis", "Umum", "Contoh", "Staff", "dan"]),
        min_size=1,
        max_size=6,
    )
)
def test_a_name_that_is_written_out_stays_as_it_is(words: list[str]) -> None:
    name = canonical_actor(" ".join(words))
    assert canonical_actor(name) == name
