"""The page viewer in a real browser: what is clicked is the word that is read there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from extract.review.sources.pages import PAGES_FOLDER
from tests.review.web.serving import Served, serve
from tests.review.web.viewing import BARE_PAGE, DESKTOP, DIGITAL, TEXT, UPSIDE_DOWN, Seen, inside


class TestShow:
    @pytest.mark.parametrize("name", [DIGITAL, UPSIDE_DOWN])
    def test_the_box_of_a_value_is_marked_and_seen(
        self, name: str, window: Any, site: Served
    ) -> None:
        seen = Seen(window, site, name)
        for _ in range(2):
            seen.do("zoom-in")
        index = len(seen.record.steps) - 1
        for pointer in ("/header/title", f"/steps/{index}/activity", "/equipment/0"):
            seen.show(pointer)
            assert inside(seen.box(".mark"), seen.box(".stage"))
            value = seen.record.steps[index].activity.split()[0]
            if pointer.startswith("/steps"):
                place = seen.record.provenance[pointer]
                assert window.evaluate("viewer.page") == place.page
                # What stands in the middle of the mark's left edge is the value's first line.
                texts = window.evaluate(
                    """() => { const mark = document.querySelector(".mark").getBoundingClientRect();
                    return [...document.querySelectorAll(".word")].filter(word => {
                      const box = word.getBoundingClientRect();
                      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                      return mark.left < x && x < mark.right && mark.top < y && y < mark.bottom;
                    }).map(word => word.textContent) }"""
                )
                assert value in texts
        window.evaluate("viewer.clear()")
        assert window.query_selector(".mark") is None

    @pytest.mark.parametrize("name", [DIGITAL, UPSIDE_DOWN])
    def test_a_box_is_large_enough_to_read_until_one_zooms_oneself(
        self, name: str, window: Any, site: Served
    ) -> None:
        seen = Seen(window, site, name)
        fitted = seen.scale()
        index = len(seen.record.steps) - 1
        for pointer in ("/header/created_on", f"/steps/{index}/number"):
            seen.show(pointer)
            assert seen.scale() > fitted
            assert inside(seen.box(".mark"), seen.box(".stage"))
            heights = window.evaluate(
                """() => { const mark = document.querySelector(".mark").getBoundingClientRect();
                return [...document.querySelectorAll(".word")].map(word =>
                  word.getBoundingClientRect()).filter(box => mark.left <= box.left + 1 &&
                  box.right <= mark.right + 1 && mark.top <= box.top + 1 &&
                  box.bottom <= mark.bottom + 1).map(box => box.height) }"""
            )
            assert heights and max(heights) > 12
        seen.do("zoom-out")
        own = seen.scale()
        seen.show("/header/created_on")
        assert seen.scale() == own
        seen.do("fit-page")
        assert seen.scale() <= fitted

    def test_a_page_opens_the_way_it_reads(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, UPSIDE_DOWN)
        assert window.evaluate("viewer.view.rotation") == 0
        seen.do("next-page")
        window.wait_for_function("() => viewer.view.rotation === 180")

    def test_who_asks_for_a_place_before_the_page_is_there_sees_it(
        self, window: Any, site: Served
    ) -> None:
        seen = Seen(window, site, DIGITAL)
        places = [seen.record.provenance[f"/steps/{i}/activity"] for i in (0, 6, 3)]
        window.evaluate(
            "places => Promise.all(places.map(([page, box]) => viewer.show(page, box)))",
            [[place.page, place.bbox] for place in places],
        )
        assert window.evaluate("viewer.page") == places[2].page
        assert len(window.query_selector_all(".stage .mark")) == 1
        assert inside(seen.box(".mark"), seen.box(".stage"))


class TestPicking:
    def test_a_click_tells_the_word_and_leaves_the_focus(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        picked = seen.click("Bestari")
        assert (picked["text"], picked["page"], picked["add"]) == ("Bestari", 1, False)
        assert picked["confidence"] == 1
        assert picked["bbox"][0] < picked["bbox"][2]
        assert window.evaluate("document.activeElement.id") == "field"

    @pytest.mark.parametrize("turns", range(4))
    def test_however_the_page_is_turned_and_zoomed(
        self, turns: int, window: Any, site: Served
    ) -> None:
        seen = Seen(window, site, DIGITAL)
        plain = seen.click("Bestari")
        for _ in range(turns):
            seen.do("rotate-right")
        for _ in range(turns + 2):
            seen.do("zoom-in")
        assert window.evaluate("viewer.view.rotation") == turns * 90
        assert seen.click("Bestari") == plain

    def test_a_drag_takes_words_in_the_order_they_are_read(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, UPSIDE_DOWN)
        place = seen.record.provenance["/steps/0/activity"]
        activity = seen.record.steps[0].activity
        for turns in range(2):
            seen.show("/steps/0/activity")
            # Begins on a word; where, the turn of the page decides. Looking for it scrolls.
            first = seen.word(activity.split()[0])
            mark = seen.box(".mark")
            inset = 1.5
            corners = [
                (x, y)
                for x in (mark["left"] + inset, mark["right"] - inset)
                for y in (mark["top"] + inset, mark["bottom"] - inset)
            ]
            far = max(corners, key=lambda at: abs(at[0] - first[0]) + abs(at[1] - first[1]))
            picked = seen.picked(lambda first=first, far=far: seen.drag(first, far))
            assert picked["text"] == activity, turns
            assert picked["page"] == place.page
            assert 0 < picked["confidence"] < 1
            assert len(window.query_selector_all(".word.picked")) == len(activity.split())
            seen.do("rotate-left")

    def test_shift_and_the_button_add(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        seen.click("Telaga")
        x, y = seen.word("Bestari")
        window.keyboard.down("Shift")
        picked = seen.picked(lambda: window.mouse.click(x, y))
        window.keyboard.up("Shift")
        assert (picked["text"], picked["add"]) == ("Bestari", True)
        assert len(window.query_selector_all(".word.picked")) == 2
        assert not seen.click("Telaga")["add"]
        assert len(window.query_selector_all(".word.picked")) == 1
        seen.do("add-words")
        assert window.get_attribute('[data-do="add-words"]', "aria-pressed") == "true"
        assert seen.click("Bestari")["add"]


class TestText:
    def test_the_line_of_a_value_is_marked_and_its_words_picked(
        self, window: Any, site: Served
    ) -> None:
        seen = Seen(window, site, TEXT)
        seen.show("/header/title")
        line = window.inner_text(".line.mark")
        title = seen.record.header.title
        assert title is not None
        assert title in line
        assert inside(seen.box(".line.mark"), seen.box(".stage"))
        words = title.split()
        number = window.evaluate(
            """text => [...document.querySelectorAll("[data-word]")]
              .filter(word => word.textContent === text)
              .findIndex(word => word.closest(".mark"))""",
            words[0],
        )
        first = seen.word(words[0], number)
        last = window.evaluate(
            """() => { const box = [...document.querySelectorAll(".mark [data-word]")].at(-1)
              .getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
        )
        picked = seen.picked(lambda: seen.drag(first, last))
        place = seen.record.provenance["/header/title"]
        assert (picked["text"], picked["line"], picked["page"]) == (title, place.line, None)
        assert window.evaluate("document.activeElement.id") == "field"

    def test_marks_of_bold_print_are_left_out(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, TEXT)
        name = seen.record.header.approver.name
        assert name is not None
        word = name.split()[0]
        assert seen.click(f"**{word}")["text"] == word


def test_without_the_document_the_words_stand_where_they_were(
    window: Any, read_samples: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    shutil.copytree(read_samples, output)
    shutil.rmtree(output / PAGES_FOLDER, ignore_errors=True)
    with (
        serve(output, tmp_path / "nowhere", extra=[BARE_PAGE]) as other,
        window.context.browser.new_page(viewport=DESKTOP) as page,
    ):
        seen = Seen(page, other, UPSIDE_DOWN)
        assert "was not found" in page.inner_text(".trouble")
        seen.show("/steps/0/activity")
        first = seen.record.steps[0].activity.split()[0]
        assert seen.click(first)["text"] == first
        spoken, rect = page.evaluate(
            """first => { const at = [...document.querySelectorAll(".word")]
              .find(word => word.textContent === first);
              return [at.nextSibling, at].map(one => one.getBoundingClientRect().toJSON()); }""",
            first,
        )
        assert abs(spoken["x"] - rect["x"]) < 3
        assert abs(spoken["width"] - rect["width"]) < 4
        assert abs(spoken["y"] - rect["y"]) < rect["height"]
