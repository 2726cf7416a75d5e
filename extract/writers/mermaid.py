"""A record's flow as a Mermaid flowchart: an actor a subgraph, a step a node."""

from __future__ import annotations

import json
import re

from extract.writers.drawing.lanes import place_in_lanes
from extract.writers.drawing.lettering import clean
from extract.writers.drawing.wording import TOGETHER
from models.record import SopRecord
from models.step import Step, Symbol

# What Mermaid, its markdown or its directives would take for their own.
_SPECIAL = re.compile(r"""["#<>&`*_~$%\\]|:(?=\S)""")
_LIST_MARK = re.compile(r"^(\d*)([.)+-])")

# Opening and closing of a node, by the row's symbol. Mermaid has no document in the notation that
# all its versions know, so that is drawn as data.
_SHAPES = {
    Symbol.TERMINATOR: ("([", "])"),
    Symbol.DECISION: ("{", "}"),
    Symbol.DOCUMENT: ("[/", "/]"),
}
_BOX = ("[", "]")


def draw_mermaid(record: SopRecord) -> str:
    """Return the text of a flowchart of a record whose flow is known."""
    lanes = place_in_lanes(record)
    lines = ["---", f"title: {json.dumps(clean(record.header.title) or record.id)}", "---"]
    lines.append("flowchart TD")
    for lane, name in enumerate(lanes.names):
        steps = [step for step in record.steps if lanes.of_step[step.seq][0] == lane]
        if steps:
            lines.append(f'    subgraph a{lane + 1}["{escape(name)}"]')
            lines += [f"        {_node(step)}" for step in steps]
            lines.append("    end")
    known = set(lanes.of_step)
    for edge in record.flow:
        if {edge.source, edge.target} <= known:
            label = escape(clean(edge.label))
            arrow = f'-->|"{label}"|' if label else "-->"
            lines.append(f"    s{edge.source} {arrow} s{edge.target}")
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return a text as it stands between quotes in Mermaid, nothing in it taken as markup."""
    safe = _SPECIAL.sub(lambda special: f"#{ord(special[0])};", text)
    return _LIST_MARK.sub(lambda mark: f"{mark[1]}#{ord(mark[2])};", safe)


def _node(step: Step) -> str:
    """Return a step's node."""
    words = [clean(step.number) or str(step.seq), "·", clean(step.activity)]
    others = list(dict.fromkeys(filter(None, map(clean, step.actors))))[1:]
    if others:
        words.append(f"({TOGETHER.format(actors=', '.join(others))})")
    opening, closing = _SHAPES.get(step.symbol, _BOX) if step.symbol else _BOX
    return f's{step.seq}{opening}"{escape(" ".join(filter(None, words)))}"{closing}'
