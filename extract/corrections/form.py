"""The form: the editable values of a record, as a tree of JSON values.

    {"header": {"title": ..., "approver": {"nip": ...}},
     "legal_basis": {"order": ["1", "2"], "rows": {"1": "Undang-Undang ...", "2": ...}},
     "steps": {"order": ["1", "2"], "rows": {"1": {"activity": ..., "actors": ["Camat"], ...}}},
     "flow": {"2": [{"target": "1", "label": "Tidak"}]}}

Rows have keys that stay theirs when others are added, moved or removed, so a pointer (RFC 6901)
such as `/steps/rows/3/duration` always means the same row: "3" is the third row as it was extracted
when its review began, "n1" the first that a person added. A citation or a duration stands there as
its wording; `extract.corrections.apply` parses it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from extract.record.pointers import split_pointer, value_at
from models import Citation, Duration, SopRecord, Step, Symbol
from models.fields import (
    APPROVER_VALUES,
    CELLS,
    FIELDS,
    HEADER_VALUES,
    LISTS,
    RecordField,
)

Form = dict[str, Any]

# Parts whose rows have keys and an order.
TABLES = (*LISTS, "actors", "steps")


def form_of(record: SopRecord) -> Form:
    """Return what can be edited of a record, its rows' keys counted from "1"."""
    header: Form = {name: getattr(record.header, name) for name in HEADER_VALUES}
    header["approver"] = {n: getattr(record.header.approver, n) for n in APPROVER_VALUES}
    form: Form = {"header": header}
    for name in (*LISTS, "actors"):
        form[name] = _table([_editable(item) for item in getattr(record, name)])
    form["steps"] = _table([_row(step) for step in record.steps])
    form["flow"] = _flow(record)
    return form


def _table(rows: Sequence[Any]) -> Form:
    """Return rows with keys in their order."""
    keys = [str(number) for number in range(1, len(rows) + 1)]
    return {"order": keys, "rows": dict(zip(keys, rows, strict=True))}


def _row(step: Step) -> Form:
    """Return what can be edited of a step."""
    return {name: _editable(getattr(step, name)) for name in CELLS}


def _editable(value: Any) -> Any:
    """Return what a person edits of a value: its wording, where it has one."""
    if isinstance(value, Citation | Duration):
        return value.raw
    if isinstance(value, Symbol):
        return value.value
    return list(value) if isinstance(value, list) else value


def with_new_fields(form: Form) -> Form:
    """Return a form of an earlier release with header fields added since, as empty."""
    header = form["header"]
    approver = {**dict.fromkeys(APPROVER_VALUES), **header["approver"]}
    return {
        **form,
        "header": {**dict.fromkeys(HEADER_VALUES), **header, "approver": approver},
    }


def field_at(at: str) -> RecordField | None:
    """Return the field of the value at a pointer into a form; None for a row or a table."""
    parts = split_pointer(at)
    match parts:
        case ("header", *names):
            name = ".".join(names)
        case ("steps", "rows", _, cell):
            name = "step_actors" if cell == "actors" else cell
        case ("flow", _) | (_, "rows", _):
            name = parts[0]
        case _:
            return None
    return FIELDS.get(name)


def _flow(record: SopRecord) -> Form:
    """Return the arrows by the key of the row that each leaves."""
    keys = {step.seq: str(place) for place, step in enumerate(record.steps, start=1)}
    flow: dict[str, list[Form]] = {}
    for edge in record.flow:
        arrow = {"target": keys[edge.target], "label": edge.label}
        flow.setdefault(keys[edge.source], []).append(arrow)
    return flow


def rows_of(form: Form, table: str) -> list[tuple[str, Any]]:
    """Return a table's rows in order, each with its key."""
    rows = form[table]["rows"]
    return [(key, rows[key]) for key in form[table]["order"]]


@lru_cache(maxsize=1 << 16)
def pointer(*parts: str) -> str:
    """Return the pointer of a value in a form."""
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)


def set_at(form: Form, at: str, value: Any) -> None:
    """Set the value at a pointer.

    Setting a row, or the arrows of one, to None removes it; any other value becomes empty.

    Args:
        form: The form, which changes.
        at: The pointer.
        value: The value.

    Raises:
        KeyError: The pointer leads into nothing.
    """
    *above, name = split_pointer(at)
    holder = form
    for part in above:
        holder = holder[part]
    goes = (len(above) == 2 and above[1] == "rows") or above == ["flow"]
    if goes and value is None:
        holder.pop(name, None)
    else:
        holder[name] = value


def get_at(form: Form, at: str) -> Any:
    """Return the value at a pointer; None if there is none."""
    return value_at(form, at)


def leaves(form: Form) -> Iterator[tuple[str, Any]]:
    """Yield pointer and value of everything that can be corrected or confirmed singly."""
    for name in HEADER_VALUES:
        yield pointer("header", name), form["header"][name]
    for name in APPROVER_VALUES:
        yield pointer("header", "approver", name), form["header"]["approver"][name]
    for table in TABLES:
        for key, row in rows_of(form, table):
            if isinstance(row, Mapping):
                for cell in CELLS:
                    yield pointer(table, "rows", key, cell), row[cell]
            else:
                yield pointer(table, "rows", key), row
    for source, arrows in form["flow"].items():
        yield pointer("flow", source), arrows


def is_covered(at: str, pointers: frozenset[str] | set[str]) -> bool:
    """Return whether a pointer, or one of its ancestors, is among others."""
    while at:
        if at in pointers:
            return True
        at = at.rpartition("/")[0]
    return False


def places_in(form: Form, record: SopRecord) -> dict[str, str]:
    """Return the place of each value of a form in the record it belongs to.

    Args:
        form: The form.
        record: The record, with as many rows in each table as the form.

    Returns:
        Pointer into the form -> pointer into the record, for all leaves, rows and tables. The
        arrows of a row have the pointer of the first of them.
    """
    places = {pointer("header", name): f"/header/{name}" for name in HEADER_VALUES}
    places |= {pointer("header", "approver", n): f"/header/approver/{n}" for n in APPROVER_VALUES}
    for table in TABLES:
        places[pointer(table)] = f"/{table}"
        for index, key in enumerate(form[table]["order"]):
            row = pointer(table, "rows", key)
            places[row] = f"/{table}/{index}"
            if table == "steps":
                places |= {f"{row}/{cell}": f"/steps/{index}/{cell}" for cell in CELLS}
    places[pointer("flow")] = "/flow"
    seqs = {key: seq for seq, key in enumerate(form["steps"]["order"], start=1)}
    firsts = {edge.source: i for i, edge in reversed(list(enumerate(record.flow)))}
    for source in form["flow"]:
        if (first := firsts.get(seqs.get(source, 0))) is not None:
            places[pointer("flow", source)] = f"/flow/{first}"
    return places


def forms_in(form: Form, record: SopRecord) -> dict[str, str]:
    """Return pointer into a record -> pointer into its form, the reverse of `places_in`.

    Each arrow maps to the arrows of the row that it leaves.
    """
    forms = {place: at for at, place in places_in(form, record).items()}
    order = form["steps"]["order"]
    for index, edge in enumerate(record.flow):
        forms[f"/flow/{index}"] = pointer("flow", order[edge.source - 1])
    return forms


def on_form(place: str | None, forms: Mapping[str, str]) -> str | None:
    """Return the form's pointer for a pointer into the record or for an ancestor of it, or None."""
    while place:
        if place in forms:
            return forms[place]
        place = place.rpartition("/")[0]
    return None
