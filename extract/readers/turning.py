"""Pages whose text is drawn sideways or upside down, turned until it reads right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.geometry import BBox, turn_point
from models.page import Direction, Page

# A page is turned where this part of its letters reads another way,
MOST = 0.6
# and where there are so many letters that it is no stray heading.
FEWEST_LETTERS = 40

# Degrees clockwise that make text of a direction read to the right.
_DEGREES = {Direction.RIGHT: 0, Direction.UP: 90, Direction.LEFT: 180, Direction.DOWN: 270}
_DIRECTIONS = {degrees: direction for direction, degrees in _DEGREES.items()}


def turn_upright(page: Page) -> Page:
    """Return a page turned so that most of its text reads from left to right."""
    letters: Counter[Direction] = Counter()
    for word in page.words:
        letters[word.direction] += len(word.text)
    if letters.total() < FEWEST_LETTERS:
        return page
    direction, count = letters.most_common(1)[0]
    if direction is Direction.RIGHT or count < MOST * letters.total():
        return page
    return turn_page(page, _DEGREES[direction])


def turn_page(page: Page, degrees: int) -> Page:
    """Return a page turned clockwise, with everything on it.

    Args:
        page: The page.
        degrees: 0, 90, 180 or 270.
    """
    width, height = page.width, page.height
    aside = degrees in (90, 270)

    def box(given: BBox) -> BBox:
        return given.turned(degrees, width, height)

    def point(given: tuple[float, float]) -> tuple[float, float]:
        return turn_point(given, degrees, width, height)

    rulings = []
    for ruling in page.rulings:
        if ruling.horizontal:
            line = box(BBox(ruling.start, ruling.position, ruling.end, ruling.position))
        else:
            line = box(BBox(ruling.position, ruling.start, ruling.position, ruling.end))
        horizontal = ruling.horizontal is not aside
        rulings.append(
            replace(
                ruling,
                position=line.top if horizontal else line.x0,
                start=line.x0 if horizontal else line.top,
                end=line.x1 if horizontal else line.bottom,
                horizontal=horizontal,
            )
        )
    return replace(
        page,
        width=height if aside else width,
        height=width if aside else height,
        words=tuple(
            replace(
                word,
                bbox=box(word.bbox),
                direction=_DIRECTIONS[(_DEGREES[word.direction] - degrees) % 360],
            )
            for word in page.words
        ),
        rulings=tuple(rulings),
        paths=tuple(
            replace(path, points=tuple(map(point, path.points)), bbox=box(path.bbox))
            for path in page.paths
        ),
        pictures=tuple(map(box, page.pictures)),
        untrusted=tuple(map(box, page.untrusted)),
        notes=tuple(
            replace(note, area=None if note.area is None else box(note.area)) for note in page.notes
        ),
        turned=(page.turned + degrees) % 360,
    )
