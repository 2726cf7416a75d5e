"""What a person sees of a page is what is read of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import DamagedError
from extract.readers.pdf import read_pdf
from models.page import Page
from tests.readers.handmade import Handmade, codes, text
from tests.readers.prose import PROSE, prose
from tests.records import told

WORDS = [word for line in PROSE for word in line.split()]


def read_one(pdf: Handmade, folder: Path) -> Page:
    (page,) = read_pdf(pdf.save(folder))
    return page


def texts(page: Page) -> list[str]:
    return sorted(word.text for word in page.words)


def notes(page: Page) -> list[str]:
    return [note.code for note in page.notes]


def with_page(pdf: Handmade, *entries: str, resources: str = "") -> Handmade:
    """Add entries to the dictionary of the last page, and to its resources."""
    number = pdf.pages[-1] - 1
    body = pdf.objects[number].replace(b"/Rotate", " ".join(entries).encode() + b" /Rotate")
    pdf.objects[number] = body.replace(b"/Resources <<", b"/Resources << " + resources.encode())
    return pdf


def add(pdf: Handmade, body: str) -> int:
    """Add an object; return its number."""
    pdf.objects.append(body.encode("latin-1"))
    return len(pdf.objects)


OLD = "1 1 1 rg {} 0 g "


@pytest.mark.parametrize(
    "painted",
    [
        OLD.format(text("lama", 60, 300)),
        f"0.9 g 50 290 200 20 re f 0.91 g {text('lama', 60, 300)} 0 g",
        text("lama", 60, 300, size=0.2),
        f"q 0 0 1 1 re W n {text('lama', 60, 300)} Q",
        f"{text('lama', 60, 300)} 1 g 50 290 200 20 re f 0 g",
    ],
    ids=["white on white", "grey on grey", "no size", "clipped", "covered"],
)
def test_what_nobody_can_see_is_left_out_and_told_once(tmp_path: Path, painted: str) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + painted)
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert notes(page) == ["text-not-shown"]


@pytest.mark.parametrize(
    "ground",
    ["0 0 0.5 rg 50 290 200 20 re f", "0.2 g 50 290 m 250 290 l 260 310 l 40 310 l f"],
    ids=["box", "shape"],
)
def test_white_text_on_a_dark_ground_is_read(tmp_path: Path, ground: str) -> None:
    pdf = Handmade()
    pdf.add_page(prose() + ground + " 1 g " + text("KEPALA", 60, 300) + " 0 g")
    assert "KEPALA" in texts(read_one(pdf, tmp_path))


def hidden_by_mark(pdf: Handmade) -> None:
    pdf.add_page(prose() + f"/OC /L BDC {text('lama', 60, 300)} 9 9 m 99 9 l S EMC")
    layer = add(pdf, "<< /Type /OCG /Name (Versi lama) >>")
    with_page(pdf, resources=f"/Properties << /L {layer} 0 R >>")
    switch_off(pdf, layer)


def hidden_by_membership(pdf: Handmade) -> None:
    pdf.add_page(prose() + f"/OC /L BDC {text('lama', 60, 300)} EMC")
    layer = add(pdf, "<< /Type /OCG /Name (Draf) >>")
    both = add(pdf, f"<< /Type /OCMD /OCGs [{layer} 0 R] /P /AllOn >>")
    with_page(pdf, resources=f"/Properties << /L {both} 0 R >>")
    switch_off(pdf, layer)


def hidden_form(pdf: Handmade) -> None:
    pdf.add_form("X", text("lama", 10, 10), (0, 0, 100, 50))
    pdf.add_page(prose() + "q 1 0 0 1 60 300 cm /X Do Q")
    layer = add(pdf, "<< /Type /OCG /Name (Draf) >>")
    form = pdf.things["X"] - 1
    pdf.objects[form] = pdf.objects[form].replace(b"/BBox", b"/OC %d 0 R /BBox" % layer)
    switch_off(pdf, layer)


def switch_off(pdf: Handmade, layer: int) -> None:
    groups = f"/OCProperties << /OCGs [{layer} 0 R] /D << /OFF [{layer} 0 R] >> >>"
    pdf.objects[0] = pdf.objects[0].replace(b"/Pages", groups.encode() + b" /Pages")


@pytest.mark.parametrize("hide", [hidden_by_mark, hidden_by_membership, hidden_form])
def test_layers_that_are_off_are_not_read(tmp_path: Path, hide: Callable[[Handmade], None]) -> None:
    pdf = Handmade()
    hide(pdf)
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert page.rulings == ()


ACROSS = "q 0.7 0.7 -0.7 0.7 150 300 cm {} Q"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (ACROSS.format("1 0 0 rg " + text("SALINAN", 0, 0, size=80)), '"SALINAN"'),
        ("0.85 g " + text("D R A F T", 100, 400, size=60), '"DRAFT"'),
        ("/Artifact << /Subtype /Watermark >> BDC " + text("ARSIP", 60, 300) + " EMC", '"ARSIP"'),
        (
            "0.8 g " + "".join(text("salinan", 60 + 90 * i, 500, size=8) for i in range(6)),
            '"salinan',
        ),
    ],
    ids=["across", "large and pale", "artifact", "tiled"],
)
def test_watermarks_are_taken_off_and_told(tmp_path: Path, mark: str, words: str) -> None:
    pdf = Handmade()
    pdf.add_page(f"q {mark} Q " + prose())
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    (note,) = page.notes
    assert note.code == "watermark-removed"
    assert words in told(note)


def test_a_stamped_word_in_a_corner_and_a_grey_title_stay(tmp_path: Path) -> None:
    pdf = Handmade()
    title = "0.5 g " + text("KEPUTUSAN", 60, 760, size=22) + " 0 g "
    pdf.add_page(prose() + title + text("SALINAN", 480, 800, size=14))
    assert texts(read_one(pdf, tmp_path)) == sorted([*WORDS, "KEPUTUSAN", "SALINAN"])


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >>"


def annotation(pdf: Handmade, entries: str, shown: str | None) -> int:
    """Add an annotation over the page; return its object's number."""
    appearance = ""
    if shown is not None:
        content = f"BT /F 10 Tf 2 5 Td ({shown}) Tj ET"
        form = add(pdf, f"<< {FORM} /Length {len(content)} >>\nstream\n{content}\nendstream")
        appearance = f"/AP << /N {form} 0 R >>"
    return add(pdf, f"<< /Type /Annot /Rect [60 290 260 310] /F 4 {entries} {appearance} >>")


