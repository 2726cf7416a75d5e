"""A record's flow as BPMN 2.0 with its diagram: record -> process -> layout -> XML."""

from __future__ import annotations

from extract.writers.bpmn.build import build_process
from extract.writers.bpmn.layout import lay_out
from extract.writers.bpmn.xml import write_xml
from models.record import SopRecord


def draw_bpmn(record: SopRecord) -> bytes:
    """Return the BPMN 2.0 XML of a record whose flow is known (`flow.graph.is_flow_known`).

    One pool for the SOP, a lane for each actor, a task for each step; ids come from the record's
    id and the steps' `seq`, so the same record gives the same bytes.
    """
    process = build_process(record)
    return write_xml(process, lay_out(process))
