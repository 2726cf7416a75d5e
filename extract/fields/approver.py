"""The approval block: office, name, rank and NIP of who approved the SOP.

The block has no labels but NIP; what a line is follows from its form and from the lines around
it. A name without titles looks like any capitalised words, so it is believed only beside a rank
or a NIP, or across the gap left for the signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.fields.approval_lines import are_degrees, begins_with_rank, whole_lines
from extract.vocabulary.approval import find_nip_label, is_nip_line, is_nrp_line, is_signature_note
from models.raw import RawText
from normalize.dates import parse_date
from normalize.people import (
    is_front_title,
    is_position,
    is_rank,
    looks_like_name,
    names_office,
    parse_nip,
    resembles_rank,
)
from normalize.repairs import repair_name


@dataclass(frozen=True, slots=True)
class ApproverThresholds:
    """How the lines of an approval block are distinguished. Unfitted."""

    # Room left for a signature, in heights of a line of text.
    min_signature_gap: float = 0.9
    # A recognised line whose words have at most three letters, read less surely, is strokes of a
    # signature.
    min_short_word_confidence: float = 0.6
    # A line with so many digits may be a NIP, whose 18 digits OCR rarely halves.
    min_nip_digits: int = 8
    # What a stamp's rim or a pen leaves before a line is read as at most so many words ...
    max_stray_words: int = 3
    # ... each of at most so many letters.
    max_stray_letters: int = 3
    # Confidence of a name that has no title, rank or NIP beside it, 0 to 1.
    bare_name_confidence: float = 0.7


APPROVER = ApproverThresholds()


_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['`\u2018\u2019|](?=[A-Z])")
_LEADING_SIGNS = re.compile(r"^[^\w(]+(?=\w)")
_VOWEL = re.compile(r"[aeiouy]", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLED = re.compile(
    r",\s*(?:[A-Z][\w.]{0,8}\.?\s?){1,4}|^(?:dr|drs|dra|drg|ir|h|hj|prof|kh)\b\.?\s", re.I
)


def read_approver(lines: Sequence[RawText]) -> dict[str, RawText]:
    """Read an approval block.

    Args:
        lines: The block's lines from top to bottom, without the label.

    Returns:
        Of `approver.position`, `approver.name`, `approver.rank` and `approver.nip` (as printed)
        what the block holds.
    """
    said = [line for line in lines if not _is_noise(line) and not _is_dated(line)]
    kept = [_without_stamp_traces(_unbracketed(line)) for line in whole_lines(said)]
    kinds = _kinds(kept)
    below = next((i for i, kind in enumerate(kinds) if kind), len(kept))
    found: dict[str, RawText] = {}
    for line, kind in zip(kept, kinds, strict=True):
        if kind in ("nip", "rank"):
            found.setdefault(f"approver.{kind}", line)
    if "approver.nip" in found and parse_nip(found["approver.nip"].text) is None:
        digits = re.sub(r"\D", "", found["approver.nip"].text)
        if not digits:
            del found["approver.nip"]
    start = _name_start(kept[:below], supported=below < len(kept))
    end = next((i for i in range(start + 1, below) if is_position(kept[i].text)), below)
    if start < below:
        name = RawText.joined(kept[start:end])
        if below == len(kept) and not _TITLED.search(_mended(name)):
            name = RawText(
                name.text, name.place, min(name.confidence, APPROVER.bare_name_confidence)
            )
        found["approver.name"] = name
    position, after = kept[: _office_end(kept, start, supported=below < len(kept))], kept[end:below]
    if after and not any(is_position(line.text) for line in position):
        position = after
    if position:
        joined = RawText.joined(position)
        found["approver.position"] = joined.with_text(joined.text.rstrip(" ,:"))
    return found


def _is_noise(line: RawText) -> bool:
    """Return whether a line says nothing: a note of the signature, or what a stamp left of it.

    Recognition reads strokes of a signature as short syllables, and is not sure of them.
    """
    if is_signature_note(line.text):
        return True
    if are_degrees(line.text) and line.confidence >= APPROVER.min_short_word_confidence:
        return False
    longest = max((len(word) for word in _LETTERS.findall(line.text)), default=0)
    digits = sum(map(str.isdigit, line.text))
    if digits >= APPROVER.min_nip_digits or line.confidence == 1.0:
        return False
    return longest < 3 or (longest < 4 and line.confidence < APPROVER.min_short_word_confidence)


def _is_dated(line: RawText) -> bool:
    """Return whether a line says where and when it was signed: "Bandung, 3 Juli 2023"."""
    date = parse_date(line.text)
    return date is not None and date.count("-") == 2 and not is_position(line.text)


def _unbracketed(line: RawText) -> RawText:
    """Return a line without the brackets around it: "( Bunga Ujian, S.E. )"."""
    text = line.text.strip()
    bracketed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return line.with_text(text[1:-1].strip()) if bracketed else line


def _without_stamp_traces(line: RawText) -> RawText:
    """Return a recognised line without what a stamp's rim or a pen left of it before its text.

    Such traces are removed where they hide what the line is: "Ns NIP. 1970...", "2 - Pembina".
    """
    if line.confidence == 1.0:
        return line
    line = line.with_text(_LEADING_SIGNS.sub("", line.text))
    if (label := find_nip_label(line.text)) is not None:
        return line.with_text(line.text[label:])
    words = _APOSTROPHE.sub(" ", line.text).split()
    for count in range(min(APPROVER.max_stray_words, len(words) - 1) + 1):
        rest = " ".join(words[count:])
        begins = any(map(str.isalpha, words[count]))
        if begins and (is_rank(rest) or (count and is_position(rest))):
            return line.with_text(rest)
        if sum(map(str.isalnum, words[count])) > APPROVER.max_stray_letters:
            break
    first, _, rest = line.text.partition(" ")
    if not _VOWEL.search(first) and not _is_title(first) and looks_like_name(rest):
        return line.with_text(rest)
    return line


def _is_title(word: str) -> bool:
    """Return whether a word may be a title or an initial before a name: "Dr.", "Hj", "M."."""
    return (word.endswith(".") and word[0].isalpha()) or is_front_title(word)


def _office_end(lines: Sequence[RawText], start: int, *, supported: bool) -> int:
    """Return how many lines of a block are the office.

    Of a recognised block a line may be garbled, and it is no part of the office nevertheless:
    below the room for the signature, and right above rank and NIP, stands the name.

    Args:
        lines: The block's lines.
        start: The name's first line, or the one after the last above rank and NIP.
        supported: Whether rank or NIP follow.
    """
    if not any(line.confidence < 1.0 for line in lines):
        return start
    end = next(
        (
            i for i in range(1, start)
            if _gap_above(lines, i) and any(is_position(x.text) for x in lines[:i])
        ),
        start,
    )  # fmt: skip
    garbled = supported and start == end > 1 and (start == len(lines) or _kind(lines[start]))
    return end - 1 if garbled and not names_office(lines[end - 1].text) else end


def _kinds(lines: Sequence[RawText]) -> list[str | None]:
    """Return what each line is by its form: `nip`, `nrp`, `rank`, or None."""
    kinds = [_kind(line) for line in lines]
    for index, line in enumerate(lines[1:], 1):
        # Below a name stands the rank, of whatever body; before one it is a title.
        if kinds[index] is None and begins_with_rank(line.text) and _is_name(lines[index - 1]):
            kinds[index] = "rank"
    return kinds


def _kind(line: RawText) -> str | None:
    """Return `nip`, `nrp` or `rank` for a line of that form."""
    if is_nip_line(line.text):
        return "nip"
    if is_nrp_line(line.text):
        return "nrp"
    if is_rank(line.text) or (line.confidence < 1.0 and resembles_rank(line.text)):
        return "rank"
    return None


def _is_name(line: RawText) -> bool:
    """Return whether a line is a person's name; a recognised one may have a letter misread."""
    return looks_like_name(_mended(line))


