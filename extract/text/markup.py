"""What converters leave in a text: markdown signs, HTML tags, lists run together.

Only the signs go, never the words; where a tag or a sign separates two pieces of text, a line
break takes its place.
"""

from __future__ import annotations

import html
import re
import unicodedata

from extract.vocabulary.sentences import owns_number

_BREAKING_TAG = re.compile(r"<\s*(?:br|/?p|/?div|/?li|/?ol|/?ul|/?h[1-6])\b[^<>]{0,200}>", re.I)
_ROW_END = re.compile(r"\s*<\s*/\s*tr\s*>\s*", re.I)
_CELL = re.compile(r"\s*<\s*t[dh]\b([^<>]{0,200})>\s*", re.I)
_CELL_END = re.compile(r"\s*<\s*/\s*t[dh]\s*>\s*", re.I)
_TABLE_ROW = re.compile(r"<\s*tr\b[^<>]{0,200}>(.*?)<\s*/\s*tr\s*>", re.I | re.S)
_SPAN = re.compile(r"colspan\s*=\s*[\"']?(\d{1,2})", re.I)
# A tag's name is a word of HTML; "<http://...>" and "<50 orang" are none.
_TAG = re.compile(
    r"<\s*/?\s*(?:a|b|body|center|col|colgroup|em|font|head|html|hr|i|img|small|span|strong|sub|sup"
    r"|table|tbody|td|th|thead|tr|u)\b[^<>]{0,300}>|<!--.{0,300}?-->",
    re.I,
)
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,300}\)")
_AUTO_LINK = re.compile(r"<((?=[^\s<>]{0,200}[.@])[^\s<>]{3,200})>")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_RULE = re.compile(r"^\s*(?:[-*_=~]\s?){4,}\s*$|^\s*`{3,}\w*\s*$")
_EMPHASIS = re.compile(
    r"\*{2,3}|(?<![\w_])__+|__+(?![\w_])|(?<![\w*])\*(?=\S)|(?<=[^\s*])\*(?![\w*])"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
# An emphasised run that ends a line whose beginning is a heading: two lines set in one.
_HEADING_THEN_BOLD = re.compile(
    r"^(?P<head>[^*a-z:]{6,120}?)\s*\*\*(?P<bold>[^*:]{3,200})(?:\*\*)?\s*$"
)
_PIPE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_BULLET_GLYPH = re.compile(
    r"^[\s]*[\ue000-\uf8ff\u25a0-\u25ff\u2022\u2023\u2043\u2756\u27a2\uf0b7]\s*"
)
_STRAY_GLYPH = re.compile("[\ue000-\uf8ff\u25a0-\u25ff\ufffd\u200b-\u200f\u2060\ufeff\u00ad]")

# Stands around an unfolded table row, so that it can be told from what shares its line.
ROW_MARK = "\x1e"

# Fewer letters than this say nothing of a line's script.
_LEAST_LETTERS = 3


def unfold_tables(text: str) -> str:
    """Return a text with its HTML table rows as tab-separated cells between two ROW_MARKs.

    The number of lines, and so the place of everything, stays.
    """
    if "<" not in text:
        return text

    def as_line(match: re.Match[str]) -> str:
        inner = match.group(1)
        cells: list[str] = []
        for attributes, content in _cells(inner):
            span = _SPAN.search(attributes)
            cells.append(" ".join(content.split()))
            cells.extend([""] * (min(int(span.group(1)), 60) - 1 if span else 0))
        row = ROW_MARK + "\t".join(cells) + ROW_MARK if cells else ROW_MARK
        return row + "\n" * match.group().count("\n")

    # A row never closed would make the lazy search run to the end from every opening tag.
    return _TABLE_ROW.sub(as_line, text) if _ROW_END.search(text) else text


def _cells(row: str) -> list[tuple[str, str]]:
    """Return the attributes and the content of each cell of an HTML table row."""
    parts = _CELL.split(row)
    return [(parts[i], _CELL_END.sub(" ", parts[i + 1])) for i in range(1, len(parts) - 1, 2)]


def strip_markup(line: str) -> list[str]:
    r"""Return a line without markdown and HTML, as the lines that it was meant to be.

    Args:
        line: One line of a file, tabs included.

    Returns:
        One line mostly; none for a ruler; several where tags or emphasis separate them. In a
        tab-separated row a break inside a cell is kept as `\v`.
    """
    if not line or line.isspace():
        return [""]
    if _RULE.match(line) or _PIPE_RULE.match(line):
        return []
    if split := _HEADING_THEN_BOLD.match(line.strip()):
        return [split["head"].strip(), split["bold"].strip()]
    if _PIPE_ROW.match(line) and line.count("|") > 2:
        line = "\t".join(cell.strip() for cell in line.strip()[1:-1].split("|"))
    line = _QUOTE.sub("", _HEADING.sub("", line))
    if "<" in line:
        line = _AUTO_LINK.sub(r"\1", _TAG.sub("", _BREAKING_TAG.sub("\v", line)))
    line = html.unescape(line) if "&" in line else line
    line = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _LINK.sub(r"\1", line)))
    if "\v" not in line:
        return [_without_glyphs(line)]
    if "\t" in line:
        return ["\t".join(_fold_breaks(cell) for cell in line.split("\t"))]
    return [_without_glyphs(part) for part in line.split("\v") if part.strip()] or [""]


