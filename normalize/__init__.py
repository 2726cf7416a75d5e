"""Pure functions that turn printed wording into typed values; they know no pages and no files.

No text makes them raise. Importing the package loads nothing heavy: spaCy is loaded by the first
citation.
"""

from __future__ import annotations

from normalize.actors import canonical_actor, canonical_actors
from normalize.bullets import bullet_style, follows, strip_bullet
from normalize.citation_doubts import examine_citation
from normalize.citations import parse_citation, starts_citation
from normalize.dates import examine_date, parse_date
from normalize.durations import format_duration, parse_duration
from normalize.names import canonical_name, names_agree, parse_name
from normalize.nip import examine_nip, nip_problems, parse_nip
from normalize.organisations import read_region
from normalize.people import is_position, looks_like_name
from normalize.ranks import is_rank, parse_rank
from normalize.text import blank_to_none, fold_key, fold_space, join_broken, strip_marks

__all__ = [
    "blank_to_none",
    "bullet_style",
    "canonical_actor",
    "canonical_actors",
    "canonical_name",
    "examine_citation",
    "examine_date",
    "examine_nip",
    "fold_key",
    "fold_space",
    "follows",
    "format_duration",
    "is_position",
    "is_rank",
    "join_broken",
    "looks_like_name",
    "names_agree",
    "nip_problems",
    "parse_citation",
    "parse_date",
    "parse_duration",
    "parse_name",
    "parse_nip",
    "parse_rank",
    "read_region",
    "starts_citation",
    "strip_bullet",
    "strip_marks",
]
