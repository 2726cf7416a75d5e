"""The characters of a page as arrays."""

from __future__ import annotations

from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Address, Floats, Integers
from extract.readers.pdf.marks import REPLACED
from extract.readers.pdf.objects import CLIP_SLACK_PT, Objects
from extract.readers.pdf.painted import (
    DOWN,
    LEFT,
    NO_COLOUR,
    RIGHT,
    UP,
    Characters,
    Font,
    Painting,
)
from extract.readers.pdf.paths import FARTHEST_PT
from extract.readers.pdf.placing import Frame, combine_all, move_boxes, move_points

# Rendering modes of text (ISO 32000-1, table 106): those without ink, and outlines alone.
NO_INK, OUTLINED = (3, 7), (1, 5)
# PDFium's signs for a hyphen at the end of a line, in its text and as a single character.
_TEXT_HYPHEN, _HYPHEN = 0xFFFE, 0x02
# How far a font's boxes reach below the baseline at the most, in font sizes. Descriptors that say
# more mean the tallest glyph of all scripts; common fonts have 0.20 to 0.25.
_DEEPEST = 0.25
# Characters of a page that are kept, blanks included; a page of small print has about 10,000, and
# each takes some 400 bytes until its words are made.
MOST_CHARACTERS = 250_000
# Sides, in points, of a text object's box without ink.
_INKLESS = 0.01
# What an axis of a font's space may lean, as a share of its length, and still be straight.
_STRAIGHT = 1e-3
# Bit of a font's flags that says its characters are not of the Latin alphabet (ISO 32000-1, 9.8.2).
_SYMBOLIC = 4


def read_characters(
    text_page: Address, objects: Objects, frame: Frame, painting: Painting, most: int
) -> None:
    """Put the characters of a page and their fonts into its painting.

    Args:
        text_page: PDFium's handle of the page's text.
        objects: The page's objects.
        frame: How the page is shown.
        painting: The page's painting.
        most: How many characters are taken; more are left out, and the limit is noted.
    """
    number = engine.count_characters(text_page)
    most = min(most, MOST_CHARACTERS)
    if number > most:
        painting.limits.add("max_marks")
        number = most
    if number <= 0:
        return
    owners = np.fromiter(
        map(engine.get_text_object, repeat(text_page, number), range(number)), np.uint64, number
    )
    codes = _read_codes(text_page, number)
    # Blanks and line ends that PDFium supposes belong to no object.
    chosen = np.flatnonzero(owners)
    if not len(chosen):
        return
    codes = codes[chosen]
    upper = np.flatnonzero((codes[:-1] >> 10 == 0x36) & (codes[1:] >> 10 == 0x37))
    if len(upper):
        # Characters beyond 16 bits come in two parts.
        codes[upper] = 0x10000 + ((codes[upper] & 0x3FF) << 10 | codes[upper + 1] & 0x3FF)
        codes, chosen = np.delete(codes, upper + 1), np.delete(chosen, upper + 1)
    owners = owners[chosen]
    heads = np.flatnonzero(np.diff(owners, prepend=np.uint64(0)))
    places_of = {handle: place for place, handle in enumerate(objects.handles)}
    handles = owners[heads].tolist()
    places = np.fromiter(map(places_of.get, handles, repeat(-1)), np.int64, len(handles))
    run = np.repeat(np.arange(len(heads)), np.diff(np.append(heads, len(owners))))
    indices = chosen.tolist()
    boxes = _fill_boxes(text_page, indices)
    boxes = _split_shared(boxes, run)
    first = [indices[i] for i in heads.tolist()]
    matrices = engine.fill_struct(
        engine.get_character_matrix, first, np.float32, 6, of=text_page
    ).astype(np.float64)
    origins = engine.fill(engine.get_origin, first, np.float64, 2, of=text_page)
    sizes = engine.fill(engine.get_font_size, handles, np.float32, 1)[:, 0].astype(np.float64)
    fonts = list(map(engine.get_font, handles))
    font_of, descents, ascents = _read_fonts(fonts, painting)
    shown = combine_all(matrices, np.array(frame.matrix)[None, :])
    sign = np.where(sizes < 0, -1.0, 1.0)
    along = shown[:, :2] * sign[:, None]
    directions = _directions(along)
    heights = np.abs(sizes) * np.hypot(shown[:, 2], shown[:, 3])
    placed = move_boxes(boxes, frame.matrix)
    painted = placed.copy()
    bases = move_points(origins, np.array(frame.matrix))
    inked, colours = _read_ink(handles, objects, places)
    lean = np.where(
        directions % 2 == 0,
        np.abs(shown[:, 1]) + np.abs(shown[:, 2]),
        np.abs(shown[:, 0]) + np.abs(shown[:, 3]),
    )
    straight = lean <= _STRAIGHT * np.abs(shown[:, :4]).max(axis=1)
    characters = Characters(
        codes=codes,
        known=_are_known(text_page, codes, font_of[run], indices),
        boxes=placed,
        directions=directions[run],
        starts=np.zeros(len(codes)),
        ends=np.zeros(len(codes)),
        bases=np.zeros(len(codes)),
        sizes=heights[run],
        fonts=font_of[run],
        orders=places[run],
        inked=inked[run],
        clipped=np.zeros(len(codes), np.bool_),
        colours=colours[run],
        leans=_leans(along)[run],
        flags=objects.flags[places][run],
    )
    _place(characters, bases[run], (descents * heights)[run])
    if not straight.all():
        leaning = np.flatnonzero(~straight[run])
        chosen_indices = [indices[i] for i in leaning.tolist()]
        at = engine.fill(engine.get_origin, chosen_indices, np.float64, 2, of=text_page)
        across = np.where(directions % 2 == 0, np.abs(shown[:, 2]), np.abs(shown[:, 3]))
        thick = (across * np.abs(sizes) * (ascents - descents))[run][leaning]
        _place_leaning(characters, leaning, move_points(at, np.array(frame.matrix)), thick, painted)
    _cut_off(characters, objects, places[run])
    if (places < 0).any():
        characters = characters.take(np.flatnonzero(characters.orders >= 0))
    characters = Characters.joined(characters, _read_blanks(objects, set(handles)))
    near = (np.abs(characters.boxes) < FARTHEST_PT).all(axis=1)
    if near.all() and (np.diff(characters.orders) >= 0).all():
        painting.characters = characters
        return
    kept = np.flatnonzero(near)
    order = kept[np.argsort(characters.orders[kept], kind="stable")]
    painting.characters = characters.take(order)


