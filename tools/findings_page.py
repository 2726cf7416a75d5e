"""Writes docs/findings.md, the table of all kinds of finding, from `findings.toml`.

`python -m tools.findings_page` writes it anew; a test fails when page and table part.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from extract.findings.registry import About, FindingKind, load_kinds
from models.finding import Scope

PAGE = Path(__file__).parents[1] / "docs" / "findings.md"

_INTRODUCTION = """\
# Findings

What a person should look at, in a document or in how it was read. Each record lists its own under
`findings`, and `findings.csv` has all of them: the code below, a severity, the place (`field`, a
JSON pointer into the record, and `page`), and a message that names what is wrong there. This page
is made from `extract/findings/findings.toml` by `python -m tools.findings_page`.

- **error**: something of the document is lost. **warning**: a value is missing, or wrong in the
  document or in its reading. **info**: worth a look.
- `concerns` says which of two lists a finding belongs to: *document*, what the office should mend
  in the SOP, or *reading*, where a person should compare the record with the source. A finding
  about a value concerns the document if the value was read surely. A finding about the flowchart
  concerns the document only if every line of the drawing was read surely, or a person signed off
  the review of the SOP; until then it says what was not read, not what is not drawn.
- Findings of `scope` "batch" come from comparing all records in the output folder at the end of a
  run; `others` has the ids of the records compared with. Each run finds them anew.
- A finding is never a correction: the record keeps what is printed. Slips of spelling are not
  looked for in recognised text, whose slips are mostly its own.
"""

_HEADS = {
    (Scope.RECORD, About.DOCUMENT): "In the document",
    (Scope.RECORD, About.VALUE): "In the document if the value was read surely",
    (Scope.RECORD, About.DRAWING): "In the document if the flowchart was read surely",
    (Scope.RECORD, About.READING): "In the reading",
    (Scope.BATCH, About.DOCUMENT): "Between documents",
    (Scope.BATCH, About.VALUE): "Between documents, or in their reading",
}


def findings_page() -> str:
    """Return the page as it stands in the file."""
    order = list(_HEADS)
    kinds = sorted(load_kinds().items(), key=lambda item: (order.index(_head(item[1])), item[0]))
    parts = [_INTRODUCTION]
    for head, rows in groupby(kinds, key=lambda item: _head(item[1])):
        parts.append(f"\n## {_HEADS[head]}\n\n| code | severity | what it means | what to do |\n")
        parts.append("|---|---|---|---|\n")
        parts += [_row(code, kind) for code, kind in rows]
    return "".join(parts)


def _head(kind: FindingKind) -> tuple[Scope, About]:
    """Return which table a kind belongs in."""
    return kind.scope, kind.about


def _row(code: str, kind: FindingKind) -> str:
    """Return a row of the table."""
    severity = kind.severity.value
    if kind.milder is not None:
        severity += f"; {kind.milder.value} where {kind.when}"
    return f"| `{code}` | {severity} | **{kind.title}.** {kind.meaning} | {kind.remedy} |\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(findings_page(), encoding="utf-8")
