"""The words of a document as they were read, stored for the review.

A person who corrects a value clicks the words on the page. So that this needs no second OCR, the
words of every page are stored with their bounding boxes on the page as the file shows it. Of a
document without pages the lines are stored.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.layout.lines import group_lines
from extract.record.masking import NIP_POINTER
from extract.storage.atomic import whole_path
from extract.storage.places import STATE_FOLDER
from models.geometry import BBox
from models.page import Page, Word
from models.record import SopRecord
from normalize.privacy import MASKED_NIP, find_nips

# Their folder within an output folder; the files are named by the SHA-256 of their documents.
WORDS_FOLDER = Path(STATE_FOLDER, "words")
# Raise it when the format of the file changes; files of other versions are ignored.
VERSION = 1


@dataclass(frozen=True, slots=True)
class NumberLayout:
    """How a number of a person may be printed over several words and lines; all unfitted."""

    # Words of a line that are further apart, in heights of a word, are in different cells.
    max_gap_heights: float = 1.0
    # A line further below, in heights of the line, does not continue the line above.
    max_leading_heights: float = 1.5
    # Over how many lines a number may be broken.
    max_lines: int = 3


_LAYOUT = NumberLayout()


def words_file(output: Path, sha256: str) -> Path:
    """Return the file of a document's words in an output folder.

    Args:
        output: The output folder.
        sha256: The SHA-256 of the document, in hexadecimal.
    """
    return output / WORDS_FOLDER / f"{sha256}.json.gz"


class PageText:
    """Collects the words of one document while it is read.

    The file is JSON, packed with gzip: `version`; `pages`, of which each has `number`, `width` and
    `height` in points (null where the page was made from a photo taken aside), `turned` (by how
    many degrees clockwise it reads right) and `words`, line by line, each `[text, x0, top, x1,
    bottom, confidence]` in points from the top left of the page as the file shows it; `lines` of a
    document without pages, else null.

    Args:
        mask: Whether numbers of persons in office are left out.
    """

    def __init__(self, *, mask: bool) -> None:
        """Begin without a page."""
        self._mask = mask
        # As JSON, which takes less memory: a document may have a thousand pages.
        self._pages: dict[int, str] = {}
        self._lines: list[str] | None = None

    def add_page(self, page: Page) -> None:
        """Add the words of a page."""
        lines = group_lines(page.words)
        if self._mask:
            hidden = _hidden(page.words)
            lines = [[_masked(w) if id(w) in hidden else w for w in line] for line in lines]
        aside = page.turned in (90, 270)
        width, height = (page.height, page.width) if aside else (page.width, page.height)
        self._pages[page.number] = _as_json(
            {
                "number": page.number,
                "width": None if page.bend else round(width, 2),
                "height": None if page.bend else round(height, 2),
                "turned": page.turned,
                "words": [
                    [word.text, *_rounded(page.place_shown(word.bbox)), round(word.confidence, 3)]
                    for line in lines
                    for word in line
                ],
            }
        )

    def add_text(self, text: str) -> None:
        r"""Add a text without pages, its lines ended by `\n`."""
        if self._mask:
            # A number may be broken over lines; the number of lines must stay the same.
            parts, end = [], 0
            for start, stop in find_nips(text):
                parts += [text[end:start], MASKED_NIP, "\n" * text.count("\n", start, stop)]
                end = stop
            text = "".join([*parts, text[end:]])
        self._lines = text.split("\n")

    def write(self, output: Path, records: Sequence[SopRecord]) -> None:
        """Write the words of a document; the same words give the same bytes.

        Args:
            output: The output folder.
            records: The document's records, at least one.

        Raises:
            OutputError: The file cannot be written.
        """
        if self._mask:
            self._hide_numbers(records)
        packed = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=0) as stream:
            pages = ",".join(page for _, page in sorted(self._pages.items()))
            lines = _as_json(self._lines)
            stream.write(f'{{"version":{VERSION},"lines":{lines},"pages":[{pages}]}}\n'.encode())
        with whole_path(words_file(output, records[0].source.sha256)) as path:
            path.write_bytes(packed.getvalue())

    def _hide_numbers(self, records: Iterable[SopRecord]) -> None:
        """Hide the digits that were read as an approver's number, whatever their form."""
        for record in records:
            place = record.provenance.get(NIP_POINTER)
            if place is None or place.page not in self._pages or place.bbox is None:
                continue
            page = json.loads(self._pages[place.page])
            box = BBox(*place.bbox).grown(1.0)
            for word in page["words"]:
                middle = (word[1] + word[3]) / 2, (word[2] + word[4]) / 2
                if box.contains_point(*middle) and any(map(str.isdecimal, word[0])):
                    word[0] = "*" * len(word[0])
            self._pages[place.page] = _as_json(page)


def _as_json(value: object) -> str:
    """Return a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(box: BBox) -> tuple[float, ...]:
    """Return a box's edges as provenance has them."""
    return tuple(round(edge, 1) for edge in box)


def _masked(word: Word) -> Word:
    """Return a word with asterisks for all letters."""
    return replace(word, text="*" * len(word.text))


def _hidden(words: Sequence[Word]) -> set[int]:
    """Return which words, by their `id`, hold a part of a number of a person in office.

    A number may be printed as several words, and in a narrow cell on several lines.
    """
    hidden: set[int] = set()
    for line in group_lines(words):
        hidden |= _numbers_in(line)
    parts = group_lines(words, apart=_LAYOUT.max_gap_heights)
    boxes = [BBox.around(word.bbox for word in part) for part in parts]
    after = {index: _below(index, boxes) for index in range(len(parts))}
    for index in range(len(parts)):
        run: list[Word] = []
        place: int | None = index
        for _ in range(_LAYOUT.max_lines):
            if place is None:
                break
            run += parts[place]
            place = after[place]
        hidden |= _numbers_in(run)
    return hidden


def _below(index: int, boxes: Sequence[BBox]) -> int | None:
    """Return the box that continues another one; None if there is none."""
    box = boxes[index]
    reach = box.bottom + _LAYOUT.max_leading_heights * box.height
    below = [
        other
        for other, place in enumerate(boxes)
        if place.top >= box.y_mid
        and place.y_mid <= reach
        and min(box.x1, place.x1) > max(box.x0, place.x0)
    ]
    return min(below, key=lambda other: boxes[other].top, default=None)


def _numbers_in(words: Iterable[Word]) -> set[int]:
    """Return which words of a line, by their `id`, hold a part of a number."""
    text, spans = "", []
    for word in words:
        spans.append((len(text), len(text) + len(word.text), id(word)))
        text += word.text + " "
    numbers = find_nips(text)
    return {key for a, b, key in spans if any(a < stop and start < b for start, stop in numbers)}
