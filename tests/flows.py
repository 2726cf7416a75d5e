"""Records with a flowchart, written in one line each."""

from __future__ import annotations

from collections.abc import Sequence

from models import FlowEdge, Provenance, SopRecord, Step, Symbol
from tests.records import make_record

SYMBOLS = {
    "T": Symbol.TERMINATOR,
    "P": Symbol.PROCESS,
    "D": Symbol.DECISION,
    "S": Symbol.DOCUMENT,
    ".": None,
}


def draw(symbols: str, *ways: str, actors: Sequence[str] = ("Staf",)) -> SopRecord:
    """Return a record whose steps have these symbols, and these ways: "3>1:Tidak"."""
    steps = [
        Step(
            seq=seq,
            number=str(seq),
            symbol=SYMBOLS[letter],
            actors=[] if letter == "." else list(actors),
        )
        for seq, letter in enumerate(symbols, 1)
    ]
    flow = []
    for way in ways:
        arrow, _, label = way.partition(":")
        source, target = arrow.split(">")
        flow.append(FlowEdge(source=int(source), target=int(target), label=label or None))
    return make_record().model_copy(
        update={
            "actors": ["Staf", "Kepala"][: len(actors)],
            "steps": steps,
            "flow": flow,
            "findings": [],
            "procedures": [],
            "provenance": {
                f"/steps/{index}/symbol": Provenance(page=2, confidence=1) for index in range(9)
            },
        }
    )
