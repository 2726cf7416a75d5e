"""Diagram files: one for each SOP of a source file, in each format that draws its flow."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from extract.record.flow_graph import is_flow_known
from extract.storage.atomic import whole_file
from extract.storage.places import place_file
from extract.writers.formats import Format
from models import SopRecord

DIAGRAMS_FOLDER = "diagrams"

_SUFFIXES = {Format.BPMN: ".bpmn", Format.MERMAID: ".mmd", Format.SVG: ".svg"}

DIAGRAM_FORMATS = frozenset(_SUFFIXES)

# Characters kept free in a file name for "-", the SOP's position and the suffix.
_ENDING_CHARS = 20


def diagram_file(output: Path, source_path: str, position: int, form: Format) -> Path:
    """Return the path of an SOP's diagram: its source's path, its position, the suffix."""
    ending = f"-{position}{_SUFFIXES[form]}"
    return place_file(output / DIAGRAMS_FOLDER, source_path, ending, room=_ENDING_CHARS)


def write_diagrams(
    output: Path, source_path: str, records: Sequence[SopRecord], formats: Collection[Format]
) -> list[str]:
    """Write the diagrams of the SOPs of one source file, and remove those of earlier ones.

    An SOP without a known flow gets none: tasks without arrows would mean that all happen at once.

    Args:
        output: The output folder.
        source_path: The source file's path as its records have it.
        records: Its records, in the order of their positions.
        formats: The formats asked for; those that draw nothing are ignored.

    Returns:
        The ids of the records that were not drawn, if a format that draws was asked for.

    Raises:
        OutputError: A file cannot be written.
    """
    asked = [form for form in _SUFFIXES if form in formats]
    drawn = {at: record for at, record in enumerate(records, 1) if is_flow_known(record)}
    for form in asked:
        draw = _drawer(form)
        for position, record in drawn.items():
            with whole_file(diagram_file(output, source_path, position, form)) as stream:
                stream.write(draw(record))
        _remove_others(output, source_path, form, drawn)
    return [record.id for record in records if not is_flow_known(record)] if asked else []


def drawn_forms(output: Path, source_path: str, count: int) -> set[Format]:
    """Return the forms in which an SOP of a source file is drawn.

    Args:
        output: The output folder.
        source_path: The source file's path as its records have it.
        count: How many records it has.
    """
    return {
        form
        for form in DIAGRAM_FORMATS
        for position in range(1, count + 1)
        if diagram_file(output, source_path, position, form).exists()
    }


def remove_diagrams(
    output: Path, source_path: str, forms: Collection[Format] = DIAGRAM_FORMATS
) -> None:
    """Remove all diagrams of a source file, of all forms or of these.

    Raises:
        OutputError: One cannot be removed.
    """
    for form in DIAGRAM_FORMATS.intersection(forms):
        _remove_others(output, source_path, form, ())


def _drawer(form: Format) -> Callable[[SopRecord], str]:
    """Return the function that draws a format; its libraries are loaded only when needed."""
    if form is Format.BPMN:
        from extract.writers.bpmn import draw_bpmn

        return lambda record: draw_bpmn(record).decode()
    if form is Format.MERMAID:
        from extract.writers.mermaid import draw_mermaid

        return draw_mermaid
    from extract.writers.svg import draw_flow_svg

    return draw_flow_svg


def _remove_others(
    output: Path, source_path: str, form: Format, positions: Collection[int]
) -> None:
    """Remove the diagrams of a source file at all positions but these."""
    sample = diagram_file(output, source_path, 0, form)
    if not sample.parent.is_dir():
        return
    start = sample.name.removesuffix(f"-0{_SUFFIXES[form]}")
    names = re.compile(re.escape(start) + r"-(\d+)" + re.escape(_SUFFIXES[form]))
    for path in sample.parent.iterdir():
        match = names.fullmatch(path.name)
        if match and int(match[1]) not in positions:
            path.unlink()