def _read_blanks(objects: Objects, taken: set[Address]) -> Characters:
    """Return a blank for each text object that PDFium passes over, as it has no ink.

    Args:
        objects: The page's objects.
        taken: The text objects that it does not pass over.
    """
    places, handles = objects.of_kind(engine.TEXT)
    passed = [index for index, handle in enumerate(handles) if handle not in taken]
    if passed:
        chosen = [handles[index] for index in passed]
        x0, y0, x1, y1 = engine.fill(engine.get_bounds, chosen, np.float32, 4).T
        # The others have ink: they are copies of another one that PDFium takes once.
        inkless = np.minimum(x1 - x0, y1 - y0) <= _INKLESS
        # What stands for others (/ActualText) says itself whether it is a blank.
        replaced = objects.flags[places[passed]] & REPLACED != 0
        blank = (inkless & ~replaced).tolist()
        passed = [index for index, is_blank in zip(passed, blank, strict=True) if is_blank]
    if not passed:
        return Characters.none()
    places, handles = places[passed], [handles[index] for index in passed]
    own = engine.fill_struct(engine.get_matrix, handles, np.float32, 6).astype(np.float64)
    shown = combine_all(own, objects.matrices(places))
    sizes = np.abs(engine.fill(engine.get_font_size, handles, np.float32, 1)[:, 0])
    number = len(handles)
    at = shown[:, 4:6]
    blanks = Characters(
        codes=np.full(number, ord(" "), np.int64),
        known=np.ones(number, np.bool_),
        boxes=np.hstack((at, at)),
        directions=_directions(shown[:, :2]),
        starts=np.zeros(number),
        ends=np.zeros(number),
        bases=np.zeros(number),
        sizes=sizes * np.hypot(shown[:, 2], shown[:, 3]),
        fonts=np.zeros(number, np.int64),
        orders=places,
        inked=np.ones(number, np.bool_),
        clipped=np.zeros(number, np.bool_),
        colours=np.full(number, NO_COLOUR, np.int64),
        leans=_leans(shown[:, :2]),
        flags=objects.flags[places],
    )
    _place(blanks, at, np.zeros(number))
    return blanks


