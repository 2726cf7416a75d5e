"""From documents to a database: runs, reviews and loads by the real commands and a browser."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models import ReviewState
from tests.review.documents import SAMPLES
from tests.review.web.conftest import SCAN
from tests.review.web.reviewing import ROOT, Person, command, journal, people, session

DIGITAL = SAMPLES / "kecamatan-telaga-bestari.pdf"
DOCUMENTS = (
    SAMPLES / "scans" / SCAN,
    DIGITAL,
)
# Noted from the page's first script on: what no keyboard does.
_WATCH = """
for (const kind of ["pointerdown", "mousedown", "touchstart", "wheel"])
  addEventListener(kind, () => { sessionStorage.mouse = kind; }, true);
"""


def extract(*words: str | Path) -> None:
    """Run a command of the program."""
    told = [sys.executable, "-m", "extract", *map(str, words)]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of a fresh run: a scan upside down and a digital document."""
    output = tmp_path_factory.mktemp("fresh") / "output"
    extract(*DOCUMENTS, "--output", output)
    return output


def scan_in(output: Path) -> str:
    """Return the id of the SOP that was scanned upside down."""
    return next(row.id for row in session(output).queue() if row.source.endswith(SCAN))


def gold_of(name: str) -> dict[str, Any]:
    """Return the record that a sample has in fact."""
    told = json.loads((SAMPLES / "gold" / Path(name).with_suffix(".json").name).read_text("utf-8"))
    record: dict[str, Any] = told["records"][0]
    return record


def truth(gold: dict[str, Any], target: str) -> str | None:
    """Return what a field that has the focus should hold; None for what is no text field.

    Args:
        gold: The record as it is in fact.
        target: The id of the field, which is made of its pointer.
    """
    parts = target.removeprefix("i-").split("-")
    if not target.startswith("i-"):
        return None
    value: Any = gold
    for part in parts:
        if part != "rows":
            value = value[int(part) - 1] if isinstance(value, list) else value[part]
    if isinstance(value, dict):
        value = value["raw"]
    return str(value)


def review(person: Person, gold: dict[str, Any]) -> None:
    """Settle what asks for attention, one thing after the other: right it, or accept it."""
    for _ in range(100):
        at = person.focused()
        if at == "sign-off":
            return
        right = truth(gold, at)
        left = person.text(".left b")
        if right is not None and person.page.evaluate("document.activeElement.value") != right:
            person.press("Control+a")
            person.type(right)
        person.press("Enter")
        person.until(f"document.querySelector('.left b').innerText !== {json.dumps(left)}")
        person.until(f"document.activeElement.id !== {json.dumps(at)}")
    raise AssertionError("it never ends")


def test_a_scan_is_reviewed_to_done_with_the_keyboard_alone(
    browser: Any, fresh: Path, tmp_path: Path
) -> None:
    output = Path(shutil.copytree(fresh, tmp_path / "output"))
    scan = scan_in(output)
    gold = gold_of(SCAN)
    asked = len(session(output).open(scan).doubts)
    with command(output) as link, people(browser, link, "Bunga Uji", known=False) as [person]:
        person.page.add_init_script(_WATCH)
        person.page.reload()
        # The first of the queue has the focus; the scan is searched for.
        person.press("/")
        person.type("terbalik")
        person.until("document.querySelectorAll('#queue a.sop').length === 1")
        person.press("ArrowDown", "Enter")
        person.page.wait_for_url(f"**/sop/{scan}*")
        person.until("document.activeElement.matches('#form *')")
        opened = person.keys
        review(person, gold)
        person.press("Enter")
        # No other SOP is found by that word, so it is the queue that opens.
        person.page.wait_for_url(f"{person.url}?words=terbalik")
        assert person.page.evaluate("sessionStorage.mouse") is None
        print(f"{person.keys} keys, {opened} of them to open it, for {asked} doubts")
        # One key a thing that asks, the one date that was misread, opening and signing off.
        assert person.keys <= opened + asked + len("2022-02-01") + 2
    reviewed = session(output).open(scan).reviewed
    assert reviewed.review is not None
    assert reviewed.review.state is ReviewState.DONE
    assert reviewed.header.effective_on == gold["header"]["effective_on"]
    assert {entry["by"] for entry in journal(output)} == {"Bunga Uji"}


def test_corrections_outlive_a_reload_another_run_and_reach_a_database(
    browser: Any, fresh: Path, tmp_path: Path
) -> None:
    output = Path(shutil.copytree(fresh, tmp_path / "output"))
    sop = next(row.id for row in session(output).queue() if row.source.endswith(DIGITAL.name))
    before = session(output).open(sop).extracted
    assert before.header.created_on == "2023-03-06"
    assert before.steps[2].actors == ["Kasi Pelayanan Umum"]
    with command(output) as link, people(browser, link, "Bunga Uji") as [person]:
        person.open(sop)
        person.page.fill("#i-header-created_on", "7 Maret 2023")
        person.page.press("#i-header-created_on", "Enter")
        person.shows("#i-header-created_on", "2023-03-07")
        person.page.click("#c-3-3")
        person.until("document.querySelector('#c-3-3').ariaPressed === 'true'")
        person.page.select_option("#arrow-source", "4")
        person.page.select_option("#arrow-target", "3")
        person.page.fill("#arrow-label", "Tidak")
        person.page.click("[data-act=arrow]")
        person.until("document.querySelector('#l-4').dataset.arrows.includes('Tidak')")
        person.open(sop)
        assert person.value("#i-header-created_on") == "2023-03-07"
        assert person.page.get_attribute("#c-3-3", "aria-pressed") == "true"
        assert {"target": "3", "label": "Tidak"} in person.arrows("4")
    extract(DIGITAL, "--output", output, "--force")
    database = tmp_path / "sops.db"
    extract("load", f"sqlite:///{database}", output)
    with closing(sqlite3.connect(database)) as found:
        [(created, state)] = found.execute(
            "SELECT created_on, review_state FROM documents WHERE id = ?", [sop]
        )
        actors = found.execute(
            "SELECT actor FROM step_actors WHERE id = ? AND seq = 3 ORDER BY position", [sop]
        ).fetchall()
        arrows = found.execute(
            "SELECT target, label FROM flow WHERE id = ? AND source = 4", [sop]
        ).fetchall()
    found.close()
    assert (created, state) == ("2023-03-07", "started")
    assert actors == [("Kasi Pelayanan Umum",), ("Sekretaris Camat",)]
    assert (3, "Tidak") in arrows
