"""What Word writes beside plain paragraphs: changes, signs, hidden rows, headers, lists."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pdfplumber
import pytest

from extract.readers.office.docx.read import read_document
from extract.readers.office.libreoffice import find_program
from models.page import Page
from tools.make_samples.office_docx import BORDERS, NAMESPACES
from tools.make_samples.office_samples import convert_bytes

BASE = "http://schemas.openxmlformats.org"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REL = f"{BASE}/officeDocument/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """Return a document with a body; `parts` are its headers, footers and lists by name."""
    kinds = {name: "numbering" if name == "numbering" else name[:6] for name in parts}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{REL}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{BASE}/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{BASE}/package/2006/relationships"><Relationship '
        f'Id="r" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{BASE}/package/2006/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    tags = {"numbering": "numbering", "header": "hdr", "footer": "ftr"}
    for name, xml in parts.items():
        tag = tags[kinds[name]]
        files[f"word/{name}.xml"] = f"<w:{tag} {NAMESPACES}>{xml}</w:{tag}>"
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "", look: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, look)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    held = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{held}</w:tr>"


def tbl(*rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def sect(*parts: str, kind: str = "nextPage", first: bool = False) -> str:
    refs = "".join(
        f'<w:{name[:6]}Reference w:type="{"first" if first else "default"}" r:id="{name}"/>'
        for name in parts
    )
    return f'<w:sectPr>{refs}<w:type w:val="{kind}"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'


def lines(page: Page) -> list[str]:
    """Return the lines of a page from its top, words that stand level in one."""
    found: dict[float, list[str]] = {}
    for word in sorted(page.words, key=lambda word: (round(word.bbox.top, 1), word.bbox.x0)):
        found.setdefault(round(word.bbox.top, 1), []).append(word.text)
    return [" ".join(words) for words in found.values()]


WING = '<w:rFonts w:ascii="Wingdings"/>'
TEXTS = {
    "an end of a paragraph that was taken out": (
        p("Men", "<w:rPr><w:del/></w:rPr>") + p("catat"), ["Mencatat"]),
    "text that was moved away, or put in": (
        f"<w:p><w:moveFrom>{run('lama')}</w:moveFrom><w:moveTo>{run('baru')}</w:moveTo></w:p>",
        ["baru"]),
    "comments": (
        f'<w:p><w:commentRangeStart w:id="1"/>{run("isi")}<w:commentRangeEnd w:id="1"/><w:r>'
        '<w:commentReference w:id="1"/></w:r></w:p>', ["isi"]),
    "hidden text": (f"<w:p>{run('x', '<w:vanish/>')}{run('y')}</w:p>", ["y"]),
    "capitals": (p("Camat", look="<w:caps/>"), ["CAMAT"]),
    "signs of a font": (
        f"<w:p>{run(chr(0xFC), WING)}{run(' a')}</w:p><w:p>{run(chr(0xF0D8), WING)}{run(' b')}"
        '</w:p><w:p><w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>' + run(" 2 jam") + "</w:p>",
        ["\u221a a", "\u2022 b", "\u00b1 2 jam"]),
    "a field shows its result": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText>'
        f'</w:r>{run("5 Mei 2024")}</w:p>', ["5 Mei 2024"]),
    "content controls and links": (
        f"<w:sdt><w:sdtContent>{p('a')}</w:sdtContent></w:sdt><w:p><w:hyperlink>{run('b')}"
        "</w:hyperlink></w:p>", ["a", "b"]),
    "rows that are hidden or were taken out": (
        tbl(row(p("a")), row(p("b"), properties="<w:hidden/>"),
            row(p("c"), properties='<w:del w:id="1"/>'), row(p("d"))), ["a", "d"]),
}  # fmt: skip


@pytest.mark.parametrize("what", TEXTS)
def test_a_document_shows(what: str) -> None:
    body, shown = TEXTS[what]
    (page,) = read_document(docx(body))
    assert lines(page) == shown


def test_headers_and_footers_stand_on_the_pages_of_their_sections() -> None:
    headers = {
        "header1": p("KOP A"), "header2": p("KOP B"), "footer1": p("Halaman 1"),
        "header3": p("SAMPUL"),
    }  # fmt: skip
    body = (
        p("satu") + f"<w:p><w:pPr>{sect('header1', 'footer1')}</w:pPr></w:p>"
        + p("dua") + f"<w:p><w:pPr>{sect()}</w:pPr></w:p>"
        + p("tiga") + f"<w:p><w:pPr>{sect('header2')}</w:pPr></w:p>"
        + p("empat") + f"<w:p><w:pPr>{sect('header1', kind='continuous')}</w:pPr></w:p>"
        + p("lima") + sect("header3", first=True)
    )  # fmt: skip
    assert [lines(page) for page in read_document(docx(body, **headers))] == [
        ["KOP A", "satu", "Halaman 1"], ["dua"], ["KOP B", "tiga", "empat"], ["SAMPUL", "lima"],
    ]  # fmt: skip


def test_a_list_takes_its_levels_from_a_style_of_lists() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText '
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Daftar"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Daftar"/>{level} w:val="%1)"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    (page,) = read_document(docx(p("x", listed) + p("y", listed), numbering=numbering))
    assert lines(page) == ["A) x", "B) y"]


# How shapes are anchored: what the horizontal and the vertical place count from, whether places
# are those within the cell, and the offset in points.
ANCHORS = [
    ("column", "paragraph", True, (10, 12)),
    ("column", "paragraph", False, (10, 12)),
    ("character", "line", True, (5, 5)),
    ("page", "page", True, (15, 10)),
    ("page", "page", False, (120, 160)),
    ("margin", "margin", True, (20, 8)),
    ("margin", "margin", False, (60, 90)),
    ("column", "page", False, (30, 200)),
    ("leftMargin", "topMargin", False, (80, 140)),
    ("rightMargin", "paragraph", False, (-60, 10)),
]
SMALL = '<w:sz w:val="16"/>'
WIDTHS, HEIGHT = (100.0, 130.0, 170.0), 80.0


def anchored(index: int) -> str:
    """Return a run with a rectangle of a colour of its own, anchored in one of the ways."""
    across, down, in_cell, (x, y) = ANCHORS[index]
    extent = 'cx="228600" cy="152400"'  # 18 x 12 points
    return (
        f'<w:r><w:drawing><wp:anchor layoutInCell="{int(in_cell)}" simplePos="0" behindDoc="0" '
        f'locked="0" allowOverlap="1" relativeHeight="{index + 2}" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="{across}">'
        f"<wp:posOffset>{x * 12700}</wp:posOffset></wp:positionH><wp:positionV "
        f'relativeFrom="{down}"><wp:posOffset>{y * 12700}</wp:posOffset></wp:positionV>'
        f'<wp:extent {extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{index + 9}" name="S{index}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr '
        f'val="{(index + 1) * 16:02X}0000"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


@pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
def test_anchored_shapes_stand_where_libreoffice_paints_them() -> None:
    cells = []
    for index in range(12):
        drawn = anchored(index) if index < len(ANCHORS) else ""
        cells.append(f"<w:p><w:pPr/>{drawn}{run('x', SMALL)}</w:p>")
    fixed = f'<w:trHeight w:val="{round(HEIGHT * 20)}" w:hRule="exact"/>'
    rows = [row(*cells[at : at + 3], properties=fixed) for at in range(0, 12, 3)]
    grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in WIDTHS)
    size = '<w:pgSz w:w="11900" w:h="16840"/><w:pgMar w:left="1200" w:right="1200" w:top="1000"/>'
    table = (
        f'<w:tbl><w:tblPr>{BORDERS}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}'
        f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    data = docx(f"{table}<w:p/><w:sectPr>{size}</w:sectPr>")
    (page,) = read_document(data)
    assert page.diagram is not None and page.exact is not None
    ours = [shape.bbox for shape in page.diagram.shapes]
    origin = page.exact.tables[0][0].bbox
    with pdfplumber.open(BytesIO(convert_bytes(data, ".docx", "pdf"))) as pdf:
        painted = pdf.pages[0]
        left, top = (min(e[k] for e in painted.edges) for k in ("x0", "top"))
        colours = {
            round(rect["non_stroking_color"][0] * 255) // 16 - 1: rect
            for rect in (*painted.curves, *painted.rects)
            if rect["fill"] and len(rect["non_stroking_color"] or ()) == 3
        }
        parted = []
        for index, box in enumerate(ours):
            rect = colours[index]
            x, y = box.x0 - origin.x0, box.top - origin.top
            theirs = rect["x0"] - left, rect["top"] - top
            if (x, y) != pytest.approx(theirs, abs=3):
                parted.append((ANCHORS[index], (x, y), theirs))
        assert not parted