def _mended(line: RawText) -> str:
    """Return a line's text as it is if it is a name, misread letters corrected."""
    return line.text if line.confidence == 1.0 else repair_name(line.text)


def _name_start(lines: Sequence[RawText], *, supported: bool) -> int:
    """Return the index of the name's first line; the number of lines where there is no name.

    Args:
        lines: The lines above rank and NIP.
        supported: Whether a rank or a NIP follows them, so that a name is to be expected.
    """
    for i in range(len(lines)):
        if _TITLED.search(_mended(lines[i])) and _is_name(lines[i]):
            return i - 1 if _begins_name(lines, i - 1) else i
    if len(lines) > 1 and _is_name(lines[0]) and all(is_position(line.text) for line in lines[1:2]):
        return 0
    for i in range(len(lines) - 1, -1, -1):
        if is_position(lines[i].text):
            break
        gap = i > 0 and _gap_above(lines, i)
        if _is_name(lines[i]) and (gap or (supported and i == len(lines) - 1)):
            return i - 1 if _begins_name(lines, i - 1) else i
    return len(lines)


def _begins_name(lines: Sequence[RawText], index: int) -> bool:
    """Return whether a line below the signature's room is the first of a name that wraps."""
    if index < 1 or not _is_name(lines[index]):
        return False
    return _gap_above(lines, index) and not _gap_above(lines, index + 1)


def _gap_above(lines: Sequence[RawText], index: int) -> bool:
    """Return whether room for a signature was left above a line."""
    above, below = lines[index - 1].place, lines[index].place
    if above.bbox and below.bbox:
        height = max(min(above.bbox.height, below.bbox.height), 1.0)
        return below.bbox.top - above.bbox.bottom > APPROVER.min_signature_gap * height
    if above.line is not None and below.line is not None:
        return below.line - above.line > 1
    return False
