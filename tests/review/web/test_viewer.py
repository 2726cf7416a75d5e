"""The page viewer in a real browser: what is clicked is what stands there, however it is shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from extract.review.sources.pages import PAGES_FOLDER
from models import SopRecord
from tests.browsers import open_page
from tests.review.documents import SAMPLES
from tests.review.web.serving import Served, serve

# A page with nothing but the viewer and a field.
BARE = """{% extends "base.html" %}
{% block styles %}<link rel="stylesheet" href="{{ static('viewer.css') }}">{% endblock %}
{% block scripts %}<script src="{{ static('viewer.js') }}" type="module"></script>{% endblock %}
{% block body %}<div class="sides">{% include "_pages.html" %}
<main id="content"><input id="field" aria-label="field"></main></div>{% endblock %}"""
DIGITAL = "kecamatan-telaga-bestari.pdf"
UPSIDE_DOWN = "kelurahan-gunung-melati-terbalik.pdf"
TEXT = "inspektorat-nusa-kelapa.txt"
DESKTOP = {"width": 1280, "height": 800}
TABLET = {"width": 820, "height": 1180}

LISTEN = """window.picked = [];
addEventListener("word-picked", event => window.picked.push(event.detail));
import(document.querySelector('script[src*="viewer.js"]').src)
  .then(async ({ viewerOf }) => { window.viewer = viewerOf(document); await viewer.ready;
                                  document.documentElement.dataset.ready = "yes"; })"""


def _bare(request: Request) -> Response:
    site = request.app.state.site
    sop = site.session.open(request.path_params["name"])
    template = site.environment.from_string(BARE)
    words = site.words(request)
    return HTMLResponse(
        template.render(
            t=words, by="", csrf=site.keys.csrf, static=site.assets.address, path="/", sop=sop
        )
    )


class Seen:
    """The viewer of an SOP in a browser.

    Args:
        page: The browser's page.
        served: The review.
        name: The file's name.
    """

    def __init__(self, page: Any, served: Served, name: str) -> None:
        """Open it, and wait until its first page is there."""
        self.page = page
        rows = [row for row in served.site.session.queue() if row.source.endswith(name)]
        self.record: SopRecord = served.site.session.open(rows[0].id).extracted
        # Pages are drawn meanwhile, by a machine that may have much else to do.
        page.set_default_timeout(120_000)
        page.goto(served.link)
        page.goto(f"{served.url}bare/{rows[0].id}")
        page.evaluate(LISTEN)
        page.wait_for_selector("[data-ready]")
        page.focus("#field")

    def show(self, pointer: str) -> None:
        """Show where a value was read."""
        place = self.record.provenance[pointer]
        if place.page is None:
            self.page.evaluate("line => viewer.showLine(line)", place.line)
        else:
            self.page.evaluate("([page, box]) => viewer.show(page, box)", [place.page, place.bbox])

    def box(self, selector: str) -> dict[str, float]:
        """Return where an element stands in the window."""
        box: dict[str, float] = self.page.evaluate(
            "selector => document.querySelector(selector).getBoundingClientRect().toJSON()",
            selector,
        )
        return box

    def word(self, text: str, number: int = 0) -> tuple[float, float]:
        """Return the middle of a word in the window, scrolled into view."""
        x, y = self.page.evaluate(
            """([text, number]) => {
              const all = [...document.querySelectorAll("[data-word]")].filter(word =>
                (word.querySelector("title") ?? word).textContent === text);
              const word = all[number];
              word.scrollIntoView({block: "center", inline: "center"});
              const box = word.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2]; }""",
            [text, number],
        )
        return x, y

    def click(self, text: str, number: int = 0, **options: Any) -> dict[str, Any]:
        """Click a word, and return what was told of it."""
        x, y = self.word(text, number)
        return self.told(lambda: self.page.mouse.click(x, y, **options))

    def drag(self, first: tuple[float, float], last: tuple[float, float]) -> None:
        """Drag the mouse from one point to another."""
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=6)
        self.page.mouse.up()

    def told(self, act: Any) -> dict[str, Any]:
        """Return the one event that came of something."""
        self.page.evaluate("window.picked.length = 0")
        act()
        events: list[dict[str, Any]] = self.page.evaluate("window.picked")
        assert len(events) == 1
        return events[0]

    def do(self, name: str) -> None:
        """Click a button of the toolbar."""
        self.page.click(f'[data-do="{name}"]')

    def scrolled(self) -> tuple[float, float]:
        """Return how far the page is scrolled."""
        left, top = self.page.evaluate(
            "(s => [s.scrollLeft, s.scrollTop])(document.querySelector('.stage'))"
        )
        return left, top

    def scale(self) -> float:
        """Return how many pixels a point has."""
        scale: float = self.page.evaluate("viewer.view.scale")
        return scale


@pytest.fixture(scope="module")
def served(read_samples: Path) -> Iterator[Served]:
    extra = [Route("/bare/{name}", _bare)]
    with serve(read_samples, SAMPLES, extra=extra) as running:
        yield running


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Any]:
    with open_page(served.url, viewport=DESKTOP) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda told: told.type == "error" and errors.append(told.text))
        yield page
        assert errors == []


def inside(box: dict[str, float], view: dict[str, float]) -> bool:
    """Return whether a box is seen whole in a view, or all that fits of it from its left on."""
    wide = box["width"] > view["width"]
    return (
        box["left"] >= view["left"] - 1
        and (box["right"] <= view["right"] + 1 or (wide and box["left"] <= view["left"] + 1))
        and box["top"] >= view["top"] - 1
        and box["bottom"] <= view["bottom"] + 1
    )


class TestShow:
    @pytest.mark.parametrize("name", [DIGITAL, UPSIDE_DOWN])
    def test_the_box_of_a_value_is_marked_and_seen(
        self, name: str, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, name)
        for _ in range(2):
            seen.do("zoom-in")
        index = len(seen.record.steps) - 1
        for pointer in ("/header/title", f"/steps/{index}/activity", "/equipment/0"):
            seen.show(pointer)
            assert inside(seen.box(".mark"), seen.box(".stage"))
            value = seen.record.steps[index].activity.split()[0]
            if pointer.startswith("/steps"):
                place = seen.record.provenance[pointer]
                assert browser.evaluate("viewer.page") == place.page
                # What stands in the middle of the mark's left edge is the value's first line.
                texts = browser.evaluate(
                    """() => { const mark = document.querySelector(".mark").getBoundingClientRect();
                    return [...document.querySelectorAll(".word")].filter(word => {
                      const box = word.getBoundingClientRect();
                      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                      return mark.left < x && x < mark.right && mark.top < y && y < mark.bottom;
                    }).map(word => word.textContent) }"""
                )
                assert value in texts
        browser.evaluate("viewer.clear()")
        assert browser.query_selector(".mark") is None

    @pytest.mark.parametrize("name", [DIGITAL, UPSIDE_DOWN])
    def test_a_box_is_large_enough_to_read_until_one_zooms_oneself(
        self, name: str, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, name)
        fitted = seen.scale()
        index = len(seen.record.steps) - 1
        for pointer in ("/header/created_on", f"/steps/{index}/number"):
            seen.show(pointer)
            assert seen.scale() > fitted
            assert inside(seen.box(".mark"), seen.box(".stage"))
            heights = browser.evaluate(
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

    def test_a_page_opens_the_way_it_reads(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, UPSIDE_DOWN)
        assert browser.evaluate("viewer.view.rotation") == 0
        seen.do("next-page")
        browser.wait_for_function("() => viewer.view.rotation === 180")

    def test_who_asks_for_a_place_before_the_page_is_there_sees_it(
        self, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, DIGITAL)
        places = [seen.record.provenance[f"/steps/{i}/activity"] for i in (0, 6, 3)]
        browser.evaluate(
            "places => Promise.all(places.map(([page, box]) => viewer.show(page, box)))",
            [[place.page, place.bbox] for place in places],
        )
        assert browser.evaluate("viewer.page") == places[2].page
        assert len(browser.query_selector_all(".stage .mark")) == 1
        assert inside(seen.box(".mark"), seen.box(".stage"))


class TestPicking:
    def test_a_click_tells_the_word_and_leaves_the_focus(
        self, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, DIGITAL)
        told = seen.click("Bestari")
        assert (told["text"], told["page"], told["add"]) == ("Bestari", 1, False)
        assert told["confidence"] == 1
        assert told["bbox"][0] < told["bbox"][2]
        assert browser.evaluate("document.activeElement.id") == "field"

    @pytest.mark.parametrize("turns", range(4))
    def test_however_the_page_is_turned_and_zoomed(
        self, turns: int, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, DIGITAL)
        plain = seen.click("Bestari")
        for _ in range(turns):
            seen.do("rotate-right")
        for _ in range(turns + 2):
            seen.do("zoom-in")
        assert browser.evaluate("viewer.view.rotation") == turns * 90
        assert seen.click("Bestari") == plain

    def test_a_drag_takes_words_in_the_order_they_are_read(
        self, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, UPSIDE_DOWN)
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
            told = seen.told(lambda first=first, far=far: seen.drag(first, far))
            assert told["text"] == activity, turns
            assert told["page"] == place.page
            assert 0 < told["confidence"] < 1
            assert len(browser.query_selector_all(".word.picked")) == len(activity.split())
            seen.do("rotate-left")

    def test_shift_and_the_button_add(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        seen.click("Telaga")
        x, y = seen.word("Bestari")
        browser.keyboard.down("Shift")
        told = seen.told(lambda: browser.mouse.click(x, y))
        browser.keyboard.up("Shift")
        assert (told["text"], told["add"]) == ("Bestari", True)
        assert len(browser.query_selector_all(".word.picked")) == 2
        assert not seen.click("Telaga")["add"]
        assert len(browser.query_selector_all(".word.picked")) == 1
        seen.do("add-words")
        assert browser.get_attribute('[data-do="add-words"]', "aria-pressed") == "true"
        assert seen.click("Bestari")["add"]


class TestMoving:
    def test_ctrl_and_wheel_zoom_where_the_pointer_is(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        for _ in range(3):
            seen.do("zoom-in")
        x, y = seen.word("Bestari")
        before = seen.scale()
        browser.mouse.move(x, y)
        browser.keyboard.down("Control")
        browser.mouse.wheel(0, -200)
        browser.wait_for_function("before => viewer.view.scale > before", arg=before)
        browser.keyboard.up("Control")
        told = seen.told(lambda: browser.mouse.click(x, y))
        assert told["text"] == "Bestari"

    def test_a_drag_on_white_moves_the_page(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        for _ in range(4):
            seen.do("zoom-in")
        left, top = seen.scrolled()
        stage = seen.box(".stage")
        # The margin of the page is white.
        start = (stage["left"] + 8, stage["top"] + 8)
        browser.evaluate("document.querySelector('.stage').scrollTo(0, 0)")
        seen.drag((start[0] + 12, start[1] + 150), (start[0] + 2, start[1] + 20))
        assert seen.scrolled() == (10, 130) != (left, top)
        assert browser.evaluate("window.picked.length") == 0

    def test_keys(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        browser.focus(".stage")
        before = seen.scale()
        for _ in range(5):
            browser.keyboard.press("+")
        assert seen.scale() == pytest.approx(before * 1.25**5)
        browser.keyboard.press("ArrowDown")
        browser.keyboard.press("ArrowRight")
        browser.wait_for_function(
            "() => (s => s.scrollTop > 0 && s.scrollLeft > 0)(document.querySelector('.stage'))"
        )
        browser.keyboard.press("-")
        assert seen.scale() == pytest.approx(before * 1.25**4)
        browser.keyboard.press("r")
        assert browser.evaluate("viewer.view.rotation") == 90
        browser.keyboard.press("Shift+R")
        assert browser.evaluate("viewer.view.rotation") == 0
        browser.keyboard.press("0")
        assert inside(seen.box(".page-view"), seen.box(".stage"))
        browser.keyboard.press("w")
        assert seen.scale() == pytest.approx(before, rel=0.05)

    def test_pages_are_turned(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        assert browser.inner_text(".which") == "Page 1 of 3"
        assert browser.is_disabled('[data-do="previous-page"]')
        seen.do("next-page")
        browser.wait_for_function("() => viewer.page === 2")
        browser.focus(".stage")
        browser.keyboard.press("PageDown")
        browser.wait_for_function("() => viewer.page === 3")
        assert browser.inner_text(".which") == "Page 3 of 3"
        assert browser.is_disabled('[data-do="next-page"]')
        browser.keyboard.press("PageUp")
        browser.wait_for_function("() => viewer.page === 2")

    def test_a_wider_window_shows_a_larger_page(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, DIGITAL)
        before = seen.scale()
        browser.set_viewport_size({"width": 1600, "height": 800})
        browser.wait_for_function("before => viewer.view.scale > before", arg=before)
        browser.set_viewport_size(DESKTOP)


class TestText:
    def test_the_line_of_a_value_is_marked_and_its_words_picked(
        self, browser: Any, served: Served
    ) -> None:
        seen = Seen(browser, served, TEXT)
        seen.show("/header/title")
        line = browser.inner_text(".line.mark")
        title = seen.record.header.title
        assert title is not None
        assert title in line
        assert inside(seen.box(".line.mark"), seen.box(".stage"))
        words = title.split()
        number = browser.evaluate(
            """text => [...document.querySelectorAll("[data-word]")]
              .filter(word => word.textContent === text)
              .findIndex(word => word.closest(".mark"))""",
            words[0],
        )
        first = seen.word(words[0], number)
        last = browser.evaluate(
            """() => { const box = [...document.querySelectorAll(".mark [data-word]")].at(-1)
              .getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
        )
        told = seen.told(lambda: seen.drag(first, last))
        place = seen.record.provenance["/header/title"]
        assert (told["text"], told["line"], told["page"]) == (title, place.line, None)
        assert browser.evaluate("document.activeElement.id") == "field"

    def test_marks_of_bold_print_are_left_out(self, browser: Any, served: Served) -> None:
        seen = Seen(browser, served, TEXT)
        name = seen.record.header.approver.name
        assert name is not None
        word = name.split()[0]
        assert seen.click(f"**{word}")["text"] == word


