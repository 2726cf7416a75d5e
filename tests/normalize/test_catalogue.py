from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.citation import RegulationType
from normalize.catalogue import (
    CatalogueError,
    Regulation,
    default_catalogue,
    find,
    find_by_title,
    find_citation,
    load_catalogue,
)
from normalize.citations import parse_citation
from normalize.institutions import institutions

PANRB = "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
HEADING = "type,issuer,number,year,title,revoked_by,revoked_on,amended_by"
OWN_RULE = "PERBUP,Kabupaten Contoh,5,2019,Standar Pelayanan Contoh,Perbup 7/2022,2022,"


def test_it_holds_the_regulations_that_sops_cite_most() -> None:
    assert len(default_catalogue()) >= 150


@pytest.mark.parametrize("regulation", [*default_catalogue()], ids=lambda one: one.name)
def test_every_entry_is_a_regulation_that_a_citation_of_it_finds(regulation: Regulation) -> None:
    assert find_citation(parse_citation(f"{regulation.name} tentang {regulation.title}")) == (
        regulation
    )
    assert regulation in find_by_title(regulation.title)
    issuers = {one.issuer for one in institutions()}
    assert regulation.issuer is None or regulation.issuer in issuers


@pytest.mark.parametrize("regulation", [*default_catalogue()], ids=lambda one: one.name)
def test_what_became_of_an_entry_is_later_than_it(regulation: Regulation) -> None:
    links = list(regulation.amended_by)
    if regulation.revoked_by:
        links.append(regulation.revoked_by)
        assert regulation.revoked_on
        assert int(regulation.revoked_on[:4]) >= regulation.year
    for link in links:
        citation = parse_citation(link)
        assert citation.slug, link
        assert citation.year is not None
        assert citation.year >= regulation.year
        known = find_citation(citation)
        # What took its place is no older than what it took the place of.
        assert known is None or known.revoked_on is None or known.revoked_on > str(regulation.year)


def test_a_renamed_ministry_is_the_same_issuer() -> None:
    found = find("PERMEN", "Menteri Pendayagunaan Aparatur Negara", "35", 2012)
    assert found is not None
    assert found.issuer == PANRB


@pytest.mark.parametrize("number", ["PER/21/M.PAN/11/2008", "PER-21/M.PAN/11/2008", "21"])
def test_a_slash_number_is_found_by_its_running_number(number: str) -> None:
    found = find("PERMEN", "Menteri Pendayagunaan Aparatur Negara", number, 2008)
    assert found is not None
    assert found.revoked_by == "PermenPANRB 35/2012"


@pytest.mark.parametrize(
    ("type", "issuer", "number", "year"),
    [
        ("UU", None, "5", 2015),
        ("PERMEN", "Menteri Agama", "52", 2011),
        ("PERMEN", None, "52", 2011),
        ("UU", None, None, 2014),
        ("UU", None, "5", None),
    ],
)
def test_what_it_does_not_hold_is_none(
    type: str, issuer: str | None, number: str | None, year: int | None
) -> None:
    assert find(type, issuer, number, year) is None


@pytest.mark.parametrize(
    ("date", "revoked"),
    [("2023", False), ("2023-10", False), ("2023-10-31", False), ("2023-11", True),
     ("2023-11-01", True), ("2024", True), ("2020-01-01", False)],
)  # fmt: skip
def test_it_is_revoked_only_where_the_dates_are_sure(date: str, revoked: bool) -> None:
    law = find("UU", None, "5", 2014)
    assert law is not None
    assert law.is_revoked_before(date) is revoked


def test_a_users_file_is_read_on_top_of_it(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(f"\ufeff{HEADING}\n{OWN_RULE}\nUU,,05,2014,ASN lama,,,\n", encoding="utf-8")
    catalogue = load_catalogue(file)
    own = catalogue.find("PERBUP", "Kabupaten Contoh", "5", 2019)
    assert own is not None
    assert (own.type, own.revoked_by) == (RegulationType.PERBUP, "Perbup 7/2022")
    replaced = catalogue.find("UU", None, "5", 2014)
    assert replaced is not None
    assert replaced.title == "ASN lama"
    assert len(catalogue) == len(default_catalogue()) + 1


def test_a_users_file_may_leave_columns_out(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("title,type,year,number\nContoh,pp,2030,1\n", encoding="utf-8")
    found = load_catalogue(file).find("PP", None, "1", 2030)
    assert found is not None
    assert found.title == "Contoh"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "line 1 names no column type"),
        ("type,number,year\n", "line 1 names no column title"),
        (f"{HEADING},note\n", 'line 1 names a column "note"'),
        (f"{HEADING}\nUU,,5,2014,ASN\n", "line 2 has not as many cells"),
        (f"{HEADING}\nUU,,5,2014,ASN,,,,,\n", "line 2 has not as many cells"),
        (f"{HEADING}\nUndang,,5,2014,ASN,,,\n", 'line 2: "Undang" is no type'),
        (f"{HEADING}\nUU,,5,14,ASN,,,\n", 'line 2: "14" is no year'),
        (f"{HEADING}\nUU,,,2014,ASN,,,\n", "line 2 has no number"),
        (f"{HEADING}\n{OWN_RULE}\nUU,,5,2014,,,,\n", "line 3 has no title"),
        (f"{HEADING}\nUU,,5,2014,ASN,UU 20/2023,,\n", "line 2: revoked_by and revoked_on"),
        (f"{HEADING}\nUU,,5,2014,ASN,UU 20/2023,Oktober,\n", "is no date"),
        (f'{HEADING}\nUU,,5,2014,"ASN\n', "line 2"),
    ],
)
def test_a_malformed_file_is_one_clear_line(tmp_path: Path, text: str, cause: str) -> None:
    file = tmp_path / "own.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(file)
    message = str(raised.value)
    assert message.startswith(str(file))
    assert cause in message
    assert "\n" not in message


def test_a_file_that_is_not_there_or_no_text_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"own\.csv: No such file"):
        load_catalogue(tmp_path / "own.csv")
    binary = tmp_path / "own.xls"
    binary.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    with pytest.raises(CatalogueError, match="not UTF-8"):
        load_catalogue(binary)


@given(st.text())
def test_any_file_is_a_catalogue_or_a_catalogue_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "own.csv"
    file.write_text(f"{HEADING}\n{text}", encoding="utf-8", errors="replace")
    try:
        assert len(load_catalogue(file)) >= len(default_catalogue())
    except CatalogueError as error:
        assert "\n" not in str(error)


@given(st.text(), st.none() | st.text(), st.none() | st.text(), st.none() | st.integers())
def test_any_regulation_can_be_looked_up(
    type: str, issuer: str | None, number: str | None, year: int | None
) -> None:
    found = find(type, issuer, number, year)
    assert found is None or found.year == year
    assert all(isinstance(one, Regulation) for one in find_by_title(type))
