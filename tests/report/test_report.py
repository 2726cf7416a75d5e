"""The report as a person uses it, in a real browser, from file://."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from extract.cli import main
from extract.errors import ExitCode
from extract.report.sop_page import build_page
from extract.storage.record_files import record_file, write_records
from models import Finding, Provenance, Severity
from tests.browsers import open_page
from tests.inline_engine import reading_inline
from tests.records import make_record

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("kelurahan-gunung-melati.pdf", "dinas-pustaka-arsip.pdf", "inspektorat-nusa-kelapa.txt")
EVIL = "</title><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of a run over three samples."""
    output = tmp_path_factory.mktemp("report") / "out"
    paths = [str(SAMPLES / name) for name in NAMES]
    with reading_inline():
        assert main([*paths, "-o", str(output), "-q"]) == ExitCode.OK
    return output


@pytest.fixture(scope="module")
def site(output: Path) -> Path:
    assert main(["report", str(output), "--sources", str(SAMPLES), "--lang", "id"]) == ExitCode.OK
    return output / "report"


@pytest.fixture
def browser(site: Path) -> Iterator[Any]:
    with open_page() as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto((site / "index.html").as_uri())
        yield page
        assert errors == []


def titles(page: Any) -> list[str]:
    return [link.inner_text() for link in page.locator("#sops tbody a").all() if link.is_visible()]


def test_the_list_holds_every_sop(browser: Any) -> None:
    assert len(titles(browser)) == 4
    assert browser.locator("h1").inner_text() == "Laporan ekstraksi SOP"
    assert browser.locator(".plot").count() == 7


def test_the_list_is_filtered_as_one_types(browser: Any) -> None:
    all_titles = titles(browser)
    browser.locator("#search").press_sequentially("dinas-PUSTAKA")
    found = titles(browser)
    assert 0 < len(found) < len(all_titles)
    assert browser.locator("#shown").inner_text() == "2 dari 4 SOP ditampilkan"
    browser.locator("#search").fill("tidak ada yang begini")
    assert titles(browser) == []
    assert browser.locator("#none").is_visible()
    browser.locator("#search").fill("")
    assert titles(browser) == all_titles


def test_the_list_is_sorted_by_its_headings_with_the_keyboard(browser: Any) -> None:
    button = browser.locator("#sops th button", has_text="Langkah")
    button.focus()
    browser.keyboard.press("Enter")
    counts = [int(cell.inner_text()) for cell in browser.locator("#sops td:nth-child(5)").all()]
    assert counts == sorted(counts)
    assert button.locator("..").get_attribute("aria-sort") == "ascending"
    browser.keyboard.press("Enter")
    counts = [int(cell.inner_text()) for cell in browser.locator("#sops td:nth-child(5)").all()]
    assert counts == sorted(counts, reverse=True)
    assert button.locator("..").get_attribute("aria-sort") == "descending"


def test_a_value_and_its_box_lead_to_each_other_with_the_keyboard(browser: Any) -> None:
    browser.locator("#sops a", has_text="Surat Pengantar").first.click()
    link = browser.locator("#v-header-sop_number a")
    link.focus()
    assert "on" in browser.locator("#b-header-sop_number").get_attribute("class").split()
    browser.keyboard.press("Enter")
    focused = "document.activeElement.id"
    assert browser.evaluate(focused) == "b-header-sop_number"
    assert browser.locator("#b-header-sop_number rect").is_visible()
    browser.keyboard.press("Enter")
    closest = "document.activeElement.closest('.value').id"
    assert browser.evaluate(closest) == "v-header-sop_number"


def test_a_box_pointed_at_lights_up_its_value(browser: Any) -> None:
    browser.locator("#sops a", has_text="Surat Pengantar").first.click()
    browser.locator("#b-steps-0-activity rect").hover()
    assert "on" in browser.locator("#v-steps-0-activity").get_attribute("class").split()
    browser.locator("#b-steps-0-activity rect").click()
    assert browser.evaluate("location.hash") == "#v-steps-0-activity"
    assert browser.locator("#v-steps-0-activity").is_visible()


def test_boxes_stand_where_the_words_are_drawn(browser: Any) -> None:
    """Below a value's box there is ink, and there is none just left of a page's first values."""
    browser.locator("#sops a", has_text="Surat Pengantar").first.click()
    dark: list[float] = browser.evaluate(
        """async () => {
            const box = document.querySelector('#b-header-sop_number rect');
            const svg = box.ownerSVGElement, image = svg.querySelector('image');
            const response = new Image();
            response.src = image.href.baseVal;
            await response.decode();
            const scale = response.naturalWidth / svg.viewBox.baseVal.width;
            return [response.naturalWidth, scale, box.x.baseVal.value, box.y.baseVal.value];
        }"""
    )
    assert dark[0] > 500
    from PIL import Image

    name = browser.locator("svg image").first.get_attribute("href").rpartition("/")[2]
    folder = Path(browser.url.removeprefix("file://")).parents[1] / "pages"
    _, scale, x, y = dark
    with Image.open(folder / name) as picture:
        grey = picture.convert("L")
        inside = grey.crop((x * scale, y * scale, (x + 40) * scale, (y + 9) * scale)).getextrema()
    assert inside[0] < 120


