"""The samples through the real pipeline, every value compared exactly with the gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from extract.pipeline import extract_document
from extract.readers.office.libreoffice import find_program
from extract.settings import Settings
from models import SopRecord

Json = dict[str, Any]

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT_AND_PDF = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".pdf", ".txt"})
needs_libreoffice = pytest.mark.skipif(
    find_program() is None, reason="LibreOffice is not installed"
)
OFFICE: list[Any] = [
    "office/telaga-bestari.xlsx",
    "office/telaga-bestari.docx",
    pytest.param("office/telaga-bestari.ods", marks=needs_libreoffice),
    pytest.param("office/telaga-bestari.doc", marks=needs_libreoffice),
]
SOURCES: list[Any] = [*TEXT_AND_PDF, *OFFICE]
PDFS = [name for name in TEXT_AND_PDF if name.endswith(".pdf")]

PRINTED_FIELDS = ("government", "agency", "unit", "sop_number", "title")
PRINTED_CELLS = ("activity", "requirements", "output", "remarks")


@cache
def read(name: str) -> list[SopRecord]:
    return extract_document(SAMPLES / name, source_path=name, settings=Settings())


def gold_of(name: str) -> Json:
    text = (SAMPLES / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8")
    gold: Json = json.loads(text)
    return gold


def differences(
    want: Any, have: Any, skipped: list[str], unordered: list[str], at: str = ""
) -> Iterator[str]:
    """Yield a line for each value that differs; fields that only `have` has are passed over."""
    if any(matches(pattern, at) for pattern in skipped):
        return
    if isinstance(want, dict) and isinstance(have, dict):
        for key in want:
            yield from differences(want[key], have.get(key), skipped, unordered, f"{at}/{key}")
    elif isinstance(want, list) and isinstance(have, list):
        if at in unordered:
            want, have = sorted(want, key=json.dumps), sorted(have, key=json.dumps)
        if len(want) != len(have):
            yield f"{at}: {len(want)} in the gold, {len(have)} read\n  gold {want}\n  read {have}"
            return
        for index, (one, other) in enumerate(zip(want, have, strict=True)):
            yield from differences(one, other, skipped, unordered, f"{at}/{index}")
    elif want != have:
        yield f"{at}:\n  gold {want!r}\n  read {have!r}"


def matches(pattern: str, pointer: str) -> bool:
    """Return whether a JSON pointer is one that a pattern with `*` means."""
    parts, wanted = pointer.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(
        want in ("*", part) for want, part in zip(wanted, parts, strict=True)
    )


def fold(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("name", SOURCES)
def test_sample_is_read_as_its_gold_says(name: str) -> None:
    gold, records = gold_of(name), read(name)
    skipped = [*gold["not_judged"], "/findings"]
    assert len(records) == len(gold["records"])
    found = [
        f"SOP {position} {difference}"
        for position, (want, record) in enumerate(zip(gold["records"], records, strict=True), 1)
        for difference in differences(
            want, record.model_dump(mode="json"), skipped, gold["unordered"]
        )
    ]
    assert not found, f"{name} differs from its gold:\n" + "\n".join(found)


@pytest.mark.parametrize("name", OFFICE[1:])
def test_one_sop_in_all_forms_gives_one_record(name: str) -> None:
    (first,), (other,) = read(OFFICE[0]), read(name)
    told = {"id", "source", "provenance", "confidence"}
    assert other.model_dump(exclude=told) == first.model_dump(exclude=told)
    assert other.provenance.keys() == first.provenance.keys()


@pytest.mark.parametrize("name", SOURCES)
def test_findings_of_the_gold_are_raised(name: str) -> None:
    for want, record in zip(gold_of(name)["records"], read(name), strict=True):
        raised = {(finding.code, finding.field) for finding in record.findings}
        assert {(finding["code"], finding["field"]) for finding in want["findings"]} <= raised


@pytest.mark.parametrize("name", PDFS)
def test_provenance_leads_to_where_the_value_is_printed(name: str) -> None:
    with pdfplumber.open(SAMPLES / name) as pdf:
        for record in read(name):
            for pointer, value in printed_values(record):
                assert pointer in record.provenance, f"{pointer} has no provenance"
                place = record.provenance[pointer]
                assert place.page in record.source.pages
                assert place.bbox is not None
                x0, top, x1, bottom = place.bbox
                page = pdf.pages[place.page - 1]
                area = (max(x0 - 1, 0), max(top - 1, 0), x1 + 1, bottom + 1)
                shown = page.crop(area, strict=False).extract_text()
                assert fold(value) in fold(shown), f"{pointer} is not at {place.bbox}"


def printed_values(record: SopRecord) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of the values that stand on the page as they were read."""
    for name in PRINTED_FIELDS:
        value = getattr(record.header, name)
        if value is not None:
            yield f"/header/{name}", value
    for index, step in enumerate(record.steps):
        for name in PRINTED_CELLS:
            value = getattr(step, name)
            if value is not None:
                yield f"/steps/{index}/{name}", value


def test_a_difference_names_its_place() -> None:
    want = {"steps": [{"number": "1", "output": None}], "actors": ["Camat", "Kasi"]}
    have = {"steps": [{"number": "2", "output": ""}], "actors": ["Kasi", "Camat"], "more": 1}
    assert [line.split(":")[0] for line in differences(want, have, [], ["/actors"])] == [
        "/steps/0/number",
        "/steps/0/output",
    ]
    assert not list(differences(want, have, ["/steps/*/number", "/steps/*/output"], ["/actors"]))
    assert len(list(differences(want, have, ["/steps"], []))) == 2
    assert list(differences(want, {"steps": [], "actors": []}, [], []))
