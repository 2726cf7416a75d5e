"""A record's flow as a Mermaid flowchart: each actor is a subgraph, each step a node."""

from __future__ import annotations

import json
import re

from extract.writers.drawing.fixed_texts import TOGETHER
from extract.writers.drawing.lanes import place_in_lanes
from extract.writers.drawing.text_metrics import clean
from models.record import SopRecord
from models.step import Step, Symbol

# Characters with a meaning in Mermaid, its markdown or its directives.
_SPECIAL = re.compile(r"""["#<>&`*_~$%\\]|:(?=\S)""")
_LIST_MARK = re.compile(r"^(\d*)([.)+-])")

# Brackets of a node, by the row's symbol. The notation that all versions of Mermaid read has no
# document shape, so a document is drawn as data.
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
    """Return a text escaped for quotes in Mermaid, so that nothing in it is markup."""
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