@pytest.mark.parametrize(
    ("entries", "shown", "read"),
    [
        ("/Subtype /Widget /FT /Tx /T (n) /V (lama)", "551/2022", ["551/2022"]),
        ("/Subtype /Widget /FT /Tx /T (n) /V (551/2022) /DA (/Helv 9 Tf)", None, ["551/2022"]),
        ("/Subtype /Widget /FT /Sig /T (s)", "Wiratma", ["Wiratma"]),
        ("/Subtype /FreeText /Contents (x)", "Disetujui", ["Disetujui"]),
        ("/Subtype /Stamp /Contents (x)", "DISAHKAN", ["DISAHKAN"]),
        ("/Subtype /Text /Contents (catatan)", "catatan", []),
        ("/Subtype /Highlight /QuadPoints [60 310 260 310 60 290 260 290]", "sorot", []),
        ("/Subtype /Link /Border [0 0 1]", "tautan", []),
        ("/Subtype /Widget /FT /Btn /Ff 65536 /T (b)", "Cetak", []),
        ("/Subtype /Widget /FT /Tx /T (n) /F 2", "tersembunyi", []),
    ],
)
def test_annotations_that_show_a_value_are_read(
    tmp_path: Path, entries: str, shown: str | None, read: list[str]
) -> None:
    pdf = Handmade()
    pdf.add_page(prose())
    entry = annotation(pdf, entries.replace("/F 2", ""), shown)
    if "/F 2" in entries:
        pdf.objects[entry - 1] = pdf.objects[entry - 1].replace(b"/F 4", b"/F 2")
    with_page(pdf, f"/Annots [{entry} 0 R]")
    assert texts(read_one(pdf, tmp_path)) == sorted([*WORDS, *read])


@pytest.mark.parametrize(("name", "code"), [("Wingdings", 0xFC), ("ABCDEF+Wingdings", 0xD8)])
def test_a_symbol_font_without_meanings_gives_pictures_and_no_letters(
    tmp_path: Path, name: str, code: int
) -> None:
    pdf = Handmade()
    pdf.fonts["W"] = add(
        pdf,
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 0 /LastChar 255 /Widths "
        f"[{'500 ' * 256}] /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 "
        "/Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] >> >>",
    )
    pdf.add_page(prose() + f"BT /W 10 Tf 40 300 Td <{code:02x}> Tj ET")
    extra = set(texts(read_one(pdf, tmp_path))) - set(WORDS)
    assert extra == {chr(0xF000 + code)}


def test_actual_text_stands_for_its_glyphs(tmp_path: Path) -> None:
    pdf = Handmade()
    word = "/Span << /ActualText (kartu) >> BDC " + text("k@r#u", 60, 300) + " EMC "
    # As Chromium writes a soft hyphen that is not shown: Helvetica's "kar" is 13.9 points wide.
    soft = text("kar", 60, 280) + "/Span << /ActualText <feff00ad> >> BDC "
    soft += text(" ", 73.9, 280) + " EMC " + text("tu", 73.9, 280)
    pdf.add_page(word + soft)
    assert texts(read_one(pdf, tmp_path)) == ["kartu", "kartu"]


