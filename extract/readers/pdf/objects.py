"""The objects of a page in the order of painting, those of its forms in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress

import numpy as np

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Address, Floats, Function, Integers
from extract.readers.pdf.marks import Marks
from extract.readers.pdf.painted import Clip
from extract.readers.pdf.placing import Frame, Matrix, combine, move_points
from models.geometry import BBox

# From this share of 255 on, paint lets nothing of what is below it shine through.
OPAQUE_ALPHA = 250
# Paths within each other that clip an object, and segments of one, that are looked at.
MOST_CLIP_PATHS, MOST_CLIP_SEGMENTS = 100, 2000


@dataclass(frozen=True, slots=True)
class Context:
    """What a form's objects are painted within; of a page's own objects there is one as well.

    Attributes:
        matrix: Leads from the form's space to points of the page as it is shown.
        clip: What is let through of it.
        flags: Marks of the form and of those around it (`extract.readers.pdf.marks`).
        opaque: Whether its paint replaces what is below it.
        inked: Whether it is painted at all.
    """

    matrix: Matrix
    clip: Clip = field(default_factory=Clip)
    flags: int = 0
    opaque: bool = True
    inked: bool = True


@dataclass(slots=True)
class Objects:
    """The objects of a page, forms opened.

    Attributes:
        handles: PDFium's handles, in the order of painting.
        kinds: Their kinds.
        within: For each the index of its context.
        contexts: The contexts.
        clips: What the clipping lets through, each once.
        clip: For each object the index of its clip.
        flags: Marks of each object, those of the forms around it included.
        limits: Names of the limits that kept objects from being listed.
    """

    handles: list[Address] = field(default_factory=list)
    kinds: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    within: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    contexts: list[Context] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    clip: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    flags: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    limits: set[str] = field(default_factory=set)

    def of_kind(self, kind: int) -> tuple[Integers, list[Address]]:
        """Return the places and the handles of the objects of a kind."""
        chosen = self.kinds == kind
        return np.flatnonzero(chosen), list(compress(self.handles, chosen.tolist()))

    def matrices(self, places: Integers) -> Floats:
        """Return the matrices of objects' contexts, (n, 6)."""
        table = np.array([context.matrix for context in self.contexts])
        return table[self.within[places]]


