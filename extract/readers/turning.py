"""Pages whose text is drawn sideways or upside down, turned until it reads right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from models.geometry import BBox, turn_point
from models.page import Direction, Page

# So large a part of a page's letters settles which way the page reads; less does only where the
# pages before do not say otherwise, as headings of narrow columns are written upwards.
CLEAR = 0.75
MOST = 0.6
# A direction that the pages before read has at least this part of the letters.
LEAST = 0.2
# Fewer letters say nothing.
FEWEST_LETTERS = 12

# Degrees clockwise that make text of a direction read to the right.
_DEGREES = {Direction.RIGHT: 0, Direction.UP: 90, Direction.LEFT: 180, Direction.DOWN: 270}
_DIRECTIONS = {degrees: direction for direction, degrees in _DEGREES.items()}


class Turner:
    """Turns the pages of a document, in order, so that their text reads from left to right."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._before: Direction | None = None

    def turn_upright(self, page: Page) -> Page:
        """Return the document's next page, turned if its text is drawn sideways."""
        letters: Counter[Direction] = Counter()
        for word in page.words:
            letters[word.direction] += len(word.text)
        if letters.total() < FEWEST_LETTERS:
            return page
        direction, count = letters.most_common(1)[0]
        share = count / letters.total()
        if share >= CLEAR:
            self._before = direction
        elif self._before and letters[self._before] >= LEAST * letters.total():
            direction = self._before
        elif share < MOST:
            direction = Direction.RIGHT
        return turn_page(page, _DEGREES[direction])


def turn_page(page: Page, degrees: int) -> Page:
    """Return a page turned clockwise, with everything on it.

    Args:
        page: The page.
        degrees: 0, 90, 180 or 270.
    """
    if degrees == 0:
        return page
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
        pictured=tuple(map(box, page.pictured)),
        notes=tuple(
            replace(note, area=None if note.area is None else box(note.area)) for note in page.notes
        ),
        turned=(page.turned + degrees) % 360,
    )
