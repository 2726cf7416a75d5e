"""Texts that a diagram needs and the document does not print.

Texts shown in the diagram are Indonesian, like the SOP; notes to the modeller say that this tool
added them.
"""

from __future__ import annotations

from typing import Final

UNKNOWN_ACTOR: Final = "Belum diketahui"
START: Final = "Mulai"
START_OF: Final = "Mulai: {procedure}"
START_AT: Final = "Mulai di langkah {step}"
END: Final = "Selesai"
QUESTION: Final = "Hasil langkah {step}?"
TOGETHER: Final = "Bersama: {actors}"

ADDED: Final = "added by sop-extract: {why}"
NO_START: Final = ADDED.format(why="the drawing shows no start")
NO_END: Final = ADDED.format(why="the drawing shows no end")
SECOND_START: Final = ADDED.format(why="the drawing does not say when the flow starts here")
NO_DECISION: Final = ADDED.format(why="the drawing shows several ways on without a decision")
NO_CHOICE: Final = "The drawing shows a decision here, but not two ways out of it."
AT_ARROW: Final = "Printed at the arrow: {label}"

CONDITION: Final = "tidak tergambar"
