"""What is wrong with the regulations an SOP cites."""

from __future__ import annotations

from extract.checks.citations import check_citations
from models import Provenance, SopRecord, TextOrigin
from normalize.citations import parse_citation
from normalize.organisations import read_region
from tests.records import make_record


def citing(*items: str, **values: object) -> SopRecord:
    whole = make_record()
    government = "PEMERINTAH KABUPATEN BANTUL"
    header = whole.header.model_copy(
        update={
            "government": government,
            "region": read_region(government),
            "created_on": "2024-02-01",
            **values,
        }
    )
    cited = [parse_citation(item) for item in items]
    return whole.model_copy(update={"header": header, "legal_basis": cited})


def found(checked: SopRecord) -> list[tuple[str, str | None]]:
    return [(f.code, f.field) for f in check_citations(checked)]


def test_sound_citations_are_no_finding() -> None:
    sound = citing(
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Daerah Kabupaten Bantul Nomor 3 Tahun 2018 tentang Kearsipan",
        "Peraturan Daerah Provinsi Daerah Istimewa Yogyakarta Nomor 3 Tahun 2017 tentang Arsip",
    )
    assert found(sound) == []


def test_another_regions_regulation_is_said() -> None:
    foreign = citing("Peraturan Daerah Kota Depok Nomor 3 Tahun 2018 tentang Kearsipan")
    assert found(foreign) == [("regulation-of-other-region", "/legal_basis/0")]


def test_a_revoked_regulation_is_said_if_the_sop_came_later() -> None:
    revoked = "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara"
    assert found(citing(revoked)) == [("legal-basis-revoked", "/legal_basis/0")]
    assert found(citing(revoked, created_on="2019-02-01")) == []


def test_older_rules_on_sops_are_called_an_outdated_template() -> None:
    old = citing(
        "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/21/M.PAN/11/2008 tentang "
        "Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan"
    )
    assert found(old) == [("outdated-template", "/legal_basis/0")]


def test_the_title_of_another_regulation_is_said() -> None:
    mixed = citing(
        "Peraturan Menteri Dalam Negeri Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja "
        "Instansi Pemerintah"
    )
    assert found(mixed) == [("citation-type-mismatch", "/legal_basis/0")]


def test_a_citation_that_breaks_off_is_said() -> None:
    cut = "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi untuk"
    assert found(citing(cut)) == [("citation-truncated", "/legal_basis/0")]


def test_a_regulation_cited_twice_is_said_at_the_second() -> None:
    twice = citing(
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "UU No. 43 Tahun 2009 tentang Kearsipan",
    )
    assert found(twice) == [("citation-repeated", "/legal_basis/1")]


def test_a_citation_recognised_with_doubt_is_not_judged() -> None:
    cut = citing("Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi untuk")
    cut.source.text_origin = TextOrigin.OCR
    cut.provenance = {"/legal_basis/0": Provenance(page=1, confidence=0.7)}
    assert found(cut) == []
    cut.provenance = {"/legal_basis/0": Provenance(page=1, confidence=0.97)}
    assert found(cut) == [("citation-truncated", "/legal_basis/0")]
