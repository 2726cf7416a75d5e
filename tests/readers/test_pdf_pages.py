from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import DamagedError, DocumentError, EncryptedError
from extract.readers.pdf import read_pdf
from models.geometry import BBox
from models.page import Direction, Page
from tests.readers.handmade import A4, Box, Handmade, picture, text
from tests.readers.prose import PROSE, prose

WIDE: Box = (0, 0, 842, 595)


def read_one(pdf: Handmade, folder: Path) -> Page:
    (page,) = read_pdf(pdf.save(folder))
    return page


def boxes(page: Page) -> dict[str, BBox]:
    return {word.text: word.bbox for word in page.words}


def close(one: BBox, other: BBox, by: float = 0.05) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


# What shows the same wide page when it is stored with each /Rotate: the matrix that draws it.
STORED = {
    0: (WIDE, "1 0 0 1 0 0"),
    90: (A4, "0 1 -1 0 595 0"),
    180: (WIDE, "-1 0 0 -1 842 595"),
    270: (A4, "0 -1 1 0 0 842"),
}
DRAWING = prose(60, 500) + "60 380 300 40 re S 60 400 m 360 400 l S\n"


@pytest.mark.parametrize("origin", [(0, 0), (100, -40)], ids=["at 0", "elsewhere"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_stored_rotated_reads_as_it_is_shown(
    tmp_path: Path, rotate: int, origin: tuple[int, int]
) -> None:
    upright = Handmade()
    upright.add_page(DRAWING, media=WIDE)
    expected = read_one(upright, tmp_path)

    (_, _, width, height), matrix = STORED[rotate]
    x, y = origin
    stored = Handmade()
    stored.add_page(
        f"1 0 0 1 {x} {y} cm {matrix} cm {DRAWING}",
        media=(x, y, x + width, y + height),
        rotate=rotate,
    )
    page = read_one(stored, tmp_path)

    assert (page.width, page.height, page.turned) == (842, 595, 0)
    assert boxes(page).keys() == boxes(expected).keys()
    assert all(close(box, boxes(expected)[word]) for word, box in boxes(page).items())
    assert {word.direction for word in page.words} == {Direction.RIGHT}
    lines = [(r.horizontal, round(r.position), round(r.start), round(r.end)) for r in page.rulings]
    assert set(lines) == {
        (True, 175, 60, 360),
        (True, 195, 60, 360),
        (True, 215, 60, 360),
        (False, 60, 175, 215),
        (False, 360, 175, 215),
    }


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_are_measured_from_the_corner_of_the_crop_box(tmp_path: Path, rotate: int) -> None:
    pdf = Handmade()
    pdf.add_page(
        text("dalam", 300, 400) + text("luar", 10, 10),
        media=(0, 0, 600, 800),
        crop=(100, 200, 500, 700),
        rotate=rotate,
    )
    page = read_one(pdf, tmp_path)
    assert [word.text for word in page.words] == ["dalam"]
    across, along = (page.height, page.width) if rotate in (90, 270) else (page.width, page.height)
    assert (across, along) == (400, 500)
    # The baseline's start, in points from the shown page's top left.
    x, y = {0: (200, 300), 90: (200, 200), 180: (200, 200), 270: (300, 200)}[rotate]
    assert boxes(page)["dalam"].grown(1).contains_point(x, y)


@pytest.mark.parametrize("rotate", [-90, 450, 45])
def test_an_odd_rotation_does_not_keep_a_page_from_being_read(tmp_path: Path, rotate: int) -> None:
    pdf = Handmade()
    pdf.add_page(prose(), rotate=rotate)
    page = read_one(pdf, tmp_path)
    assert len(page.words) == sum(len(line.split()) for line in PROSE)


# The matrix that draws a page's content turned so far, and so much clockwise makes it upright.
DRAWN_TURNED = {
    90: (A4, "0 1 -1 0 595 0"),
    180: (WIDE, "-1 0 0 -1 842 595"),
    270: (A4, "0 -1 1 0 0 842"),
}


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_drawn_sideways_is_turned_until_it_reads_right(tmp_path: Path, degrees: int) -> None:
    upright = Handmade()
    upright.add_picture("P")
    upright.add_page(DRAWING + picture("P", (400, 100, 800, 300)), media=WIDE)
    expected = read_one(upright, tmp_path)

    media, matrix = DRAWN_TURNED[degrees]
    turned = Handmade()
    turned.add_picture("P")
    turned.add_page(f"{matrix} cm {DRAWING}{picture('P', (400, 100, 800, 300))}", media=media)
    page = read_one(turned, tmp_path)

    assert page.turned == degrees
    assert (page.width, page.height) == (842, 595)
    assert {word.direction for word in page.words} == {Direction.RIGHT}
    assert all(close(box, boxes(expected)[word]) for word, box in boxes(page).items())
    assert {tuple(map(round, box)) for box in page.pictures} == {(400, 295, 800, 495)}
    assert {tuple(map(round, box)) for box in page.untrusted} == {(400, 295, 800, 495)}
    assert {(r.horizontal, round(r.position), round(r.start)) for r in page.rulings} == {
        (r.horizontal, round(r.position), round(r.start)) for r in expected.rulings
    }
    assert {tuple(map(round, path.bbox)) for path in page.paths} == {
        tuple(map(round, path.bbox)) for path in expected.paths
    }


@pytest.mark.parametrize(
    ("degrees", "corner"),
    [(90, (95, 842 - 60)), (180, (842 - 60, 595 - 95)), (270, (595 - 95, 60))],
)
def test_a_box_of_a_turned_page_leads_back_to_the_page_as_shown(
    tmp_path: Path, degrees: int, corner: tuple[int, int]
) -> None:
    # Upright, the first baseline begins 60 points from the left and 95 from the top; the corner
    # is where it is drawn.
    media, matrix = DRAWN_TURNED[degrees]
    pdf = Handmade()
    pdf.add_page(f"{matrix} cm {DRAWING}", media=media)
    page = read_one(pdf, tmp_path)
    first = min(page.words, key=lambda word: (word.bbox.top, word.bbox.x0))
    shown = page.turn.place_shown(first.bbox)
    assert shown.grown(1).contains_point(*corner)
    assert shown.width == pytest.approx(first.bbox.height if degrees != 180 else first.bbox.width)


def test_sideways_headings_do_not_turn_a_page(tmp_path: Path) -> None:
    pdf = Handmade()
    sideways = "".join(
        f"q 0 1 -1 0 {x} 100 cm {text('Kepala Bagian', 0, 0)} Q\n" for x in range(100, 160, 20)
    )
    pdf.add_page(prose() + sideways)
    page = read_one(pdf, tmp_path)
    assert page.turned == 0
    ups = [word for word in page.words if word.direction is Direction.UP]
    assert [word.text for word in ups].count("Kepala") == 3


@pytest.mark.parametrize("degrees", [0, 90])
def test_a_page_of_little_but_sideways_headings_follows_the_pages_before(
    tmp_path: Path, degrees: int
) -> None:
    headings = "".join(
        f"q 0 1 -1 0 {x} 300 cm {text('Kepala Seksi Pelayanan', 0, 0)} Q\n"
        for x in range(100, 160, 20)
    )
    pages = [prose(60, 500), headings + text("Menerima surat permohonan", 200, 300)]
    pdf = Handmade()
    for content in pages:
        if degrees:
            pdf.add_page(f"{DRAWN_TURNED[degrees][1]} cm {content}", media=DRAWN_TURNED[degrees][0])
        else:
            pdf.add_page(content, media=WIDE)
    first, second = read_pdf(pdf.save(tmp_path))
    assert (first.turned, second.turned) == (degrees, degrees)
    reading = {word.text: word.direction for word in second.words}
    assert (reading["Menerima"], reading["Kepala"]) == (Direction.RIGHT, Direction.UP)


@pytest.mark.parametrize(
    ("matrix", "direction"),
    [
        ("1 0 0 1", Direction.RIGHT),
        ("0 1 -1 0", Direction.UP),
        ("-1 0 0 -1", Direction.LEFT),
        ("0 -1 1 0", Direction.DOWN),
    ],
)
def test_words_of_every_direction_keep_their_letters_order(
    tmp_path: Path, matrix: str, direction: Direction
) -> None:
    pdf = Handmade()
    pdf.add_page(f"q {matrix} 300 400 cm {text('Nomor SOP', 0, 0)} Q")
    page = read_one(pdf, tmp_path)
    assert page.turned == 0
    assert [(word.text, word.direction) for word in page.words] == [
        ("Nomor", direction),
        ("SOP", direction),
    ]


def test_text_drawn_off_the_page_is_dropped(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(text("tampak", 100, 100) + text("jauh", -200, 100) + text("atas", 100, 900))
    page = read_one(pdf, tmp_path)
    assert [word.text for word in page.words] == ["tampak"]


def test_pages_come_one_at_a_time_and_the_damaged_one_is_named(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_page(text("pertama", 100, 100))
    before = len(pdf.objects)
    pdf.add_page(text("kedua", 100, 100))
    pdf.objects[before] = pdf.objects[before].replace(b"FlateDecode", b"NoSuchFilter")
    pages = read_pdf(pdf.save(tmp_path))
    assert [word.text for word in next(pages).words] == ["pertama"]
    damaged = next(pages)
    assert not damaged.words
    assert [note.code for note in damaged.notes] == ["page-damaged"]
    assert next(pages, None) is None


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="no pages"):
        list(read_pdf(Handmade().save(tmp_path)))


def test_a_file_that_needs_a_password_says_so(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("rahasia", canPrint=0))
    canvas.drawString(100, 100, "terkunci")
    canvas.save()
    with pytest.raises(EncryptedError, match="password"):
        list(read_pdf(path))


WHOLE = Handmade()
WHOLE.add_picture("P", soft_mask=True)
WHOLE.states["G"] = "/ca .5 /BM [/Multiply] /SMask /None"
WHOLE.add_page(f"q /G gs 10 10 100 100 re W* n {DRAWING} Q {picture('P', (0, 0, 300, 300))}")
BYTES = WHOLE.build()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(BYTES) - 1), st.binary(min_size=0, max_size=6)),
        min_size=1,
        max_size=8,
    )
)
def test_damage_of_any_kind_comes_out_as_one_of_our_errors(
    tmp_path: Path, changes: list[tuple[int, bytes]]
) -> None:
    data = BYTES
    for position, replacement in changes:
        data = data[:position] + replacement + data[position + len(replacement) + 1 :]
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    try:
        pages = list(read_pdf(path))
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        assert pages
