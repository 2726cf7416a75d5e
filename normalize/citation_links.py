"""The regulations of one item: its own number and year, and the others that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from models.citation import CitationLink, LinkRelation, RegulationType
from normalize.citation_heads import GLUE, Head, MarkedText, head_at
from normalize.citation_numbers import read_number
from normalize.identifiers import slug_of, uri_of
from normalize.tables import load_toml
from normalize.thresholds import CITATION

if TYPE_CHECKING:
    from normalize.citation_spans import Mark

# Relations that only a regulation of the same kind and issuer can have.
_OF_ONE_KIND = frozenset({LinkRelation.AMENDED_BY, LinkRelation.AMENDS})
# Relations told in the title of a linked regulation: they do not concern the item's own.
_OF_ITS_OWN = frozenset({LinkRelation.AMENDS, LinkRelation.IMPLEMENTS, LinkRelation.MENTIONED})


class FoundLink(NamedTuple):
    """Another regulation of an item, and where its name begins."""

    start: int
    link: CitationLink


class Regulations(NamedTuple):
    """The regulations of an item.

    Attributes:
        number: The number of its own.
        year: The year of its own.
        links: The others in their order.
        title_end: Where the title of its own ends because its number comes after it.
    """

    number: str | None
    year: int | None
    links: list[FoundLink]
    title_end: int | None


def read_regulations(reader: MarkedText, head: Head) -> Regulations:
    """Return number and year of an item's own regulation, and its links.

    Args:
        reader: The item.
        head: Kind and issuer of its own regulation.
    """
    title_end = None
    later = list(_later_heads(reader, head))[: CITATION.max_links]
    number, year = read_number(reader.until(later[0].start) if later else reader, head)
    if later and number is None and head.kind["type"] != RegulationType.UUD:
        # "Peraturan Menteri (Permen) Nomor 5" names the same one again.
        number, year = read_number(reader, head)
        if number is None and (own := _numbered_again(reader, head, later)):
            number, year, title_end = own
        later = later[1:] if number is not None else later
    elif number is None and (own := _numbered_at_end(reader, head)):
        number, year, title_end = own
    seen = {(head.kind["type"], head.issuer, number, year)}
    links: list[FoundLink] = []
    before, relation = head, None
    for index, other in enumerate(later):
        stop = later[index + 1].start if index + 1 < len(later) else len(reader.text)
        part = reader.until(stop)
        numbered, of_year = read_number(part, other)
        if numbered is None and other.kind["type"] != RegulationType.UUD:
            continue
        told = _relation(part, before, other, relation)
        told = _lawful(told, head, before, other)
        if told in _OF_ONE_KIND and other.issuer is None and _kind(other) == _kind(head):
            other = replace(other, issuer=head.issuer, short=head.short)
        before = other
        key = (other.kind["type"], other.issuer, numbered, of_year)
        if key in seen or (relation is not None and told in _OF_ITS_OWN):
            continue
        relation = told
        seen.add(key)
        links.append(FoundLink(other.start, _link(other, told, numbered, of_year)))
    return Regulations(number, year, links, title_end)


def _numbered_again(
    reader: MarkedText, head: Head, later: Sequence[Head]
) -> tuple[str, int | None, int] | None:
    """Return number, year and the title's end of "UU tentang Desa (UU No. 6 Tahun 2014)"."""
    again = later[0]
    if _kind(again) != _kind(head) or not reader.text[: again.start].rstrip().endswith("("):
        return None
    number, year = read_number(reader.until(later[1].start) if len(later) > 1 else reader, again)
    return None if number is None else (number, year, again.start)


def _numbered_at_end(reader: MarkedText, head: Head) -> tuple[str, int, int] | None:
    """Return number, year and the title's end of "PP tentang Kearsipan Nomor 28 Tahun 2012"."""
    about = reader.first("ABOUT", after=head.name_end)
    mark = reader.first("NUMBER", "LINK", "GAZETTE", after=about.end) if about else None
    if mark is None or mark.label != "NUMBER":
        return None
    number, year = read_number(reader, replace(head, name_end=mark.start, end=mark.start))
    return None if number is None or year is None else (number, year, mark.start)


