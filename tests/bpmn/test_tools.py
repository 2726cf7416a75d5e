"""The files in the tools that people open them with: bpmn-js in Chromium, and bpmnlint."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.writers.bpmn import draw_bpmn
from models import FlowEdge, SopRecord, Step, Symbol
from tests.browsers import open_page, require_module, run_node
from tests.drawn_samples import drawn_samples
from tests.records import make_record

IMPORT = """async (xml) => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(xml);
  const kinds = viewer.get('elementRegistry').getAll().map(({ type }) => type);
  viewer.get('canvas').zoom('fit-viewport');
  window.viewer?.destroy();
  window.viewer = viewer;
  return { warnings: warnings.map(({ message }) => message), kinds };
}"""


def any_flowchart(seed: int) -> SopRecord:
    """Return a record with arrows to anywhere, and symbols and actors missing."""
    chance = random.Random(seed)  # noqa: S311
    count = 1 + seed % 9
    symbols = [*Symbol, None]
    return make_record().model_copy(
        update={
            "procedures": [],
            "steps": [
                Step(
                    seq=seq,
                    symbol=chance.choice(symbols),
                    output=chance.choice([None, "Surat"]),
                    actors=chance.sample(["Arsiparis", "Kasi", "Kadis"], chance.randrange(3)),
                )
                for seq in range(1, count + 1)
            ],
            "flow": [
                FlowEdge(
                    source=chance.randint(1, count),
                    target=chance.randint(1, count),
                    label=chance.choice([None, "Ya", "Tidak"]),
                )
                for _ in range(1 + seed % 13)
            ],
        }
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the samples as BPMN files, and flowcharts of any form."""
    folder = tmp_path_factory.mktemp("bpmn")
    records = drawn_samples() | {f"any-{seed}": any_flowchart(seed) for seed in range(40)}
    for name, record in records.items():
        (folder / f"{name}.bpmn").write_bytes(draw_bpmn(record))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """Return a page with bpmn-js."""
    script = require_module("bpmn-js") / "dist" / "bpmn-viewer.production.min.js"
    with open_page() as page:
        page.set_content("<!doctype html><div id=canvas style='width:1500px;height:800px'></div>")
        page.add_script_tag(path=script)
        yield page


def test_bpmn_js_opens_every_file_without_a_warning(files: list[Path], page: Any) -> None:
    for file in files:
        opened = page.evaluate(IMPORT, file.read_text(encoding="utf-8"))
        assert opened["warnings"] == [], file.name
        assert "bpmn:Participant" in opened["kinds"]


def test_bpmn_js_draws_what_the_sample_says(page: Any, tmp_path: Path) -> None:
    record = drawn_samples()["kecamatan-telaga-bestari-1"]
    kinds = page.evaluate(IMPORT, draw_bpmn(record).decode())["kinds"]
    assert kinds.count("bpmn:Lane") == len(record.actors)
    assert kinds.count("bpmn:Task") == len(record.steps)
    decisions = [step for step in record.steps if step.symbol is Symbol.DECISION]
    assert kinds.count("bpmn:ExclusiveGateway") == 2 * len(decisions), "one to part, one to meet"
    words = [edge.label for edge in record.flow if edge.label]
    shown = page.locator("#canvas svg").first.text_content()
    assert all(word in shown for word in (*words, *record.actors))
    picture = tmp_path / "kecamatan.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_bpmn_js_tells_of_what_is_wrong(page: Any) -> None:
    document = draw_bpmn(any_flowchart(5)).decode()
    task = document.index("<bpmn:task id=")
    broken = document[:task] + document[task:].replace('id="Task_', 'id="Lost_', 1)
    assert page.evaluate(IMPORT, broken)["warnings"] != []


def test_bpmnlint_finds_nothing_in_any_file(files: list[Path]) -> None:
    require_module("bpmnlint")
    reports = run_node("lint.mjs", *files)
    assert len(reports) == len(files)
    assert {Path(file).name: found for file, found in reports.items() if found} == {}


def test_bpmnlint_finds_what_is_wrong(tmp_path: Path) -> None:
    require_module("bpmnlint")
    document = draw_bpmn(any_flowchart(5)).decode()
    broken = tmp_path / "broken.bpmn"
    broken.write_text(document.replace("bpmn:startEvent", "bpmn:task"), encoding="utf-8")
    (found,) = run_node("lint.mjs", broken).values()
    assert "start-event-required" in {report["rule"] for report in found}
