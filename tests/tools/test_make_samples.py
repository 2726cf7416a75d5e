"""The committed samples are what their specs make, and the specs are sound."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest

from models import Citation, FlowEdge, Header, Step
from tools.make_samples.gold import gold_of
from tools.make_samples.make import SAMPLES, document_bytes, make_all
from tools.make_samples.spec import Document, Sop, load_all

DOCUMENTS = load_all()
SOPS = [sop for document in DOCUMENTS for sop in document.sops]


def by_source(document: Document) -> str:
    return document.source


def by_title(sop: Sop) -> str:
    return sop.header.title


def drawing(path: Path) -> list[tuple[str, list[float]]]:
    """Return all that a PDF shows: letters, lines, rectangles and paths with their positions."""
    shown = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            shown.append(("page", [page.width, page.height]))
            for kind in ("char", "line", "rect", "curve"):
                for item in page.objects.get(kind, []):
                    what = f"{kind} {item.get('text', '')} {item.get('fontname', '')}"
                    points = [number for point in item.get("pts", []) for number in point]
                    box = [item["x0"], item["top"], item["x1"], item["bottom"]]
                    shown.append((what, [float(number) for number in (*box, *points)]))
    return shown


def test_texts_and_gold_in_the_tree_are_what_the_specs_make(tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path) for path in make_all(tmp_path)}
    for path in made:
        if path.suffix in (".txt", ".json", ".docx"):
            assert (SAMPLES / path).read_bytes() == (tmp_path / path).read_bytes(), (
                f"samples/{path} is not what its spec makes: run python -m tools.make_samples"
            )
    kept = {path.relative_to(SAMPLES) for path in SAMPLES.rglob("*.*") if path.is_file()}
    assert kept - made == {Path("README.md"), Path(".gitattributes")}


@pytest.mark.parametrize(
    "document", [document for document in DOCUMENTS if document.form == "pdf"], ids=by_source
)
def test_pdfs_in_the_tree_show_what_the_specs_make(document: Document, tmp_path: Path) -> None:
    """Not the bytes: another release of reportlab may write the same drawing differently."""
    made = tmp_path / document.source
    made.write_bytes(document_bytes(document))
    want, have = drawing(made), drawing(SAMPLES / document.source)
    assert [what for what, _ in have] == [what for what, _ in want]
    for (what, place), (_, other) in zip(want, have, strict=True):
        assert place == pytest.approx(other, abs=0.1), what


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_source)
def test_making_twice_gives_the_same_bytes(document: Document) -> None:
    assert document_bytes(document) == document_bytes(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_source)
def test_gold_has_the_contracts_form(document: Document) -> None:
    for record in gold_of(document)["records"]:
        Header.model_validate(record["header"])
        for model, name in ((Citation, "legal_basis"), (Step, "steps"), (FlowEdge, "flow")):
            for item in record[name]:
                model.model_validate(item)


@pytest.mark.parametrize("sop", SOPS, ids=by_title)
def test_people_and_addresses_are_invented(sop: Sop) -> None:
    nip = sop.header.approver.nip
    assert re.sub(r"\D", "", nip.printed) == nip.value
    assert nip.value is not None
    assert int(nip.value[-3:]) >= 995, "a serial that could have been issued"
    assert sop.header.email.endswith(".example")
    assert sop.header.website is None or sop.header.website.endswith(".example")


@pytest.mark.parametrize("sop", SOPS, ids=by_title)
def test_the_flowchart_of_a_spec_holds_together(sop: Sop) -> None:
    drawn = [step for step in sop.steps if step.symbol]
    assert len(drawn) in (0, len(sop.steps))
    for seq, step in enumerate(sop.steps, start=1):
        assert set(step.actors) <= set(sop.actors)
        assert set(step.marks) <= set(sop.actors)
        assert all(1 <= arrow.to <= len(sop.steps) for arrow in step.next)
        if step.symbol == "decision":
            assert len(step.next) >= 2
            assert all(arrow.label for arrow in step.next)
        elif step.symbol:
            assert bool(step.next) == (seq < len(sop.steps))


@pytest.mark.parametrize(
    "document", [document for document in DOCUMENTS if "table_rows" in document.look], ids=by_source
)
def test_all_steps_are_printed(document: Document) -> None:
    for sop in document.sops:
        assert sum(document.look["table_rows"]) >= len(sop.steps)