def _leans(along: Floats) -> Floats:
    """Return by how many degrees vectors (n, 2) lean from the nearest axis, clockwise as shown."""
    angles = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    leans: Floats = angles - 90 * np.rint(angles / 90)
    return leans


def _directions(along: Floats) -> NDArray[np.int8]:
    """Return which way text reads whose baseline runs along vectors (n, 2), as shown."""
    x, y = along.T
    flat, tall = np.where(x >= 0, RIGHT, LEFT), np.where(y < 0, UP, DOWN)
    return np.where(np.abs(x) >= np.abs(y), flat, tall).astype(np.int8)


def _fill_boxes(text_page: Address, indices: list[int]) -> Floats:
    """Return the boxes around characters in the page's own space, (n, 4): x0, y0, x1, y1."""
    found = engine.fill_struct(engine.get_loose_box, indices, np.float32, 4, of=text_page)
    return found.astype(np.float64)[:, [0, 3, 2, 1]]


def _read_codes(text_page: Address, number: int) -> Integers:
    """Return the code points of a page's characters."""
    buffer = np.zeros(number + 1, np.uint16)
    if engine.get_text(text_page, 0, number, buffer.ctypes.data) == number + 1:
        codes = buffer[:number].astype(np.int64)
        codes[codes == _TEXT_HYPHEN] = _HYPHEN
        return codes
    found = map(engine.get_unicode, repeat(text_page, number), range(number))
    return np.fromiter(found, np.int64, number)


def _are_known(
    text_page: Address, codes: Integers, fonts: Integers, indices: list[int]
) -> engine.Flags:
    """Return which characters' meanings their fonts tell; asked once a font and code."""
    keys = fonts << 32 | codes
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    asked = [indices[i] for i in first.tolist()]
    wrong = np.fromiter(
        map(engine.has_map_error, repeat(text_page, len(asked)), asked), np.int64, len(asked)
    )
    known: engine.Flags = (wrong != 1)[which]
    return known


def _split_shared(boxes: Floats, run: Integers) -> Floats:
    """Return boxes, those that several characters of one glyph share parted among them."""
    same = (boxes[1:] == boxes[:-1]).all(axis=1) & (run[1:] == run[:-1])
    if not same.any():
        return boxes
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    counts = np.diff(np.append(starts, len(boxes)))
    within = np.arange(len(boxes)) - np.repeat(starts, counts)
    share = np.repeat(counts, counts)
    width = (boxes[:, 2] - boxes[:, 0]) / share
    parted = boxes.copy()
    parted[:, 0] = boxes[:, 0] + within * width
    parted[:, 2] = parted[:, 0] + width
    return np.where((share > 1)[:, None], parted, boxes)


def _read_fonts(fonts: list[Address], painting: Painting) -> tuple[Integers, Floats, Floats]:
    """Note fonts in a painting; return for each its index, descent and ascent in font sizes."""
    known: dict[Address, int] = {}
    heights: list[tuple[float, float]] = []
    for font in fonts:
        if font not in known:
            known[font] = len(painting.fonts)
            name = engine.name_of(engine.get_font_name, font) if font else ""
            flags = engine.get_font_flags(font) if font else 0
            painting.fonts.append(Font(name, bool(flags > 0 and flags & _SYMBOLIC)))
            value = np.zeros(2, np.float32)
            if font:
                engine.get_descent(font, 1.0, value.ctypes.data)
                engine.get_ascent(font, 1.0, value.ctypes.data + 4)
            heights.append((max(float(value[0]), -_DEEPEST), float(value[1])))
    indices = np.fromiter((known[font] for font in fonts), np.int64, len(fonts))
    table = np.array(heights)
    return indices, table[indices, 0], table[indices, 1]