def test_all_that_a_page_leads_to_is_there(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        names = set(re.findall(r'id="([^"]+)"', text))
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith("#"):
                assert link[1:] in names, f"{path.name}: {link}"
            else:
                assert (path.parent / link).is_file(), f"{path.name}: {link}"


def test_pages_are_small(site: Path) -> None:
    assert all(path.stat().st_size < 1_000_000 for path in site.rglob("*.html"))


def test_plain_text_has_no_pages_and_says_so(site: Path, output: Path) -> None:
    (path,) = (output / "records").rglob("inspektorat*.json")
    (record,) = json.loads(path.read_text(encoding="utf-8"))
    page = (site / "sops" / f"{record['id']}.html").read_text(encoding="utf-8")
    assert "dokumen ini teks biasa" in page
    assert record["header"]["title"] in page


def test_a_document_that_is_not_there_leaves_its_values(output: Path, tmp_path: Path) -> None:
    command = ["report", str(output), "-o", str(tmp_path / "r"), "--sources", str(tmp_path)]
    assert main([*command, "--lang", "en"]) == ExitCode.OK
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "r" / "sops").iterdir()]
    assert sum("was not found in the folders" in page for page in pages) == 3
    assert not (tmp_path / "r" / "pages").exists()


def test_a_document_that_cannot_be_drawn_is_named(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rusak.pdf").write_bytes(b"%PDF-1.4\nnothing")
    import hashlib

    sha256 = hashlib.sha256(b"%PDF-1.4\nnothing").hexdigest()
    record = make_record(sha256=sha256, path="in/rusak.pdf")
    write_records(record_file(tmp_path / "out", "in/rusak.pdf"), [record])
    command = ["report", str(tmp_path / "out"), "--sources", str(tmp_path)]
    assert main(command) == ExitCode.SOME_FAILED
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("in/rusak.pdf: ")


def test_what_a_document_says_is_shown_and_never_run(tmp_path: Path) -> None:
    record = make_record(title=EVIL, path=f"a/{EVIL[:40]}.pdf".replace("/t", "t"))
    record.header.agency = EVIL
    record.steps[0].activity = EVIL
    record.actors[0] = EVIL
    record.steps[0].actors = [EVIL]
    record.extra_sections = {EVIL: [EVIL]}
    record.findings.append(
        Finding(code="odd", severity=Severity.INFO, message=EVIL, field="/header/title")
    )
    write_records(record_file(tmp_path / "out", "x.pdf"), [record])
    assert main(["report", str(tmp_path / "out"), "--lang", "id"]) == ExitCode.OK
    with open_page() as page:
        page.goto((tmp_path / "out" / "report" / "index.html").as_uri())
        assert page.title() == "Laporan ekstraksi SOP"
        page.locator("#sops a").first.click()
        assert page.title() == EVIL
        assert page.locator("h1").inner_text() == EVIL
        assert page.locator("script").count() == 1
        assert page.locator("img").count() == 0


def test_every_finding_is_shown_once(tmp_path: Path) -> None:
    record = make_record()
    fields = [None, "/header/title", "/steps", "/steps/0", "/steps/0/duration/raw", "/flow",
              "/legal_basis/0/number", "/legal_basis", "/nowhere"]  # fmt: skip
    record.findings = [
        Finding(code=f"c{i}", severity=Severity.INFO, message="m", field=field)
        for i, field in enumerate(fields)
    ]
    content = build_page(record)
    parts = [content, *content.values(), *content.sections, *content.steps]
    shown = [finding.code for part in parts for finding in part.findings]
    assert sorted(shown) == [f"c{i}" for i in range(len(fields))]


def test_levels_of_confidence_are_told_in_words_and_not_by_colour_alone(tmp_path: Path) -> None:
    record = make_record()
    record.provenance = {
        "/header/title": Provenance(page=1, bbox=(1, 2, 3, 4), confidence=0.95),
        "/header/agency": Provenance(page=1, bbox=(1, 2, 3, 4), confidence=0.7, raw="D1NAS"),
        "/header/sop_number": Provenance(page=1, bbox=(1, 2, 3, 4), confidence=0.2),
    }
    write_records(record_file(tmp_path / "out", "x.pdf"), [record])
    assert main(["report", str(tmp_path / "out"), "--lang", "en"]) == ExitCode.OK
    (path,) = (tmp_path / "out" / "report" / "sops").iterdir()
    page = path.read_text(encoding="utf-8")
    assert re.search(r'class="value check".*?check <span class="percent">70 %', page, re.DOTALL)
    assert re.search(r'class="value doubt".*?doubtful <span class="percent">20 %', page, re.DOTALL)
    assert "read as: D1NAS" in page


def test_a_folder_without_records_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(tmp_path)]) == ExitCode.BAD_ARGUMENTS
    assert "holds no records" in capsys.readouterr().err


def test_a_record_file_of_another_kind_is_named(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(output / "records", tmp_path / "records")
    (tmp_path / "records" / "z.json").write_text("[{}]", encoding="utf-8")
    assert main(["report", str(tmp_path)]) == ExitCode.BAD_ARGUMENTS
    assert "z.json: holds no records of this version" in capsys.readouterr().err


def test_both_languages_say_everything() -> None:
    text = files("extract.report").joinpath("words.toml").read_text(encoding="utf-8")
    languages = tomllib.loads(text)
    assert languages["id"].keys() == languages["en"].keys()
    for name in languages["id"]:
        fields = [set(re.findall(r"{(\w+)}", languages[lang][name])) for lang in ("id", "en")]
        assert fields[0] == fields[1], name
