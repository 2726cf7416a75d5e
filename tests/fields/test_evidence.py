"""What is an SOP and what is not: near-misses have no record, every SOP at hand has its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import NotAnSopError, SopNotReadError
from extract.fields.evidence import WEIGHTS, Signs, refusal, signs_of, weigh
from extract.pipeline import extract_document
from extract.settings import OcrMode, Settings
from models.raw import RawSop, RawStep, RawText
from tests.builders.documents import Document
from tests.builders.near_misses import FORMS, NEAR_MISSES
from tests.builders.sop import identity_sheet
from tests.builders.steps import STEPS, Heading, step_table
from tests.builders.tables import Table

ROOT = Path(__file__).parents[2]
# Documents that are recognised take minutes; tests/golden and `make bench` read those.
DIGITAL = {".pdf", ".txt"}
FOLDERS = (
    ROOT / "samples", ROOT.parent / "shared/seeds", ROOT.parent / "shared/dev/real",
    ROOT.parent / "shared/dev/synth",
)  # fmt: skip


def records_of(path: Path) -> int:
    return len(extract_document(path, source_path=path.name, settings=Settings()))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_near_miss_is_not_an_sop(name: str, form: str, tmp_path: Path) -> None:
    suffix, write = FORMS[form]
    path = tmp_path / f"made{suffix}"
    write(NEAR_MISSES[name], path)
    with pytest.raises(NotAnSopError, match="it is not an SOP"):
        extract_document(path, source_path="made", settings=Settings())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("decree", "decree"), ("service standard", "service standard"), ("budget", "budget table"),
     ("contents", "table of contents"), ("letter", "letter"), ("form", "form"),
     ("minutes", "minutes"), ("organisation chart", "chart")],
)  # fmt: skip
def test_what_it_looks_like_is_said(name: str, kind: str, tmp_path: Path) -> None:
    FORMS["ruled"][1](NEAR_MISSES[name], tmp_path / "made.pdf")
    with pytest.raises(NotAnSopError, match=f"it looks like an? {kind}"):
        records_of(tmp_path / "made.pdf")


@pytest.mark.parametrize("name", ["decree", "work plan", "service standard", "letter", "form"])
def test_a_near_miss_before_an_sop_is_a_page_passed_over(name: str, tmp_path: Path) -> None:
    miss = NEAR_MISSES[name]
    document = Document()
    document.text(*miss.lines)
    document.table(Table(miss.columns(), miss.rows))
    document.page().table(identity_sheet())
    document.page().table(step_table())
    [sop] = document.read(tmp_path)
    assert sop.pages == [2, 3]
    [finding] = [f for f in sop.findings if f.code == "page-passed-over"]
    assert (finding.page, finding.severity.value) == (1, "warning")


def _documents() -> Iterator[tuple[Path, int]]:
    """Yield the digital documents at hand, and how many SOPs their gold has."""
    for folder in FOLDERS:
        inputs = folder / "inputs" if (folder / "inputs").is_dir() else folder
        for path in sorted(inputs.glob("*")):
            gold = folder / "gold" / f"{path.stem}.json"
            if path.suffix not in DIGITAL or not gold.is_file():
                continue
            held = json.loads(gold.read_text("utf-8"))
            group = held.get("group", "digital") if isinstance(held, dict) else "digital"
            if group.endswith("digital") or group.startswith("text"):
                yield path, len(held["records"] if isinstance(held, dict) else held)


@pytest.mark.parametrize(
    ("path", "sops"), [pytest.param(*pair, id=pair[0].name) for pair in _documents()]
)
def test_every_sop_at_hand_is_found(path: Path, sops: int) -> None:
    assert records_of(path) == sops


@pytest.mark.parametrize("group", ["Pelaksana", None])
@pytest.mark.parametrize("quality", ["Mutu Baku", None])
def test_a_step_table_alone_is_an_sop(
    group: str | None, quality: str | None, tmp_path: Path
) -> None:
    document = Document()
    document.table(step_table(heading=Heading(group=group, quality=quality)))
    [sop] = document.read(tmp_path)
    assert len(sop.steps) == len(STEPS)


def test_a_sheet_alone_is_an_sop(tmp_path: Path) -> None:
    document = Document()
    document.table(identity_sheet())
    [sop] = document.read(tmp_path)
    assert sop.steps == []


def test_what_points_to_an_sop_but_cannot_be_read_is_a_failure() -> None:
    sheet = ["STANDAR OPERASIONAL PROSEDUR", "Nomor SOP", "Tanggal Pembuatan", "Tanggal Efektif"]
    assert isinstance(refusal([signs_of(sheet)]), SopNotReadError)
    assert isinstance(refusal([signs_of(sheet[:1])]), NotAnSopError)
    assert isinstance(refusal([signs_of(["Menimbang", "Mengingat"])]), NotAnSopError)
    unread = refusal([Signs(unread="page 1: a picture was not read")])
    assert isinstance(unread, SopNotReadError)
    assert "page 1" in str(unread)


def test_a_picture_left_unread_is_not_taken_for_another_document() -> None:
    [scan, *_] = sorted((ROOT / "samples/scans").glob("*-pindai.pdf"))
    with pytest.raises(SopNotReadError):
        extract_document(scan, source_path="scan", settings=Settings(ocr=OcrMode.NEVER))


def test_a_label_is_a_whole_cell_or_line_and_no_phrase() -> None:
    whole = signs_of(["Nomor SOP", "Nama SOP :", "Tanggal Pembuatan : 3 Mei 2024"])
    phrase = signs_of(["Nomor SOP yang telah disetujui", "Nama SOP diisi dengan judul."])
    assert set(whole.labels.values()) == {1.0}
    assert len(whole.labels) == 3
    assert phrase.labels == {}


def test_a_record_tells_steps_a_title_or_an_approver() -> None:
    signs = [signs_of(["Nomor SOP", "Tanggal Pembuatan", "Dasar Hukum", "Keterkaitan"])]
    assert not weigh(RawSop(), signs).is_sop
    assert weigh(RawSop(header={"title": RawText("Cuti")}), signs).is_sop


def test_a_sheet_with_unread_title_tells_the_items_of_its_boxes() -> None:
    signs = [signs_of(["Nomor SOP", "Tanggal Pembuatan", "Dasar Hukum", "Keterkaitan"])]
    boxes = ("legal_basis", "qualifications", "equipment")
    assert weigh(RawSop(sections={name: [RawText("Arsip")] for name in boxes}), signs).is_sop
    assert not weigh(RawSop(sections={name: [] for name in boxes}), signs).is_sop


def test_an_sop_s_own_values_do_not_speak_against_it() -> None:
    signs = [signs_of(["NOTULEN RAPAT", "Nomor SOP", "Dasar Hukum"])]
    step = RawStep({"output": RawText("NOTULEN RAPAT")})
    other, own = weigh(RawSop(), signs), weigh(RawSop(steps=[step]), signs)
    assert (other.other, own.other) == ("minutes", None)
    assert own.points == pytest.approx(other.points + WEIGHTS.other_title_points)
    titled = RawSop(steps=[replace(step, cells={})])
    assert weigh(titled, signs).points == other.points
