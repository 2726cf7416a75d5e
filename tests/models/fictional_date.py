"""What the program makes of a date that only its registry and its labels know.

Run by `test_fictional_date.py` with the changed packages before the real ones on the path: reads,
checks, reviews, evaluates, tables and reports one document, and prints what came of the date.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from extract.cli import main
from extract.corrections.values import Reader
from extract.evaluate.evaluation import evaluate
from extract.record.build import build_record
from extract.report.site import write_report
from extract.settings import Settings
from extract.storage.record_files import read_records, record_files
from extract.tables.frames import to_frames
from models.language import Language
from models.raw import Place, RawSop, RawText
from models.source import TextOrigin
from tests.builders.documents import Document
from tests.builders.sop import FIELDS, Content, identity_sheet
from tests.builders.steps import step_table
from tests.review.web.serving import serve

NAME, LABEL = sys.argv[1:]
POINTER = f"/header/{NAME}"


def run(folder: Path) -> dict[str, Any]:
    """Return what each stage says of the date."""
    document = Document()
    content = Content(fields={**FIELDS, LABEL: "5 Juli 2024"})
    document.table(identity_sheet("inside", content=content))
    document.page()
    document.table(step_table())
    path = document.save(folder, "sosialisasi.pdf")
    output = folder / "out"
    assert main([str(path), "-o", str(output), "-q", "--as-of", "2024-06-30"]) == 0
    [file] = record_files(output)
    [record] = read_records(file)
    told: dict[str, Any] = {
        "read": getattr(record.header, NAME),
        "place": record.provenance[POINTER].model_dump(),
        "checked": [f.code for f in record.findings if f.field == POINTER],
    }
    scanned = build_record(
        RawSop(header={NAME: RawText("5 Ju1i 2O24", Place(page=1), 0.8)}, origin=TextOrigin.OCR),
        path="a.png", sha256="0" * 64, media_type="image/png", position=1, settings=Settings(),
    )  # fmt: skip
    told["recognised"] = getattr(scanned.header, NAME), scanned.provenance[POINTER].confidence
    junk = build_record(
        RawSop(header={NAME: RawText("menyusul", Place(page=1))}),
        path="a.pdf", sha256="0" * 64, media_type="application/pdf", position=1,
        settings=Settings(),
    )  # fmt: skip
    told["not understood"] = [f.code for f in junk.findings if f.field == POINTER]
    reader = Reader(Settings())
    told["typed"] = reader.understand(POINTER, "6 Agustus 2024").value
    told["typed amiss"] = reader.understand(POINTER, "kemarin").problem
    with serve(output) as served:
        page = served.get(f"/sop/{record.id}").text
    told["review page"] = page
    gold = json.loads(file.read_text("utf-8"))
    gold[0]["header"][NAME] = "2024-07-06"
    _write(folder / "gold", gold)
    wrong = evaluate(folder / "gold", output)
    told["misses"] = [(m.measure, m.gold, m.found) for m in wrong.overall.misses]
    del gold[0]["header"][NAME]
    _write(folder / "older", gold)
    older = evaluate(folder / "older", output).overall.measures[f"header.{NAME}"]
    told["judged by older gold"] = older.judged
    row = to_frames(record)["documents"].iloc[0]
    told["tabled"] = row[NAME].date() == date(2024, 7, 5), row[f"{NAME}_precision"]
    write_report(output, folder / "report", [folder], Language.INDONESIAN)
    told["report"] = (folder / "report" / "sops" / f"{record.id}.html").read_text("utf-8")
    return told


def _write(folder: Path, gold: object) -> None:
    folder.mkdir()
    (folder / "sosialisasi.pdf.json").write_text(json.dumps(gold), "utf-8")


with tempfile.TemporaryDirectory() as name:
    print(json.dumps(run(Path(name))))
