"""Text documents as converters write them: with Markdown remnants, or HTML lists run together.

Both keep the reading order; the step table is tab-separated, with empty cells for empty columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.make_samples.spec import COLUMNS, SECTION_PAIRS, Document, Sop, Step

SHEET_FIELDS = ("sop_number", "created_on", "revised_on", "effective_on")
QUALITY = ("requirements", "duration", "output")


def write_markdown(document: Document) -> str:
    """Return a document with `**` and `###` left in it and a "label : value" line per field."""
    return "\n".join(line for sop in document.sops for line in markdown_lines(document, sop))


def markdown_lines(document: Document, sop: Sop) -> Iterator[str]:
    """Yield the lines of one SOP."""
    header, approver, labels = sop.header, sop.header.approver, document.labels
    yield from (f"# {document.look['title_prefix'].upper()}", "", f"**{header.government}**  ")
    yield from (f"**{header.agency}**", "")
    for template in document.look["letterhead"]:
        yield from (header.fill(template), "")
    for name in SHEET_FIELDS:
        yield f"**{labels[name]}** : {printed(sop, name)}"
    yield from (f"**{labels['approver']}** :", "", approver.position, "", "")
    yield from (f"**{approver.name}**  ", f"{approver.rank}  ", f"NIP {approver.nip.printed}", "")
    yield from (f"**{labels['title']}** : {header.title}", "", "---", "")
    for section in (name for pair in zip(*SECTION_PAIRS, strict=True) for name in pair):
        items = sop.items(section)
        yield from (f"### {labels[section]} :", "")
        if len(items) == 1:
            yield items[0]
        else:
            yield from (f"{number}) {item}" for number, item in enumerate(items, start=1))
        yield ""
    yield from (f"## {document.look['title_prefix']} {header.title}", "")
    yield from heading_rows(document, sop)
    yield from (step_row(sop, step, step.number) for step in sop.steps)
    yield ""


def write_html(document: Document) -> str:
    """Return a document whose boxes are tab-separated pairs, their lists run together."""
    return "\n".join(line for sop in document.sops for line in html_lines(document, sop))


def html_lines(document: Document, sop: Sop) -> Iterator[str]:
    """Yield the lines of one SOP."""
    header, approver, labels, look = sop.header, sop.header.approver, document.labels, document.look
    yield from ("", f"{look['title_prefix']} **{header.title}**", "")
    yield from (f"**{header.government}", f"{header.agency}**", "")
    yield from (header.fill(template) for template in look["letterhead"])
    yield ""
    for name in SHEET_FIELDS:
        yield f"{labels[name]}\t:\t{printed(sop, name)}"
    yield f"{labels['approver']}\t:\t{approver.position}"
    yield from ("", approver.name, approver.rank, f"NIP. {approver.nip.printed}", "")
    yield from (f"{labels['title']}\t:\t{header.title}", "")
    for left, right in SECTION_PAIRS:
        yield f"{labels[left]}\t{labels[right]}"
        yield "\t".join(run_together(look["list_tag"], sop.items(name)) for name in (left, right))
    start = 0
    for count in look["table_rows"]:
        yield from ("", *heading_rows(document, sop), column_numbers(sop))
        yield from (step_row(sop, row, f"{row.number}.") for row in sop.steps[start:][:count])
        start += count
    yield from ("", header.fill(look["signature"]), f"{approver.position},", "", "")
    yield from (approver.name, f"NIP. {approver.nip.printed}", "")


def run_together(tag: str, items: Sequence[str]) -> str:
    """Return a list as a converter that drops `<li>` writes it: all items on one line."""
    return tag + "".join(f"{number}. {item}" for number, item in enumerate(items, start=1))


def printed(sop: Sop, name: str) -> str:
    """Return what the identity sheet prints for a field."""
    return sop.header.fill(f"{{{name}}}")


def heading_rows(document: Document, sop: Sop) -> Iterator[str]:
    """Yield the table's two header rows; merged headings are in their first column."""
    labels = document.labels
    upper: list[str] = []
    lower: list[str] = []
    for column in COLUMNS:
        if column == "actors":
            upper += [labels["actors"], *[""] * (len(sop.actors) - 1)]
            lower += sop.actors
        else:
            merged = column in QUALITY
            upper.append("" if merged else labels[column])
            lower.append(labels[column] if merged else "")
    upper[upper.index("", len(sop.actors) + 2)] = labels["quality"]
    yield "\t".join(upper)
    yield "\t".join(lower)


def column_numbers(sop: Sop) -> str:
    """Return the row that numbers the columns."""
    return "\t".join(str(number) for number in range(1, len(COLUMNS) + len(sop.actors)))


def step_row(sop: Sop, step: Step, number: str) -> str:
    """Return a step's row; an actor's cell is empty except for a word left of its symbol."""
    marks = [step.marks.get(actor, "") for actor in sop.actors]
    cells = [step.cell(column) for column in (*QUALITY, "remarks")]
    return "\t".join([number, step.activity, *marks, *cells])