def _link(head: Head, relation: LinkRelation, number: str | None, year: int | None) -> CitationLink:
    kind = RegulationType(head.kind["type"])
    return CitationLink(
        relation=relation,
        type=kind,
        issuer=head.issuer,
        number=number,
        year=year,
        slug=slug_of(head.short, number, year),
        uri=uri_of(kind, head.issuer, number, year),
    )


def _later_heads(reader: MarkedText, first: Head) -> Iterator[Head]:
    """Yield the kinds of regulation after the item's own, each with its issuer."""
    after = first.end
    for mark in reader.marks:
        if mark.label != "KIND" or mark.start < after or _in_number(reader, mark):
            continue
        head = head_at(reader, mark)
        if head is not None and head.kind["type"] != RegulationType.OTHER:
            yield head
            after = max(head.end, mark.end)


def _in_number(reader: MarkedText, mark: Mark) -> bool:
    """Return whether letters are part of a number: "269/MENKES/PER/III/2008", "No. PER-40"."""
    text = reader.text
    if text[mark.start - 1 : mark.start] in ("/", "-", ".") or text[mark.end : mark.end + 1] in (
        "/",
        "-",
    ):
        return True
    return any(
        other.label == "NUMBER" and not text[other.end : mark.start].strip(GLUE)
        for other in reader.marks
        if other.end <= mark.start
    )


def _relation(
    reader: MarkedText, before: Head, head: Head, last: LinkRelation | None
) -> LinkRelation:
    """Return the relation of a regulation to the item's own, by the words before it.

    Args:
        reader: The item up to the next regulation.
        before: The regulation before it.
        head: The regulation.
        last: What the regulation before is to the item's own; None where it is that itself.
    """
    gap = reader.text[
        max(before.end, head.start - CITATION.max_relation_chars) : head.start
    ].casefold()
    about = reader.first("ABOUT", after=before.end)
    titled = about is not None and about.start < head.start
    told = _last_told(gap)
    if told in (LinkRelation.AMENDED_BY, LinkRelation.REVOKED_BY):
        return told
    if _joined_words().search(gap.rstrip(" .")) or not titled:
        bare_list = last is not None and not titled
        return last if bare_list and last is not None else LinkRelation.JOINED
    return told or LinkRelation.MENTIONED


def _lawful(told: LinkRelation, own: Head, before: Head, other: Head) -> LinkRelation:
    """Return a relation as law allows it: an amendment is of the amended one's kind.

    "PP ... tentang Pelaksanaan UU A sebagaimana telah diubah dengan UU B": B amends A, not the
    item's own. "... diubah dengan PP B dan Permendagri C": C stands beside them.
    """
    if told is not LinkRelation.AMENDED_BY:
        return told
    kinds = {_kind(own), _kind(other)}
    if len(kinds) == 1 or kinds == {"UU", "PERPPU"}:
        return told
    same = before is not own and _kind(before) == _kind(other)
    return LinkRelation.MENTIONED if same else LinkRelation.JOINED


def _kind(head: Head) -> str:
    kind: str = head.kind["type"]
    return kind


def _last_told(gap: str) -> LinkRelation | None:
    """Return the relation that the last words of relation in a text express."""
    found: list[tuple[int, LinkRelation]] = [
        (match.start(), relation)
        for relation, words in _telling_words().items()
        for match in words.finditer(gap)
    ]
    return max(found)[1] if found else None


@cache
def _telling_words() -> dict[LinkRelation, re.Pattern[str]]:
    relations = load_toml("citations")["relations"]
    return {
        relation: _any_of(relations[relation])
        for relation in (
            LinkRelation.AMENDED_BY,
            LinkRelation.AMENDS,
            LinkRelation.IMPLEMENTS,
            LinkRelation.REVOKED_BY,
        )
    }


@cache
def _joined_words() -> re.Pattern[str]:
    """Return what a text ends in where the next regulation stands beside the one before."""
    return re.compile(rf"{_any_of(load_toml('citations')['relations']['joined']).pattern}\s*\Z")


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    choices = (
        rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalpha() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(f"(?:{'|'.join(choices)})")
