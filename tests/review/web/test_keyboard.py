"""A scanned SOP is reviewed with the keyboard alone, on the review as its command serves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models import ReviewState
from tests.review.documents import SAMPLES
from tests.review.web.conftest import SCAN
from tests.review.web.reviewing import Person, command, desk, journal, people

# Noted from the page's first script on: what no keyboard does.
_WATCH = """
for (const kind of ["pointerdown", "mousedown", "touchstart", "wheel"])
  addEventListener(kind, () => { sessionStorage.mouse = kind; }, true);
"""


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
    browser: Any, output: Path, scan: str
) -> None:
    gold = gold_of(SCAN)
    asked = len(desk(output).open(scan).doubts)
    with command(output) as link, people(browser, link, "Bunga Uji") as [person]:
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
    reviewed = desk(output).open(scan).reviewed
    assert reviewed.review is not None
    assert reviewed.review.state is ReviewState.DONE
    assert reviewed.header.effective_on == gold["header"]["effective_on"]
    assert {entry["by"] for entry in journal(output)} == {"Bunga Uji"}
