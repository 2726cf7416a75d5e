"""Applies a review to an extracted record; the result is what is written and exported.

Values come from the review's form; what follows from them (what a citation or a duration means,
the region, the actors' names, the findings, the grade) is computed again by the code that
computed it for the extraction. A value that a person changed or confirmed has confidence 1 and
origin "reviewed".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.checks import check_record
from extract.corrections.draft import Draft
from extract.corrections.form import Form, forms_in, leaves, on_form, places_in, rows_of
from extract.corrections.journal import Accepted
from extract.corrections.rebase import rebased
from extract.corrections.values import Reader, shorten
from extract.findings.messages import Param, speaking
from extract.findings.registry import make_finding
from extract.settings import Settings
from models import (
    Approver,
    Citation,
    Duration,
    Finding,
    FlowEdge,
    Header,
    Origin,
    Procedure,
    Provenance,
    Review,
    ReviewState,
    Scope,
    SopRecord,
    Step,
)
from models.fields import APPROVER_VALUES, HEADER_VALUES, TEXT_LISTS
from normalize.actors import name_actors
from normalize.catalogue import catalogue_with
from normalize.organisations import read_region

CONFLICT = "review-conflict"


def apply_review(extracted: SopRecord, draft: Draft, settings: Settings) -> SopRecord:
    """Return a record with the corrections of its review.

    Args:
        extracted: The record as it was extracted, of the same content as the reviewed one.
        draft: The review; one of an earlier extraction is rebased onto this.
        settings: Those of the run: calendar, catalogue and day are used.

    Returns:
        The record; `extracted` itself where nobody has begun a review.
    """
    if not draft.entries:
        return extracted
    with speaking(settings.language):
        return _Application(extracted, rebased(draft, extracted), settings).apply()


@dataclass(slots=True)
class _Application:
    """A review being applied to what was extracted.

    Attributes:
        extracted: The record as it was extracted.
        draft: The review, based on that record.
        settings: Those of the run.
        places: Pointer into the form -> pointer into the reviewed record.
        forms: Pointer into the reviewed record -> pointer into the form.
        sources: Pointer into the form -> pointer into the extracted record.
    """

    extracted: SopRecord
    draft: Draft
    settings: Settings
    places: dict[str, str] = field(init=False, default_factory=dict)
    forms: dict[str, str] = field(init=False, default_factory=dict)
    sources: dict[str, str] = field(init=False, default_factory=dict)

    def apply(self) -> SopRecord:
        """Return the reviewed record."""
        form, extracted = self.draft.form, self.extracted
        lists: dict[str, Any] = {
            name: [text for _, text in rows_of(form, name)] for name in TEXT_LISTS
        }
        actors = [name for _, name in rows_of(form, "actors")]
        steps = list(self._steps())
        reviewed = extracted.model_copy(
            update={
                "header": self._header(),
                "legal_basis": list(self._citations()),
                **lists,
                "actors": actors,
                "actor_names": name_actors(actors, *(step.actors for step in steps)),
                "steps": steps,
                "procedures": self._procedures(),
                "flow": self._flow(),
            }
        )
        self.places = places_in(form, reviewed)
        self.forms = forms_in(form, reviewed)
        self.sources = places_in(self.draft.base, extracted)
        reviewed.provenance = self._provenance(reviewed)
        reviewed.findings = [*self._kept_findings(), *self._conflicts()]
        catalogue = catalogue_with(self.settings.catalogue)
        reviewed.review = self._review()
        checked = check_record(reviewed, None, self.settings.as_of, catalogue)
        found = [self._accepted(finding) for finding in checked.findings]
        return checked.model_copy(update={"findings": found})

    def _header(self) -> Header:
        """Return the identity sheet's values."""
        form, was = self.draft.form["header"], self.extracted.header
        header = Header(
            **{name: form[name] for name in HEADER_VALUES},
            approver=Approver(**{name: form["approver"][name] for name in APPROVER_VALUES}),
        )
        letterhead = (header.government, header.agency, header.unit)
        same = letterhead == (was.government, was.agency, was.unit)
        header.region = was.region if same else read_region(*letterhead)
        return header

    def _citations(self) -> Iterator[Citation]:
        """Yield the legal basis; citations that were not changed are not parsed again."""
        order = self.draft.base["legal_basis"]["order"]
        known = dict(zip(order, self.extracted.legal_basis, strict=True))
        reader = self._reader()
        for key, text in rows_of(self.draft.form, "legal_basis"):
            was = known.get(key)
            yield was if was is not None and was.raw == text else reader.citation(text)

    def _steps(self) -> Iterator[Step]:
        """Yield the steps."""
        order = self.draft.base["steps"]["order"]
        known = dict(zip(order, self.extracted.steps, strict=True))
        reader = self._reader()
        for seq, (key, row) in enumerate(rows_of(self.draft.form, "steps"), start=1):
            was = known.get(key)
            duration: Duration | None = None
            if row["duration"] is not None:
                same = was is not None and was.duration and was.duration.raw == row["duration"]
                duration = was.duration if was and same else reader.duration(row["duration"])
            same_actors = was is not None and was.actors == row["actors"]
            evidence = was.actor_evidence if was is not None and same_actors else []
            cells: dict[str, Any] = {**row, "duration": duration, "actor_evidence": evidence}
            yield Step(seq=seq, **cells)

    def _procedures(self) -> list[Procedure]:
        """Return the step tables, each from its first row that is still there to the next one's."""
        base, order = self.draft.base["steps"]["order"], self.draft.form["steps"]["order"]
        table_of = {
            base[seq - 1]: index
            for index, procedure in enumerate(self.extracted.procedures)
            for seq in range(procedure.first_seq, min(procedure.last_seq, len(base)) + 1)
        }
        held: dict[int, list[int]] = {}
        index = 0
        for seq, key in enumerate(order, start=1):
            index = max(index, table_of.get(key, index))
            held.setdefault(index, []).append(seq)
        return [
            procedure.model_copy(update={"first_seq": held[i][0], "last_seq": held[i][-1]})
            for i, procedure in enumerate(self.extracted.procedures)
            if i in held
        ]

    def _flow(self) -> list[FlowEdge]:
        """Return the arrows, by the rows they leave."""
        seqs = {key: seq for seq, key in enumerate(self.draft.form["steps"]["order"], start=1)}
        return [
            FlowEdge(source=seqs[source], target=seqs[arrow["target"]], label=arrow["label"])
            for source in sorted(self.draft.form["flow"], key=lambda key: seqs[key])
            for arrow in self.draft.form["flow"][source]
        ]

    def _provenance(self, reviewed: SopRecord) -> dict[str, Provenance]:
        """Return the place of each value; those that a person settled have confidence 1."""
        was = self.extracted.provenance
        before = dict(leaves(self.draft.base))
        untouched = ["/extra_sections/"]
        if len(reviewed.procedures) == len(self.extracted.procedures):
            untouched.append("/procedures/")
        after: dict[str, Provenance] = {
            at: place for at, place in was.items() if at.startswith(tuple(untouched))
        }
        arrows = _Arrows(self.extracted, self.draft.base)
        for at, value in leaves(self.draft.form):
            pointer, place = self.places.get(at), was.get(self.sources.get(at, ""))
            settled = self.draft.is_settled(at)
            if at.startswith("/flow/"):
                after |= arrows.places(at, reviewed, self.draft, settled=settled)
            elif pointer is not None and settled:
                after[pointer] = self._settled(at, place, before.get(at), value)
            elif pointer is not None and place is not None:
                after[pointer] = place
        return after

    def _settled(self, at: str, place: Provenance | None, before: Any, value: Any) -> Provenance:
        """Return the place of a value that a person settled."""
        page, bbox = self.draft.places.get(at, (None, None))
        if page is None and place is not None:
            page, bbox = place.page, place.bbox
        raw = place.raw if place is not None else None
        if before != value and isinstance(before, str):
            raw = raw or before
        return Provenance(
            page=page,
            bbox=bbox,
            line=place.line if place is not None else None,
            raw=raw,
            confidence=1,
            origin=Origin.REVIEWED,
        )

    def _kept_findings(self) -> Iterator[Finding]:
        """Yield the extraction's findings that the checks do not make again.

        They are about how the document was read or printed. Those about a value that was changed,
        or a row that was removed, are left out.
        """
        own = [f for f in self.extracted.findings if f.scope is not Scope.BATCH]
        bare = self.extracted.model_copy(update={"findings": []})
        catalogue = catalogue_with(self.settings.catalogue)
        anew = check_record(bare, None, self.settings.as_of, catalogue).findings
        made = {(finding.code, finding.field) for finding in anew}
        now = dict(leaves(self.draft.form))
        changed = {
            self.sources[at]
            for at, value in leaves(self.draft.base)
            if at in self.sources and (at not in now or now[at] != value)
        }
        moved = {source: self.places.get(at) for at, source in self.sources.items()}
        for finding in own:
            if (finding.code, finding.field) in made or finding.code == CONFLICT:
                continue
            if finding.field is None:
                yield finding
                continue
            place = _moved(finding.field, moved)
            if place is not None and not _is_about(finding.field, changed):
                yield finding.model_copy(update={"field": place})
        yield from (f for f in self.extracted.findings if f.scope is Scope.BATCH)

    def _conflicts(self) -> Iterator[Finding]:
        """Yield a finding for each open conflict between the review and a newer extraction."""
        for at, conflict in self.draft.conflicts.items():
            params: dict[str, Param] = {
                "reviewed": shorten(conflict.reviewed),
                "extracted": shorten(conflict.extracted),
            }
            yield make_finding(CONFLICT, params=params, field=self.places.get(at))

    def _accepted(self, finding: Finding) -> Finding:
        """Return a finding, marked where a person accepted it."""
        at = on_form(finding.field, self.forms)
        is_accepted = Accepted(code=finding.code, pointer=at) in self.draft.accepted
        return finding.model_copy(update={"accepted": is_accepted})

    def _review(self) -> Review:
        """Return how far the review is."""
        before, now = dict(leaves(self.draft.base)), dict(leaves(self.draft.form))
        corrected = sum(before.get(at) != now.get(at) for at in {*before, *now})
        settled = [at for at in now if self.draft.is_settled(at)]
        last = self.draft.at
        return Review(
            state=self.draft.state or ReviewState.STARTED,
            revision=self.draft.revision,
            by=self.draft.by,
            at=last.isoformat(timespec="seconds") if last else "",
            corrected=corrected,
            confirmed=sum(before.get(at) == now[at] for at in settled),
            conflicts=len(self.draft.conflicts),
        )

    def _reader(self) -> Reader:
        """Return the parser of what people typed."""
        return Reader.of(self.extracted, self.settings)


