"""An SOP is reviewed in a real browser: what each part of its page does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models import ReviewState
from tests.review.documents import SAMPLES
from tests.review.web.reviewing import Person, journal, people, reread, session
from tests.review.web.serving import serve


@pytest.fixture
def person(browser: Any, output: Path, scan: str) -> Iterator[Person]:
    """Give somebody who has that SOP open."""
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji") as [one],
    ):
        one.open(scan)
        yield one


def test_a_date_is_corrected_and_stays(person: Person, output: Path, scan: str) -> None:
    field = "#i-header-effective_on"
    person.page.fill(field, "1 Februari 2022")
    person.until(
        "document.querySelector('#p-header-effective_on').innerText.includes('1 February')"
    )
    person.page.press(field, "Enter")
    person.shows(field, "2022-02-01")
    assert "reviewed" in person.text("#f-header-effective_on")
    person.open(scan)
    assert person.value(field) == "2022-02-01"
    sop = session(output).open(scan)
    assert sop.reviewed.header.effective_on == "2022-02-01"
    assert sop.reviewed.provenance["/header/effective_on"].confidence == 1
    assert journal(output)[-1]["by"] == "Bunga Uji"


def test_what_is_no_date_is_not_saved_and_stays_in_the_field(person: Person, output: Path) -> None:
    field = "#i-header-created_on"
    was = person.value(field)
    person.page.fill(field, "kemarin dulu")
    person.page.press(field, "Enter")
    person.until("document.querySelector('#f-header-created_on .wrong')")
    assert person.value(field) == "kemarin dulu"
    assert person.focused() == "i-header-created_on"
    assert not (output / "review" / "journal.jsonl").exists()
    # Leaving the field does not save it either, and does not lose it.
    person.page.focus("#i-header-title")
    assert person.value(field) == "kemarin dulu"
    person.page.press(field, "Escape")
    person.shows(field, was)


def test_a_field_is_saved_when_it_is_left(person: Person, output: Path, scan: str) -> None:
    person.page.fill("#i-steps-rows-1-duration", "2 hari kerja")
    person.until(
        "document.querySelector('#p-steps-rows-1-duration').innerText.includes('2 hari kerja')"
    )
    person.page.focus("#i-header-title")
    person.until("document.querySelector('#i-steps-rows-1-duration').defaultValue[0] === '2'")
    duration = session(output).open(scan).reviewed.steps[0].duration
    assert duration is not None
    assert (duration.raw, duration.iso8601) == ("2 hari kerja", "P2D")
    # The focus is where the person went.
    assert person.focused() == "i-header-title"


def test_a_citation_is_understood_while_it_is_typed(person: Person) -> None:
    person.page.fill("#i-legal_basis-rows-2", "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik")
    person.until(
        "document.querySelector('#p-legal_basis-rows-2').innerText.includes('uu-no-25-tahun-2009')"
    )
    person.page.fill("#i-legal_basis-rows-2", "kebiasaan setempat")
    person.until("document.querySelector('#p-legal_basis-rows-2 .odd')")


def test_an_item_is_added_moved_and_taken_away(person: Person, output: Path, scan: str) -> None:
    def equipment() -> list[str]:
        return session(output).open(scan).reviewed.equipment

    before = equipment()
    person.page.fill("#i-new-equipment", "Meja layanan")
    person.page.press("#i-new-equipment", "Enter")
    person.until("document.querySelector('#i-equipment-rows-n1')?.value === 'Meja layanan'")
    assert equipment() == [*before, "Meja layanan"]
    # The next item can be typed at once.
    assert person.focused() == "i-new-equipment"
    person.page.press("#i-equipment-rows-n1", "Alt+ArrowUp")
    person.until("document.querySelector('#s-equipment li:last-child').dataset.key !== 'n1'")
    assert equipment()[-2] == "Meja layanan"
    assert person.focused() == "i-equipment-rows-n1"
    person.page.click("#f-equipment-rows-n1 [data-act=delete]")
    person.until("!document.querySelector('#i-equipment-rows-n1')")
    assert equipment() == before
    # An item without text goes, too.
    person.page.fill("#i-equipment-rows-1", "")
    person.page.press("#i-equipment-rows-1", "Enter")
    person.until("!document.querySelector('#i-equipment-rows-1')")
    assert equipment() == before[1:]


def test_an_actor_does_a_step_by_click_and_by_key(person: Person, output: Path, scan: str) -> None:
    cell = "#c-2-1"
    assert person.page.get_attribute(cell, "aria-pressed") == "false"
    person.page.click(cell)
    person.until("document.querySelector('#c-2-1').ariaPressed === 'true'")
    assert session(output).open(scan).reviewed.steps[1].actors == ["Pemohon", "Staf Kelurahan"]
    person.press("ArrowRight", "Space")
    person.until("document.querySelector('#c-2-2').ariaPressed === 'false'")
    assert session(output).open(scan).reviewed.steps[1].actors == ["Pemohon"]
    assert person.focused() == "c-2-2"


def test_an_actor_is_renamed_in_the_steps_too(person: Person, output: Path, scan: str) -> None:
    person.page.fill("#i-actors-rows-2", "Staf Pelayanan")
    person.page.press("#i-actors-rows-2", "Enter")
    person.until("document.querySelector('#s-lanes thead').innerText.includes('Staf Pelayanan')")
    assert "Staf Pelayanan" in session(output).open(scan).reviewed.steps[1].actors
    person.page.fill("#i-actors-rows-2", "Lurah")
    person.page.press("#i-actors-rows-2", "Enter")
    person.until("!document.querySelector('#told').hidden")
    assert "already" in person.text("#told")
    assert person.value("#i-actors-rows-2") == "Lurah"


def test_an_arrow_is_drawn_and_another_picked(person: Person, output: Path, scan: str) -> None:
    before = person.arrows("2")
    source = person.page.locator("#l-2 .lane-cell svg.symbol").first
    source.scroll_into_view_if_needed()
    start = source.bounding_box()
    end = person.page.locator("#l-5 .lane-cell svg.symbol").first.bounding_box()
    person.page.mouse.move(start["x"] + 18, start["y"] + 12)
    person.page.mouse.down()
    person.page.mouse.move(end["x"] + 18, end["y"] + 12, steps=5)
    person.page.mouse.up()
    person.until("document.querySelector('#l-2').dataset.arrows.includes('\"5\"')")
    assert len(person.arrows("2")) == len(before) + 1
    # The symbol was dragged, not clicked.
    assert person.page.get_attribute("#c-2-2", "aria-pressed") == "true"
    # It leaves a decision, so its label is asked.
    person.until("document.activeElement.classList.contains('arrow-label')")
    person.type("Ya")
    person.press("Enter")
    person.until("document.querySelector('#l-2').dataset.arrows.split('Ya').length === 3")
    assert {"target": "5", "label": "Ya"} in person.arrows("2")

    person.page.select_option("#arrow-source", "6")
    person.page.select_option("#arrow-target", "2")
    person.page.fill("#arrow-label", "Tidak")
    person.page.click("[data-act=arrow]")
    person.until("document.querySelector('#l-6').dataset.arrows.includes('Tidak')")
    person.until('document.querySelector(\'svg.drawn path[data-from="6"][data-to="2"]\')')
    flow = session(output).open(scan).reviewed.flow
    assert (6, 2, "Tidak") in [(edge.source, edge.target, edge.label) for edge in flow]
    person.open(scan)
    person.page.click("#l-6 [data-act=arrow-remove]")
    person.until("document.querySelector('#l-6').dataset.arrows === '[]'")


def test_steps_are_split_merged_and_moved(person: Person, output: Path, scan: str) -> None:
    def activities() -> list[str | None]:
        return [step.activity for step in session(output).open(scan).reviewed.steps]

    before = activities()
    assert before[0] == "Mengajukan permohonan surat pengantar nikah"
    field = person.page.locator("#i-steps-rows-1-activity")
    field.focus()
    field.evaluate("field => field.setSelectionRange(10, 10)")
    person.press("Alt+Enter")
    person.until("document.activeElement.id === 'i-steps-rows-n1-activity'")
    assert activities()[:2] == ["Mengajukan", "permohonan surat pengantar nikah"]
    person.page.click("#r-steps-rows-1 [data-act=merge]")
    person.until("!document.querySelector('#r-steps-rows-n1')")
    assert activities() == before
    person.page.focus("#i-steps-rows-1-output")
    person.press("Alt+ArrowDown")
    person.until("document.querySelector('table.steps tbody tr').dataset.key === '2'")
    assert activities()[:2] == [before[1], before[0]]
    assert person.focused() == "i-steps-rows-1-output"
    person.open(scan)
    assert person.value("table.steps tbody tr:nth-child(2) td.activity textarea") == before[0]


def test_what_was_done_is_undone_and_redone(person: Person, output: Path, scan: str) -> None:
    field = "#i-header-title"
    was = person.value(field)
    person.page.fill(field, "Judul lain")
    person.page.press(field, "Enter")
    person.shows(field, "Judul lain")
    person.page.focus(field)
    person.press("Control+z")
    person.shows(field, was)
    person.press("Control+Shift+Z")
    person.shows(field, "Judul lain")
    person.press("Escape", "u")
    person.shows(field, was)
    assert session(output).open(scan).reviewed.header.title == was


def test_what_is_typed_is_undone_by_the_browser(person: Person, output: Path) -> None:
    person.page.focus("#i-header-title")
    person.press("End")
    person.type("x")
    person.press("Control+z")
    person.until("document.querySelector('#i-header-title').value.at(-1) !== 'x'")
    assert not (output / "review" / "journal.jsonl").exists()


def test_a_word_of_the_page_fills_the_field(person: Person, output: Path, scan: str) -> None:
    field = "#i-header-unit"
    person.page.focus(field)
    words = person.page.locator(".viewer [data-word]")
    words.nth(4).click()
    person.until(f"document.querySelector('{field}').defaultValue !== ''")
    first = person.value(field)
    person.until(f"document.activeElement === document.querySelector('{field}')")
    words.nth(5).click(modifiers=["Shift"])
    person.until(f"document.querySelector('{field}').defaultValue.includes(' ')")
    assert person.value(field).startswith(f"{first} ")
    place = session(output).open(scan).reviewed.provenance["/header/unit"]
    assert place.page == 1
    assert place.bbox is not None


def test_focusing_a_field_shows_where_it_stands(person: Person) -> None:
    person.page.focus("#i-header-title")
    person.until("document.querySelector('.viewer .mark')")
    first = person.page.locator(".viewer .mark").bounding_box()
    person.page.focus("#i-header-sop_number")
    person.until("document.querySelector('.viewer .mark')")
    assert person.page.locator(".viewer .mark").bounding_box() != first


def test_a_row_of_the_swimlane_is_accepted_at_once(person: Person, output: Path, scan: str) -> None:
    person.page.click("#a-lanes-3")
    person.until("document.querySelector('#l-3').classList.contains('reviewed')")
    confirmed = set(journal(output)[-1]["confirmed"])
    assert confirmed == {"/steps/rows/3/actors", "/steps/rows/3/symbol", "/flow/3"}


def test_all_of_a_section_is_accepted_at_once(person: Person) -> None:
    person.page.focus("#i-header-title")
    person.press("Control+Enter")
    person.until("!document.querySelector('#s-header [data-asks]')")
    assert person.focused().startswith("i-legal_basis")


def test_only_what_asks_is_shown_where_that_is_wanted(person: Person) -> None:
    assert person.page.is_visible("#i-header-title")
    person.press("Escape", "o")
    person.until("document.querySelector('#fold').ariaPressed === 'true'")
    assert not person.page.is_visible("#i-header-title")
    assert person.page.is_visible(f"#{person.asking()[0]}")
    person.page.click("#fold")
    assert person.page.is_visible("#i-header-title")


def test_letters_are_no_keys_while_one_types_nor_where_they_are_switched_off(
    person: Person,
) -> None:
    person.page.focus("#i-header-unit")
    person.type("o?")
    assert person.value("#i-header-unit") == "o?"
    assert not person.page.is_visible("#help")
    person.press("Escape", "Escape", "?")
    person.until("document.querySelector('#help').open")
    person.page.uncheck("#letters")
    person.press("Escape", "?")
    assert not person.page.is_visible("#help")
    person.press("F1")
    person.until("document.querySelector('#help').open")


def test_differences_with_a_newer_reading_are_shown_and_settled(
    person: Person, output: Path, scan: str
) -> None:
    person.page.fill("#i-header-title", "Judul saya")
    person.page.press("#i-header-title", "Enter")
    person.shows("#i-header-title", "Judul saya")
    person.page.click("#f-legal_basis-rows-2 [data-act=delete]")
    person.until("!document.querySelector('#f-legal_basis-rows-2')")
    newer = "Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan dan Kelurahan"
    reread(output, scan, title="Judul terbaca baru", legal_basis={1: newer})
    person.open(scan)
    assert "Judul terbaca baru" in person.text("#f-header-title")
    assert newer in person.text("#n-legal_basis")
    # What a person deleted stays away until he takes it; what he wrote stays until he gives it up.
    assert "k-legal_basis-rows-2" in person.asking()
    person.page.click("#n-legal_basis [data-act=take]")
    person.until("document.querySelector('#i-legal_basis-rows-2')")
    person.page.click("#f-header-title [data-act=keep]")
    person.until("!document.querySelector('#f-header-title .conflict')")
    sop = session(output).open(scan)
    assert sop.reviewed.header.title == "Judul saya"
    assert sop.reviewed.legal_basis[1].raw == newer
    assert not sop.draft.conflicts


def test_what_is_typed_stays_where_the_server_does_not_answer(
    person: Person, output: Path, scan: str
) -> None:
    field = "#i-header-unit"
    person.page.context.set_offline(True)
    person.page.fill(field, "Seksi Pelayanan")
    person.page.press(field, "Enter")
    person.until("!document.querySelector('#notice').hidden")
    assert person.value(field) == "Seksi Pelayanan"
    assert person.focused() == "i-header-unit"
    person.page.context.set_offline(False)
    person.page.press(field, "Enter")
    person.shows(field, "Seksi Pelayanan")
    assert session(output).open(scan).reviewed.header.unit == "Seksi Pelayanan"
    # That is all the browser complains of.
    assert all("htmx:" in told or "DISCONNECTED" in told for told in person.complaints)
    person.complaints.clear()


def test_what_cannot_be_saved_hinders_what_would_take_it_away_and_nothing_else(
    person: Person, output: Path, scan: str
) -> None:
    field = "#i-header-created_on"
    person.page.fill(field, "kemarin dulu")
    person.page.click("#c-2-1")
    person.until("document.querySelector('#c-2-1').ariaPressed === 'true'")
    assert person.value(field) == "kemarin dulu"
    person.press("F9")
    person.until("!document.querySelector('#told').hidden")
    assert "Esc" in person.text("#told")
    assert person.focused() == "i-header-created_on"
    assert session(output).open(scan).draft.state is ReviewState.STARTED
    person.press("Escape", "F9")
    person.until("document.querySelector('#done-anyway').open")


def test_the_page_at_the_left_is_turned_and_enlarged_by_keys(person: Person) -> None:
    def view() -> dict[str, float]:
        told = """async () => {
          const script = document.querySelector("script[src$='/viewer.js']").src;
          return (await import(script)).viewerOf(document).view;
        }"""
        return dict(person.page.evaluate(told))

    person.until("document.querySelector('.viewer .page-view')")
    before = view()
    person.press("Escape", "r")
    assert view()["rotation"] == (before["rotation"] + 90) % 360
    now = view()
    person.press("+")
    assert view()["scale"] > now["scale"]


def test_the_queue_is_filtered_and_walked_by_keys(person: Person) -> None:
    person.press("Escape", "q")
    person.until("document.activeElement.matches('#queue a.sop')")
    everything = person.page.locator("#queue a.sop").count()
    person.page.evaluate("window.same = true")
    person.page.focus("#kind")
    person.page.select_option("#kind", "ocr")
    person.until(f"document.querySelectorAll('#queue a.sop').length < {everything}")
    # Without a reload, and to be come back to.
    assert person.page.evaluate("window.same")
    assert "kind=ocr" in person.page.url
    person.press("Escape")
    first = person.page.evaluate("document.activeElement.href")
    person.press("j")
    second = person.page.evaluate("document.activeElement.href")
    assert second != first
    assert second.endswith("?kind=ocr")
    person.press("k")
    assert person.page.evaluate("document.activeElement.href") == first
    person.press("Enter")
    person.until("document.activeElement.matches('#form *')")
    assert person.page.url == first
    person.press("Escape", "q")
    person.until("document.querySelector('#kind')?.value === 'ocr'")
