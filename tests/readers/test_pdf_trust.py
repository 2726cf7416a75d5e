from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.pdf import read_pdf
from models.geometry import BBox
from models.page import Page
from models.source import TextOrigin
from tests.readers.handmade import Handmade, codes, picture, text
from tests.readers.prose import PROSE, prose

WHOLE = (0.0, 0.0, 595.0, 842.0)
WORDS = [word for line in PROSE for word in line.split()]
NO_INK = "q 3 Tr {} Q\n"


def read_one(pdf: Handmade, folder: Path) -> Page:
    (page,) = read_pdf(pdf.save(folder))
    return page


def texts(page: Page) -> list[str]:
    return sorted(word.text for word in page.words)


def notes(page: Page) -> list[str]:
    return [note.code for note in page.notes]


def rounded(boxes: tuple[BBox, ...]) -> list[tuple[int, ...]]:
    return [tuple(map(round, box)) for box in boxes]


def misread(line: str) -> str:
    """Return a line as poor OCR gives it."""
    swaps = str.maketrans({"l": "1", "a": "e", "m": "rn", "S": "5", "o": "0", "g": "q", "u": "ii"})
    return " ".join(
        word.translate(swaps) if index % 3 else word for index, word in enumerate(line.split())
    )


def test_a_clean_page_is_believed(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose())
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert {word.confidence for word in page.words} == {1.0}
    assert (page.untrusted, page.notes, page.origin) == ((), (), TextOrigin.DIGITAL)


def test_letters_without_meaning_make_their_area_untrusted(tmp_path: Path) -> None:
    pdf = Handmade()
    lines = "".join(codes([70 + i, 80 + i, 90, 3, 75, 71], 60, 300 - 12 * i) for i in range(4))
    pdf.add_page(prose() + lines)
    page = read_one(pdf, tmp_path)
    (area,) = page.untrusted
    assert area.grown(1).contains_point(60, 842 - 300)
    assert area.contains_point(75, 842 - 264)
    assert area.height < 80
    inside = [w for w in page.words if area.contains_point(w.bbox.x_mid, w.bbox.y_mid)]
    assert inside and all(word.confidence <= 0.5 for word in inside)
    assert all(word.confidence == 1 for word in page.words if word not in inside)
    (note,) = page.notes
    assert note.code == "text-layer-untrusted"


def test_every_doubtful_area_has_its_note(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + codes([70, 71, 72], 60, 400) + codes([75, 76, 77], 400, 100))
    page = read_one(pdf, tmp_path)
    assert len(page.untrusted) == 2
    assert tuple(note.area for note in page.notes) == page.untrusted
    many = Handmade()
    many.add_page("".join(codes([70, 71, 72], 60, y) for y in range(100, 700, 100)))
    assert len(read_one(many, tmp_path).untrusted) == 1


def test_one_symbol_without_meaning_is_no_reason_for_doubt(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + "".join(codes([70], 40, 700 - 14 * i) for i in range(5)))
    page = read_one(pdf, tmp_path)
    assert page.untrusted == ()
    assert sum(word.text == "\ufffd" and word.confidence < 0.5 for word in page.words) == 5


def shifted(by: int) -> dict[int, str]:
    """Return a font's map that gives every letter's meaning as one further on in the alphabet."""
    small, capital = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return {
        ord(letter): alphabet[(index + by) % 26]
        for alphabet in (small, capital)
        for index, letter in enumerate(alphabet)
    } | {code: chr(code) for code in range(32, 65)}


@pytest.mark.parametrize(("by", "believed"), [(0, True), (7, False), (13, False)])
def test_letters_mapped_to_other_letters_make_the_page_untrusted(
    tmp_path: Path, by: int, believed: bool
) -> None:
    pdf = Handmade()
    pdf.add_font("F3", shifted(by))
    lines = [codes([*map(ord, x)], 40, 700 - 14 * i, font="F3") for i, x in enumerate(PROSE)]
    pdf.add_page("".join(lines))
    page = read_one(pdf, tmp_path)
    assert len(page.words) == len(WORDS)
    assert (page.untrusted == ()) is believed
    assert all((word.confidence == 1) is believed for word in page.words)
    assert notes(page) == ([] if believed else ["text-layer-untrusted"])


def test_another_language_is_believed(tmp_path: Path) -> None:
    lines = (
        "The officer receives the request and checks whether every document is complete",
        "The head of the division approves the draft and returns it with written remarks",
        "Each record is kept in the archive for five years under the control of the unit",
    )
    pdf = Handmade()
    pdf.add_page("".join(text(line, 60, 700 - 14 * i) for i, line in enumerate(lines)))
    assert read_one(pdf, tmp_path).untrusted == ()


