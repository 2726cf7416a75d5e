"""The lines of a box of the identity sheet, split into the items of its list.

Bullets split where there are any. Without them a line is an item of its own unless the line above
it was full, or its wording shows that a sentence continues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.fields.centred_numbers import with_numbers_first
from extract.vocabulary.sentences import ends_in_title, ends_open
from models.raw import RawText
from normalize.bullets import bullet_style, follows, misread_bullet, strip_bullet
from normalize.text import blank_to_none, join_broken, stray_glyphs, strip_marks


@dataclass(frozen=True, slots=True)
class ItemThresholds:
    """Where an item of a list continues on the next line. Unfitted."""

    # A full line may end so many average letters before the box's edge.
    max_slack_letters: float = 2.0
    # A line that covers this share of its box's width shows where the margin is.
    min_full_share: float = 0.8
    # Lines that begin so close to each other begin at one margin; absolute, could be relative to
    # letter width.
    max_indent_pt: float = 4.0


ITEMS = ItemThresholds()


_BARE_NUMBER = re.compile(r"(\d{1,2})([,:;'\u2019]?)\s+([A-Z].*)")


@dataclass(slots=True)
class _Item:
    """An item while it is being read."""

    bullet: str | None
    lines: list[RawText]


def split_items(
    lines: Sequence[RawText],
    *,
    starts: Callable[[str], bool] | None = None,
    sides: tuple[float, float] | None = None,
    bare: bool = False,
) -> list[RawText]:
    """Split the lines of a box into items.

    Args:
        lines: The box's lines from top to bottom, without its heading.
        starts: Tells whether a text begins an item by its wording alone; for boxes where that
            can be known, such as citations.
        sides: The box's left and right edge in points, where they are known.
        bare: Whether other boxes of the sheet have numbers without a dot, so that a single one
            is a number too.

    Returns:
        The items in order, their bullets apart; sub-items as items of their own. Blank ones,
        such as a lone "-", are left out.
    """
    kept = with_numbers_first([line for line in lines if strip_marks(line.text).strip()])
    items: list[_Item] = []
    edge = _right_edge(kept, sides)
    numbers = {**_bare_numbers(kept, edge, 1 if bare else 2), **_misread_bullets(kept)}
    for index, line in enumerate(kept):
        bullet, rest = numbers.get(index) or strip_bullet(line.text)
        text = line.with_text(rest)
        if bullet is not None and _is_new_bullet(items, bullet, rest):
            items.append(_Item(bullet, [text] if rest else []))
        elif not items:
            items.append(_Item(None, [line]))
        elif not items[-1].lines or _goes_on(items, kept[index - 1], line, edge, starts):
            items[-1].lines.append(line)
        else:
            items.append(_Item(None, [line]))
    return [
        replace(joined, bullet=item.bullet) for item in items if (joined := join_lines(item.lines))
    ]


def _misread_bullets(lines: Sequence[RawText]) -> dict[int, tuple[str, str]]:
    """Return index of a line -> the bullet due there and the rest, where it was misread: "Cc.".

    A bullet is due where the one before it stands as far to the left.
    """
    found: dict[int, tuple[str, str]] = {}
    before: tuple[str, float] | None = None
    for index, line in enumerate(lines):
        if line.place.bbox is None:
            continue
        left = line.place.bbox.x0
        bullet, rest = strip_bullet(line.text)
        known = bullet is not None and (before is None or follows(before[0], bullet))
        if before and not known and abs(left - before[1]) <= ITEMS.max_indent_pt:
            misread = misread_bullet(line.text, before[0])
            if misread is not None:
                found[index] = misread
                bullet, rest = misread
        if bullet is not None and rest and bullet_style(bullet) in ("number", "lower", "upper"):
            before = bullet, left
    return found


def has_bare_numbers(lines: Sequence[RawText]) -> bool:
    """Return whether the items of a box have numbers without a dot: "1 Komputer", "2 Printer"."""
    kept = [line for line in lines if strip_marks(line.text).strip()]
    found = _bare_numbers(kept, _right_edge(kept, None), 2)
    return len(found) > 1 and not any(strip_bullet(line.text)[0] for line in kept)


def _bare_numbers(
    lines: Sequence[RawText], edge: float | None, least: int
) -> dict[int, tuple[str, str]]:
    """Return index of a line -> the number it begins with, and the rest, where the dot is missing.

    "1 Komputer", "2 Printer", or "1, Komputer", "2. Printer" where a dot was misread: numbers
    count as bullets where they begin a box with 1 and continue, so many of them at `least`.
    """
    found: dict[int, tuple[str, str]] = {}
    dotted = 0
    for index, line in enumerate(lines):
        due = str(len(found) + dotted + 1)
        if strip_bullet(line.text)[0] == due:
            dotted += 1
            continue
        match = _BARE_NUMBER.match(line.text)
        if match is None or match[1] != due:
            continue
        # Among numbers with dots, a number without one may be a wrapped line's first word.
        wrapped = index > 0 and (
            ends_open(lines[index - 1].text)
            or not (match[2] or not dotted or _had_room(lines[index - 1], line, edge))
        )
        if (index == 0 or found or dotted) and not wrapped:
            found[index] = (match[1], match[3])
    return found if len(found) + dotted >= least else {}


def join_lines(lines: Sequence[RawText]) -> RawText | None:
    """Return the lines of one paragraph as one value, broken words rejoined.

    None where they hold nothing, or only a dash that stands for nothing.
    """
    if not lines:
        return None
    printed = join_broken([line.text for line in lines])
    text = blank_to_none(strip_marks(printed))
    if not text:
        return None
    joined = RawText.joined(lines)
    return replace(joined, text=text, stray=joined.stray + stray_glyphs(printed))


def _is_new_bullet(items: Sequence[_Item], bullet: str, rest: str) -> bool:
    """Return whether what looks like a bullet begins an item, rather than a wrapped line.

    A wrapped line may begin with a dash that belongs to a word ("Undang" / "- Undang"), or with
    a number and a dot; a number that does not continue its list is believed only where it can
    be seen as a list's beginning.
    """
    before = next((item.bullet for item in reversed(items) if item.bullet is not None), None)
    if before is None:
        return True
    if bullet_style(bullet) == "dash" and bullet_style(before) != "dash":
        last = items[-1].lines[-1].text.split()[-1:] if items[-1].lines else []
        return not (last and rest.casefold().startswith(last[0].casefold()))
    return (
        follows(before, bullet)
        or bullet_style(bullet) != bullet_style(before)
        or not items[-1].lines
        or not ends_open(items[-1].lines[-1].text)
    )


def _goes_on(
    items: Sequence[_Item],
    above: RawText,
    line: RawText,
    edge: float | None,
    starts: Callable[[str], bool] | None,
) -> bool:
    """Return whether a line without a bullet continues the item above it."""
    bulleted = items[-1].bullet is not None
    if starts and starts(line.text):
        if ends_open(above.text) or ends_in_title(above.text):
            return True
        return bulleted and _had_no_room(above, line, edge)
    if bulleted or ends_open(above.text) or line.text[:1].islower():
        return True
    if above.text.rstrip().endswith((";", ".")):
        return False
    if starts and starts(items[-1].lines[0].text):
        return True
    return _had_no_room(above, line, edge)


def _had_room(above: RawText, line: RawText, edge: float | None) -> bool:
    """Return whether the first two words of a line would have fitted at the end of the one above.

    Both begin as far to the left.
    """
    first, second = above.place.bbox, line.place.bbox
    if (
        first is None
        or second is None
        or edge is None
        or abs(first.x0 - second.x0) > ITEMS.max_indent_pt
    ):
        return False
    letter = first.width / max(len(above.text), 1)
    return first.x1 + letter * (len(" ".join(line.text.split()[:2])) + 1) <= edge


def _had_no_room(above: RawText, line: RawText, edge: float | None) -> bool:
    """Return whether the first word of a line would not have fitted at the end of the one above."""
    first = line.text.split()[0]
    if above.place.bbox is None or edge is None:
        return False
    letter = above.place.bbox.width / max(len(above.text), 1)
    return above.place.bbox.x1 + letter * (len(first) + 1 - ITEMS.max_slack_letters) > edge


def _right_edge(lines: Sequence[RawText], sides: tuple[float, float] | None) -> float | None:
    """Return how far to the right lines can reach in their box; None where they have no places.

    Where one of them comes near the box's edge, it shows the margin; where none does, no line
    is full.
    """
    edges = [line.place.bbox.x1 for line in lines if line.place.bbox]
    if not edges or sides is None:
        return max(edges, default=None)
    left, right = sides
    return max(edges) if max(edges) >= left + ITEMS.min_full_share * (right - left) else right