def test_with_fingers(browser: Any, served: Served) -> None:
    with browser.context.browser.new_page(viewport=TABLET, has_touch=True) as page:
        seen = Seen(page, served, DIGITAL)
        touch = page.context.new_cdp_session(page)

        def fingers(kind: str, *points: tuple[float, float]) -> None:
            """Put fingers down, move or lift them."""
            at = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": at})

        for _ in range(7):
            seen.do("zoom-in")
        x, y = seen.word("Bestari")
        told = seen.told(lambda: page.touchscreen.tap(x, y))
        assert told["text"] == "Bestari"
        # A finger moves the page, even when it begins on a word.
        left, top = seen.scrolled()
        page.evaluate("window.picked.length = 0")
        fingers("Start", (x, y))
        for step in range(1, 6):
            fingers("Move", (x - 6 * step, y - 12 * step))
        fingers("End")
        assert seen.scrolled() == (pytest.approx(left + 30, abs=3), pytest.approx(top + 60, abs=3))
        assert page.evaluate("window.picked") == []
        # Held first, it takes words.
        x, y = seen.word("Telaga")
        end = seen.word("Bestari")
        x, y = seen.word("Telaga")
        end = (x + 70 * seen.scale() / 2, y)
        page.evaluate("window.picked.length = 0")
        fingers("Start", (x, y))
        page.wait_for_timeout(600)
        fingers("Move", ((x + end[0]) / 2, y))
        fingers("Move", end)
        fingers("End")
        assert page.evaluate("window.picked[0].text").startswith("Telaga ")
        # Two fingers zoom.
        for _ in range(4):
            seen.do("zoom-out")
        x, y = seen.word("Telaga")
        before = seen.scale()
        fingers("Start", (x - 20, y), (x + 20, y))
        for step in range(1, 6):
            fingers("Move", (x - 20 - 8 * step, y), (x + 20 + 8 * step, y))
        fingers("End")
        assert seen.scale() == pytest.approx(before * 3, rel=0.1)


