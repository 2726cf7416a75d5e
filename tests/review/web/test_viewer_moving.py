"""The page viewer moved, zoomed and turned: by mouse, keys and fingers, on screens of any size."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.web.serving import Served
from tests.review.web.viewing import DESKTOP, DIGITAL, TABLET, Seen, inside


class TestMoving:
    def test_ctrl_and_wheel_zoom_where_the_pointer_is(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        for _ in range(3):
            seen.do("zoom-in")
        x, y = seen.word("Bestari")
        before = seen.scale()
        window.mouse.move(x, y)
        window.keyboard.down("Control")
        window.mouse.wheel(0, -200)
        window.wait_for_function("before => viewer.view.scale > before", arg=before)
        window.keyboard.up("Control")
        picked = seen.picked(lambda: window.mouse.click(x, y))
        assert picked["text"] == "Bestari"

    def test_a_drag_on_white_moves_the_page(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        for _ in range(4):
            seen.do("zoom-in")
        left, top = seen.scrolled()
        stage = seen.box(".stage")
        # The margin of the page is white.
        start = (stage["left"] + 8, stage["top"] + 8)
        window.evaluate("document.querySelector('.stage').scrollTo(0, 0)")
        seen.drag((start[0] + 12, start[1] + 150), (start[0] + 2, start[1] + 20))
        assert seen.scrolled() == (10, 130) != (left, top)
        assert window.evaluate("window.picked.length") == 0

    def test_keys(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        window.focus(".stage")
        before = seen.scale()
        for _ in range(5):
            window.keyboard.press("+")
        assert seen.scale() == pytest.approx(before * 1.25**5)
        window.keyboard.press("ArrowDown")
        window.keyboard.press("ArrowRight")
        window.wait_for_function(
            "() => (s => s.scrollTop > 0 && s.scrollLeft > 0)(document.querySelector('.stage'))"
        )
        window.keyboard.press("-")
        assert seen.scale() == pytest.approx(before * 1.25**4)
        window.keyboard.press("r")
        assert window.evaluate("viewer.view.rotation") == 90
        window.keyboard.press("Shift+R")
        assert window.evaluate("viewer.view.rotation") == 0
        window.keyboard.press("0")
        assert inside(seen.box(".page-view"), seen.box(".stage"))
        window.keyboard.press("w")
        assert seen.scale() == pytest.approx(before, rel=0.05)

    def test_pages_are_turned(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        assert window.inner_text(".which") == "Page 1 of 3"
        assert window.is_disabled('[data-do="previous-page"]')
        seen.do("next-page")
        window.wait_for_function("() => viewer.page === 2")
        window.focus(".stage")
        window.keyboard.press("PageDown")
        window.wait_for_function("() => viewer.page === 3")
        assert window.inner_text(".which") == "Page 3 of 3"
        assert window.is_disabled('[data-do="next-page"]')
        window.keyboard.press("PageUp")
        window.wait_for_function("() => viewer.page === 2")

    def test_a_wider_window_shows_a_larger_page(self, window: Any, site: Served) -> None:
        seen = Seen(window, site, DIGITAL)
        before = seen.scale()
        window.set_viewport_size({"width": 1600, "height": 800})
        window.wait_for_function("before => viewer.view.scale > before", arg=before)
        window.set_viewport_size(DESKTOP)


def test_with_fingers(window: Any, site: Served) -> None:
    with window.context.browser.new_page(viewport=TABLET, has_touch=True) as page:
        seen = Seen(page, site, DIGITAL)
        touch = page.context.new_cdp_session(page)

        def fingers(kind: str, *points: tuple[float, float]) -> None:
            """Put fingers down, move or lift them."""
            at = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
            touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": at})

        for _ in range(7):
            seen.do("zoom-in")
        x, y = seen.word("Bestari")
        picked = seen.picked(lambda: page.touchscreen.tap(x, y))
        assert picked["text"] == "Bestari"
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


@pytest.mark.parametrize("size", [DESKTOP, TABLET, {"width": 1024, "height": 768}], ids=str)
def test_all_of_it_can_be_reached_and_has_a_name(
    size: dict[str, int], window: Any, site: Served
) -> None:
    window.set_viewport_size(size)
    seen = Seen(window, site, DIGITAL)
    stage = seen.box(".stage")
    assert stage["width"] >= 380
    assert stage["height"] >= 380
    for button in window.query_selector_all(".tools button"):
        assert button.get_attribute("aria-label")
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 32
        assert box["x"] + box["width"] <= size["width"]
    assert window.evaluate("document.documentElement.scrollWidth") <= size["width"]
    window.focus(".stage")
    window.keyboard.press("Tab")
    window.keyboard.press("Shift+Tab")
    assert window.evaluate("document.activeElement.className") == "stage"
    outline = window.evaluate("getComputedStyle(document.querySelector('.stage')).outlineStyle")
    assert outline == "solid"
    window.set_viewport_size(DESKTOP)
