from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citation import RegulationType
from normalize.citations import parse_citation, starts_citation
from normalize.institutions import Institution, institutions
from normalize.text import fold_space

Meaning = tuple[str, str | None, str | None, int | None, str | None]


def cases() -> dict[str, Meaning]:
    """Read the table of citations: printed -> type, issuer, number, year, slug."""
    lines = (Path(__file__).parent / "citations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {
        printed: (kind, issuer or None, number or None, int(year) if year else None, slug or None)
        for printed, kind, issuer, number, year, slug in rows
    }


CASES = cases()


@pytest.mark.parametrize(("printed", "meant"), CASES.items())
def test_a_citation_names_a_regulation(printed: str, meant: Meaning) -> None:
    citation = parse_citation(printed)
    found = (citation.type, citation.issuer, citation.number, citation.year, citation.slug)
    assert found == meant
    assert citation.raw == fold_space(printed)


def test_a_kind_broken_by_a_line_is_read() -> None:
    citation = parse_citation("Undang-\nUndang Nomor 5 Tahun 2014 tentang\nASN")
    assert (citation.raw, citation.type) == ("Undang- Undang Nomor 5 Tahun 2014 tentang ASN", "UU")
    assert citation.subject == "ASN"


def test_an_empty_item_is_no_regulation() -> None:
    assert parse_citation("").model_dump(exclude_none=True) == {"raw": "", "type": "OTHER"}


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("UU No. 25 Tahun 2009 tentang Pelayanan Publik;", "Pelayanan Publik"),
        ("UU No. 25 Tahun 2009 ttg. Pelayanan Publik .", "Pelayanan Publik"),
        ("UU 25/2009 Tentang Layanan (Lembaran Negara Tahun 2009 Nomor 112);", "Layanan"),
        ("UU 14/2008 tentang Keterbukaan (KIP);", "Keterbukaan (KIP)"),
        ("UU 23/2014 tentang Daerah sebagaimana telah diubah dengan UU 9/2015 tentang X", "Daerah"),
        ("UU No. 32 Tahun 2004 jo. UU No. 12 Tahun 2008 tentang Daerah", "Daerah"),
        ("UU 32/2004 sebagaimana telah diubah dengan UU 12/2008 tentang Perubahan Kedua", None),
        (
            "PP 28/2012 tentang Pelaksanaan UU 43/2009 tentang X.",
            "Pelaksanaan UU 43/2009 tentang X",
        ),
        ("Perda No. 8/2016 tentang Perangkat Berita Daerah Tahun 2016 Nomor 8", "Perangkat"),
        ("Peraturan Presiden Nomor 87 Tahun 2014;", None),
    ],
)
def test_the_subject_stands_after_tentang(printed: str, subject: str | None) -> None:
    assert parse_citation(printed).subject == subject


@pytest.mark.parametrize(
    "line",
    [
        "1. Undang-Undang Nomor 25", "a. UU No. 5", "Peraturan Menteri", "Peraturan", "Undang-",
        "PP",
        "Peraturan Daerah Kabupaten", "Peraturan Pemerintah Republik", "• Permendagri No 5",
        "Surat Edaran Menteri",
        "Peraturan Kepala Badan Kepegawaian", "Keputusan Bupati Contoh", "UUD 1945", "Qanun Aceh",
        "SNI Nomor 5",
    ],
)  # fmt: skip
def test_a_line_that_begins_a_citation(line: str) -> None:
    assert starts_citation(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "Peraturan yang berlaku", "peraturan perundang-undangan", "Undang-undang yang berlaku",
        "Keputusan pimpinan", "Instruksi kerja", "Republik Indonesia Tahun 2014 Nomor 5",
        "Menteri Dalam Negeri",
        "tentang Pelayanan Publik", "Surat Keputusan", "Surat Edaran", "SK Tim", "Nota Dinas",
        "Permintaan barang",
        "Memahami Undang-Undang Nomor 5", "se Kabupaten Contoh", "Pemerintah Nomor 5 Tahun 2011",
        "Pedoman Teknis",
    ],
)  # fmt: skip
def test_a_line_that_begins_none(line: str) -> None:
    assert not starts_citation(line)


MINISTRIES = [one for one in institutions() if one.kind == "ministry"]
AGENCIES = [one for one in institutions() if one.kind == "agency" and one.name != "Mahkamah Agung"]


@pytest.mark.parametrize("one", MINISTRIES, ids=lambda one: one.slug)
def test_every_ministry_is_known(one: Institution) -> None:
    citation = parse_citation(f"Peraturan Menteri {one.name} Nomor 7 Tahun 2015 tentang X")
    assert (citation.type, citation.issuer) == (RegulationType.PERMEN, one.issuer)
    assert citation.slug == f"permen{one.slug}-no-7-tahun-2015"


@pytest.mark.parametrize("one", AGENCIES, ids=lambda one: one.slug)
def test_every_agency_is_known_by_its_long_and_short_names(one: Institution) -> None:
    for name in (one.name, *(short.upper() for short in one.shorts[:1])):
        citation = parse_citation(f"Peraturan {name} Nomor 7 Tahun 2015 tentang X")
        assert (citation.type, citation.issuer) == (RegulationType.PERBAN, one.issuer)
        assert citation.slug == f"peraturan-{one.slug}-no-7-tahun-2015"


@given(
    st.integers(1, 999),
    st.integers(1945, 2099),
    st.sampled_from(
        [
            "{} Nomor {} Tahun {}",
            "{} No. {} Th. {}",
            "{} No {}/{}",
            "{} {}/{}",
            "{} nomor: {} tahun {}",
        ]
    ),
    st.sampled_from(
        ["UU", "PP", "Peraturan Presiden", "Permendagri", "Perka BKN", "Perda Kota Depok"]
    ),
)
def test_number_and_year_of_a_printed_citation_are_read_back(
    number: int, year: int, form: str, kind: str
) -> None:
    citation = parse_citation(f"{form.format(kind, number, year)} tentang Contoh")
    assert (citation.number, citation.year) == (str(number), year)
    assert citation.subject == "Contoh"


PIECES = [
    "UU", "Peraturan", "Menteri", "Kepala", "Badan", "Daerah", "Kota", "Nomor", "No.", "5", "/",
    "2014", "Tahun", "tentang", "(", ")", "sebagaimana", "Dalam Negeri", "SE", "Gubernur", "RI",
    "tanggal", ":", "\n", "-",
]  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_gives_a_citation_of_its_own_words(text: str) -> None:
    citation = parse_citation(text)
    assert citation.raw == fold_space(text)
    assert citation.subject is None or citation.subject in citation.raw
    assert starts_citation(text) in (True, False)


def test_a_thousand_citations_take_less_than_a_second() -> None:
    parse_citation("UU Nomor 1 Tahun 2020")
    printed = list(CASES)
    start = time.process_time()
    for index in range(1000):
        parse_citation(f"{printed[index % len(printed)]} tentang Contoh {index}")
    assert time.process_time() - start < 1
