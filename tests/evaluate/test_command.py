"""`python -m extract evaluate` from the outside: tables, JSON, comparison, the web page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.record.pointers import Json
from tests.browsers import open_page
from tests.inline_engine import reading_inline

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "kelurahan-gunung-melati"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sample read into `out/` and its gold in `gold/`."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "gold").mkdir()
    shutil.copy(SAMPLES / "gold" / f"{NAME}.json", folder / "gold")
    with reading_inline():
        code = main([str(SAMPLES / f"{NAME}.pdf"), "-o", str(folder / "out"), "-q"])
    assert code == ExitCode.OK
    return folder


@pytest.fixture
def damaged(run: Path, tmp_path: Path) -> Path:
    """Return such a folder in which the record has three wrong values."""
    folder = tmp_path / "damaged"
    shutil.copytree(run, folder)
    (path,) = (folder / "out" / "records").rglob("*.json")
    (record,) = json.loads(path.read_text(encoding="utf-8"))
    record["header"]["title"] = "<img src=x onerror=document.title='run'>"
    record["steps"][1]["duration"] = None
    del record["steps"][3]
    path.write_text(json.dumps([record]), encoding="utf-8")
    return folder


def evaluate(folder: Path, *options: str | Path) -> int:
    return main(["evaluate", str(folder / "gold"), str(folder / "out"), *map(str, options)])


def load(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_a_good_run_reaches_the_least_that_is_asked_for(
    run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(run, "--min", "1") == ExitCode.OK
    shown = capsys.readouterr().out
    assert NAME in shown
    assert "1 document, 1 SOP: 0 not found" in shown


def test_a_bad_run_does_not_and_says_where(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(damaged, "--min", "1", "--misses") == ExitCode.SOME_FAILED
    shown = capsys.readouterr()
    assert f"{NAME} #1 /steps/1/duration: gold " in shown.out
    assert shown.err.startswith("Below 1: header, steps, cells")


def test_what_got_worse_and_better_is_told(
    run: Path, damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    assert evaluate(run, "--json", good) == ExitCode.OK
    assert evaluate(damaged, "--json", bad, "--compare", good) == ExitCode.OK
    assert "Newly wrong: " in capsys.readouterr().out
    worse = load(bad)["comparison"]
    assert {"/header/title", "/steps/1/duration", "/steps/3"} <= {
        m["pointer"] for m in worse["new"]
    }
    assert worse["gone"] == []
    (change,) = (
        change
        for change in worse["changes"]
        if (change["where"], change["measure"], change["ratio"]) == ("overall", "steps", "recall")
    )
    assert change["before"] == 1
    assert change["now"] < 1
    assert evaluate(run, "--compare", bad) == ExitCode.OK
    assert "Newly wrong: 0" in capsys.readouterr().out


def test_an_evaluation_is_compared_with_an_evaluation(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    assert evaluate(run, "--compare", other) == ExitCode.BAD_ARGUMENTS
    assert "is no evaluation" in capsys.readouterr().err


@pytest.mark.parametrize("least", ["2", "-0.1", "viel"])
def test_a_least_that_is_no_ratio_is_refused(run: Path, least: str) -> None:
    with pytest.raises(SystemExit) as ended:
        evaluate(run, f"--min={least}")
    assert ended.value.code == ExitCode.BAD_ARGUMENTS


def test_the_web_page_shows_each_miss_on_its_page(damaged: Path, tmp_path: Path) -> None:
    assert evaluate(damaged, "--html", tmp_path / "site", "--sources", SAMPLES) == ExitCode.OK
    with open_page() as page:
        page.goto((tmp_path / "site" / "index.html").as_uri())
        assert page.title() == "Evaluation", "what a document says is not run"
        headings = page.locator("article h4").all_inner_texts()
        title = page.locator("article", has_text="/header/title")
        assert title.locator("dd").nth(1).inner_text().startswith("<img src=x")
        shown: dict[str, Any] = title.locator("svg").evaluate(
            """async svg => {
                const picture = new Image();
                picture.src = svg.querySelector('image').href.baseVal;
                await picture.decode();
                const box = svg.querySelector('rect').getBBox();
                const view = svg.viewBox.baseVal;
                return {width: picture.naturalWidth,
                        inside: box.x >= view.x && box.y >= view.y
                            && box.x + box.width <= view.x + view.width
                            && box.y + box.height <= view.y + view.height};
            }"""
        )
    assert shown["width"] > 500
    assert shown["inside"]
    assert {f"{NAME} #1 /header/title", f"{NAME} #1 /steps/3"} <= set(headings)


def test_pages_of_another_file_of_that_name_are_not_shown(damaged: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(SAMPLES / "puskesmas-muara-pelangi.pdf", other / f"{NAME}.pdf")
    assert evaluate(damaged, "--html", tmp_path / "site", "--sources", other) == ExitCode.OK
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]
