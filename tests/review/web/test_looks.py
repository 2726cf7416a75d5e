"""What is said and drawn can be read: both languages, contrast, sizes for fingers."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.review.documents import SAMPLES
from tests.review.web.reviewing import people
from tests.review.web.serving import serve

STATIC = files("extract.review.web").joinpath("static")
TABLET = {"width": 820, "height": 1180}
# What can be touched, and is not part of a line of text.
CONTROLS = "button, select, textarea, input, summary, a"


def colours() -> dict[str, str]:
    """Return the colours that the style sheets name."""
    return dict(
        re.findall(r"--(\w+): (#\w{3,6});", STATIC.joinpath("shell.css").read_text("utf-8"))
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    told = colour.lstrip("#")
    told = "".join(digit * 2 for digit in told) if len(told) == 3 else told
    parts = (int(told[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_texts_stand_out_from_every_ground_they_stand_on() -> None:
    named = colours()
    grounds = {named["back"], named["panel"]}
    sheet = STATIC.joinpath("review.css").read_text("utf-8")
    grounds |= {told for told in re.findall(r"background: (#\w{3,6})", sheet)}
    assert len(grounds) > 3
    for text in ("text", "faint", "link", "sure", "check", "doubt"):
        for ground in grounds:
            assert contrast(named[text], ground) >= 4.5, (text, ground)
    assert contrast("#fff", named["link"]) >= 4.5
    # Edges of fields, and the mark of the focus.
    assert contrast(named["edge"], named["back"]) >= 3
    assert all(contrast(named["link"], ground) >= 3 for ground in grounds)


# As axe does: the colour of every text on the page against what is painted below it.
_PAINTED = """() => {
  const solid = element => {
    for (let one = element; one; one = one.parentElement) {
      const [r, g, b, a = 1] = getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).map(Number);
      if (a) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    const text = node.data.trim();
    if (!text || !element.checkVisibility() || element.closest(":disabled, svg, .unseen")) continue;
    const colour = getComputedStyle(element).color.match(/[\\d.]+/g).map(Number);
    found.push([colour, solid(element), text]);
  }
  return found;
}"""


def hexed(colour: list[float]) -> str:
    """Return a colour as style sheets write it."""
    return "#" + "".join(f"{round(part):02x}" for part in colour[:3])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_text_on_the_pages_can_be_read(
    browser: Any, output: Path, scan: str, language: str
) -> None:
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji", language=language) as [person],
    ):
        for open_page in (lambda: person.page.goto(person.url), lambda: person.open(scan)):
            open_page()
            assert person.page.get_attribute("html", "lang") == language
            texts = person.page.evaluate(_PAINTED)
            assert len(texts) > 20
            for colour, ground, text in texts:
                assert contrast(hexed(colour), hexed(ground)) >= 4.5, (text, colour, ground)


def test_the_pages_speak_the_language_that_was_chosen(
    browser: Any, output: Path, scan: str
) -> None:
    with serve(output, SAMPLES) as served:
        for language, left, key in (("id", "tersisa", "Simpan"), ("en", "left", "Save")):
            with people(browser, served.link, "Bunga Uji", language=language) as [person]:
                person.open(scan)
                assert left in person.text(".left")
                person.press("F1")
                assert key in person.text("#help")


def test_on_a_tablet_nothing_is_too_small_and_the_page_is_as_wide_as_the_screen(
    browser: Any, output: Path, scan: str
) -> None:
    options = {"viewport": TABLET, "has_touch": True}
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji", **options) as [person],
    ):
        for open_page in (lambda: person.page.goto(person.url), lambda: person.open(scan)):
            open_page()
            assert person.page.evaluate("document.documentElement.scrollWidth") == TABLET["width"]
            small = person.page.evaluate(
                f"""() => [...document.querySelectorAll({CONTROLS!r})]
                .filter(one => one.checkVisibility() && !one.matches(".skip"))
                .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
                .filter(([, box]) => Math.min(box.width, box.height) < 23.99)
                .map(([told]) => told)"""
            )
            assert small == []


def test_an_arrow_is_drawn_with_a_finger(browser: Any, output: Path, scan: str) -> None:
    options = {"viewport": TABLET, "has_touch": True}
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji", **options) as [person],
    ):
        person.open(scan)
        symbol = person.page.locator("#l-3 .lane-cell svg.symbol").first
        symbol.scroll_into_view_if_needed()
        start = symbol.bounding_box()
        end = person.page.locator("#l-5").bounding_box()
        touch = person.page.context.new_cdp_session(person.page)

        def point(kind: str, x: float, y: float) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        x, y = start["x"] + 18, start["y"] + 12
        point("touchStart", x, y)
        for part in (0.3, 0.6, 1.0):
            point("touchMove", x, y + (end["y"] + 20 - y) * part)
        point("touchEnd", x, end["y"] + 20)
        person.until("document.querySelector('#l-3').dataset.arrows.includes('\"5\"')")


def test_what_has_a_part_to_play_has_a_name(browser: Any, output: Path, scan: str) -> None:
    with (
        serve(output, SAMPLES) as served,
        people(browser, served.link, "Bunga Uji") as [person],
    ):
        person.open(scan)
        nameless = person.page.evaluate(
            """() => [...document.querySelectorAll("button, input, select, textarea, a")]
            .filter(one => one.type !== "hidden" && !one.ariaLabel && !one.labels?.length
              && !one.textContent.trim())
            .map(one => one.outerHTML.slice(0, 90))"""
        )
        assert nameless == []
        twice = person.page.evaluate(
            """() => { const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
            return ids.filter((id, index) => ids.indexOf(id) !== index); }"""
        )
        assert twice == []
        lost = person.page.evaluate(
            """() => [...document.querySelectorAll("[aria-describedby], [aria-labelledby]")]
            .flatMap(one => ["describedby", "labelledby"].map(x => one.getAttribute(`aria-${x}`)))
            .filter(id => id && !document.getElementById(id))"""
        )
        assert lost == []
