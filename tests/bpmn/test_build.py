from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from extract.writers.bpmn.build import build_process
from extract.writers.bpmn.process import Flow, Kind, Node, Process
from models import Duration, Procedure, SopRecord, Symbol
from tests.bpmn.flowcharts import flowcharts
from tests.flows import draw


def shape(process: Process) -> list[str]:
    """Return each flow as "Start1 Task1", with its name behind it."""
    return [
        " ".join(filter(None, [part_of(flow.source), part_of(flow.target), flow.name]))
        for flow in process.flows
    ]


def part_of(node: Node) -> str:
    return node.id.partition("_")[0] + node.id.rpartition("_")[2]


def node(process: Process, part: str) -> Node:
    return next(node for node in process.nodes if part_of(node) == part)


def flow(process: Process, *ends: str) -> Flow:
    return next(f for f in process.flows if (part_of(f.source), part_of(f.target)) == ends)


def test_capsules_are_events_with_the_row_s_work_as_a_task_beside_them() -> None:
    process = build_process(draw("TPT", "1>2", "2>3"))
    assert shape(process) == ["Start1 Task1", "Task3 End3", "Task1 Task2", "Task2 Task3"]
    assert [entry.documentation for entry in process.nodes if entry.kind is Kind.START] == [()]


def test_a_diamond_is_a_task_with_a_gateway_whose_flows_bear_the_words_of_the_arrows() -> None:
    process = build_process(draw("TDT", "1>2", "2>1:Belum lengkap", "2>3:Lengkap"))
    assert shape(process) == [
        "Start1 Merge1",
        "Merge1 Task1",
        "Task2 Split2",
        "Task3 End3",
        "Task1 Task2",
        "Split2 Merge1 Belum lengkap",
        "Split2 Task3 Lengkap",
    ]
    assert node(process, "Split2").kind is Kind.EXCLUSIVE
    assert node(process, "Split2").name == "Hasil langkah 2?"
    assert node(process, "Merge1").name is None
    assert all(f.is_conditional for f in process.flows if f.name)


def test_the_only_way_without_words_is_taken_when_no_other_is() -> None:
    process = build_process(draw("TDT", "1>2", "2>1:Tidak", "2>3"))
    assert flow(process, "Split2", "Task3").is_default
    assert flow(process, "Split2", "Merge1").is_conditional


def test_where_no_way_has_words_none_is_invented() -> None:
    process = build_process(draw("TDT", "1>2", "2>1", "2>3"))
    assert not any(f.name or f.is_default or f.is_conditional for f in process.flows)


def test_two_arrows_to_one_step_are_one_flow_with_both_words() -> None:
    process = build_process(draw("TDTT", "1>2", "2>3:Ya", "2>3:Tidak", "2>4:Batal"))
    assert [f.name for f in process.flows if f.name] == ["Ya / Tidak", "Batal"]


def test_a_decision_with_one_way_out_has_no_gateway_but_says_so() -> None:
    process = build_process(draw("TDT", "1>2", "2>3:Ya"))
    assert shape(process)[-1] == "Task2 Task3"
    assert flow(process, "Task2", "Task3").documentation == ("Printed at the arrow: Ya",)
    assert "not two ways" in node(process, "Task2").documentation[-1]


def test_ways_without_decision_that_all_meet_again_are_gone_together() -> None:
    process = build_process(draw("TPPT", "1>2", "1>4", "2>3", "3>4"))
    assert node(process, "Split1").kind is node(process, "Merge4").kind is Kind.PARALLEL


@pytest.mark.parametrize(
    "record",
    [
        draw("TPPT", "1>2:Ya", "1>4", "2>3", "3>4"),
        draw("TPPTT", "1>2", "1>4", "2>3", "3>4", "3>5"),
        draw("TPPTT", "1>2", "1>3", "2>5", "3>4", "4>5", "4>3"),
        draw("TPPT", "1>2", "2>4", "2>1"),
    ],
    ids=["with words", "one ends elsewhere", "one turns back", "back"],
)
def test_other_ways_without_decision_are_alternatives(record: SopRecord) -> None:
    process = build_process(record)
    assert not any(entry.kind is Kind.PARALLEL for entry in process.nodes)
    split = next(entry for entry in process.nodes if entry.id.startswith("Split_"))
    assert "without a decision" in split.documentation[0]


def test_several_actors_do_one_task_in_the_first_one_s_lane() -> None:
    record = draw("TPT", "1>2", "2>3", actors=("Staf", "Kepala"))
    process = build_process(record)
    task = node(process, "Task2")
    assert [lane.name for lane in process.lanes] == ["Staf", "Kepala"]
    assert task.lane == 0
    assert task.performers == ("Staf", "Kepala")
    assert [note.text for note in process.notes] == ["Bersama: Kepala"] * 3


def test_a_step_that_nobody_is_known_to_do_has_a_lane_of_its_own() -> None:
    process = build_process(draw("TP.T", "1>2", "2>4"))
    assert [lane.name for lane in process.lanes] == ["Staf", "Belum diketahui"]
    assert node(process, "Task3").lane == 1


