"""SOPs written as Excel and Word files and read again, by form, and what an XLSX costs.

    python benchmarks/office.py GOLD...             as XLSX and DOCX
    python benchmarks/office.py GOLD... --old 6     six of them also as ODS, XLS, ODT and DOC

Each SOP of the gold that has steps and a flowchart is written in the official form and read. The
older forms are made, and read, by LibreOffice. Scores are those of `extract evaluate`. The time is
processor time of this process, start and imports left out: the median of the XLSX files.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from environment import ROOT

sys.path.insert(0, str(ROOT))

from extract.evaluate.evaluation import evaluate_records
from extract.evaluate.gold import GoldDocument, GoldSop, read_gold
from extract.evaluate.tally import AREAS, main_ratio
from extract.pipeline import extract_document
from extract.settings import Settings
from tests.readers.office.test_legacy import as_form, open_document
from tools.make_samples.office_docx import write_docx
from tools.make_samples.office_docx_drawing import Writing
from tools.make_samples.office_form import Form, cover_of, steps_of
from tools.make_samples.office_grid import Grid
from tools.make_samples.office_xlsx import write_xlsx


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("gold", nargs="+", type=Path, help="folders of gold")
    parser.add_argument("--most", type=int, default=30, help="how many SOPs (default: 30)")
    parser.add_argument("--old", type=int, default=0, help="how many also in older forms")
    parser.add_argument("--misses", action="store_true", help="tell what was not read as it is")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    sops = list(_sops(arguments.gold))[: arguments.most]
    print(f"{len(sops)} SOPs, {sum(len(sop.steps) for sop in sops)} steps")
    print(f"{'':6}{'SOPs':>5}" + "".join(f"{name:>13}" for name in list(AREAS.values())[1:]))
    for name, write in FORMS.items():
        chosen = sops if name in ("xlsx", "docx") else sops[: arguments.old]
        if chosen:
            _measure(name, write, chosen, misses=arguments.misses)


def _sops(folders: list[Path]) -> Iterator[GoldSop]:
    """Yield the SOPs of gold that have a flowchart."""
    for document in (document for folder in folders for document in read_gold(folder)):
        yield from (sop for sop in document.sops if sop.record["flow"] and sop.is_judged)


def _measure(
    form: str, write: Callable[[list[Grid]], bytes], sops: list[GoldSop], *, misses: bool
) -> None:
    """Write SOPs in a form, read them, and print their scores."""
    gold, records, times = [], [], []
    with TemporaryDirectory() as folder:
        for number, sop in enumerate(sops):
            path = Path(folder) / f"{number}.{form}"
            path.write_bytes(write([cover_of(sop.record, Form()), steps_of(sop.record, Form())]))
            start = time.process_time()
            found = extract_document(path, source_path=path.name, settings=Settings())
            times.append(time.process_time() - start)
            records += [record.model_dump(mode="json") for record in found]
            gold.append(GoldDocument(path.name, form, (replace(sop, label=path.name),)))
    done = evaluate_records(gold, records)
    ratios = [main_ratio(area, done.overall.measures[area]) for area in AREAS]
    shown = "".join(f"{'-' if ratio is None else f'{ratio:.4f}':>13}" for ratio in ratios[1:])
    print(f"{form:6}{len(sops):5}{shown}   {statistics.median(times[1:] or times):.3f} s")
    for miss in done.overall.misses if misses else ():
        print("   ", miss.sop, miss.measure, miss.pointer, repr(miss.gold), repr(miss.found))


def _as_ods(grids: list[Grid]) -> bytes:
    """Return a spreadsheet as LibreOffice writes it."""
    return open_document(write_xlsx(grids), ".xlsx", "ods")


def _as_odt(grids: list[Grid]) -> bytes:
    """Return a text document as LibreOffice writes it."""
    return open_document(write_docx(grids, Writing(drawing="lines")), ".docx", "odt")


FORMS: dict[str, Callable[[list[Grid]], bytes]] = {
    "xlsx": write_xlsx,
    "docx": write_docx,
    "ods": _as_ods,
    "xls": lambda grids: as_form(_as_ods(grids), ".ods", "xls"),
    "odt": _as_odt,
    "doc": lambda grids: as_form(_as_odt(grids), ".odt", "doc"),
}


if __name__ == "__main__":
    main()
