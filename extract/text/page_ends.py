"""What follows the last row of a page: signature blocks, and actors' names printed upright.

Names that stand upright in a table's heading come last in a page's order of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.text.actors import split_actors
from extract.text.lines import Line
from extract.vocabulary.actor_names import looks_like_actors
from extract.vocabulary.duration_phrases import find_durations
from models.raw import RawText
from normalize.people import has_degree, is_position, looks_like_name, parse_nip
from normalize.text import fold_key


@dataclass(frozen=True, slots=True)
class TailThresholds:
    """What follows the last row of a page. Unfitted."""

    # So many names in a row are a heading's, not a cell's.
    min_names: int = 3
    # Share of them that must begin as actors' names do.
    min_known_share: float = 0.6
    # A signature block has no more lines above its NIP.
    max_block_lines: int = 6


TAILS = TailThresholds()


def cut_page_end(
    lines: Sequence[Line], actors: Sequence[RawText]
) -> tuple[list[Line], list[RawText]]:
    """Cut off what is no part of a page's last row.

    Args:
        lines: The row's lines up to the page's end.
        actors: The table's actors, where its heading named them.

    Returns:
        The row's own lines, and the actors' names that stood below them.
    """
    kept = list(lines[: _signature(lines)])
    for index in range(1, len(kept)):
        if not looks_like_actors(kept[index].text) or find_durations(kept[index].text.split()):
            continue
        names = split_actors([line.raw_text() for line in kept[index:]])
        if actors:
            if _folded(names) == _folded(actors):
                return kept[:index], names
        elif _are_names(names):
            return kept[:index], names
    return kept, []


def _are_names(names: Sequence[RawText]) -> bool:
    """Return whether names are a table heading's: several, and all but a few begin as actors do."""
    known = sum(looks_like_actors(name.text) for name in names)
    return len(names) >= TAILS.min_names and known >= TAILS.min_known_share * len(names)


def _folded(names: Sequence[RawText]) -> str:
    """Return names as one key, wherever one ends and the next begins."""
    return fold_key(" ".join(name.text for name in names))


def _signature(lines: Sequence[Line]) -> int:
    """Return the index of a signature block's first line; the number of lines for none."""
    nip = next((i for i, line in enumerate(lines) if parse_nip(line.text) is not None), None)
    if nip is None:
        return len(lines)
    start = nip
    for index in range(nip - 1, max(nip - TAILS.max_block_lines, 0), -1):
        text = lines[index].text
        if is_position(text) or has_degree(text) or (looks_like_name(text) and text.isupper()):
            start = index
    return start