def test_a_step_that_is_not_joined_starts_and_ends_by_itself_and_says_so() -> None:
    process = build_process(draw("TPPT", "1>2", "2>4"))
    start, end = node(process, "Start3"), node(process, "End3")
    assert start.condition
    assert start.name == "Mulai di langkah 3"
    assert start.documentation == ("added by sop-extract: the drawing shows no start",)
    assert end.documentation == ("added by sop-extract: the drawing shows no end",)
    assert node(process, "Start1").condition is None


def test_a_second_procedure_starts_by_its_caption() -> None:
    record = draw("TTTT", "1>2", "3>4", "4>3")
    record.procedures = [
        Procedure(caption="Peminjaman", first_seq=1, last_seq=2),
        Procedure(caption="Pengembalian", first_seq=3, last_seq=4),
    ]
    process = build_process(record)
    assert node(process, "Start1").name == "Mulai"
    second = node(process, "Start3")
    assert (second.name, second.condition) == ("Mulai: Pengembalian", "Pengembalian")
    assert second.documentation == ()


def test_a_flow_that_never_ends_is_given_an_end_at_its_last_capsule() -> None:
    process = build_process(draw("TPTP", "1>2", "2>3", "3>4", "4>1"))
    assert shape(process)[:5] == [
        "Start1 Merge1", "Merge1 Task1", "Task3 Split3", "Split3 End3", "Task1 Task2",
    ]  # fmt: skip
    assert node(process, "End3").documentation


def test_cells_are_documentation_and_data_objects() -> None:
    record = draw("TT", "1>2")
    first, last = record.steps
    first.activity, first.output = "Menerima berkas", "Berkas  lengkap"
    last.requirements, last.remarks = "Berkas lengkap", "Rahasia"
    last.duration = Duration(raw="2 Hari", iso8601="P2D")
    process = build_process(record)
    assert node(process, "Task1").name == "Menerima berkas"
    assert node(process, "Task1").documentation == ("Langkah 1", "Output: Berkas lengkap")
    assert node(process, "Task2").documentation == (
        "Langkah 2",
        "Kelengkapan: Berkas lengkap",
        "Waktu: 2 Hari (P2D)",
        "Keterangan: Rahasia",
    )
    made, needed = process.data
    assert (made.is_output, needed.is_output) == (True, False)
    assert made.object_id == needed.object_id, "one data object, drawn at both tasks"
    assert made.id != needed.id


def test_the_pool_is_named_by_agency_and_title() -> None:
    process = build_process(draw("TT", "1>2"))
    assert process.participant == "DINAS KEARSIPAN – Peminjaman Arsip"
    assert "Nomor SOP: 067/01/ARS/2024" in process.documentation


@settings(deadline=None)
@given(flowcharts())
def test_every_node_lies_on_a_way_from_a_start_to_an_end(record: SopRecord) -> None:
    process = build_process(record)
    nodes = {entry.id for entry in process.nodes}
    starts = {entry.id for entry in process.nodes if entry.kind is Kind.START}
    ends = {entry.id for entry in process.nodes if entry.kind is Kind.END}
    ways = [(f.source.id, f.target.id) for f in process.flows]
    assert closure(starts, ways) == nodes
    assert closure(ends, [(target, source) for source, target in ways]) == nodes
    assert sum(not entry.condition for entry in process.nodes if entry.id in starts) == 1


@settings(deadline=None)
@given(flowcharts())
def test_flows_part_and_meet_at_gateways_only(record: SopRecord) -> None:
    process = build_process(record)
    for entry in process.nodes:
        into = sum(f.target is entry for f in process.flows)
        out = sum(f.source is entry for f in process.flows)
        if entry.kind.is_gateway:
            assert (into == 1) != (out == 1)
        else:
            assert (into, out) == (entry.kind is not Kind.START, entry.kind is not Kind.END)


@settings(deadline=None)
@given(flowcharts())
def test_every_step_and_every_arrow_is_there_once(record: SopRecord) -> None:
    process = build_process(record)
    tasks = [part_of(entry) for entry in process.nodes if entry.kind is Kind.TASK]
    assert tasks == [f"Task{step.seq}" for step in record.steps]
    arrows = [
        (f.source.rank + 1, f.target.rank + 1)
        for f in process.flows
        if process.nodes.index(f.target) != process.nodes.index(f.source) + 1
        or f.target.rank != f.source.rank
    ]
    assert sorted(arrows) == sorted({(edge.source, edge.target) for edge in record.flow})


@settings(deadline=None)
@given(flowcharts())
def test_ids_are_names_that_xml_allows_each_used_once(record: SopRecord) -> None:
    process = build_process(record)
    ids = [entry.id for entry in (*process.lanes, *process.nodes, *process.flows)]
    ids += [entry.id for entry in (*process.data, *process.notes)]
    ids += sorted({data.object_id for data in process.data})
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Z][\w-]*", key) for key in ids)


def closure(seeds: set[str], ways: list[tuple[str, str]]) -> set[str]:
    found = set(seeds)
    while more := {target for source, target in ways if source in found} - found:
        found |= more
    return found


def test_the_same_record_gives_the_same_ids_whatever_else_is_in_it() -> None:
    record = draw("TDT", "1>2", "2>1:Tidak", "2>3:Ya")
    before = [entry.id for entry in build_process(record).nodes]
    record.steps[1].activity = "Lain"
    record.steps[2].symbol = Symbol.PROCESS
    assert [entry.id for entry in build_process(record).nodes] == before
