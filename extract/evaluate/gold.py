"""Gold: what documents should yield, in the form of the records themselves.

A file for each source document, named after it (`surat.pdf.json`) or after its stem
(`surat.json`): a list of records, or an object that holds the list as "records" beside a "group"
and "not_judged". So a run's record file becomes gold when a person has corrected it.

What is not known of a document is listed as JSON pointers in a file's or a record's "not_judged",
where `*` stands for any one part: ["/steps/*/actors", "/flow"]. All other values must be there, so
that an omission in the gold is noticed. Where items of a list are left out, as by "/equipment/2",
the other items are judged, and further items found count neither for nor against a record. The
empty pointer leaves out all of an SOP, which then only keeps its place among the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import UnionType

from extract.errors import BadGoldError
from extract.evaluate.fields import CITATION
from extract.evaluate.jsonfiles import json_files, load_json
from extract.record.pointers import Json, list_at, objects_at, split_pointer, value_at
from models.fields import HEADER, TEXT_CELLS, TEXT_LISTS, RecordField

UNGROUPED = "ungrouped"
# How much of a wrong value is shown.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class GoldSop:
    """One SOP as it should be read.

    Attributes:
        label: Its name in messages: its gold file and its position there.
        record: The record.
        not_judged: Pointers, in parts, of what is left out; `*` is any one part.
    """

    label: str
    record: Json
    not_judged: tuple[tuple[str, ...], ...]

    @property
    def steps(self) -> list[Json]:
        """Return its steps."""
        return objects_at(self.record, "/steps")

    @property
    def is_judged(self) -> bool:
        """Return whether anything of it is judged."""
        return () not in self.not_judged

    def judged_items(self, pointer: str, below: str = "") -> list[int]:
        """Return the indices of a list's items that are judged.

        Args:
            pointer: The list's.
            below: The part of an item that counts, as a pointer from it.
        """
        count = len(list_at(self.record, pointer))
        return [i for i in range(count) if self.judges(f"{pointer}/{i}{below}")]

    def judges(self, pointer: str) -> bool:
        """Return whether the value at a pointer is judged."""
        path = split_pointer(pointer)
        return not any(
            len(left_out) <= len(path)
            and all(part in ("*", own) for part, own in zip(left_out, path, strict=False))
            for left_out in self.not_judged
        )

    def judges_field(self, field: RecordField) -> bool:
        """Return whether a field of the header is judged.

        Gold that was made before a release added the field does not have it.
        """
        missing = object()
        is_there = value_at(self.record, field.pointer, missing) is not missing
        return self.judges(field.pointer) and (is_there or field.spec.since is None)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The gold of one source document.

    Attributes:
        name: Path of its gold file below the folder of gold, without `.json`.
        group: The kind of documents it is counted with.
        sops: Its SOPs in order of appearance.
    """

    name: str
    group: str
    sops: tuple[GoldSop, ...]


def read_gold(folder: Path) -> list[GoldDocument]:
    """Read the gold below a folder, sorted by name.

    Raises:
        BadGoldError: There is none, or a file is unreadable, no gold, or incomplete.
    """
    documents = [
        _read_document(path, path.relative_to(folder).as_posix().removesuffix(".json"))
        for path in json_files(folder, (".json",))
    ]
    if not documents:
        raise BadGoldError(f"{folder}: holds no gold (*.json)")
    return sorted(documents, key=lambda document: document.name)


def _read_document(path: Path, name: str) -> GoldDocument:
    """Read one gold file."""
    content = load_json(path)
    if isinstance(content, list):
        content = {"records": content}
    records = value_at(content, "/records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise BadGoldError(f'{path}: gold is a list of records, or an object with "records"')
    everywhere = _left_out(path, content)
    sops = tuple(
        GoldSop(f"{name} #{number}", record, (*everywhere, *_left_out(path, record)))
        for number, record in enumerate(records, start=1)
    )
    for sop in sops:
        _Inspector(path, sop).inspect()
    return GoldDocument(name, str(content.get("group") or UNGROUPED), sops)


def _left_out(path: Path, holder: Json) -> tuple[tuple[str, ...], ...]:
    """Return the pointers in an object's "not_judged", in parts."""
    pointers = holder.get("not_judged", [])
    if not isinstance(pointers, list) or not all(
        isinstance(pointer, str) and (not pointer or pointer.startswith("/"))
        for pointer in pointers
    ):
        raise BadGoldError(f"{path}: not_judged is a list of JSON pointers, each starting with /")
    return tuple(map(split_pointer, pointers))


@dataclass(frozen=True, slots=True)
class _Inspector:
    """Checks that a gold SOP has every value that is judged."""

    path: Path
    sop: GoldSop

    def inspect(self) -> None:
        """Raise BadGoldError where a value is missing or of another kind."""
        for field in HEADER:
            if self.sop.judges_field(field):
                self._require(field.pointer, str | None)
        for name in (*TEXT_LISTS, "actors"):
            list(self._items(f"/{name}", str))
        for citation in self._items("/legal_basis", dict):
            for name in (*CITATION, "slug"):
                kinds: dict[str, type | UnionType] = {"type": str, "year": int | None}
                self._require(f"{citation}/{name}", kinds.get(name, str | None))
        for step in self._items("/steps", dict):
            self._inspect_step(step)
        self._inspect_flow()

    def _inspect_step(self, pointer: str) -> None:
        """Check the step at a pointer."""
        self._require(f"{pointer}/seq", int)
        for name in TEXT_CELLS:
            kinds: dict[str, type | UnionType] = {"activity": str, "duration": dict | None}
            self._require(f"{pointer}/{name}", kinds.get(name, str | None))
        if value_at(self.sop.record, f"{pointer}/duration") is not None:
            for name in ("raw", "iso8601", "unit"):
                self._require(f"{pointer}/duration/{name}", str | None)
        list(self._items(f"{pointer}/actors", str))

    def _inspect_flow(self) -> None:
        """Check the arrows: each joins two of the steps."""
        seqs = [step.get("seq") for step in self.sop.steps]
        if self.sop.judges("/flow") and len(set(seqs)) < len(seqs):
            self._fail("/steps", "has two steps of one seq")
        for edge in self._items("/flow", dict):
            self._require(f"{edge}/label", str | None)
            for end in ("source", "target"):
                self._require(f"{edge}/{end}", int)
                known = value_at(self.sop.record, f"{edge}/{end}") in seqs
                if self.sop.judges(edge) and not known:
                    self._fail(f"{edge}/{end}", "is no step's seq")

    def _require(self, pointer: str, kind: type | UnionType) -> None:
        """Raise BadGoldError unless a value is of a kind, or not judged."""
        missing = object()
        value = value_at(self.sop.record, pointer, missing)
        if self.sop.judges(pointer) and not isinstance(value, kind):
            shown = json.dumps(value, ensure_ascii=False)[:SHOWN] if value is not missing else ""
            self._fail(
                pointer,
                f"{f'is {shown}' if shown else 'is missing'}; "
                "give it as a record has it, or name it in not_judged",
            )

    def _items(self, pointer: str, kind: type) -> Iterator[str]:
        """Require a list with items of a kind; yield the pointer of each."""
        self._require(pointer, list)
        for index in range(len(list_at(self.sop.record, pointer))):
            self._require(f"{pointer}/{index}", kind)
            yield f"{pointer}/{index}"

    def _fail(self, pointer: str, trouble: str) -> None:
        """Raise BadGoldError."""
        number = self.sop.label.rpartition("#")[2]
        raise BadGoldError(f"{self.path}: SOP {number}: {pointer} {trouble}")
