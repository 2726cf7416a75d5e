"""Citations of Indonesian regulations: the wording of a Dasar Hukum item to a `Citation`.

A citation reads KIND [issuer] NUMBER number YEAR year ABOUT subject, and may go on with what
changed the regulation (LINK), where it was published (GAZETTE), or with other regulations.
`normalize.citation_spans` marks these pieces, `citation_heads` reads kind and issuer,
`citation_numbers` number and year, `citation_links` the other regulations; here they meet. An
item's first regulation is its own; the others are its links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.citation import Citation, LinkRelation, RegulationType
from normalize.bullets import strip_bullet
from normalize.citation_heads import GLUE, MarkedText, read_head
from normalize.citation_links import FoundLink, read_regulations
from normalize.citation_numbers import read_loose_number
from normalize.identifiers import slug_of, uri_of
from normalize.misprints import mend_signs
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space
from normalize.thresholds import CITATION

if TYPE_CHECKING:
    from normalize.citation_spans import Mark

# Kinds whose name alone may be any paper in a procedure ("Surat Keputusan").
_AMBIGUOUS = frozenset({"SE", "KEPBAN", "OTHER"})
_SIGNS = " ;,.:([\u2013-"


def parse_citation(text: str) -> Citation:
    """Return the regulation that an item of Dasar Hukum names, the first where it names several.

    Args:
        text: The item without its bullet, its lines joined.

    Returns:
        A citation whose `raw` is the item with whitespace folded. What names no regulation has
        type OTHER. `issuer` is written out; null for kinds that only one body issues, and where
        the print does not say. `number` is as printed but for leading zeros and blanks. `slug`
        joins short name, number and year ("permendagri-no-52-tahun-2011"), `uri` kind, issuer,
        year and number ("/akn/id/act/permen-dagri/2011/52"); null where one of them is missing.
        `links` are the other regulations that the item names.
    """
    from normalize.citation_spans import read_marks

    raw = fold_space(text)
    legible = mend_signs(raw)
    reader = MarkedText(legible, read_marks(legible))
    head = read_head(reader)
    if head is None or head.kind["type"] == RegulationType.OTHER:
        number, year = read_loose_number(reader)
        subject = _read_subject(reader, raw, 0)
        return Citation(
            raw=raw, type=RegulationType.OTHER, number=number, year=year, subject=subject
        )
    found = read_regulations(reader, head)
    number, year, links = found.number, found.year, found.links
    until = reader if found.title_end is None else reader.until(found.title_end)
    kind = RegulationType(head.kind["type"])
    return Citation(
        raw=raw,
        type=kind,
        issuer=head.issuer,
        number=number,
        year=year,
        subject=_read_subject(until, raw[: len(until.text)], head.name_end, links),
        slug=slug_of(head.short, number, year),
        uri=uri_of(kind, head.issuer, number, year),
        links=[other.link for other in links],
    )


def names_other_paper(text: str) -> bool:
    """Return whether an item names a paper that is no regulation of the state: a letter, a manual.

    Such papers have type OTHER, and nothing is wrong with them.
    """
    from normalize.citation_spans import read_marks

    line = mend_signs(fold_space(strip_bullet(text)[1]))
    words = load_toml("citations")["other_papers"]["first_words"]
    first = fold_key(line.split(" ")[0])
    return (
        first in map(fold_key, words) or read_head(MarkedText(line, read_marks(line))) is not None
    )


def starts_citation(text: str) -> bool:
    """Return whether a line begins a citation.

    It begins with the name of a kind of regulation and goes on like one: with its issuer, a
    region, a number, "tentang", or not at all (a narrow box broke the line there).
    """
    from normalize.citation_spans import read_marks

    line = mend_signs(strip_bullet(text)[1])
    reader = MarkedText(line, read_marks(line))
    if _is_broken_kind(line):
        return True
    head = read_head(reader, latest=0)
    if head is None:
        return False
    rest = line[head.end :].lstrip(GLUE)
    goes_on = reader.at("NUMBER", head.end) or reader.at("STATE", head.end) or rest[:1].isdigit()
    if goes_on or reader.at("YEAR", head.end):
        return True
    if head.kind["type"] == "OTHER" or line[:1].islower():
        return reader.first("NUMBER", after=head.end) is not None
    about = reader.at("ABOUT", head.end)
    if not rest:
        return head.kind["type"] not in _AMBIGUOUS or head.issuer is not None
    return head.issuer is not None or about is not None or rest[0].isupper()


def _is_broken_kind(line: str) -> bool:
    """Return whether a line is the first words of a kind and no more: "Peraturan", "Undang-"."""
    key = fold_key(line)
    if len(key) < CITATION.min_broken_kind_letters or not line[:1].isupper():
        return False
    if len(line) > CITATION.max_broken_kind_chars:
        return False
    kinds = load_toml("citations")["kinds"]
    papers = (name for kind in kinds if kind["type"] in _AMBIGUOUS for name in kind["names"])
    if key in map(fold_key, papers):
        return False
    names = (name for kind in kinds if kind["type"] not in _AMBIGUOUS for name in kind["names"])
    return any(fold_key(name).startswith(key) for name in names)


def _read_subject(
    reader: MarkedText, raw: str, after: int, links: Sequence[FoundLink] = ()
) -> str | None:
    """Return what stands after "tentang", without links and where it was published."""
    about = reader.first("ABOUT", after=after)
    if about is None:
        return None
    link = reader.first("LINK", after=after)
    if link is not None and link.start < about.start and not _joins(reader, link):
        return None
    stop = reader.first("LINK", "GAZETTE", after=about.end)
    end = len(raw) if stop is None else stop.start
    joined = (found.start for found in links if found.link.relation is LinkRelation.JOINED)
    beside = min((start for start in joined if start > about.end), default=end)
    if beside < end:
        return _ends_bare(raw[about.end : beside])
    return raw[about.end : end].strip(_SIGNS) or None


def _ends_bare(subject: str) -> str | None:
    """Return a subject before another regulation, without the word that joins the two."""
    bare = subject.strip(_SIGNS)
    for word in load_toml("citations")["relations"]["joined"]:
        bare = bare.removesuffix(f" {word}").rstrip(_SIGNS)
    return bare or None


def _joins(reader: MarkedText, link: Mark) -> bool:
    """Return whether a link names a second regulation of the same subject ("jo.")."""
    return reader.text[link.start : link.end].casefold().startswith("j")