def test_without_the_document_the_words_stand_where_they_were(
    browser: Any, read_samples: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    shutil.copytree(read_samples, output)
    shutil.rmtree(output / PAGES_FOLDER, ignore_errors=True)
    with (
        serve(output, tmp_path / "nowhere", extra=[Route("/bare/{name}", _bare)]) as served,
        browser.context.browser.new_page(viewport=DESKTOP) as page,
    ):
        seen = Seen(page, served, UPSIDE_DOWN)
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


@pytest.mark.parametrize("size", [DESKTOP, TABLET, {"width": 1024, "height": 768}], ids=str)
def test_all_of_it_can_be_reached_and_has_a_name(
    size: dict[str, int], browser: Any, served: Served
) -> None:
    browser.set_viewport_size(size)
    seen = Seen(browser, served, DIGITAL)
    stage = seen.box(".stage")
    assert stage["width"] >= 380
    assert stage["height"] >= 380
    for button in browser.query_selector_all(".tools button"):
        assert button.get_attribute("aria-label")
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 32
        assert box["x"] + box["width"] <= size["width"]
    assert browser.evaluate("document.documentElement.scrollWidth") <= size["width"]
    browser.focus(".stage")
    browser.keyboard.press("Tab")
    browser.keyboard.press("Shift+Tab")
    assert browser.evaluate("document.activeElement.className") == "stage"
    outline = browser.evaluate("getComputedStyle(document.querySelector('.stage')).outlineStyle")
    assert outline == "solid"
    browser.set_viewport_size(DESKTOP)
