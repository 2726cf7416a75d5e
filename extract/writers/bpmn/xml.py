"""A process and its layout as BPMN 2.0 XML, elements in the order that the schema asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from extract.version import __version__
from extract.writers.bpmn.layout import Layout
from extract.writers.bpmn.process import Data, Flow, Kind, Node, Process
from extract.writers.bpmn.sizes import Box, Point, data_name

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
NAMESPACES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DD}
TARGET = "urn:sop-extract:bpmn"

_Element = etree._Element


def write_xml(process: Process, layout: Layout) -> bytes:
    """Return the XML document, UTF-8 with its declaration."""
    root = etree.Element(
        f"{{{MODEL}}}definitions",
        {
            "id": f"Definitions_{process.key}",
            "targetNamespace": TARGET,
            "exporter": "sop-extract",
            "exporterVersion": __version__,
        },
        nsmap=NAMESPACES,
    )
    index = _index(process)
    for name, key in index.resources.items():
        _add(root, "resource", {"id": key, "name": name})
    collaboration = _add(root, "collaboration", {"id": f"Collaboration_{process.key}"})
    _add(
        collaboration,
        "participant",
        {
            "id": f"Participant_{process.key}",
            "name": process.participant,
            "processRef": f"Process_{process.key}",
        },
    )
    _add_process(root, process, index)
    _add_diagram(root, process, layout)
    etree.indent(root)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return document + b"\n"


def _add(
    parent: _Element,
    name: str,
    attributes: Mapping[str, str | None] | None = None,
    *,
    text: str = "",
) -> _Element:
    """Append an element of the model to another, without attributes that are None; return it."""
    given = {key: value for key, value in (attributes or {}).items() if value is not None}
    element = etree.SubElement(parent, f"{{{MODEL}}}{name}", given)
    element.text = text or None
    return element


def _add_documentation(element: _Element, notes: Iterable[str]) -> None:
    """Append notes; the schema wants them before all else in an element."""
    for note in notes:
        _add(element, "documentation", text=note)


@dataclass(slots=True)
class _Index:
    """What belongs to each node, by its id.

    Attributes:
        entering: The flows that enter it.
        leaving: The flows that leave it.
        data: What it needs and makes.
        resources: Id of each performer, by the name.
    """

    entering: dict[str, list[Flow]]
    leaving: dict[str, list[Flow]]
    data: dict[str, list[Data]]
    resources: dict[str, str]


def _index(process: Process) -> _Index:
    """Return what belongs to each node of a process."""
    names = dict.fromkeys(name for node in process.nodes for name in node.performers)
    resources = {name: f"Resource_{process.key}_{at}" for at, name in enumerate(names, 1)}
    index = _Index(defaultdict(list), defaultdict(list), defaultdict(list), resources)
    for flow in process.flows:
        index.leaving[flow.source.id].append(flow)
        index.entering[flow.target.id].append(flow)
    for item in process.data:
        index.data[item.task.id].append(item)
    return index


def _add_process(root: _Element, process: Process, index: _Index) -> None:
    """Append the process with all it holds."""
    element = _add(
        root,
        "process",
        {"id": f"Process_{process.key}", "name": process.name, "isExecutable": "false"},
    )
    _add_documentation(element, process.documentation)
    lanes = _add(element, "laneSet", {"id": f"LaneSet_{process.key}"})
    for at, lane in enumerate(process.lanes):
        lane_element = _add(lanes, "lane", {"id": lane.id, "name": lane.name})
        for node in process.nodes:
            if node.lane == at:
                _add(lane_element, "flowNodeRef", text=node.id)
    for node in process.nodes:
        _add_node(element, node, index)
    for flow in process.flows:
        _add_flow(element, flow)
    _add_data_objects(element, process.data)
    for note in process.notes:
        annotation = _add(element, "textAnnotation", {"id": note.id})
        _add(annotation, "text", text=note.text)
        _add(
            element,
            "association",
            {"id": f"Line_{note.id}", "sourceRef": note.task.id, "targetRef": note.id},
        )


def _add_node(parent: _Element, node: Node, index: _Index) -> None:
    """Append a flow node."""
    leaving = index.leaving[node.id]
    default = next((flow.id for flow in leaving if flow.is_default), None)
    attributes = {"id": node.id, "name": node.name, "default": default}
    element = _add(parent, node.kind.value, attributes)
    _add_documentation(element, node.documentation)
    for flow in index.entering[node.id]:
        _add(element, "incoming", text=flow.id)
    for flow in leaving:
        _add(element, "outgoing", text=flow.id)
    if node.condition is not None:
        definition = _add(element, "conditionalEventDefinition", {"id": f"Condition_{node.id}"})
        _add(definition, "condition", text=node.condition)
    if node.kind is Kind.TASK:
        _add_data_of(element, node, index.data[node.id])
        for at, name in enumerate(node.performers, 1):
            performer = _add(element, "performer", {"id": f"Performer_{node.id}_{at}"})
            _add(performer, "resourceRef", text=index.resources[name])


def _add_data_of(task: _Element, node: Node, items: list[Data]) -> None:
    """Append what a task needs and makes, and what joins that to its data objects."""
    if not items:
        return
    parts = {True: "dataOutput", False: "dataInput"}
    specification = _add(task, "ioSpecification", {"id": f"Io_{node.id}"})
    ordered = sorted(items, key=lambda item: item.is_output)
    for item in ordered:
        _add(specification, parts[item.is_output], {"id": f"Io_{item.id}"})
    for is_output, name in ((False, "inputSet"), (True, "outputSet")):
        members = _add(specification, name, {"id": f"{name}_{node.id}"})
        for item in ordered:
            if item.is_output is is_output:
                _add(members, f"{parts[is_output]}Refs", text=f"Io_{item.id}")
    for item in ordered:
        join = _add(task, f"{parts[item.is_output]}Association", {"id": f"Line_{item.id}"})
        ends = (f"Io_{item.id}", item.id) if item.is_output else (item.id, f"Io_{item.id}")
        _add(join, "sourceRef", text=ends[0])
        _add(join, "targetRef", text=ends[1])


def _add_flow(parent: _Element, flow: Flow) -> None:
    """Append a sequence flow."""
    ends = {"sourceRef": flow.source.id, "targetRef": flow.target.id}
    element = _add(parent, "sequenceFlow", {"id": flow.id, "name": flow.name, **ends})
    _add_documentation(element, flow.documentation)
    if flow.is_conditional:
        _add(element, "conditionExpression", text=flow.name or "")


def _add_data_objects(parent: _Element, items: Iterable[Data]) -> None:
    """Append the data objects, each once, and the references that are drawn."""
    known = set()
    for item in items:
        if item.object_id not in known:
            known.add(item.object_id)
            _add(parent, "dataObject", {"id": item.object_id})
        reference = _add(
            parent,
            "dataObjectReference",
            {"id": item.id, "name": data_name(item), "dataObjectRef": item.object_id},
        )
        _add_documentation(reference, [item.text])


def _add_diagram(root: _Element, process: Process, layout: Layout) -> None:
    """Append the diagram."""
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", {"id": f"Diagram_{process.key}"})
    plane = etree.SubElement(
        diagram,
        f"{{{DI}}}BPMNPlane",
        {"id": f"Plane_{process.key}", "bpmnElement": f"Collaboration_{process.key}"},
    )
    shape = _add_shape(plane, f"Participant_{process.key}", layout.pool)
    shape.set("isHorizontal", "true")
    for lane in process.lanes:
        _add_shape(plane, lane.id, layout.boxes[lane.id]).set("isHorizontal", "true")
    for node in process.nodes:
        shape = _add_shape(plane, node.id, layout.boxes[node.id], layout.labels.get(node.id))
        if node.kind is Kind.EXCLUSIVE:
            shape.set("isMarkerVisible", "true")
    beside = [data.id for data in process.data] + [note.id for note in process.notes]
    for key in beside:
        _add_shape(plane, key, layout.boxes[key], layout.labels.get(key))
    for flow in process.flows:
        _add_edge(plane, flow.id, layout.lines[flow.id], layout.labels.get(flow.id))
    for key in beside:
        _add_edge(plane, f"Line_{key}", layout.lines[key], None)


def _add_shape(plane: _Element, element_id: str, box: Box, label: Box | None = None) -> _Element:
    """Append where an element stands, and its words where they stand beside it."""
    shape = etree.SubElement(
        plane, f"{{{DI}}}BPMNShape", {"id": f"{element_id}_di", "bpmnElement": element_id}
    )
    _add_bounds(shape, box)
    _add_label(shape, label)
    return shape


def _add_edge(plane: _Element, element_id: str, points: Iterable[Point], label: Box | None) -> None:
    """Append the points of a line, and where its words stand."""
    edge = etree.SubElement(
        plane, f"{{{DI}}}BPMNEdge", {"id": f"{element_id}_di", "bpmnElement": element_id}
    )
    for x, y in points:
        etree.SubElement(edge, f"{{{DD}}}waypoint", {"x": str(x), "y": str(y)})
    _add_label(edge, label)


def _add_label(parent: _Element, box: Box | None) -> None:
    """Append where words stand."""
    if box is not None:
        _add_bounds(etree.SubElement(parent, f"{{{DI}}}BPMNLabel"), box)


def _add_bounds(parent: _Element, box: Box) -> None:
    """Append a rectangle."""
    sizes = zip(("x", "y", "width", "height"), map(str, box), strict=True)
    etree.SubElement(parent, f"{{{DC}}}Bounds", dict(sizes))