@pytest.mark.parametrize("step", [7, 11, 13])
def test_letters_painted_in_any_order_make_words(tmp_path: Path, step: int) -> None:
    pdf = Handmade()
    pdf.add_font("M", {code: chr(code) for code in range(32, 127)})
    letters = [
        codes([ord(letter)], 40 + 5 * place, 700 - 14 * row, font="M")
        for row, line in enumerate(PROSE)
        for place, letter in enumerate(line)
    ]
    count = len(letters)
    order = sorted(range(count), key=lambda i: (i * step) % 17 * count + i)
    pdf.add_page("".join(letters[i] for i in order))
    assert texts(read_one(pdf, tmp_path)) == sorted(WORDS)


@pytest.mark.parametrize("degrees", [0.2, -0.7, 1.8])
def test_a_page_that_leans_is_levelled(tmp_path: Path, degrees: float) -> None:
    from math import cos, radians, sin

    c, s = cos(radians(degrees)), sin(radians(degrees))
    pdf = Handmade()
    pdf.add_page(f"{c} {s} {-s} {c} 0 0 cm " + prose(60, 600) + "60 500 m 460 500 l S")
    page = read_one(pdf, tmp_path)
    assert texts(page) == sorted(WORDS)
    assert page.lean == pytest.approx(-degrees, abs=0.02)
    (ruling,) = page.rulings
    assert ruling.length == pytest.approx(400, abs=0.5)
    first = next(word for word in page.words if word.text == PROSE[0].split()[0])
    assert page.place_shown(first.bbox).contains_point(c * 62 - s * 603, 842 - s * 62 - c * 603)


@pytest.mark.parametrize("unit", [2, 4, 0.5])
def test_a_page_in_other_units_is_as_large_as_it_is_shown(tmp_path: Path, unit: float) -> None:
    pdf = Handmade()
    pdf.add_page(f"{1 / unit} 0 0 {1 / unit} 0 0 cm " + prose() + "60 500 m 460 500 l S")
    body = pdf.objects[pdf.pages[-1] - 1]
    box = f"[0 0 {595 / unit} {842 / unit}] /UserUnit {unit}".encode()
    pdf.objects[pdf.pages[-1] - 1] = body.replace(b"[0 0 595 842]", box)
    page = read_one(pdf, tmp_path)
    assert (round(page.width), round(page.height)) == (595, 842)
    (ruling,) = page.rulings
    assert (round(ruling.position), round(ruling.length)) == (342, 400)


@pytest.mark.parametrize(
    ("drawn", "lines"),
    [
        ("1 G 60 300 m 400 300 l S", 0),
        ("1 g 60 300 340 0.75 re f", 0),
        ("0.8 g 50 250 400 100 re f 1 G 60 300 m 400 300 l S", 1),
        # A comb: a bar with three teeth below it.
        (
            "60 300 m 400 300 l 400 200 l 399 200 l 399 299 l 231 299 l 231 200 l 230 200 l "
            "230 299 l 61 299 l 61 200 l 60 200 l f",
            4,
        ),
        # A frame: a box with a hole.
        ("60 200 340 100 re 61 201 338 98 re f*", 4),
    ],
    ids=["white stroke", "white bar", "white on shading", "comb", "frame"],
)
def test_rulings_are_what_is_seen(tmp_path: Path, drawn: str, lines: int) -> None:
    pdf = Handmade()
    pdf.add_page(drawn)
    found = read_one(pdf, tmp_path).rulings
    assert len({(r.horizontal, round(r.position, 1)) for r in found}) == lines


def test_a_thin_picture_is_a_ruling_and_the_strips_of_a_scan_are_none(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_picture("P")
    strips = "".join(f"q 400 0 0 2 60 {y} cm /P Do Q " for y in range(100, 200, 2))
    pdf.add_page(prose() + "q 400 0 0 0.8 60 500 cm /P Do Q " + strips)
    (ruling,) = read_one(pdf, tmp_path).rulings
    assert (ruling.horizontal, round(ruling.length)) == (True, 400)


@pytest.mark.parametrize("old", [b"startxref", b"\nxref\n"])
def test_a_file_with_a_broken_trailer_is_repaired_and_that_is_told(
    tmp_path: Path, old: bytes
) -> None:
    pdf = Handmade()
    pdf.add_page(prose())
    path = pdf.save(tmp_path)
    path.write_bytes(path.read_bytes().replace(old, b"x" * len(old)))
    (page,) = read_pdf(path)
    assert texts(page) == sorted(WORDS)
    assert [note.code for note in page.notes] == ["file-repaired"]


def test_what_pdfium_cannot_open_is_tried_with_qpdf_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pikepdf")
    pdf = Handmade()
    pdf.add_page(prose())
    path = pdf.save(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"trailer")])
    (page,) = read_pdf(path)
    assert texts(page) == sorted(WORDS)
    assert [note.code for note in page.notes] == ["file-repaired"]
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(DamagedError, match="export or copy it again"):
        list(read_pdf(path))
