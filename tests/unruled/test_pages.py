"""Pages without rulings read as the same pages with rulings are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.fields.assemble import assemble_sops
from extract.layout.grid import build_layout
from extract.readers.pdf import read_pdf
from extract.text import read_text_sops
from extract.unruled.pages import add_unruled_tables, lay_out_pages
from models.geometry import BBox
from models.page import Page, Word
from models.raw import RawSop
from tests.builders.documents import A4, Document
from tests.builders.sop import (
    BOXES,
    FIELDS,
    HEADER,
    NAMES,
    SECTIONS,
    UPPER,
    Content,
    header_of,
    identity_sheet,
    sections_of,
    steps_of,
)
from tests.builders.steps import ACTORS, ALL, STEPS, Heading, S, step_table
from tests.builders.tables import Table

LAYOUTS = Path(__file__).parents[1] / "text" / "layouts"
READ = {NAMES[heading]: items for heading, items in SECTIONS.items()}
Strip = Callable[[Page], Page]


def bare(page: Page) -> Page:
    return replace(page, rulings=(), paths=())


def only_horizontal(page: Page) -> Page:
    return replace(page, rulings=tuple(r for r in page.rulings if r.horizontal), paths=())


def read(document: Document, folder: Path, strip: Strip = bare) -> list[RawSop]:
    pages = read_pdf(document.save(folder))
    return assemble_sops(lay_out_pages(strip(page) for page in pages))


def wanted(steps: Sequence[S] = STEPS, columns: Sequence[str] = ALL) -> list[dict[str, str]]:
    return [step.cells(columns) for step in steps]


@pytest.mark.parametrize("boxes", BOXES)
@pytest.mark.parametrize("upper", UPPER)
def test_an_identity_sheet_without_any_box(upper: str, boxes: str, tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet(upper, boxes))
    [sop] = read(document, tmp_path)
    assert header_of(sop) == HEADER
    assert sections_of(sop) == READ


HEADINGS = {
    "two rows": Heading(),
    "one row": Heading(flat=True),
    "no heading over the actors": Heading(group=None, quality=None),
    "names turned upwards": Heading(turned=True),
    "numbered": Heading(numbering=lambda i: f"({i + 1})"),
    "wrapped names": Heading(
        actors=("Arsiparis Ahli Muda Bidang Layanan", "Kepala Bidang", "Kepala Dinas")
    ),
    "a quality heading that no table knows": Heading(
        names={**Heading().names, "requirements": "Bahan Acuan"}
    ),
}


@pytest.mark.parametrize("strip", [bare, only_horizontal])
@pytest.mark.parametrize("form", HEADINGS)
def test_a_step_table_without_rulings(form: str, strip: Strip, tmp_path: Path) -> None:
    heading = HEADINGS[form]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(heading=heading))
    [sop] = read(document, tmp_path, strip)
    assert [actor.text for actor in sop.actors] == list(heading.actors)
    assert steps_of(sop) == wanted()


def test_rulings_between_rows_part_what_wording_does_not(tmp_path: Path) -> None:
    """Lines of text that could be one paragraph are two rows where a ruling lies between."""
    steps = [
        S("", "Menulis surat", "Konsep", "1 jam", "Surat"),
        S("", "dan mengirim surat", "Surat", "", "Tanda terima"),
        S("", "Menyimpan surat", "Tanda terima", "1 jam", "Arsip"),
    ]
    columns = [name for name in ALL if name not in ("number", "actors")]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(steps, columns))
    [sop] = read(document, tmp_path, only_horizontal)
    assert steps_of(sop) == wanted(steps, columns)


def test_a_table_that_goes_on_without_a_heading(tmp_path: Path) -> None:
    more = [replace(s, number=f"{i}.") for i, s in enumerate([*STEPS, *STEPS], 1)]
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(more[:5]))
    document.page()
    document.page()
    document.table(step_table(more[5:], headed=False))
    [sop] = read(document, tmp_path)
    assert steps_of(sop) == wanted(more)


def test_a_heading_at_the_foot_of_a_page(tmp_path: Path) -> None:
    document = Document(A4)
    document.table(identity_sheet_of(A4))
    table = step_table(room=515)
    headed = len(table.rows) - len(STEPS)
    document.table(Table(table.widths, table.rows[:headed]))
    document.page()
    document.table(step_table(room=515, headed=False))
    [sop] = read(document, tmp_path)
    assert [actor.text for actor in sop.actors] == list(ACTORS)
    assert steps_of(sop) == wanted()


def identity_sheet_of(size: tuple[float, float]) -> Table:
    table = identity_sheet()
    scale = (size[0] - 80) / sum(table.widths)
    return Table([width * scale for width in table.widths], table.rows)


def test_boxes_that_go_on_on_the_next_page(tmp_path: Path) -> None:
    table = identity_sheet(boxes="stacked")
    document = Document()
    document.table(Table(table.widths, table.rows[:-3]))
    document.page()
    document.table(Table(table.widths, table.rows[-3:]))
    document.page()
    document.table(step_table())
    [sop] = read(document, tmp_path)
    assert sections_of(sop) == READ
    assert len(sop.steps) == len(STEPS)


def test_the_sheet_and_the_table_on_one_page_and_two_sops_in_a_file(tmp_path: Path) -> None:
    titles = ["Peminjaman Arsip Statis", "Penyusutan Arsip Dinamis"]
    document = Document((842.0, 900.0))
    for number, title in enumerate(titles):
        fields = {**FIELDS, "Nomor SOP": f"067/0{number}/ARS/2024"}
        document.table(identity_sheet(content=Content(fields=fields, title=title)))
        document.table(step_table())
        document.page()
    sops = read(document, tmp_path)
    assert [header_of(sop)["title"] for sop in sops] == titles
    assert [sections_of(sop) for sop in sops] == [READ, READ]
    assert [steps_of(sop) for sop in sops] == [wanted(), wanted()]


def test_what_stands_below_the_table_is_no_step(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.page()
    document.table(step_table(), gap=30)
    document.text("Kepala Dinas Kearsipan Daerah", x=500, gap=30)
    document.text("Bunga Ujian, S.Sos., M.Si", "NIP. 197001011995031001", x=500, gap=20)
    document.text("Dokumen ini ditandatangani secara elektronik dengan sertifikat elektronik")
    document.text("Halaman 2 dari 2", x=700)
    [sop] = read(document, tmp_path)
    assert steps_of(sop) == wanted()


def test_a_page_typed_in_letters_of_one_width(tmp_path: Path) -> None:
    text = (LAYOUTS / "typed.txt").read_text("utf-8")
    path = tmp_path / "typed.pdf"
    canvas = Canvas(str(path), pagesize=(700, 900))
    for part in text.split("Halaman 1\n"):
        canvas.setFont("Courier", 9)
        for number, line in enumerate(part.split("\n")):
            canvas.drawString(30, 860 - 12 * number, line)
        canvas.showPage()
    canvas.save()
    [printed], [plain] = assemble_sops(lay_out_pages(read_pdf(path))), read_text_sops(text)
    assert header_of(printed) == header_of(plain)
    assert sections_of(printed) == sections_of(plain)
    assert steps_of(printed) == steps_of(plain)
    assert printed.pages == [1, 2]
    assert all(cell.place.bbox for step in printed.steps for cell in step.cells.values())


def test_ruled_pages_are_left_as_they_are(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    document.text("Catatan: dokumen ini berlaku sejak tanggal ditetapkan.")
    document.page()
    document.table(step_table())
    pages = list(read_pdf(document.save(tmp_path)))
    assert list(lay_out_pages(pages)) == [build_layout(page) for page in pages]


def test_running_text_holds_no_table(tmp_path: Path) -> None:
    document = Document()
    document.text(
        "KEPUTUSAN KEPALA DINAS", "NOMOR 12 TAHUN 2024", "TENTANG STANDAR OPERASIONAL PROSEDUR",
        "Menimbang : bahwa setiap kegiatan memerlukan waktu, kelengkapan dan output yang jelas;",
        "Mengingat : Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
        "Menetapkan : standar operasional prosedur sebagaimana tercantum dalam lampiran.",
    )  # fmt: skip
    [page] = read_pdf(document.save(tmp_path))
    assert add_unruled_tables(build_layout(page)).layout == build_layout(page)


WORDS = [
    "Nomor", "SOP", ":", "Tanggal", "Revisi", "Disahkan", "oleh", "Dasar", "Hukum", "Peringatan",
    "No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "(1)", "(2)", "1.", "2.",
    "menit", "-", "surat", "Camat", "NIP.", "197001011995031001", "Halaman",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.integers(0, 60), st.integers(0, 40)), max_size=80
    ),
    st.sampled_from([9.0, 95.0]),
    st.booleans(),
)
def test_no_word_is_lost_or_read_twice(
    placed: list[tuple[str, int, int]], step: float, twice: bool
) -> None:
    """Even of words in heaps, printed over each other, each is in one cell or in one line."""
    words = tuple(
        Word(text, BBox(x * step, y * 11.0, x * step + 5 * len(text), y * 11.0 + 9))
        for text, x, y in placed
    )
    page = Page(1, 700.0, 500.0, words)
    for sheet in lay_out_pages([page, page] if twice else [page]):
        lines = [*sheet.lines, *(line for g in sheet.grids for c in g.cells for line in c.lines)]
        assert sorted(" ".join(line.text for line in lines).split()) == sorted(
            word.text for word in words
        )
