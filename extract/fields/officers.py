"""The approval blocks of one file, corrected by each other where one officer signed several SOPs.

The same block is printed in each SOP, and stamp and signature cover another part of it each time.
So a value read with low confidence is replaced by a nearly equal one of higher confidence from the
same officer's other blocks. Two values of high confidence that differ are both kept: then the
documents differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.raw import RawSop, RawText
from normalize.likeness import likeness
from normalize.people import is_position, is_rank, looks_like_name, nip_problems, parse_nip
from normalize.repairs import repair_nip
from normalize.text import fold_key

NAME, NIP, POSITION, RANK = (f"approver.{part}" for part in ("name", "nip", "position", "rank"))


@dataclass(frozen=True, slots=True)
class OfficerThresholds:
    """When one approval block corrects another. Unfitted."""

    # A value read at least this surely, 0 to 1, and of the form it must have, is sure.
    min_sure_confidence: float = 0.86
    # A doubtful name, office or rank so much like another, 0 to 100, may be it, misread.
    min_likeness: float = 68.0
    # Two sure ones that are less alike than this, 0 to 100, are of two officers.
    min_sure_likeness: float = 90.0
    # Two NIPs that differ in at most so many of their 18 digits may be one, misread.
    max_digits_apart: int = 4
    # Confidence of a value taken from another block, 0 to 1.
    agreed_confidence: float = 0.85


OFFICERS = OfficerThresholds()


def agree_on_officers(sops: Sequence[RawSop]) -> None:
    """Let the approval blocks of a file's SOPs correct each other, where one officer signed them.

    Args:
        sops: The SOPs of one file; doubtful values of their approvers are replaced, and what
            was recognised is kept in `RawSop.agreed`.
    """
    signed = [sop for sop in sops if _is_recognised(sop)]
    for group in _by_officer(signed):
        for field in (NIP, NAME, POSITION, RANK):
            best = _best(field, [sop.header[field] for sop in group if field in sop.header])
            if best is None:
                continue
            for sop in group:
                own = sop.header.get(field)
                if own is not None and _may_be(field, own, best):
                    sop.agreed[field] = own.text
                    sop.header[field] = replace(
                        own,
                        text=best.text,
                        confidence=min(best.confidence, OFFICERS.agreed_confidence),
                    )


def _is_recognised(sop: RawSop) -> bool:
    """Return whether an SOP's approval block was recognised from a picture."""
    return any(
        value.confidence < 1.0
        for field, value in sop.header.items()
        if field in (NAME, NIP, POSITION, RANK)
    )


def _by_officer(sops: Sequence[RawSop]) -> list[list[RawSop]]:
    """Return SOPs grouped by who signed them, judged by their approval blocks."""
    groups: list[list[RawSop]] = []
    for sop in sops:
        group = next((g for g in groups if all(_may_share(sop, other) for other in g)), None)
        if group is None:
            groups.append([sop])
        else:
            group.append(sop)
    return [group for group in groups if len(group) > 1]


def _may_share(one: RawSop, other: RawSop) -> bool:
    """Return whether two blocks may be of one officer: name or NIP agree and neither contradicts.

    An equal office is no evidence: its holder changes.
    """
    has_evidence = False
    for field in (NAME, NIP):
        if field in one.header and field in other.header:
            a, b = one.header[field], other.header[field]
            if _is_sure(field, a) and _is_sure(field, b) and not _are_same(field, a, b):
                return False
            has_evidence = has_evidence or _are_alike(field, a, b)
    return has_evidence


def _best(field: str, values: Sequence[RawText]) -> RawText | None:
    """Return the value that the others confirm; None where none is reliable."""
    if field == NIP:
        return _voted(values)
    fit = [value for value in values if _has_form(field, value)]
    confirmed = {
        id(one): sum(other.confidence for other in fit if _folded(other) == _folded(one))
        for one in fit
    }
    best = max(fit, key=lambda one: (confirmed[id(one)], one.confidence), default=None)
    if best is None or not (_is_sure(field, best) or confirmed[id(best)] > best.confidence):
        return None
    return best


def _voted(values: Sequence[RawText]) -> RawText | None:
    """Return the NIP that a vote over each digit gives, values weighted by their confidence.

    It must be a possible NIP, and equal to a value that is sure, to two values, or to one whose
    every digit stands at its place in another value. Impossible NIPs vote too, as most of their
    digits are right.
    """
    numbers = [(nip, r) for r in values if (nip := _digits_of(r)) is not None]
    if not numbers:
        return None
    digits = ""
    for place in range(len(numbers[0][0])):
        votes: dict[str, float] = defaultdict(float)
        for nip, value in numbers:
            votes[nip[place]] += value.confidence
        digits += max(votes, key=lambda digit: votes[digit])
    saying = [value for nip, value in numbers if nip == digits]
    others = [nip for nip, _ in numbers if nip != digits]
    repeated = all(any(nip[at] == d for nip in others) for at, d in enumerate(digits))
    confirmed = len(saying) > 1 or any(_is_sure(NIP, value) for value in saying)
    if nip_problems(digits) or not (confirmed or (saying and repeated)):
        return None
    best = max(saying, key=lambda value: value.confidence)
    return best.with_text(digits)


def _may_be(field: str, own: RawText, best: RawText) -> bool:
    """Return whether a value has low confidence and nearly equals the best one."""
    is_equal = _digits_of(own) == best.text if field == NIP else _folded(own) == _folded(best)
    if is_equal or _is_sure(field, own):
        return False
    return _are_alike(field, own, best)


def _is_sure(field: str, value: RawText) -> bool:
    """Return whether a value has high confidence and the form of its field."""
    return value.confidence >= OFFICERS.min_sure_confidence and _has_form(field, value)


def _has_form(field: str, value: RawText) -> bool:
    """Return whether a value has the form of its field."""
    return _FORMS[field](value.text)


def _is_possible_nip(text: str) -> bool:
    nip = parse_nip(repair_nip(text))
    return nip is not None and not nip_problems(nip)


_FORMS: dict[str, Callable[[str], bool]] = {
    NIP: _is_possible_nip,
    NAME: looks_like_name,
    POSITION: is_position,
    RANK: is_rank,
}


def _folded(value: RawText) -> str:
    """Return the letters and digits of a value, in one case."""
    return fold_key(value.text)


def _digits_of(value: RawText) -> str | None:
    """Return the 18 digits of a NIP; None where it has others."""
    return parse_nip(repair_nip(value.text))


def _are_same(field: str, one: RawText, other: RawText) -> bool:
    """Return whether two sure values say the same."""
    if field == NIP:
        return _digits_of(one) == _digits_of(other)
    return likeness(one.text, other.text) >= OFFICERS.min_sure_likeness


def _are_alike(field: str, one: RawText, other: RawText) -> bool:
    """Return whether two values may be the same text, misread."""
    if field != NIP:
        return likeness(one.text, other.text) >= OFFICERS.min_likeness
    a, b = _digits_of(one), _digits_of(other)
    if a is not None and b is not None:
        return sum(x != y for x, y in zip(a, b, strict=True)) <= OFFICERS.max_digits_apart
    ours, theirs = ("".join(filter(str.isdecimal, x.text)) for x in (one, other))
    return likeness(ours, theirs) >= 100 * (1 - OFFICERS.max_digits_apart / 18)
