"""A page's content counted before it is carried out, and cut off where it is too much.

Only what counts is looked at: operators, the letters of strings, and the forms that are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DELIMITER = rb"[\x00\t\n\f\r ()<>\[\]{}/%]"
# Operands without letters are passed over in one go. Strings nest (ISO 32000-1, 7.3.4.2), here
# three deep; what is deeper counts as operators.
_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r\ \d.+\-\[\]{}>]++
    | /([^\x00\t\n\f\r\ ()<>\[\]{}/%]*+)(?:[\x00\t\n\f\r\ ]++(Do)(?="""
    + _DELIMITER
    + rb"""|\Z))?
    | \(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+)\)
    | <([0-9A-Fa-f\x00\t\n\f\r\ ]++)>
    | ([A-Za-z'"][A-Za-z0-9*'"]*+)
    | %[^\r\n]*+
    | .""",
    re.X | re.S,
)
_NAME, _DO, _STRING, _HEX, _OPERATOR = range(1, 6)


_CLIPPING = frozenset({b"W", b"W*"})


class Mark(NamedTuple):
    """What counts of a page's content.

    Attributes:
        end: Where it ends among the content's bytes.
        cost: Operators and letters.
        form: The name under which a form or picture is drawn; None elsewhere.
    """

    end: int
    cost: int
    form: bytes | None = None


def marks_of(data: bytes) -> Iterator[Mark]:
    """Yield the operators and strings of content, in order.

    Clipping costs as many operators as there are clippings already, for PDFium copies them all.
    """
    clips = [0]
    for match in _TOKEN.finditer(data):
        kind = match.lastindex
        if kind is None or kind == _NAME:
            continue
        if kind == _DO:
            yield Mark(match.end(), 1, match[_NAME])
        elif kind == _STRING:
            yield Mark(match.end(), len(match[_STRING]))
        elif kind == _HEX:
            yield Mark(match.end(), len(match[_HEX]) // 2)
        else:
            operator = match[_OPERATOR]
            cost = 1
            if operator is not None and operator in _CLIPPING:
                clips[-1] += 1
                cost += clips[-1]
            elif operator == b"q":
                clips.append(clips[-1])
            elif operator == b"Q" and len(clips) > 1:
                clips.pop()
            yield Mark(match.end(), cost)
