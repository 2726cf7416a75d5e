from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extract.readers.kinds import PDF_HEADER_WITHIN, MediaType, sniff
from tests.readers.handmade import Handmade


def picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(buffer, form)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("PNG", MediaType.PNG),
        ("JPEG", MediaType.JPEG),
        ("TIFF", MediaType.TIFF),
        ("GIF", MediaType.GIF),
        ("WEBP", MediaType.WEBP),
    ],
)
def test_pictures_are_known_by_their_content(form: str, expected: MediaType) -> None:
    assert sniff(picture(form)) is expected


def test_office_files_and_programs_are_known() -> None:
    assert sniff(archive()) is MediaType.ZIP
    assert sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) is MediaType.OLE
    assert sniff(b"MZ\x90\x00" + bytes(60)) is MediaType.EXECUTABLE
    assert sniff(rb"{\rtf1\ansi Nomor SOP}") is MediaType.RTF


def test_a_pdf_may_stand_behind_garbage() -> None:
    pdf = Handmade()
    pdf.add_page("")
    data = pdf.build()
    assert sniff(data) is MediaType.PDF
    assert sniff(b"\xef\xbb\xbf\r\n" + data) is MediaType.PDF
    assert sniff(b"x" * (PDF_HEADER_WITHIN - 5) + data) is MediaType.PDF
    assert sniff(b"x" * (PDF_HEADER_WITHIN + 1) + data) is MediaType.TEXT


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="%{"), min_size=1))
def test_prose_is_text(prose: str) -> None:
    assert sniff(b"Nomor SOP " + prose.encode()) is MediaType.TEXT


@given(st.binary())
def test_any_bytes_are_of_some_kind(data: bytes) -> None:
    assert isinstance(sniff(data), MediaType)
