"""PDFium's functions, called for many objects of a page at once.

pypdfium2 gives each function with checked pointer types, which costs more than most of the
functions do. Here handles and buffers are plain addresses, so that one `map` fills a numpy array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import DTypeLike, NDArray

Address = int
Function = Callable[..., Any]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_POINTER, _INT, _UINT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float

# Kinds of page objects (fpdf_edit.h).
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
# Kinds of path segments.
LINE_TO, CURVE_TO, MOVE_TO = 0, 1, 2


def _bind(name: str, result: Any, *arguments: Any) -> Function:
    """Return a function of PDFium that takes addresses; it does not let go of Python's lock."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


count_objects = _bind("FPDFPage_CountObjects", _INT, _POINTER)
get_object = _bind("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
count_form_objects = _bind("FPDFFormObj_CountObjects", _INT, _POINTER)
get_form_object = _bind("FPDFFormObj_GetObject", _POINTER, _POINTER, _UINT)
get_kind = _bind("FPDFPageObj_GetType", _INT, _POINTER)
get_matrix = _bind("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
get_fill = _bind("FPDFPageObj_GetFillColor", _INT, *[_POINTER] * 5)
get_stroke = _bind("FPDFPageObj_GetStrokeColor", _INT, *[_POINTER] * 5)
get_width = _bind("FPDFPageObj_GetStrokeWidth", _INT, _POINTER, _POINTER)
has_transparency = _bind("FPDFPageObj_HasTransparency", _INT, _POINTER)
get_bounds = _bind("FPDFPageObj_GetBounds", _INT, *[_POINTER] * 5)
get_clip = _bind("FPDFPageObj_GetClipPath", _POINTER, _POINTER)
count_clips = _bind("FPDFClipPath_CountPaths", _INT, _POINTER)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", _INT, _POINTER, _INT)
get_clip_segment = _bind("FPDFClipPath_GetPathSegment", _POINTER, _POINTER, _INT, _INT)
count_marks = _bind("FPDFPageObj_CountMarks", _INT, _POINTER)
get_mark = _bind("FPDFPageObj_GetMark", _POINTER, _POINTER, _UINT)
get_mark_name = _bind("FPDFPageObjMark_GetName", _INT, _POINTER, _POINTER, _UINT, _POINTER)
get_mark_text = _bind(
    "FPDFPageObjMark_GetParamStringValue", _INT, _POINTER, ctypes.c_char_p, _POINTER, _UINT,
    _POINTER,
)  # fmt: skip
get_mark_number = _bind(
    "FPDFPageObjMark_GetParamIntValue", _INT, _POINTER, ctypes.c_char_p, _POINTER
)
get_mark_type = _bind("FPDFPageObjMark_GetParamValueType", _INT, _POINTER, ctypes.c_char_p)
count_segments = _bind("FPDFPath_CountSegments", _INT, _POINTER)
get_segment = _bind("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
get_point = _bind("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
get_segment_kind = _bind("FPDFPathSegment_GetType", _INT, _POINTER)
get_close = _bind("FPDFPathSegment_GetClose", _INT, _POINTER)
get_draw_mode = _bind("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
get_font = _bind("FPDFTextObj_GetFont", _POINTER, _POINTER)
get_font_size = _bind("FPDFTextObj_GetFontSize", _INT, _POINTER, _POINTER)
get_render_mode = _bind("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
get_font_name = _bind(
    "FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t
)
get_font_flags = _bind("FPDFFont_GetFlags", _INT, _POINTER)
get_descent = _bind("FPDFFont_GetDescent", _INT, _POINTER, _FLOAT, _POINTER)
get_ascent = _bind("FPDFFont_GetAscent", _INT, _POINTER, _FLOAT, _POINTER)
get_pixel_size = _bind("FPDFImageObj_GetImagePixelSize", _INT, _POINTER, _POINTER, _POINTER)
count_characters = _bind("FPDFText_CountChars", _INT, _POINTER)
get_text = _bind("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
get_unicode = _bind("FPDFText_GetUnicode", _UINT, _POINTER, _INT)
has_map_error = _bind("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
# 0 rather than None for what belongs to no object, so that an array can be made of it.
get_text_object = _bind("FPDFText_GetTextObject", ctypes.c_size_t, _POINTER, _INT)
get_loose_box = _bind("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
get_origin = _bind("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
get_character_matrix = _bind("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)


def address_of(handle: Any) -> Address:
    """Return a handle of pypdfium2's as the address that it is."""
    return ctypes.cast(handle, _POINTER).value or 0


def children(count: Function, get: Function, parent: Address, most: int) -> list[Address]:
    """Return the handles that a parent has, at most so many."""
    number = min(max(count(parent), 0), most)
    return list(map(get, repeat(parent, number), range(number)))


def numbers_of(get: Function, handles: Sequence[Address]) -> Integers:
    """Return what a function of a handle alone gives for each handle."""
    return np.fromiter(map(get, handles), np.int64, len(handles))


def fill(
    get: Function,
    handles: Sequence[int],
    kind: DTypeLike,
    fields: int,
    *,
    of: Address | None = None,
) -> NDArray[Any]:
    """Return what a function writes to an address for each field, a row for each handle.

    Args:
        get: The function; it takes a handle and the addresses.
        handles: The handles; indices, where `of` is given.
        kind: Type of a field.
        fields: How many the function writes.
        of: What the function takes before an index, as the handle of the page's text.

    Returns:
        Array of (handles, fields); zeros where the function gives nothing.
    """
    found = np.zeros((len(handles), fields), kind)
    start, step = found.ctypes.data, found.itemsize
    row = step * fields
    end = start + row * len(handles)
    places = [range(start + i * step, end + i * step, row) for i in range(fields)]
    before = () if of is None else (repeat(of),)
    _run(map(get, *before, handles, *places))
    return found


def fill_struct(
    get: Function,
    handles: Sequence[int],
    kind: DTypeLike,
    fields: int,
    *,
    of: Address | None = None,
) -> NDArray[Any]:
    """Return what a function writes to one structure of equal fields; as `fill` does."""
    found = np.zeros((len(handles), fields), kind)
    start, row = found.ctypes.data, found.itemsize * fields
    before = () if of is None else (repeat(of),)
    _run(map(get, *before, handles, range(start, start + row * len(handles), row)))
    return found


def _run(calls: Iterable[object]) -> None:
    """Make calls whose results are of no interest."""
    deque(calls, maxlen=0)


def name_of(get: Function, handle: Address) -> str:
    """Return the name that a function writes for a handle, in UTF-8."""
    length = get(handle, None, 0)
    if not 0 < length < 4096:
        return ""
    buffer = ctypes.create_string_buffer(length)
    get(handle, ctypes.addressof(buffer), length)
    return buffer.raw[: length - 1].decode("utf-8", "replace")
