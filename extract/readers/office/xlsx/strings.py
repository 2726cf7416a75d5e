"""The shared strings of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from extract.errors import DamagedError, LimitError
from extract.readers.office.bounds import OfficeBounds
from extract.readers.office.package import local_name

# A character written by its number in UTF-16, ECMA-376 part 1, 22.4.2.4 (ST_Xstring).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_strings(data: bytes, bounds: OfficeBounds) -> list[str]:
    """Return the texts of `sharedStrings.xml`, in order.

    Args:
        data: The part.
        bounds: How many strings and characters are read.

    Raises:
        DamagedError: It is no XML.
        LimitError: There are more strings than a workbook may have.
    """
    strings: list[str] = []
    length = 0
    for element in iterate(data, "si"):
        strings.append(text_of(element))
        length += len(strings[-1])
        if len(strings) > bounds.max_strings or length > bounds.max_text:
            raise LimitError("it has more text than a workbook may have")
    return strings


def iterate(data: bytes, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of local names, one at a time, each gone once the next is asked for.

    Args:
        data: XML that comes from a stranger.
        names: The elements' local names.

    Raises:
        DamagedError: It is no XML.
    """
    parser = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            yield element
            element.clear()
            while (before := element.getprevious()) is not None:
                parent = element.getparent()
                if parent is None:
                    break
                parent.remove(before)
    except etree.XMLSyntaxError as error:
        raise DamagedError("a part of it is no XML") from error


def text_of(element: etree._Element) -> str:
    """Return the text of a string item: of its runs, but not of their pronunciation."""
    parts: list[str] = []
    for part in element:
        name = local_name(part)
        if name == "t":
            parts.append(part.text or "")
        elif name == "r":
            parts += [t.text or "" for t in part if local_name(t) == "t"]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """Return a text with the characters that are written by their number."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
