"""What is learnt while a record is built: where its values were read, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.findings.messages import Param
from extract.findings.registry import make_finding
from extract.record.recognised import Doubt, is_drawn, is_guessed, rate, repair
from extract.record.thresholds import RECOGNITION
from models.cell_names import CellNames
from models.finding import Finding
from models.geometry import Turn
from models.provenance import Provenance
from models.raw import RawText
from normalize.text import fold_space


@dataclass(slots=True)
class Notes:
    """What is learnt on the way: where values were read, and what to look at.

    Attributes:
        turns: How pages were turned to read right; provenance is that of the page as shown.
        cell_names: Page -> the names of its cells, where it is a sheet of a workbook.
        recognised: Whether some of the text was recognised.
        provenance: JSON pointer -> where the value was read.
        findings: What to look at.
        read_as: JSON pointer -> what was recognised, where it was put right.
    """

    turns: Mapping[int, Turn]
    cell_names: Mapping[int, CellNames]
    recognised: bool = False
    provenance: dict[str, Provenance] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)

    def place(self, pointer: str, name: str, reading: RawText, *doubts: Doubt) -> None:
        """Note where a value was read, and how sure it is.

        Args:
            pointer: JSON pointer of the value.
            name: What it is a value of, as `extract.record.recognised` has it.
            reading: The value as read.
            doubts: What is doubtful of it.
        """
        where, box = reading.place, reading.place.bbox
        if box is not None and where.page is not None and (turn := self.turns.get(where.page)):
            box = turn.place_shown(box)
        names = self.cell_names.get(where.page or 0)
        raw = self.read_as.get(pointer)
        sure = reading.confidence
        if self.is_recognised(reading) or (self.recognised and is_drawn(name)):
            sure = rate(name, reading, (*doubts, Doubt.REPAIRED) if raw else doubts)
        self.provenance[pointer] = Provenance(
            page=where.page,
            bbox=None if box is None else tuple(round(edge, 1) for edge in box),
            line=where.line,
            cell=None if names is None or box is None else names.name_of(box),
            raw=raw,
            confidence=round(sure, 3),
        )

    def doubt_rows(self, *seqs: int) -> tuple[Doubt, ...]:
        """Return what is doubtful of a drawing in rows of which hardly a word can be read."""
        places = (self.provenance.get(f"/steps/{seq - 1}/activity") for seq in seqs)
        unread = any(
            place and place.confidence < RECOGNITION.min_row_confidence for place in places
        )
        return (Doubt.UNREAD,) if unread else ()

    def put_right(
        self, pointer: str, name: str, reading: RawText, mended: str | None = None
    ) -> RawText:
        """Return a reading with what recognition misread put right; what was, is noted.

        Args:
            pointer: JSON pointer of the value.
            name: What it is a value of.
            reading: The reading; one that was not recognised is returned as it is.
            mended: Its text put right, where that takes more than the text to tell.
        """
        if not self.is_recognised(reading):
            return reading
        text = repair(name, reading.text) if mended is None else mended
        if text != reading.text or is_guessed(name, text):
            self.read_as[pointer] = read = fold_space(reading.text)
            wording = "guessed" if text == reading.text else "mended"
            params: dict[str, Param] = {"read": read, "text": fold_space(text)}
            self.find("ocr-repaired", pointer, reading, wording, params)
        return reading.with_text(text)

    def is_recognised(self, reading: RawText) -> bool:
        """Return whether a reading was recognised: what a text layer says is quite sure."""
        return self.recognised and reading.confidence < 1

    def find(
        self,
        code: str,
        pointer: str,
        reading: RawText,
        wording: str | None = None,
        params: Mapping[str, Param] | None = None,
    ) -> None:
        """Note what a person should look at; the message is that of `make_finding`."""
        self.findings.append(
            make_finding(code, wording, params, field=pointer, page=reading.place.page)
        )
