"""The flowcharts of an SOP joined, each step table's by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.flow.pages.join_charts import join_charts
from extract.flow.result import Flow
from models.flowchart import Chart
from models.raw import RawSop


def join_sop(sop: RawSop) -> Flow:
    """Return the flow of an SOP.

    Where it has several step tables no arrow leads from one to another.

    Args:
        sop: The SOP as read.
    """
    whole = Flow()
    for charts in _tables(sop):
        flow = join_charts(charts)
        whole.steps |= flow.steps
        whole.edges += flow.edges
        whole.loose += flow.loose
        whole.tangled += flow.tangled
        whole.dense += flow.dense
        whole.between_rows += flow.between_rows
    return whole


def _tables(sop: RawSop) -> Iterator[Sequence[Chart]]:
    """Yield the charts of each step table."""
    if not sop.procedures:
        yield sop.charts
        return
    for procedure in sop.procedures:
        yield [
            chart
            for chart in sop.charts
            if procedure.first_seq <= chart.frame.steps[0] + 1 <= procedure.last_seq
        ]
