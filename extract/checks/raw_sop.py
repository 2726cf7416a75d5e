"""Faults that show only in the SOP as read: list numbers, headings, repeated titles, totals.

A record holds values only, so these checks also take the `RawSop`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.checks.actors import is_reprinted
from extract.checks.provenance import is_recognised, is_sure, page_of, step_name
from extract.checks.thresholds import PRINT, READING
from extract.findings.registry import make_finding
from extract.vocabulary.columns import form_headings, meant_heading
from extract.vocabulary.documents import without_kind
from extract.vocabulary.flow_words import decision_way
from extract.vocabulary.letterhead import parts_address
from models.finding import Finding
from models.raw import RawSop, RawText
from models.record import SopRecord
from normalize.bullets import bullet_style, follows
from normalize.durations import parse_duration
from normalize.text import fold_key, fold_space

# Minutes of a day by which a total may have been added up: 7.5 hours (Perpres 21/2023), 8 hours,
# round the clock.
_DAY_MINUTES = (7 * 60 + 30, 8 * 60, 24 * 60)


def check_raw_sop(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield the faults that only the SOP as read shows.

    Args:
        sop: The SOP as read.
        record: The record made of it.
    """
    for check in _CHECKS:
        yield from check(sop, record)


def _check_list_numbers(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield lists whose printed numbers leave a gap, repeat, or run backwards."""
    for name, items in sop.sections.items():
        before: str | None = None
        for item in items:
            bullet = item.bullet
            if bullet is None or bullet_style(bullet) != "number" or "." in bullet:
                continue
            if not _is_sure(item, record):
                before = None
                continue
            if before is not None and bullet != "1" and not follows(before, bullet):
                yield make_finding(
                    "list-number-out-of-order",
                    "repeated" if bullet == before else "item",
                    {"number": bullet, "before": before},
                    field=f"/{name}",
                    page=item.place.page,
                )
                break
            before = bullet


def _check_columns(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield the columns and groups of the form that no heading of the step table names."""
    if not sop.headings or not record.steps or is_recognised(record):
        return
    named = {name for heading in sop.headings for name in heading.columns}
    if any(heading.actors for heading in sop.headings) and "actors" not in named:
        named.add("actors")
    if missing := [printed for name, printed in form_headings().items() if name not in named]:
        yield make_finding(
            "column-missing",
            "several" if missing[1:] else "one",
            {"names": missing},
            field="/steps",
            page=page_of(record, "/steps"),
        )


def _check_headings(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield headings that differ by one letter from the form's, each spelling once."""
    seen: set[str] = set()
    for heading in sop.headings:
        for name, reading in heading.columns.items():
            meant = meant_heading(name, reading.text)
            if meant is None or fold_key(reading.text) in seen or not _is_sure(reading, record):
                continue
            seen.add(fold_key(reading.text))
            yield make_finding(
                "column-label-typo",
                params={"printed": fold_space(reading.text), "meant": meant},
                field="/steps",
                page=reading.place.page,
            )


def _check_actors(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield actors whose name is spelt differently in a repeated heading."""
    seen: set[str] = set()
    known = {fold_key(actor) for actor in record.actors}
    for heading in sop.headings:
        for reading in heading.actors:
            key = fold_key(reading.text)
            if key in known or key in seen or not _is_sure(reading, record):
                continue
            seen.add(key)
            for index, actor in enumerate(record.actors):
                if is_reprinted(actor, reading.text):
                    yield make_finding(
                        "actor-name-inconsistent",
                        "heading",
                        {"one": actor, "other": fold_space(reading.text)},
                        field=f"/actors/{index}",
                        page=reading.place.page,
                    )
                    break


def _check_titles(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield the title if the cover, or the line above the steps, words it a little differently."""
    title = record.header.title
    if title is None or is_recognised(record):
        return
    captions = [p.caption for p in sop.procedures if p.caption] if len(sop.procedures) == 1 else []
    for other in (*sop.titles, *captions):
        if _is_other_wording(title, other.text):
            yield make_finding(
                "title-inconsistent",
                params={"title": title, "other": fold_space(other.text)},
                field="/header/title",
                page=other.place.page or page_of(record, "/header/title"),
            )
            return


def _is_other_wording(title: str, other: str) -> bool:
    """Return whether a line is meant for a title but worded differently."""
    ours, theirs = (fold_key(without_kind(text)) for text in (title, other))
    if ours == theirs or min(len(ours), len(theirs)) < PRINT.min_title_letters:
        return False
    alike = (
        PRINT.min_title_part_likeness_percent
        if ours in theirs or theirs in ours
        else PRINT.min_title_likeness_percent
    )
    return fuzz.ratio(ours, theirs) >= alike


def _check_contact(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield an address with a telephone number in its middle."""
    if record.header.address is None:
        return
    for line in sop.contact:
        if parts_address(line.text) and _is_sure(line, record):
            yield make_finding(
                "phone-inside-address",
                field="/header/address",
                page=line.place.page,
            )
            return


def _check_glyphs(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield values from which a stray glyph behind a word was left out."""
    for name, items in sop.sections.items():
        for index, item in enumerate(items):
            if item.stray and not is_recognised(record):
                yield _stray(item, f"/{name}/{index}")
    for index, step in enumerate(sop.steps):
        for name, cell in step.cells.items():
            if cell.stray and not is_recognised(record):
                yield _stray(cell, f"/steps/{index}/{name}")


def _stray(reading: RawText, pointer: str) -> Finding:
    """Return the finding on a glyph that was left out of a value."""
    names = [f"U+{ord(glyph):04X}" for glyph in dict.fromkeys(reading.stray)]
    return make_finding(
        "stray-glyph",
        params={"names": names},
        field=pointer,
        page=reading.place.page,
    )


def _check_labels(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield Ya and Tidak that do not pair, in plain text, which has no arrows."""
    said: dict[str, list[str]] = {"yes": [], "no": []}
    for raw, step in zip(sop.steps, record.steps, strict=True):
        for label in raw.labels:
            if way := decision_way(label.text):
                said[way].append(step_name(step))
    if len(said["yes"]) == len(said["no"]):
        return
    yield make_finding(
        "decision-labels-unbalanced",
        "text",
        {"yes": said["yes"], "no": said["no"]},
        field="/flow",
    )


def _check_total(sop: RawSop, record: SopRecord) -> Iterator[Finding]:
    """Yield a printed total that is not the sum of the steps' times.

    Days and hours are added in each of the usual ways, by the working day or round the clock. A
    total that is right in one of them raises no finding.
    """
    if len(sop.totals) != 1 or len(sop.procedures) > 1 or not _is_sure(sop.totals[0], record):
        return
    [total] = sop.totals
    cells = [step.duration.raw for step in record.steps if step.duration]
    if not cells or not all(
        is_sure(record, f"/steps/{i}/duration") for i in range(len(record.steps))
    ):
        return
    for minutes_a_day in _DAY_MINUTES:
        printed = parse_duration(total.text, sop.duration_unit, minutes_a_day)
        steps = [parse_duration(cell, sop.duration_unit, minutes_a_day) for cell in cells]
        if printed is None or printed.working_minutes is None:
            return
        known = [
            step.working_minutes for step in steps if step and step.working_minutes is not None
        ]
        if len(known) < len(cells) or abs(sum(known) - printed.working_minutes) < 1:
            return
    yield make_finding(
        "duration-total-differs",
        params={"total": fold_space(total.text)},
        field="/steps",
        page=total.place.page,
    )


def _is_sure(reading: RawText, record: SopRecord) -> bool:
    """Return whether a reading is what is printed, rather than a slip of recognition."""
    return not is_recognised(record) or reading.confidence >= READING.min_sure_confidence


_CHECKS = (
    _check_list_numbers,
    _check_columns,
    _check_headings,
    _check_actors,
    _check_titles,
    _check_contact,
    _check_glyphs,
    _check_labels,
    _check_total,
)
