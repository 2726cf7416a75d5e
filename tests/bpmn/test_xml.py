from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from extract.writers.bpmn import draw_bpmn
from extract.writers.bpmn.xml import MODEL
from models import SopRecord
from tests.bpmn.flowcharts import flowcharts
from tests.bpmn.geometry import read_diagram
from tests.drawn_samples import drawn_samples
from tests.flows import draw

HOSTILE = "<b>\"Ya\" & 'Tidak'</b>\x00\x0b\ud800\ufffe ]]> ünïcode 文書 \U0001f600"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """Return the OMG's schema of BPMN 2.0, which a workflow engine carries."""
    spec = find_spec("SpiffWorkflow")
    if spec is None or spec.origin is None:
        pytest.skip("SpiffWorkflow, which carries the BPMN schema, is not installed")
    folder = Path(spec.origin).parent / "bpmn" / "parser" / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


def test_the_schema_finds_what_is_wrong(schema: etree.XMLSchema) -> None:
    document = draw_bpmn(draw("TT", "1>2")).replace(b"sourceRef=", b"from=", 1)
    assert not schema.validate(etree.fromstring(document))


def test_the_samples_are_valid(schema: etree.XMLSchema) -> None:
    assert len(drawn_samples()) >= 3
    for record in drawn_samples().values():
        schema.assertValid(etree.fromstring(draw_bpmn(record)))


def test_any_flowchart_is_valid(schema: etree.XMLSchema) -> None:
    @settings(deadline=None)
    @given(flowcharts())
    def check(record: SopRecord) -> None:
        schema.assertValid(etree.fromstring(draw_bpmn(record)))

    check()


def test_no_text_can_break_the_document(schema: etree.XMLSchema) -> None:
    record = draw("TDT", "1>2", "2>1:" + HOSTILE, "2>3:Ya")
    record.header.title = record.header.agency = HOSTILE
    record.actors = [HOSTILE]
    for step in record.steps:
        step.activity = step.output = step.requirements = step.remarks = HOSTILE
        step.actors = [HOSTILE]
    root = etree.fromstring(draw_bpmn(record))
    schema.assertValid(root)
    names = {element.get("name") for element in root.iter(f"{{{MODEL}}}task")}
    assert names == {"<b>\"Ya\" & 'Tidak'</b> ]]> ünïcode 文書 \U0001f600"}


def test_all_that_is_drawn_is_there_once_and_nothing_else() -> None:
    diagram = read_diagram(draw_bpmn(next(iter(drawn_samples().values()))))
    drawn = {*diagram.boxes, *diagram.lines}
    undrawn = {"definitions", "collaboration", "process", "laneSet", "dataObject", "resource",
               "ioSpecification", "dataInput", "dataOutput", "inputSet", "outputSet", "performer",
               "conditionalEventDefinition"}  # fmt: skip
    assert drawn == {key for key, kind in diagram.kinds.items() if kind not in undrawn}


def test_the_same_record_gives_the_same_bytes() -> None:
    for record in drawn_samples().values():
        again = SopRecord.model_validate_json(record.model_dump_json())
        assert draw_bpmn(record) == draw_bpmn(again)
