from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citation import RegulationType
from normalize.citations import parse_citation
from normalize.identifiers import RegulationName, parse_slug, parse_uri, uri_of, write_out
from normalize.institutions import institutions
from normalize.regions import known_regions

MINISTERS = [one.issuer for one in institutions() if one.kind == "ministry"]
# Of these, kinds of their own have short names that say the issuer too.
OWN_KINDS = ("Mahkamah Agung", "Jaksa Agung", "Tentara Nasional Indonesia")
AGENCIES = [one.issuer for one in institutions() if one.kind == "agency"]
LEVELS = {
    "PERDA": ("Provinsi", "Kabupaten", "Kota"),
    "PERGUB": ("Provinsi",), "KEPGUB": ("Provinsi",),
    "PERBUP": ("Kabupaten",), "KEPBUP": ("Kabupaten",),
    "PERWALI": ("Kota",), "KEPWALI": ("Kota",),
    "SE": ("Provinsi", "Kabupaten", "Kota"),
}  # fmt: skip
NUMBERS = st.integers(1, 9999).map(str)
YEARS = st.integers(1945, 2099)


def regional(kind: str) -> st.SearchStrategy[RegulationName]:
    regions = [region.issuer for region in known_regions() if region.level in LEVELS[kind]]
    return st.builds(
        RegulationName, st.just(RegulationType(kind)), st.sampled_from(regions), NUMBERS, YEARS
    )


def issued(kinds: list[str], issuers: list[str]) -> st.SearchStrategy[RegulationName]:
    types = st.sampled_from([RegulationType(kind) for kind in kinds])
    return st.builds(RegulationName, types, st.sampled_from(issuers), NUMBERS, YEARS)


NAMES = (
    st.builds(
        RegulationName,
        st.sampled_from([RegulationType(k) for k in ("UU", "PERPPU", "PP", "PERPRES", "KEPPRES",
                                                     "INPRES", "TAP-MPR")]),
        st.none(), NUMBERS, YEARS,
    )
    | st.builds(RegulationName, st.just(RegulationType.PERMA), st.just("Mahkamah Agung"), NUMBERS,
                YEARS)
    | issued(["PERMEN", "KEPMEN", "SE"], MINISTERS)
    | issued(["PERBAN", "KEPBAN"], [name for name in AGENCIES if name not in OWN_KINDS])
    | st.sampled_from(sorted(LEVELS)).flatmap(regional)
)  # fmt: skip


def slugs_of(issuer: str | None) -> str | None:
    return next((one.slug for one in institutions() if one.issuer == issuer), issuer)


@given(NAMES)
def test_what_is_written_out_is_read_back(name: RegulationName) -> None:
    citation = parse_citation(write_out(name, "Contoh Layanan"))
    assert RegulationName(citation.type, citation.issuer, citation.number, citation.year or 0) == (
        name
    )
    assert citation.subject == "Contoh Layanan"


@given(NAMES)
def test_slug_and_uri_lead_back_to_the_regulation(name: RegulationName) -> None:
    citation = parse_citation(write_out(name))
    assert citation.slug is not None
    assert citation.uri is not None
    for found in (parse_slug(citation.slug), parse_uri(citation.uri)):
        assert found is not None
        assert (found.type, found.number, found.year) == (name.type, name.number, name.year)
        # Institutions of one short name are one in an identifier.
        assert slugs_of(found.issuer) == slugs_of(name.issuer)
    found = parse_uri(citation.uri)
    assert found is not None
    assert uri_of(found.type, found.issuer, found.number, found.year) == citation.uri


@pytest.mark.parametrize(
    ("printed", "uri"),
    [
        ("UUD 1945", "/akn/id/act/uud/1945"),
        ("TAP MPR Nomor XI/MPR/1998", "/akn/id/act/tap-mpr/1998/xi-mpr-1998"),
        ("UU Nomor 23 Tahun 2014", "/akn/id/act/uu/2014/23"),
        ("Permendagri 52/2011", "/akn/id/act/permen-dagri/2011/52"),
        ("Perka BKN 24/2017", "/akn/id/act/perban-bkn/2017/24"),
        ("Peraturan BKN 24/2017", "/akn/id/act/perban-bkn/2017/24"),
        ("Perki 1/2021", "/akn/id/act/perban-ki/2021/1"),
        ("Perda Kota Depok No. 8 Tahun 2010", "/akn/id/act/perda-kota-depok/2010/8"),
        ("Perbup Balangan 5/2020", "/akn/id/act/perbup-kab-balangan/2020/5"),
        ("PMK 215/PMK.05/2016", "/akn/id/act/permen-keu/2016/215-pmk-05-2016"),
        ("SE Mendagri 5/2020", "/akn/id/act/se-dagri/2020/5"),
        ("Perma 1/2016", "/akn/id/act/perma/2016/1"),
        ("Peraturan Daerah Nomor 5 Tahun 2010", None),
        ("UU Nomor 23", None),
        ("Peraturan Lembaga Contoh Nusantara Nomor 5 Tahun 2020", None),
        ("SNI 19-14001-2005", None),
    ],
)
def test_a_regulation_has_a_uri_where_it_is_known_whose_it_is(
    printed: str, uri: str | None
) -> None:
    assert parse_citation(printed).uri == uri


@pytest.mark.parametrize(
    "text",
    [
        "", "/akn/id/act", "/akn/id/act/uu", "/akn/id/act/uu/2014", "/akn/id/act/uud/1945/5",
        "/akn/id/act/permen/2011/52", "/akn/id/act/permen-contoh/2011/52", "/akn/id/act/x/2011/5",
        "/akn/id/act/uu/20x4/5", "/akn/de/act/uu/2014/5", "/akn/id/act/other/2014/5",
        "uu-no-5", "contoh-no-5-tahun-2014", "perda-contoh-no-5-tahun-2014",
    ],
)  # fmt: skip
def test_what_is_no_identifier_names_nothing(text: str) -> None:
    assert parse_uri(text) is None
    assert parse_slug(text) is None


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    for text_of in (text, f"/akn/id/act/{text}", f"{text}-no-{text}-tahun-2014"):
        for found in (parse_uri(text_of), parse_slug(text_of)):
            assert found is None or found.type in RegulationType
