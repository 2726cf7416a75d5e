"""Two people review the same SOP at the same time, on a review that is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.documents import SAMPLES
from tests.review.web.reviewing import Person, people, session
from tests.review.web.serving import serve


@pytest.fixture
def two(browser: Any, output: Path, scan: str) -> Iterator[list[Person]]:
    """Give two people who have the same SOP open."""
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji", "Tirta Coba") as found,
    ):
        for person in found:
            person.open(scan)
        yield found


def test_a_change_that_comes_second_is_refused_and_not_lost(
    two: list[Person], output: Path, scan: str
) -> None:
    first, second = two
    field = "#i-header-title"
    first.page.fill(field, "Judul dari Bunga")
    first.page.press(field, "Enter")
    first.shows(field, "Judul dari Bunga")
    second.page.fill(field, "Judul dari Tirta")
    second.page.press(field, "Enter")
    second.until("!document.querySelector('#told').hidden")
    told = second.text("#told")
    assert "Bunga Uji" in told
    assert "Judul dari Bunga" in told
    # What he typed is where he typed it, and the other's stands.
    assert second.value(field) == "Judul dari Tirta"
    assert session(output).open(scan).reviewed.header.title == "Judul dari Bunga"
    # Leaving the field does not save it; he does, knowingly.
    second.page.focus("#i-header-sop_number")
    second.page.focus(field)
    assert session(output).open(scan).reviewed.header.title == "Judul dari Bunga"
    second.page.press(field, "Enter")
    second.shows(field, "Judul dari Tirta")
    assert session(output).open(scan).reviewed.header.title == "Judul dari Tirta"


def test_what_another_did_is_seen_with_the_next_answer_and_spares_what_is_typed(
    two: list[Person], output: Path, scan: str
) -> None:
    first, second = two
    first.page.fill("#i-header-title", "Judul dari Bunga")
    first.page.press("#i-header-title", "Enter")
    first.shows("#i-header-title", "Judul dari Bunga")
    first.page.click("#c-1-3")
    first.until("document.querySelector('#c-1-3').ariaPressed === 'true'")
    # The second types into the same field while another answer is on its way to him.
    held: list[Any] = []
    second.page.route("**/actor", lambda route: held.append(route))
    second.page.click("#c-5-3")
    second.page.fill("#i-header-title", "Judul setengah ditulis")
    assert held
    held[0].continue_()
    second.until("document.querySelector('#c-1-3').ariaPressed === 'true'")
    assert second.value("#i-header-title") == "Judul setengah ditulis"
    # What he goes by is still what he saw when he typed: he is told before he saves over it.
    second.page.press("#i-header-title", "Enter")
    second.until("!document.querySelector('#told').hidden")
    assert "Bunga Uji" in second.text("#told")
    assert session(output).open(scan).reviewed.header.title == "Judul dari Bunga"


def test_rows_are_not_changed_over_what_another_did_to_them(
    two: list[Person], output: Path, scan: str
) -> None:
    first, second = two
    first.page.fill("#i-steps-rows-2-output", "Berkas yang lengkap sekali")
    first.page.press("#i-steps-rows-2-output", "Enter")
    first.until("document.querySelector('#f-steps-rows-2-output').classList.contains('reviewed')")
    second.page.click("#r-steps-rows-2 [data-act=delete]")
    second.until("!document.querySelector('#told').hidden")
    assert "Bunga Uji" in second.text("#told")
    # He sees the other's value now, and what he does then is done.
    second.shows("#i-steps-rows-2-output", "Berkas yang lengkap sekali")
    second.page.click("#r-steps-rows-2 [data-act=delete]")
    second.until("!document.querySelector('#r-steps-rows-2')")
    assert len(session(output).open(scan).reviewed.steps) == 5
