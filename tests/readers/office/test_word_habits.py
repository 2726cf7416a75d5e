"""Word documents as offices build them, beside the plain form."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readers.office.reading import changed, parted, read, sample_records
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_docx_drawing import Writing
from tools.make_samples.office_form import Form, cover_of, steps_of

SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
EXTENT = 'cx="9000000" cy="6000000"'
# A text box around %s, as Word writes it from 2010 on, and before.
TEXT_BOX = (
    '<w:p><w:r><w:drawing><wp:anchor simplePos="0"><wp:simplePos x="0" y="0"/><wp:positionH '
    'relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV '
    'relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    f'<wp:extent {EXTENT}/><wp:docPr id="99" name="T"/><a:graphic><a:graphicData uri="{SHAPE_URI}">'
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    f'<a:ext {EXTENT}/></a:xfrm><a:prstGeom prst="rect"/><a:noFill/></wps:spPr><wps:txbx>'
    "<w:txbxContent>%s<w:p/></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    "</a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)
VML_BOX = (
    '<w:p><w:r><w:pict><v:shape type="#_x0000_t202" style="position:absolute;width:700pt;'
    'height:500pt"><v:textbox><w:txbxContent>%s<w:p/></w:txbxContent></v:textbox></v:shape>'
    "</w:pict></w:r></w:p>"
)


def boxed(document: str, box: str) -> str:
    """Return a document whose first table stands in a text box."""
    start, end = document.index("<w:tbl>"), document.index("</w:tbl>") + len("</w:tbl>")
    return document[:start] + box % document[start:end] + document[end:]


HABITS: dict[str, tuple[Callable[[str], str], Writing]] = {
    "a grid that does not match the cells": (
        lambda xml: re.sub(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="1000"/>', xml), Writing(),
    ),
    "no grid": (
        lambda xml: re.sub("<w:tblGrid>.*?</w:tblGrid>", "<w:tblGrid/>", xml), Writing(),
    ),
    "rows in content controls": (
        lambda xml: re.sub(
            "(<w:tr>.*?</w:tr>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", xml
        ), Writing(),
    ),
    "a table in a text box": (lambda xml: boxed(xml, TEXT_BOX), Writing()),
    "a table in an old text box": (lambda xml: boxed(xml, VML_BOX), Writing()),
    "old text boxes as symbols": (
        lambda xml: xml.replace("_x0000_t109", "_x0000_t202"), Writing(drawing="vml"),
    ),
    "text boxes as symbols": (
        lambda xml: xml.replace("<wps:cNvSpPr/>", '<wps:cNvSpPr txBox="1"/>').replace(
            "flowChartProcess", "rect"
        ), Writing(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_documents_are_read_however_word_was_used(habit: str, tmp_path: Path) -> None:
    record = next(r for r in sample_records() if any(edge["label"] for edge in r["flow"]))
    change, writing = HABITS[habit]
    plain = write_docx([cover_of(record, Form()), steps_of(record, Form())], writing)
    document = changed(plain, "word/document.xml", lambda xml: change(xml.decode()).encode())
    assert document != plain
    (found,) = read(document, tmp_path / "a.docx")
    assert not parted(record, found)
