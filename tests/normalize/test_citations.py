from __future__ import annotations

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
    """Read the table of citations: printed -> type, issuer, number, year, slug; each once."""
    lines = (Path(__file__).parent / "citations.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {
        printed: (kind, issuer or None, number or None, int(year) if year else None, slug or None)
        for printed, kind, issuer, number, year, slug, _ in rows
    }


CASES = cases()


def test_the_table_is_as_large_as_it_was_asked_to_be() -> None:
    assert len(CASES) >= 250


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
    assert parse_citation("").model_dump(exclude_defaults=True) == {"raw": "", "type": "OTHER"}


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
        ("UU 25/2009 tentang Layanan, PP 96/2012 tentang Pelaksanaan UU 25/2009", "Layanan"),
        ("Peraturan Pemerintah tentang Kearsipan Nomor 28 Tahun 2012", "Kearsipan"),
        ("UU tentang Layanan (UU No. 25 Tahun 2009)", "Layanan"),
        ("UU 25/2009 tentang Layanan dan PP Nomor 96 Tahun 2012;", "Layanan"),
        ("UU 33/2004 yang telah dicabut dengan UU 1/2022 tentang Keuangan", None),
    ],
)
def test_the_subject_stands_after_tentang(printed: str, subject: str | None) -> None:
    assert parse_citation(printed).subject == subject


Links = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("printed", "links"),
    [
        ("UU 25/2009 tentang Pelayanan Publik", []),
        ("UU 23/2014 tentang Daerah sebagaimana telah diubah dengan UU 9/2015",
         [("amended_by", "uu-no-9-tahun-2015")]),
        ("UU 23/2014 tentang Daerah sebagaimana telah diubah beberapa kali, terakhir dengan UU 9"
         " Tahun 2015 tentang Perubahan Kedua atas UU 23/2014 tentang Daerah",
         [("amended_by", "uu-no-9-tahun-2015")]),
        ("Permendagri 13/2006 sebagaimana diubah dengan Permendagri 59/2007 dan Permendagri"
         " 21/2011",
         [("amended_by", "permendagri-no-59-tahun-2007"),
          ("amended_by", "permendagri-no-21-tahun-2011")]),
        ("UU Nomor 23 Tahun 2014 (Lembaran Negara Tahun 2014 Nomor 244) sebagaimana telah diubah"
         " dengan UU Nomor 9 Tahun 2015 (Lembaran Negara Tahun 2015 Nomor 58)",
         [("amended_by", "uu-no-9-tahun-2015")]),
        ("Perpres 16/2018 dan perubahannya Perpres 12/2021",
         [("amended_by", "perpres-no-12-tahun-2021")]),
        ("UU 33/2004 yang telah dicabut dengan UU 1/2022", [("revoked_by", "uu-no-1-tahun-2022")]),
        ("UU 24/2013 tentang Perubahan atas Undang-Undang Nomor 23 Tahun 2006",
         [("amends", "uu-no-23-tahun-2006")]),
        ("Permendagri 21/2011 tentang Perubahan Kedua atas Permendagri Nomor 13 Tahun 2006",
         [("amends", "permendagri-no-13-tahun-2006")]),
        ("PP 96/2012 tentang Pelaksanaan UU 25/2009 tentang Pelayanan Publik",
         [("implements", "uu-no-25-tahun-2009")]),
        ("PP 40/2019 tentang Pelaksanaan UU 23/2006 tentang Adminduk sebagaimana telah diubah"
         " dengan UU 24/2013", [("implements", "uu-no-23-tahun-2006")]),
        ("PP 43/2014 tentang Peraturan Pelaksanaan UU 6/2014 tentang Desa sebagaimana telah di ubah"
         " dengan PP 47/2015 dan Permendagri 44/2016",
         [("implements", "uu-no-6-tahun-2014"), ("amended_by", "pp-no-47-tahun-2015"),
          ("joined", "permendagri-no-44-tahun-2016")]),
        ("Perda Kota Depok 5/2016 sebagaimana telah diubah dengan Peraturan Daerah Nomor 3 Tahun"
         " 2020", [("amended_by", "perda-kota-depok-no-3-tahun-2020")]),
        ("Perpres 54/2010 jo. Perpres 70/2012", [("joined", "perpres-no-70-tahun-2012")]),
        ("UU 23/2014 dan PP Nomor 18 Tahun 2016", [("joined", "pp-no-18-tahun-2016")]),
        ("UU 25/2009 tentang Layanan, PP 96/2012 tentang Pelaksanaan UU 25/2009; Permendagri"
         " 52/2011",
         [("joined", "pp-no-96-tahun-2012"), ("joined", "permendagri-no-52-tahun-2011")]),
        ("UUD 1945 dan UU 25/2009", [("joined", "uu-no-25-tahun-2009")]),
        ("Perbup Balangan 5/2020 tentang Tindak Lanjut Permendagri 52/2011",
         [("mentioned", "permendagri-no-52-tahun-2011")]),
        ("Peraturan Menteri Dalam Negeri (Permendagri) Nomor 52 Tahun 2011", []),
        ("Peraturan Menteri Kesehatan Nomor 269/MENKES/PER/III/2008", []),
        ("Peraturan Menteri BUMN Nomor PER-2/MBU/03/2023", []),
        ("Permendagri 86/2017 tentang Tata Cara Evaluasi Peraturan Daerah tentang RPJPD", []),
    ],
)  # fmt: skip
def test_the_other_regulations_of_an_item_are_links(printed: str, links: Links) -> None:
    citation = parse_citation(printed)
    assert [(link.relation.value, link.slug) for link in citation.links] == links
    assert all(link.uri for link in citation.links)


def test_the_own_number_is_not_that_of_another_regulation() -> None:
    citation = parse_citation("UU 23/2014, PP Nomor 18 Tahun 2016")
    assert (citation.number, citation.year) == ("23", 2014)


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