@dataclass(frozen=True, slots=True)
class _Arrows:
    """The places of an extraction's arrows."""

    extracted: SopRecord
    base: Form

    def places(
        self, at: str, reviewed: SopRecord, draft: Draft, *, settled: bool
    ) -> dict[str, Provenance]:
        """Return the places of the arrows that leave one row, in the reviewed record."""
        source = at.rpartition("/")[2]
        seqs = {key: seq for seq, key in enumerate(draft.form["steps"]["order"], start=1)}
        known = self._known()
        found: dict[str, Provenance] = {}
        for index, edge in enumerate(reviewed.flow):
            if edge.source != seqs[source]:
                continue
            target = draft.form["steps"]["order"][edge.target - 1]
            place = known.get((source, target))
            if settled:
                page, bbox = (place.page, place.bbox) if place else (None, None)
                place = Provenance(page=page, bbox=bbox, confidence=1, origin=Origin.REVIEWED)
            if place is not None:
                found[f"/flow/{index}"] = place
        return found

    def _known(self) -> Mapping[tuple[str, str], Provenance]:
        """Return the rows' keys -> where the arrow between them was read."""
        order = self.base["steps"]["order"]
        return {
            (order[edge.source - 1], order[edge.target - 1]): place
            for index, edge in enumerate(self.extracted.flow)
            if (place := self.extracted.provenance.get(f"/flow/{index}")) is not None
        }


def _is_about(pointer: str, changed: set[str]) -> bool:
    """Return whether a finding's pointer leads to or into a value that changed."""
    while pointer:
        if pointer in changed:
            return True
        pointer = pointer.rpartition("/")[0]
    return False


def _moved(pointer: str, moved: Mapping[str, str | None]) -> str | None:
    """Return the pointer of the same value in the reviewed record; None where it is gone."""
    if pointer in moved:
        return moved[pointer]
    above, _, name = pointer.rpartition("/")
    if not above:
        return pointer
    place = _moved(above, moved)
    return None if place is None else f"{place}/{name}"