def _read_ink(
    handles: list[Address], objects: Objects, places: Integers
) -> tuple[engine.Flags, Integers]:
    """Return which text objects are painted with ink, and in which colours."""
    modes = engine.numbers_of(engine.get_render_mode, handles)
    fills = engine.fill(engine.get_fill, handles, np.uint32, 4).astype(np.int64)
    outlined = np.flatnonzero(np.isin(modes, OUTLINED))
    if len(outlined):
        chosen = [handles[i] for i in outlined.tolist()]
        fills[outlined] = engine.fill(engine.get_stroke, chosen, np.uint32, 4)
    around = np.array([context.inked for context in objects.contexts])[objects.within[places]]
    inked = ~np.isin(modes, NO_INK) & (fills[:, 3] > 0) & around
    colours = fills[:, 0] << 16 | fills[:, 1] << 8 | fills[:, 2]
    return inked, np.where(fills[:, 3] > 0, colours, NO_COLOUR)


def _place(characters: Characters, origins: Floats, descents: Floats) -> None:
    """Work out where characters begin, end and stand along their directions.

    Args:
        characters: They; their boxes are made as high as their fonts.
        origins: The origin of the first character of each one's text object, as shown.
        descents: How far below the baseline their boxes reach, in points, negative downwards.
    """
    x0, top, x1, bottom = characters.boxes.T
    x, y = origins.T
    size = characters.sizes
    for direction in np.unique(characters.directions).tolist():
        chosen = characters.directions == direction
        if direction == RIGHT:
            start, end, base = x0, x1, y
            low, high = y - descents - size, y - descents
        elif direction == UP:
            start, end, base = -bottom, -top, x
            low, high = x - descents - size, x - descents
        elif direction == LEFT:
            start, end, base = -x1, -x0, -y
            low, high = y + descents, y + descents + size
        else:
            start, end, base = top, bottom, -x
            low, high = x + descents, x + descents + size
        characters.starts[chosen] = start[chosen]
        characters.ends[chosen] = end[chosen]
        characters.bases[chosen] = base[chosen]
        first, second = (1, 3) if direction in (RIGHT, LEFT) else (0, 2)
        characters.boxes[chosen, first] = low[chosen]
        characters.boxes[chosen, second] = high[chosen]


def _place_leaning(
    characters: Characters, places: Integers, origins: Floats, thick: Floats, boxes: Floats
) -> None:
    """Work out the same for characters whose baseline runs along no axis.

    Args:
        characters: The characters.
        places: Which of them.
        origins: Their origins, as shown.
        thick: How much of the extent of their boxes along their direction their height makes.
        boxes: The boxes around all characters as they are painted.
    """
    directions = characters.directions[places]
    flat = directions % 2 == 0
    extent = np.where(
        flat, boxes[places, 2] - boxes[places, 0], boxes[places, 3] - boxes[places, 1]
    )
    forward = np.where(flat, origins[:, 0], origins[:, 1])
    sign = np.where((directions == RIGHT) | (directions == DOWN), 1.0, -1.0)
    characters.starts[places] = sign * forward
    characters.ends[places] = sign * forward + np.maximum(extent - thick, 0.0)
    across = np.where(flat, origins[:, 1], origins[:, 0])
    characters.bases[places] = np.where((directions == RIGHT) | (directions == UP), across, -across)
    characters.boxes[places] = boxes[places]


def _cut_off(characters: Characters, objects: Objects, places: Integers) -> None:
    """Note which characters the clipping cuts off, by their middles."""
    clips = objects.clip[places]
    x = (characters.boxes[:, 0] + characters.boxes[:, 2]) / 2
    y = (characters.boxes[:, 1] + characters.boxes[:, 3]) / 2
    for index in np.unique(clips).tolist():
        box = objects.clips[index].bbox
        if box is None:
            continue
        chosen = clips == index
        inside = (
            (box.x0 - CLIP_SLACK_PT <= x)
            & (x <= box.x1 + CLIP_SLACK_PT)
            & (box.top - CLIP_SLACK_PT <= y)
            & (y <= box.bottom + CLIP_SLACK_PT)
        )
        characters.clipped |= chosen & ~inside
