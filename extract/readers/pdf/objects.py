"""The objects of a page in the order of painting, those of its forms in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from extract.readers.pdf import engine
from extract.readers.pdf.engine import Address, Floats, Function, Integers
from extract.readers.pdf.marks import Marks
from extract.readers.pdf.painted import Clip
from extract.readers.pdf.placing import Frame, Matrix, combine
from models.geometry import BBox

# How far, in points, something may lie outside the clipping and still be shown. Unfitted.
CLIP_SLACK_PT = 1.0
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
        base = 0
        if around.bbox is not None:
            base = self._known_clips.setdefault((context, -1), len(self._found.clips))
            if base == len(self._found.clips):
                self._found.clips.append(around)
        result = np.full(len(handles), base, np.int64)
        counts = list(map(engine.count_clips, clips))
        for place, (clip, count) in enumerate(zip(clips, counts, strict=True)):
            if count > 0:
                result[place] = self._clip_of(clip, count, context, base)
        return result

    def _clip_of(self, handle: Address, count: int, context: int, base: int) -> int:
        """Return the index of what some paths and the forms around them let through.

        Objects share the paths that they are painted under, so the place of a path's first segment
        tells it from all others, and what it and those before it let through is worked out once.

        Args:
            handle: The clip.
            count: How many paths it has.
            context: Index of the form that it stands in.
            base: Index of what that form lets through.
        """
        known = self._known_clips
        keys: list[tuple[int, int]] = []
        for index in range(count - 1, max(count - MOST_CLIP_PATHS, 0) - 1, -1):
            keys.append((context, engine.get_clip_segment(handle, index, 0) or 0))
            if keys[-1] in known:
                base = known[keys.pop()]
                break
        for index, key in zip(range(count - len(keys), count), reversed(keys), strict=True):
            clip = self._cut(self._found.clips[base], handle, index, context)
            if clip is not self._found.clips[base]:
                self._found.clips.append(clip)
                base = len(self._found.clips) - 1
            known[key] = base
        return base

    def _cut(self, clip: Clip, handle: Address, index: int, context: int) -> Clip:
        """Return a clip that lets through what one path does as well."""
        number = min(engine.count_clip_segments(handle, index), MOST_CLIP_SEGMENTS)
        if number <= 0:
            return clip
        segments = [engine.get_clip_segment(handle, index, i) for i in range(number)]
        points = engine.fill(engine.get_point, segments, np.float32, 2).tolist()
        a, b, c, d, e, f = self._found.contexts[context].matrix
        placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
        xs, ys = zip(*placed, strict=True)
        box = BBox(min(xs), min(ys), max(xs), max(ys))
        return cut_clip(clip, box, goes_round(placed, box))


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


def goes_round(points: Iterable[tuple[float, float]], box: BBox) -> bool:
    """Return whether points go round the four corners of a box and nowhere else."""
    corners = set()
    for x, y in points:
        right, lower = abs(x - box.x1) <= SQUARE, abs(y - box.bottom) <= SQUARE
        if not (right or abs(x - box.x0) <= SQUARE) or not (lower or abs(y - box.top) <= SQUARE):
            return False
        corners.add((right, lower))
    return len(corners) == 4


def _joined(parts: Sequence[Integers]) -> Integers:
    """Return arrays one after another."""
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
