from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import LIT, PSKeyword

from extract.readers.content import LONGEST, UnusualContentError, cut_content
from extract.readers.pdf import read_pdf
from tests.readers.handmade import Handmade, text


def parsed(data: bytes) -> list[tuple[bytes, list[Any]]]:
    """Return operators and operands as pdfminer's own parser gives them."""
    parser = PDFContentParser([PDFStream({}, data)])
    found: list[tuple[bytes, list[Any]]] = []
    operands: list[Any] = []
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(token, PSKeyword):
            found.append((token.name, operands))
            operands = []
        else:
            operands.append(token)


numbers = st.one_of(
    st.integers(-99999, 99999).map(str),
    st.floats(-9999, 9999).map(lambda x: f"{x:.4f}"),
    st.sampled_from([".5", "-.25", "+3", "4.", "-0", "00012"]),
)
names = st.sampled_from(["/F1", "/Im0", "/A#20B", "/x-y_z", "/Gs.1"])
strings = st.one_of(
    st.text("abc 01\r\n\t/%<>[]", max_size=8).map(lambda x: f"({x})"),
    st.sampled_from([r"(a\)b)", r"(\\)", r"(\101\7)", r"(a\nb\tc)", "(a\\\nb)", r"(\053)"]),
    st.binary(max_size=6).map(lambda x: f"<{x.hex()}>"),
    st.just("< 41 42 >"),
)
simple = st.one_of(numbers, names, strings)
lists = st.lists(simple, max_size=4).map(lambda parts: f"[{' '.join(parts)}]")
dictionaries = st.lists(st.tuples(names, st.one_of(simple, lists)), max_size=3).map(
    lambda pairs: f"<<{' '.join(f'{key} {value}' for key, value in pairs)}>>"
)
operands = st.one_of(simple, lists, dictionaries)
operators = st.sampled_from(["Tj", "TJ", "T*", "'", '"', "re", "f*", "b*", "BDC", "d0", "q", "W*"])
lines = st.builds(
    lambda given, operator, gap: f"{gap.join([*given, operator])}{gap}",
    st.lists(operands, max_size=6),
    operators,
    st.sampled_from([" ", "\n", "\r\n", " % note\n", "\t "]),
)
contents = st.lists(lines, max_size=8).map("".join)


@given(contents)
def test_content_is_cut_as_pdfminer_cuts_it(content: str) -> None:
    data = content.encode("latin-1")
    assert list(cut_content(data)) == parsed(data)


def test_tokens_without_blanks_between_them_are_told_apart() -> None:
    data = b"/F1 9 Tf[(a)-20.5<42>]TJ(x)Tj/P<</MCID 0>>BDC 1 0 0 RG"
    assert list(cut_content(data)) == [
        (b"Tf", [LIT("F1"), 9]),
        (b"TJ", [[b"a", -20.5, b"B"]]),
        (b"Tj", [b"x"]),
        (b"BDC", [LIT("P"), {"MCID": 0}]),
        (b"RG", [1, 0, 0]),
    ]


def test_a_missing_hexadecimal_digit_is_zero() -> None:
    assert list(cut_content(b"<414> Tj")) == [(b"Tj", [b"A@"])]


@pytest.mark.parametrize(
    "data",
    [
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI",
        b"(never closed Tj",
        b"(nested (parentheses)) Tj",
        b"[1 2 Tj",
        b"1 2] TJ",
        b"<< /A >> BDC",
        b"1.2.3 w",
        b"--5 w",
        b"{ add }",
        b"<4G> Tj",
        b"(\\777) Tj",
        b"[1 2 re]",
        b" " * (LONGEST + 1),
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_is_unusual_is_left_to_pdfminer(data: bytes) -> None:
    with pytest.raises(UnusualContentError):
        list(cut_content(data))


@pytest.mark.parametrize(
    "piece", [b"(", b"(\\(", b"<4", b"[", b"<<", b"(a\\", b"/", b"%", b"-", b"\0"]
)
def test_hostile_content_is_left_at_once(piece: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(UnusualContentError):
        list(cut_content(piece * (1_000_000 // len(piece))))
    assert time.process_time() - start < 2


@given(st.binary(max_size=200))
def test_any_bytes_are_cut_or_left(data: bytes) -> None:
    try:
        for operator, given_to_it in cut_content(data):
            assert isinstance(operator, bytes)
            assert isinstance(given_to_it, list)
    except UnusualContentError:
        pass


def test_content_left_to_pdfminer_is_read_all_the_same(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(
        "q 20 0 0 20 100 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q "
        + text("Nomor", 50, 700)
        + "BT /F1 10 Tf 50 650 Td (a (b) c) Tj ET"
    )
    (page,) = read_pdf(pdf.save(tmp_path))
    assert {word.text for word in page.words} == {"Nomor", "a", "(b)", "c"}
    assert [tuple(map(round, box)) for box in page.pictures] == [(100, 722, 120, 742)]


def test_a_form_drawn_within_itself_ends(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_form("X", "", (0, 0, 100, 100))
    number = pdf.things["X"]
    pdf.add_form("Y", text("sekali", 10, 10) + "/Y Do /X Do", (0, 0, 600, 800))
    own = pdf.things["Y"]
    # The form's resources were written before it had a number: let its own name lead to itself.
    pdf.objects[own - 1] = pdf.objects[own - 1].replace(
        b"/X %d 0 R" % number, b"/X %d 0 R /Y %d 0 R" % (number, own)
    )
    pdf.add_page("/Y Do")
    (page,) = read_pdf(pdf.save(tmp_path))
    assert [word.text for word in page.words] == ["sekali"]


def test_content_in_several_streams_is_one(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page("BT /F1 10 Tf 50 700 Td")
    pdf.add_page("(terbagi) Tj ET")
    first, second = (pdf.objects[page - 1] for page in pdf.pages)
    contents = [body.split(b"/Contents ")[1].split(b" ")[0] for body in (first, second)]
    pdf.objects[pdf.pages[0] - 1] = first.replace(
        b"/Contents %s 0 R" % contents[0], b"/Contents [%s 0 R %s 0 R]" % tuple(contents)
    )
    pages = list(read_pdf(pdf.save(tmp_path)))
    assert [word.text for word in pages[0].words] == ["terbagi"]