class Walker:
    """Lists the objects of pages.

    Args:
        most: How many objects a page may have.
        deepest: How many forms may stand in each other.
        marks: Says what marked content means.
    """

    def __init__(self, most: int, deepest: int, marks: Marks) -> None:
        """Begin without a page."""
        self._most = most
        self._deepest = deepest
        self._marks = marks

    def walk(self, page: Address, frame: Frame) -> Objects:
        """Return the objects of a page.

        Args:
            page: PDFium's handle.
            frame: How the page is shown.
        """
        self._found = Objects(contexts=[Context(frame.matrix)], clips=[Clip()])
        self._kinds: list[int] = []
        self._within: list[int] = []
        self._clip_parts: list[Integers] = []
        self._flag_parts: list[Integers] = []
        self._known_clips: dict[tuple[int, int], int] = {}
        self._enter(engine.count_objects, engine.get_object, page, 0, 0)
        found = self._found
        found.kinds = np.array(self._kinds, np.int64)
        found.within = np.array(self._within, np.int64)
        found.clip = _joined(self._clip_parts)
        found.flags = _joined(self._flag_parts)
        return found

    def _enter(
        self, count: Function, get: Function, parent: Address, context: int, depth: int
    ) -> None:
        """List the objects of a page or a form."""
        left = self._most - len(self._found.handles)
        handles = engine.children(count, get, parent, left + 1)
        if len(handles) > left:
            self._found.limits.add("max_marks")
            handles = handles[:left]
        if not handles:
            return
        kinds = list(map(engine.get_kind, handles))
        clips = self._clips_of(handles, context)
        flags = self._marks.flags_of(handles) | self._found.contexts[context].flags
        start = 0
        for place, kind in enumerate(kinds):
            if kind == engine.FORM:
                self._list(handles, kinds, clips, flags, slice(start, place), context)
                self._open(handles[place], int(clips[place]), int(flags[place]), context, depth)
                start = place + 1
        self._list(handles, kinds, clips, flags, slice(start, None), context)

    def _list(
        self, handles: Sequence[Address], kinds: Sequence[int], clips: Integers, flags: Integers,
        chosen: slice, context: int,
    ) -> None:  # fmt: skip
        """List objects that follow each other."""
        self._found.handles += handles[chosen]
        self._kinds += kinds[chosen]
        self._within += [context] * len(kinds[chosen])
        self._clip_parts.append(clips[chosen])
        self._flag_parts.append(flags[chosen])

    def _open(self, form: Address, clip: int, flags: int, context: int, depth: int) -> None:
        """List the objects of a form."""
        if depth >= self._deepest:
            self._found.limits.add("max_nesting")
            return
        around = self._found.contexts[context]
        own = tuple(engine.fill_struct(engine.get_matrix, [form], np.float32, 6)[0].tolist())
        alpha = int(engine.fill(engine.get_fill, [form], np.uint32, 4)[0, 3])
        self._found.contexts.append(
            Context(
                combine(own, around.matrix),
                self._found.clips[clip],
                flags,
                around.opaque and not engine.has_transparency(form),
                around.inked and alpha > 0,
            )
        )
        inner = len(self._found.contexts) - 1
        self._enter(engine.count_form_objects, engine.get_form_object, form, inner, depth + 1)

    def _clips_of(self, handles: Sequence[Address], context: int) -> Integers:
        """Return the indices of objects' clips."""
        clips = list(map(engine.get_clip, handles))
        around = self._found.contexts[context].clip
        base = 0 if around.bbox is None else self._know_clip((context, 0), lambda: around)
        result = np.full(len(handles), base, np.int64)
        counts = list(map(engine.count_clips, clips))
        for place, (clip, count) in enumerate(zip(clips, counts, strict=True)):
            if count > 0:
                # Paths are shared between the objects that were painted under them, so the place
                # of the last one's first segment tells them from all others.
                first = engine.get_clip_segment(clip, count - 1, 0) or clip
                make = partial(self._clip, clip, count, context)
                result[place] = self._know_clip((context, first), make)
        return result

    def _know_clip(self, key: tuple[int, int], make: Callable[[], Clip]) -> int:
        """Return the index of a clip that is made once."""
        index = self._known_clips.get(key)
        if index is None:
            self._found.clips.append(make())
            index = self._known_clips[key] = len(self._found.clips) - 1
        return index

    def _clip(self, handle: Address, count: int, context: int) -> Clip:
        """Return what a clip lets through, and the forms around it."""
        around = self._found.contexts[context]
        clip = around.clip
        matrix = np.array(around.matrix)
        for index in range(min(count, MOST_CLIP_PATHS)):
            number = min(engine.count_clip_segments(handle, index), MOST_CLIP_SEGMENTS)
            if number <= 0:
                continue
            segments = [engine.get_clip_segment(handle, index, i) for i in range(number)]
            points = engine.fill(engine.get_point, segments, np.float32, 2).astype(np.float64)
            placed = move_points(points, matrix)
            box = BBox(*placed.min(axis=0).tolist(), *placed.max(axis=0).tolist())
            clip = cut_clip(clip, box, goes_round(placed, box))
        return clip


def cut_clip(clip: Clip, box: BBox, square: bool) -> Clip:
    """Return a clip that lets through what stands in a box as well."""
    if clip.bbox is None:
        return Clip(box, square)
    return Clip(common_box(clip.bbox, box), clip.square and square)


def common_box(one: BBox, other: BBox) -> BBox:
    """Return what two boxes have in common; of no or negative size where that is nothing."""
    return BBox(
        max(one.x0, other.x0),
        max(one.top, other.top),
        min(one.x1, other.x1),
        min(one.bottom, other.bottom),
    )


# How far, in points, the corners of a rectangle may be out of square.
SQUARE = 0.05


def goes_round(points: Floats, box: BBox) -> bool:
    """Return whether points (n, 2) go round the four corners of a box and nowhere else."""
    left, right = abs(points[:, 0] - box.x0) <= SQUARE, abs(points[:, 0] - box.x1) <= SQUARE
    upper, lower = abs(points[:, 1] - box.top) <= SQUARE, abs(points[:, 1] - box.bottom) <= SQUARE
    if not ((left | right) & (upper | lower)).all():
        return False
    return len(set(zip(right.tolist(), lower.tolist(), strict=True))) == 4


def _joined(parts: Sequence[Integers]) -> Integers:
    """Return arrays one after another."""
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
