"""Every kind of finding there is, from one table, and the only way to raise one.

`findings.toml` says for each code how much it matters, what it means and what to do; the page of
all codes in the documentation is made from it. A code that is not there cannot be raised.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from extract.findings.messages import Param, tell
from models.finding import Concern, Finding, Scope, Severity
from models.language import Language


class About(StrEnum):
    """How it is decided whether a finding concerns the document or its reading."""

    DOCUMENT = "document"
    READING = "reading"
    VALUE = "value"
    DRAWING = "drawing"


class FindingKind(BaseModel):
    """A kind of finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity = Field(description="How much it matters.")
    milder: Severity | None = Field(default=None, description="How much in the case `when` tells.")
    when: str | None = Field(default=None, description="When it matters less.")
    about: About = Field(description="What decides which list it belongs to.")
    scope: Scope = Field(default=Scope.RECORD, description="What has to be looked at to find it.")
    title: str = Field(description="What it is, in a few words.")
    meaning: str = Field(description="What it means.")
    remedy: str = Field(description="What to do.")


@cache
def load_kinds() -> Mapping[str, FindingKind]:
    """Return code -> kind of finding, in the table's order."""
    table = tomllib.loads(files(__package__).joinpath("findings.toml").read_text("utf-8"))
    return {code: FindingKind.model_validate(row) for code, row in table.items()}


def title_of(code: str, language: Language) -> str:
    """Return the title of a kind of finding; the code itself where it is another package's."""
    kind = load_kinds().get(code)
    if kind is None:
        return code
    return kind.title if language is Language.ENGLISH else _indonesian_titles()[code]


@cache
def _indonesian_titles() -> Mapping[str, str]:
    """Return code -> title in Indonesian."""
    table: dict[str, str] = tomllib.loads(
        files(__package__).joinpath("titles_id.toml").read_text("utf-8")
    )
    return table


def make_finding(
    code: str,
    wording: str | None = None,
    params: Mapping[str, Param] | None = None,
    *,
    field: str | None = None,
    page: int | None = None,
    milder: bool = False,
    others: Sequence[str] = (),
) -> Finding:
    """Return a finding of a kind that the table knows.

    Args:
        code: The kind's code.
        wording: Which of its messages it has, by `messages.toml`; None where there is one.
        params: What is filled in in the message.
        field: JSON pointer into the record; None for the whole record.
        page: 1-based page, where there is one.
        milder: Whether this is the case in which the kind matters less.
        others: Ids of the other records that it is about.

    Raises:
        KeyError: The tables have no such code or wording, or a parameter is missing.
        ValueError: The kind has no milder case.
    """
    kind = load_kinds()[code]
    if milder and kind.milder is None:
        raise ValueError(f"{code} has no milder case")
    concerns = _concern(kind)
    return Finding(
        code=code,
        severity=kind.milder if milder and kind.milder is not None else kind.severity,
        scope=kind.scope,
        concerns=concerns,
        field=field,
        message=tell(code, wording, params, concerns=concerns),
        wording=wording,
        params=dict(params or {}),
        page=page,
        others=list(others),
    )


def _concern(kind: FindingKind) -> Concern:
    """Return what a finding concerns before the record as a whole is known.

    What depends on the reading concerns the reading until `extract.checks.concerns` has decided;
    records are compared by values that were read surely.
    """
    sure = kind.about is About.DOCUMENT or (kind.about is About.VALUE and kind.scope is Scope.BATCH)
    return Concern.DOCUMENT if sure else Concern.READING