def _fold_breaks(cell: str) -> str:
    """Return a cell without empty lines and stray glyphs, its breaks kept."""
    parts = (_without_glyphs(part).strip() for part in cell.split("\v"))
    return "\v".join(part for part in parts if part)


def _without_glyphs(text: str) -> str:
    """Return a text whose leading symbol-font bullet is a plain one, other such glyphs dropped."""
    text = _BULLET_GLYPH.sub("• ", text)
    return _STRAY_GLYPH.sub("", text)


def is_decoration(text: str) -> bool:
    """Return whether a line is written in other than Latin letters.

    Letterheads repeat the office's name in the region's own script, which no field asks for.
    """
    letters = [char for char in text if char.isalpha() or unicodedata.category(char) == "Lo"]
    if len(letters) < _LEAST_LETTERS:
        return False
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters[:200])
    return latin * 2 < min(len(letters), 200)


_NUMBER_AT_START = re.compile(r"\s*(\d{1,2})\s?[.)]\s*(?=\D)")
_LETTER_AT_START = re.compile(r"\s*([a-z])\s?[.)]\s*(?=[^\W\d_])")
# A year that an item ends with, the next item's number right behind it.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")


def split_run_together(text: str) -> list[str]:
    r"""Split a list whose items were run together where its running number increases.

    Args:
        text: Such as `1. Renstra2. Renja3. Komputer`; breaks inside are `\v`.

    Returns:
        The items with their bullets; the text alone where it is no such list.
    """
    return [
        item for part in text.split("\v") if part.strip() for item in _split_numbered(part.strip())
    ]


def _split_numbered(text: str) -> list[str]:
    """Split one line at the numbers, or letters, that follow each other."""
    first = _NUMBER_AT_START.match(text)
    if first:
        following = str(int(first.group(1)) + 1)
    elif letter := _LETTER_AT_START.match(text):
        first, following = letter, chr(ord(letter.group(1)) + 1)
    else:
        return [text]
    items: list[str] = []
    start = search_from = 0
    position = first.end()
    while (cut := _find_bullet(text, following, position)) is not None:
        items.append(text[start:cut].strip())
        start = cut
        position = search_from = cut + len(following) + 1
        following = str(int(following) + 1) if following.isdigit() else chr(ord(following) + 1)
    items.append(text[search_from and start :].strip())
    return [item for item in items if item]


def _find_bullet(text: str, bullet: str, position: int) -> int | None:
    """Return where a bullet that begins the next item stands, None where there is none."""
    for mark in re.finditer(rf"{bullet}\s?[.)]\s*(?=[^\W\d_])", text[position:]):
        at = position + mark.start()
        before = text[at - 1 : at]
        behind = text[max(0, at - 12) : at]
        if (before.isdigit() and not _YEAR.search(behind)) or owns_number(behind):
            continue
        if (
            bullet.isdigit()
            or before in ";.,:"
            or (before.isspace() and text[:at].rstrip()[-1:] in ";.,:")
        ):
            return at
    return None
