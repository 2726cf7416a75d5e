"""The matcher: which spellings words may be, with which score, in which order."""

from __future__ import annotations

import pytest

from extract.vocabulary.columns import MADE_OF_WORDS_SCORE, column_candidates, meant_heading
from extract.vocabulary.documents import page_kind, without_kind
from extract.vocabulary.matcher import (
    EXACT,
    EXACT_SCORE,
    LIMITS,
    SLIPS,
    Tolerance,
    best,
    candidates,
    load_spellings,
    whole_candidates,
)
from extract.vocabulary.tables import load_toml

KINDS = [
    "header", "header_alone", "header_other", "section", "section_narrative", "column", "closing",
    "document", "page",
]  # fmt: skip
WIDE = Tolerance(min_letters=5, min_score=70.0, max_length_difference=4)


@pytest.mark.parametrize(
    ("printed", "kind", "field"),
    [
        ("Tanggai Efektif", "header", "effective_on"),
        ("TANGGAL PENGESAHN", "header", "approved_on"),
        ("Disyahkan 0leh", "header", "approver"),
        ("Kualifikasi Pelaksama", "section", "qualifications"),
        ("PENCATATAN DAN PENDATAAM", "section", "records"),
        ("Uraian Kegiatam", "column", "activity"),
        ("Standar Operasionai Prosedur", "document", "sop"),
    ],
)
def test_slips_of_ocr_and_typing_score_below_an_exact_spelling(
    printed: str, kind: str, field: str
) -> None:
    found = candidates(printed, kind)
    whole = next(one for one in found if one.printed == printed)
    assert whole.field == field
    assert SLIPS.min_score <= whole.score < EXACT_SCORE
    assert not any(one.printed == printed for one in candidates(printed, kind, tolerance=EXACT))


def test_more_slips_score_less() -> None:
    texts = ["Tanggal Pembuatan", "Tanggai Pembuatan", "Tanggai Pembuatam", "Tanggai Pernbuatam"]
    scores = [candidates(text, "header", tolerance=WIDE)[0].score for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize("text", ["Wajtu", "Masuk", "Totai", "Hai"])
def test_short_words_have_no_slips(text: str) -> None:
    assert candidates(text, *KINDS) == ()


def test_candidates_stand_by_score_then_by_length() -> None:
    found = candidates("Pencatatan dan Pendataan SOP : ada", "section", tolerance=WIDE)
    assert [(one.score, len(one.printed)) for one in found] == sorted(
        ((one.score, len(one.printed)) for one in found), key=lambda x: (-x[0], -x[1])
    )
    assert found[0].printed == "Pencatatan dan Pendataan SOP"
    assert found[0].rest == "ada"
    assert {one.printed for one in found if one.exact} == {
        "Pencatatan", "Pencatatan dan Pendataan", "Pencatatan dan Pendataan SOP"}  # fmt: skip


def test_equal_scores_keep_the_order_of_the_kinds_asked_for() -> None:
    ways = [("section", "column"), ("column", "section")]
    found = [[one.kind for one in candidates("Peralatan Perlengkapan", *way)][:2] for way in ways]
    assert found == [list(way) for way in ways]


def test_a_wider_tolerance_offers_more_fields_and_keeps_the_order_of_the_first() -> None:
    text = "Tanggal Disahkam"
    close, wide = candidates(text, "header"), candidates(text, "header", tolerance=WIDE)
    assert {one.field for one in close} == {"approved_on"}
    assert {one.field for one in wide} > {"approved_on"}
    assert wide[0] == close[0]


def test_the_best_is_a_long_slip_before_a_short_exact_label_with_a_value_behind_it() -> None:
    chosen = best(candidates("Pencatatan dan Pedataan", "section"))
    assert chosen is not None
    assert (chosen.printed, chosen.rest) == ("Pencatatan dan Pedataan", "")
    chosen = best(candidates("Pencatatan : dan Pedataan", "section"))
    assert chosen is not None
    assert (chosen.printed, chosen.colon) == ("Pencatatan", True)
    assert best(()) is None


def test_a_heading_made_of_a_column_s_words_scores_less_than_a_spelling() -> None:
    made = column_candidates("Uraian dan Urutan Tugas")
    assert [(one.field, one.score) for one in made] == [("activity", MADE_OF_WORDS_SCORE)]
    assert column_candidates("Hasil Kegiatan")[0].field == "output"
    two = column_candidates("Proses dan Kegiatan Kerja")
    assert {one.score for one in two} <= {MADE_OF_WORDS_SCORE}


def test_whole_texts_match_whole_spellings() -> None:
    assert whole_candidates("Waktu dan tempat", "column") == ()
    assert whole_candidates("WAKTU", "column")[0].field == "duration"
    assert whole_candidates("W" * 10_000, "column") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_spelling_is_found_as_itself(kind: str) -> None:
    for name, spellings in load_toml(_file_of(kind))[kind].items():
        for spelling in spellings:
            assert len(spelling.split()) <= LIMITS.max_words
            found = best(candidates(spelling, kind))
            assert found is not None
            assert (found.field, found.printed, found.exact) == (name, spelling, True), spelling
    assert load_spellings(kind)


def _file_of(kind: str) -> str:
    """Return the table that holds the spellings of a kind."""
    return next(name for name in ("sheet", "columns", "documents") if kind in load_toml(name))


@pytest.mark.parametrize(
    ("column", "printed", "meant"),
    [("duration", "Wakta", "Waktu"), ("activity", "Kegiatn", "Kegiatan"),
     ("duration", "Waktu (Menit)", None), ("remarks", "Ket", None),
     ("output", "Keluarn", "Keluaran"), ("output", "Kelengkapan", None)],
)  # fmt: skip
def test_a_heading_one_slip_from_the_form_s(column: str, printed: str, meant: str | None) -> None:
    assert meant_heading(column, printed) == meant


@pytest.mark.parametrize(
    ("lines", "kind"),
    [(["KEPUTUSAN BUPATI X", "MENIMBANG : bahwa"], "decree"), (["DAFTAR ISI"], "table of contents"),
     (["BAB II", "PENDAHULUAN"], "chapter"), (["SOP"], "cover"), (["SOP"] * 30, None),
     (["Lampiran I", "SOP"], "attachment"), (["Tabel"], None), ([], None)],
)  # fmt: skip
def test_what_kind_of_page_lines_make(lines: list[str], kind: str | None) -> None:
    assert page_kind(lines) == kind


def test_the_words_for_an_sop_before_a_title() -> None:
    assert without_kind("SOP Prosedur Mutasi Siswa") == "Mutasi Siswa"
    assert without_kind("STANDAR OPERASIONAL PROSEDUR Cuti") == "Cuti"
    assert without_kind("Mutasi SOP") == "Mutasi SOP"
