"""Every finding can be told in Indonesian and in English, with the same values in both."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import pytest

from extract.findings.messages import _load, retold, speaking, tell
from extract.findings.registry import load_kinds, make_finding
from models import Concern, Finding, Severity
from models.language import Language

# A value of each kind of parameter.
SAMPLES: dict[str, str | int | list[str]] = {
    "cause": "cannot be read: x",
    "": "isi", "step": "4", "Step": "#5", "steps": ["4", "6"], "Steps": ["4", "#5", "6"],
    "list": ["a", "b", "c"], "quoted": ["a"], "named": ["a", "b", "c", "d", "e"],
    "date": "2024-03-05", "number": 1234, "term": "misread", "pages": ["2-3"],
    "looks": ["decree|1|3-4", "cover|2"], "sop": ["Arsip", "Dinas", "a.pdf"],
    "shares": ["steps|7|8", "title", "bases|2|3"], "digits": 2, "more": 3,
}  # fmt: skip


def wordings() -> Iterator[tuple[str, str | None, dict[str, str]]]:
    for code, texts in _load("messages").items():
        for wording, own in [(None, texts)] if "en" in texts else texts.items():
            yield code, wording, own


def slots(text: str) -> dict[str, str]:
    """Return the parameters of a message with their kinds; a sentence may begin with one."""
    return {name: kind or "" for _, name, kind, _ in Formatter().parse(text) if name}


def test_every_code_has_messages_in_both_languages() -> None:
    assert list(_load("messages")) and set(_load("messages")) == set(load_kinds())
    for code, wording, texts in wordings():
        assert {"en", "id"} <= set(texts), (code, wording)
        assert ("en_document" in texts) == ("id_document" in texts), (code, wording)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("concerns", Concern)
def test_every_message_can_be_told(language: Language, concerns: Concern) -> None:
    for code, wording, texts in wordings():
        params = {
            name: SAMPLES[kind] for text in texts.values() for name, kind in slots(text).items()
        }
        told = tell(code, wording, params, concerns=concerns, language=language)
        assert told and "{" not in told, (code, wording)


def test_both_languages_tell_the_same_values() -> None:
    for code, wording, texts in wordings():
        assert set(slots(texts["en"])) == set(slots(texts["id"])), (code, wording)


@pytest.mark.parametrize(
    ("code", "wording", "params", "told"),
    [
        ("step-number-gap", "several", {"number": 8, "before": 5, "first": 6, "last": 7},
         "Langkah 8 mengikuti langkah 5: cari langkah 6 sampai 7."),
        ("flow-dead-end", "gap", {"step": "4", "next": "#5"},
         "Tidak ada panah yang terbaca dari langkah 4, dan tidak ada yang menuju langkah pada "
         "baris 5; bandingkan dengan halaman dan tambahkan pada alur."),
        ("legal-basis-newer", None, {"year": 2024, "latest": "2023-03-05", "doubt": "misread"},
         "Peraturan tahun 2024 dalam SOP yang tanggal terakhirnya 5 Maret 2023; perbaiki tahun "
         "peraturan atau tanggal SOP. Mungkin salah terbaca."),
        ("page-passed-over", "plain", {"looks": ["decree|1|3-4", "cover|2"]},
         "Dilewati karena bukan bagian SOP: halaman 1, 3-4 (surat keputusan); halaman 2 (sampul)."),
        ("related-sop-not-found", "nowhere", {"names": list("abcde"), "agency": "Dinas"},
         '"a", "b", "c" dan 2 lainnya: tidak ada di antara SOP Dinas yang dibaca. Tambahkan '
         "berkasnya, atau perbaiki namanya."),
    ],
)  # fmt: skip
def test_messages_read_as_an_officer_writes(
    code: str, wording: str | None, params: dict[str, str | int | list[str]], told: str
) -> None:
    assert tell(code, wording, params, language=Language.INDONESIAN) == told
    with speaking(Language.INDONESIAN):
        assert make_finding(code, wording, params).message == told
    english = make_finding(code, wording, params)
    assert retold(english, Language.INDONESIAN) == told


def test_a_finding_that_is_not_ours_keeps_its_message() -> None:
    other = Finding(code="own-code", severity=Severity.INFO, message="Look at it.")
    assert retold(other, Language.INDONESIAN) == "Look at it."
