"""Bytes to text: every encoding that offices' exports come in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import EmptyFileError, UnsupportedFormatError
from extract.readers.text import decode_text

SAMPLE = "Nomor SOP : 12/2024\nTanggal Revisi : \u2013 \u201csementara\u201d\nPelaksana\tCamat é\n"


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode("utf-8"),
        codecs.BOM_UTF8 + SAMPLE.encode("utf-8"),
        codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        SAMPLE.encode("utf-16-le"),
        SAMPLE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SAMPLE.encode("utf-32-le"),
        SAMPLE.encode("cp1252"),
        SAMPLE.replace("\n", "\r\n").encode("utf-8"),
        SAMPLE.replace("\n", "\r").encode("cp1252"),
    ],
    ids=[
        "utf-8", "utf-8-bom", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be",
        "utf-32-le-bom", "cp1252", "crlf", "cr",
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode_text(data) == SAMPLE


def test_javanese_letters_in_utf16_are_text() -> None:
    text = "PEMERINTAH KABUPATEN\n\ua98f\ua9a7\ua9b8\ua9a5\nDINAS PENDIDIKAN\n"
    assert decode_text(text.encode("utf-16-le")) == text


def test_form_feeds_are_kept() -> None:
    assert decode_text(b"halaman satu\n\fhalaman dua") == "halaman satu\n\fhalaman dua"


def test_utf8_cut_inside_a_character_keeps_what_stands_before() -> None:
    assert decode_text("Surat é\u2013 dan \u2013".encode()[:-1]) == "Surat é\u2013 dan "


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\x20\x00"]
)
def test_nothing_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        decode_text(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00word/document.xml",
        bytes(range(256)) * 8,
    ],
    ids=["png", "zip", "all-bytes"],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        decode_text(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_typed_error(data: bytes) -> None:
    try:
        text = decode_text(data)
    except (EmptyFileError, UnsupportedFormatError):
        return
    assert text.strip()
    assert "\r" not in text
