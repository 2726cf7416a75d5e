from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.titles import Likeness, compare_titles, ends_phrase, goes_on, is_cut, is_unfinished

ROADMAP = "Tata Cara Evaluasi Rencana Induk, Rencana Jangka Panjang, dan Rencana Kerja Daerah"


@pytest.mark.parametrize(
    ("subject", "title", "likeness"),
    [
        ("Pelayanan Publik", "Pelayanan Publik", Likeness.SAME),
        ("Pelayanan  publik.", "Pelayanan Publik", Likeness.SAME),
        ("Pelayaan Pubiik", "Pelayanan Publik", Likeness.SAME),
        ("Penyusunan SOP Administrasi", "Penyusunan Standar Operasional Prosedur Administrasi",
         Likeness.SAME),
        ("Keterbukaan Informasi Publik (KIP)", "Keterbukaan Informasi Publik", Likeness.SAME),
        ("ASN", "Aparatur Sipil Negara", Likeness.SAME),
        ("Penyusunan APBD 2018", "Penyusunan APBD 2019", Likeness.SHORTENED),
        ("Standar Pelayanan", "Pedoman Standar Pelayanan di Daerah", Likeness.SHORTENED),
        ("Pelayanan Publik di Kabupaten Contoh", "Pelayanan Publik", Likeness.LONGER),
        ("Retribusi Pasar", "Pelayanan Publik", Likeness.DIFFERENT),
        ("", "Pelayanan Publik", Likeness.DIFFERENT),
    ],
)  # fmt: skip
def test_a_subject_is_compared_with_a_title(subject: str, title: str, likeness: Likeness) -> None:
    assert compare_titles(subject, title) is likeness


def test_a_subject_that_breaks_off_in_a_list_is_cut() -> None:
    cut = "Tata Cara Evaluasi Rencana Induk, Rencana Jangka"
    assert goes_on(cut, ROADMAP) == "Panjang, dan Rencana Kerja Daerah"
    assert is_cut(cut, ROADMAP)
    assert not ends_phrase(cut, ROADMAP)


@pytest.mark.parametrize(
    "subject",
    [
        "Tata Cara Evaluasi",
        "Tata Cara Evaluasi Rencana Induk",
        "Tata Cara Evaluasi Rencana Induk, Rencana Jangka Panjang",
        ROADMAP,
        "Retribusi Pasar di Kabupaten Contoh, Kota dan Desa",
    ],
)
def test_a_subject_that_is_short_or_another_is_not_cut(subject: str) -> None:
    assert not is_cut(subject, ROADMAP)


@pytest.mark.parametrize("subject", ["Pengelolaan Barang Milik Negara/", "SOP di", "Tata (", "A &"])
def test_a_subject_that_cannot_end_there_is_unfinished(subject: str) -> None:
    assert is_unfinished(subject)


@pytest.mark.parametrize("subject", ["Pelayanan Publik; dan", "Kearsipan;", "Desa", "Di", ""])
def test_a_whole_subject_is_finished(subject: str) -> None:
    assert not is_unfinished(subject)


@given(st.text(), st.text())
def test_any_texts_can_be_compared(subject: str, title: str) -> None:
    assert compare_titles(subject, title) in Likeness
    assert is_cut(subject, title) in (True, False)
    assert is_unfinished(subject) in (True, False)
    missing = goes_on(subject, title)
    assert missing is None or title.endswith(missing)
