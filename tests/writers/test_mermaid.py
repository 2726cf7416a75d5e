from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from extract.writers.mermaid import draw_mermaid, escape
from models import SopRecord
from tests.bpmn.flowcharts import flowcharts
from tests.browsers import open_page, require_module
from tests.drawn_samples import drawn_samples
from tests.flows import draw

RENDER = """async (text) => {
  await mermaid.parse(text);
  const { svg } = await mermaid.render('flow', text);
  const shown = new DOMParser().parseFromString(svg, 'text/html');
  const texts = (kind) => [...shown.querySelectorAll(kind)].map((element) =>
    element.textContent.replace(/\\s+/g, ' ').trim());
  return {
    nodes: texts('.node .nodeLabel'),
    edges: texts('.edgeLabels > .edgeLabel').filter(Boolean),
    lanes: texts('.cluster-label'),
    title: texts('.flowchartTitleText'),
    arrows: shown.querySelectorAll('path.flowchart-link').length,
  };
}"""

# What Mermaid, its markdown, its icons and its directives would take for their own.
TRICKY = [
    '"kutipan" & \'petik\' <b>tebal</b> <script>alert(1)</script>',
    "#quot; #35; &amp; &lt; `kode` \\n a\\b",
    "**tebal** _miring_ ~~coret~~ A_b_c __d__ 10 * 20 * 30",
    "%%{init: {'theme': 'dark'}}%% 50 %% $$x$$",
    "1. Satu", "2) dua", "- tiga", "+ empat", "* lima", "# judul", "> kutip",
    "fa:fa-car http://contoh.id/a www.contoh.id a@contoh.id",
    "{a} [b] (c) | ; end subgraph style s1 fill:#f00",
    "-->|x| --- === ::: @{ shape: doc } click s1",
    "Ünïcode – 文書 😀",
]  # fmt: skip


def test_a_flow_is_text_that_people_can_read() -> None:
    record = draw("TDST", "1>2", "2>1:Belum lengkap", "2>3:Lengkap", "3>4")
    record.actors = ["Staf", "Kepala", "Camat"]
    record.steps[1].actors = ["Kepala", "Camat"]
    record.steps[0].activity = "Menerima berkas"
    assert draw_mermaid(record) == (
        '---\ntitle: "Peminjaman Arsip"\n---\n'
        "flowchart TD\n"
        '    subgraph a1["Staf"]\n'
        '        s1(["1 · Menerima berkas"])\n'
        '        s3[/"3 ·"/]\n'
        '        s4(["4 ·"])\n'
        "    end\n"
        '    subgraph a2["Kepala"]\n'
        '        s2{"2 · (Bersama: Camat)"}\n'
        "    end\n"
        "    s1 --> s2\n"
        '    s2 -->|"Belum lengkap"| s1\n'
        '    s2 -->|"Lengkap"| s3\n'
        "    s3 --> s4\n"
    )


def test_ordinary_words_stay_as_they_are() -> None:
    assert escape("Menerima (dan mencatat) berkas: KTP/KK, 2-3 lembar") == (
        "Menerima (dan mencatat) berkas: KTP/KK, 2-3 lembar"
    )


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    script = require_module("mermaid") / "dist" / "mermaid.min.js"
    with open_page() as page:
        page.set_content("<!doctype html><body></body>")
        page.add_script_tag(path=script)
        page.evaluate("mermaid.initialize({ startOnLoad: false, maxTextSize: 1e6 })")
        yield page


def test_mermaid_draws_every_sample_whole(page: Any) -> None:
    for record in drawn_samples().values():
        shown = page.evaluate(RENDER, draw_mermaid(record))
        assert len(shown["nodes"]) == len(record.steps)
        assert shown["arrows"] == len(record.flow)
        assert sorted(shown["edges"]) == sorted(edge.label for edge in record.flow if edge.label)
        assert set(shown["lanes"]) == {step.actors[0] for step in record.steps}
        for step, node in zip(sorted_steps(record), shown["nodes"], strict=True):
            assert node.startswith(f"{step.number} · {step.activity}")


def sorted_steps(record: SopRecord) -> list[Any]:
    """Return the steps in the order of the actors, as they stand in the text."""
    return sorted(record.steps, key=lambda step: (record.actors.index(step.actors[0]), step.seq))


@pytest.mark.parametrize("text", TRICKY)
def test_mermaid_shows_any_text_as_it_is(page: Any, text: str) -> None:
    record = draw("TDT", "1>2", "2>1:Tidak", "2>3:Ya")
    record.header.title = "Judul: satu"
    record.actors = [text]
    for step in record.steps:
        step.activity, step.actors = text, [text]
    record.flow[1].label = text
    shown = page.evaluate(RENDER, draw_mermaid(record))
    assert shown["nodes"] == [f"{number} · {text}" for number in (1, 2, 3)]
    assert set(shown["edges"]) == {text, "Ya"}
    assert shown["lanes"] == [text]
    assert shown["title"] == ["Judul: satu"]


def test_mermaid_takes_any_flowchart(page: Any) -> None:
    @settings(deadline=None, max_examples=25)
    @given(flowcharts(steps=6))
    def check(record: SopRecord) -> None:
        assert page.evaluate("async (text) => !!(await mermaid.parse(text))", draw_mermaid(record))

    check()
