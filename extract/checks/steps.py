"""Steps that do not fit: times against those beside them, papers that no step has made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.checks.data import load_toml
from extract.checks.provenance import is_sure, page_of, step_name
from extract.checks.thresholds import STEP
from extract.findings.messages import Param
from extract.findings.registry import make_finding
from models.finding import Finding
from models.record import SopRecord
from models.step import Step
from normalize.text import fold_key

_WORD = re.compile(r"[^\W\d_]+")
_VERB_PREFIX = re.compile(r"^me(?:nge|ng|ny|m|n)?")
_SUFFIX = re.compile(r"(?:kan|an|i)$")


def check_steps(record: SopRecord) -> Iterator[Finding]:
    """Yield a finding for each step that does not fit in its table."""
    for index, step in enumerate(record.steps):
        yield from _check_duration(record, index, step)
        yield from _check_requirement(record, index, step)
        yield from _check_input(record, index, step)


def _check_duration(record: SopRecord, index: int, step: Step) -> Iterator[Finding]:
    """Yield a duration that is zero, or too short for the step's work."""
    pointer = f"/steps/{index}/duration"
    minutes = _minutes(step)
    if minutes is None or not is_sure(record, pointer):
        return
    raw = step.duration.raw if step.duration else ""
    wording: str | None = None
    params: dict[str, Param] = {"step": step_name(step), "raw": raw}
    if minutes == 0:
        wording = "zero"
    elif _first_word(step) in load_toml("works")["heavy"]:
        beside = [m for near in (index - 1, index + 1) if (m := _minutes_at(record, near))]
        same = _same_work(record, index, minutes)
        if (
            minutes < STEP.min_heavy_minutes
            and beside
            and min(beside) >= STEP.min_neighbour_ratio * minutes
        ):
            wording = "beside"
        elif same is not None:
            wording = "alike"
            params["other"] = step_name(same)
            params["other_raw"] = same.duration.raw if same.duration else ""
    if wording:
        yield make_finding(
            "duration-implausible",
            wording,
            params,
            field=pointer,
            page=page_of(record, pointer),
            milder=wording == "alike",
        )


def _minutes(step: Step) -> float | None:
    """Return the working minutes that a step takes at most; None where that is not known."""
    return step.duration.working_minutes if step.duration else None


def _minutes_at(record: SopRecord, index: int) -> float | None:
    """Return the working minutes of the step at an index, if there is one with some."""
    return _minutes(record.steps[index]) if 0 <= index < len(record.steps) else None


def _same_work(record: SopRecord, index: int, minutes: float) -> Step | None:
    """Return a step that does the same work and takes far longer; None for none."""
    step = record.steps[index]
    for at, other in enumerate(record.steps):
        longer = _minutes(other)
        if (
            longer is None
            or longer < STEP.min_same_work_ratio * minutes
            or _first_word(other) != _first_word(step)
        ):
            continue
        if at != index and is_sure(record, f"/steps/{at}/duration") and _is_alike(step, other):
            return other
    return None


def _is_alike(one: Step, other: Step) -> bool:
    """Return whether two steps with the same verb work on the same things."""
    ours, theirs = (
        {
            word[: STEP.root_letters]
            for word in _words(step.activity)[1:]
            if len(word) > STEP.max_particle_letters
        }
        for step in (one, other)
    )
    fewer = min(len(ours), len(theirs))
    return fewer > 1 and len(ours & theirs) >= STEP.min_shared_words * fewer


def _check_requirement(record: SopRecord, index: int, step: Step) -> Iterator[Finding]:
    """Yield a requirement that is already in the state that the step should bring about."""
    pointer = f"/steps/{index}/requirements"
    if not step.requirements or not step.output or not is_sure(record, pointer):
        return
    if fold_key(step.requirements) != fold_key(step.output):
        return
    verb = _SUFFIX.sub("", _VERB_PREFIX.sub("", _first_word(step)))
    states = {
        word
        for word in _words(step.requirements)
        if word.startswith(("ter", "ber")) and _is_state_of(verb, word[3:])
    }
    for word in sorted(states):
        yield make_finding(
            "requirement-equals-output",
            params={"step": step_name(step), "state": word},
            field=pointer,
            page=page_of(record, pointer),
        )


def _is_state_of(verb: str, state: str) -> bool:
    """Return whether a verb brings a state about, by their stems: "verifikas", "verifikasi"."""
    state = _SUFFIX.sub("", state)
    least = min(len(verb), len(state))
    # A prefix may have swallowed the root's first letter: "menulis", "tertulis".
    return least >= STEP.min_stem_letters and (verb == state or verb == state[1:])


def _check_input(record: SopRecord, index: int, step: Step) -> Iterator[Finding]:
    """Yield a step after a gap in the numbers that passes on a paper not mentioned before."""
    pointer = f"/steps/{index}/activity"
    if not _follows_gap(record, index) or not is_sure(record, pointer):
        return
    works = load_toml("works")
    words = _words(step.activity)
    if len(words) < 2 or words[0] not in works["passing"] or words[1] not in works["papers"]:
        return
    earlier = {
        word
        for other in record.steps[:index]
        for text in (other.activity, other.requirements, other.output)
        for word in _words(text)
    }
    if words[1] in earlier or words[1] in _words(step.requirements):
        return
    end = next((at for at, word in enumerate(words) if word in works["ends"]), len(words))
    yield make_finding(
        "input-not-produced",
        params={"step": step_name(step), "paper": " ".join(words[1:end])},
        field=pointer,
        page=page_of(record, pointer),
    )


def _follows_gap(record: SopRecord, index: int) -> bool:
    """Return whether numbers are left out between a step and the one before."""
    if index == 0:
        return False
    before, number = record.steps[index - 1].number, record.steps[index].number
    if not before or not number or not (before.isdecimal() and number.isdecimal()):
        return False
    return int(number) > int(before) + 1


def _first_word(step: Step) -> str:
    """Return the first word of a step's activity in small letters; "" where it has none."""
    return next(iter(_words(step.activity)), "")


def _words(text: str | None) -> list[str]:
    """Return the words of a text in small letters."""
    return [word.casefold() for word in _WORD.findall(text or "")]
