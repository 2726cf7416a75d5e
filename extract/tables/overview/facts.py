"""What is known of all SOPs together before their tables are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from extract.tables.overview.spellings import NameKind, Spellings
from extract.tables.overview.times import minutes_of
from models.citation import Citation
from models.record import SopRecord
from normalize.catalogue import Catalogue, default_catalogue


@dataclass(slots=True)
class Load:
    """What an actor of an office does.

    Attributes:
        sops: Ids of the SOPs in which the actor does a step.
        steps: Steps that the actor does, alone or with others.
        minutes: Working minutes of these steps; the time of a step is shared evenly among those
            who do it.
        untimed: Steps without a time.
    """

    sops: set[str] = field(default_factory=set)
    steps: int = 0
    minutes: float = 0.0
    untimed: int = 0


@dataclass(slots=True)
class Cited:
    """A regulation that SOPs cite.

    Attributes:
        citation: One of its citations.
        sops: Ids of the SOPs.
        offices: Offices, as printed.
    """

    citation: Citation
    sops: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What is known of all SOPs together.

    Attributes:
        as_of: The day from which the age of SOPs is counted.
        spellings: One spelling of each name.
        loads: Office and actor -> what the actor does.
        cited: The regulations that are cited, the most cited first.
        catalogue: What is known of regulations.
    """

    as_of: date
    spellings: Spellings = field(default_factory=Spellings)
    loads: Mapping[tuple[str, str], Load] = field(default_factory=dict)
    cited: Sequence[Cited] = ()
    catalogue: Catalogue = field(default_factory=default_catalogue)


def gather_facts(
    records: Iterable[SopRecord],
    as_of: date,
    corrected: Mapping[tuple[str, str], str],
    catalogue: Catalogue | None = None,
) -> BatchFacts:
    """Return what is known of all SOPs together.

    Args:
        records: The records, each once.
        as_of: The day from which the age of SOPs is counted.
        corrected: Spellings that a person corrected.
        catalogue: What is known of regulations; the project's own unless given.
    """
    spellings = Spellings(corrected=corrected)
    printed: dict[tuple[str, str], Load] = {}
    cited: dict[str, Cited] = {}
    for record in records:
        spellings.count(record)
        office = record.header.agency or ""
        for citation in record.legal_basis:
            if citation.uri or citation.slug:
                one = cited.setdefault(citation.uri or citation.slug or "", Cited(citation))
                one.sops.add(record.id)
                one.offices.add(office)
        for actor in {actor for step in record.steps for actor in step.actors}:
            printed.setdefault((office, actor), Load()).sops.add(record.id)
        for step in record.steps:
            minutes = minutes_of(step)
            for actor in step.actors:
                load = printed[office, actor]
                load.steps += 1
                load.untimed += minutes is None
                load.minutes += (minutes or 0.0) / len(step.actors)
    spellings.settle()
    loads: dict[tuple[str, str], Load] = {}
    for (office, actor), load in printed.items():
        named = spellings.name(NameKind.OFFICE, office), spellings.name(NameKind.ACTOR, actor)
        total = loads.setdefault(named, Load())
        total.sops |= load.sops
        total.steps += load.steps
        total.minutes += load.minutes
        total.untimed += load.untimed
    ordered = sorted(cited.items(), key=lambda item: (-len(item[1].sops), item[0]))
    return BatchFacts(
        as_of,
        spellings,
        dict(sorted(loads.items())),
        [one for _, one in ordered],
        catalogue or default_catalogue(),
    )