def test_text_hidden_by_a_picture_is_kept_with_doubt(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    stale = prose(60, 380)
    pdf.add_page(prose() + stale + picture("P", (40, 250, 560, 420)))
    page = read_one(pdf, tmp_path)
    assert rounded(page.untrusted) == [(40, 422, 560, 592)]
    assert notes(page) == ["text-layer-untrusted"]
    hidden = [word for word in page.words if word.bbox.top > 422]
    assert sorted(word.text for word in hidden) == sorted(WORDS)
    assert all(word.confidence <= 0.4 for word in hidden)
    assert all(word.confidence == 1 for word in page.words if word not in hidden)
    assert page.origin is TextOrigin.MIXED


@pytest.mark.parametrize(
    "over",
    [
        "picture behind",
        "soft mask",
        "half transparent",
        "multiplied",
        "clipped away",
    ],
)
def test_text_that_a_picture_does_not_hide_is_believed(tmp_path: Path, over: str) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    pdf.add_picture("S", soft_mask=True)
    pdf.states |= {"half": "/ca 0.5", "multiplied": "/BM /Multiply"}
    shown = picture("P", (40, 560, 560, 720))
    pdf.add_page(
        {
            "picture behind": shown + prose(),
            "soft mask": prose() + picture("S", (40, 560, 560, 720)),
            "half transparent": f"{prose()} q /half gs {shown} Q",
            "multiplied": f"{prose()} q /multiplied gs {shown} Q",
            "clipped away": f"{prose()} q 0 0 10 10 re W n {shown} Q",
        }[over]
    )
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert (page.untrusted, page.notes) == ((), ())


def test_text_under_a_filled_rectangle_is_left_out(tmp_path: Path) -> None:
    pdf = Handmade()
    old = text("Tanggal lama", 60, 300)
    pdf.add_page(prose() + old + "1 g 50 290 200 20 re f 0 g " + text("Tanggal baru", 60, 300))
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted([*WORDS, "Tanggal", "baru"])
    (note,) = page.notes
    assert note.code == "text-not-shown"
    assert page.untrusted == ()


@pytest.mark.parametrize(
    "paint",
    [
        "1 g 50 290 200 20 re 60 295 180 10 re f*",
        "q 0 0 1 1 re W n 1 g 50 290 200 20 re f Q",
        "q /half gs 1 g 50 290 200 20 re f Q",
        "50 290 200 20 re S",
        "/Pattern cs /P1 scn 50 290 200 20 re f",
    ],
    ids=["frame", "clipped", "transparent", "outline", "pattern"],
)
def test_text_that_shows_through_paint_is_kept(tmp_path: Path, paint: str) -> None:
    pdf = Handmade()
    pdf.states["half"] = "/ca 0.4"
    pdf.add_page(text("Tanggal lama", 60, 300) + paint)
    page = read_one(pdf, tmp_path)
    assert texts(page) == ["Tanggal", "lama"]


def test_text_cut_off_by_its_box_is_left_out(tmp_path: Path) -> None:
    pdf = Handmade()
    tail = text("terpotong", 60, 280)
    pdf.add_page(prose() + f"q 50 290 200 20 re W* n {text('terbaca', 60, 300)} {tail} Q")
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted([*WORDS, "terbaca"])
    assert notes(page) == ["text-not-shown"]


def test_good_text_that_ocr_laid_over_a_scan_is_believed(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    pdf.add_page(NO_INK.format(prose()) + picture("P", WHOLE))
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert (page.untrusted, page.notes, page.origin) == ((), (), TextOrigin.OCR)
    assert rounded(page.pictured) == [(0, 0, 595, 842)]
    assert all(0.6 < word.confidence <= 0.9 for word in page.words)


def test_poor_text_that_ocr_laid_over_a_scan_is_not(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    lines = "".join(text(misread(line), 60, 700 - 14 * i) for i, line in enumerate(PROSE))
    pdf.add_page(picture("P", WHOLE) + NO_INK.format(lines))
    page = read_one(pdf, tmp_path)
    assert len(page.words) == len(WORDS)
    assert all(word.confidence <= 0.5 for word in page.words)
    assert rounded(page.untrusted) == [(0, 0, 595, 842)]
    assert notes(page) == ["text-layer-untrusted"]


def test_text_made_transparent_counts_as_without_ink(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    pdf.states["none"] = "/ca 0"
    pdf.add_page(f"{picture('P', WHOLE)} q /none gs {prose()} Q")
    page = read_one(pdf, tmp_path)
    assert page.origin is TextOrigin.OCR


def test_text_without_ink_beside_seen_text_is_left_out(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + NO_INK.format(prose() + text("tersembunyi", 60, 300)))
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert page.origin is TextOrigin.DIGITAL


def test_text_without_ink_is_all_there_is_where_letters_are_drawn_as_outlines(
    tmp_path: Path,
) -> None:
    pdf = Handmade()
    pdf.add_page("100 100 m 110 130 l 120 100 l f " + NO_INK.format(prose()))
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert page.origin is TextOrigin.OCR


def test_a_large_picture_without_text_waits_to_be_read(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    strips = "".join(picture("P", (40, y, 560, y + 5.2)) for y in range(100, 300, 5))
    logo = picture("P", (40, 760, 90, 820))
    pdf.add_page(logo + prose() + strips)
    page = read_one(pdf, tmp_path)
    assert rounded(page.untrusted) == [(40, 542, 560, 742)]
    assert notes(page) == ["picture-not-read"]
    assert {word.confidence for word in page.words} == {1.0}


def test_a_picture_that_the_page_writes_upon_is_a_background(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    pdf.add_page(picture("P", WHOLE) + prose(60, 700) + prose(60, 500) + prose(60, 300))
    assert read_one(pdf, tmp_path).untrusted == ()


def test_a_picture_is_as_large_as_what_is_shown_of_it(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    pdf.add_page(prose() + f"q 100 100 50 40 re W n {picture('P', (0, 0, 595, 500))} Q")
    page = read_one(pdf, tmp_path)
    assert rounded(page.pictures) == [(100, 702, 150, 742)]
    assert page.untrusted == ()
