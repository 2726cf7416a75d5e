"""The page viewer of an SOP in a real browser, with what tests do to it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from models import SopRecord
from tests.review.web.serving import Served

# A page with the viewer and a field.
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


BARE_PAGE = Route("/bare/{name}", _bare)


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
        """Click a word, and return the event of picking it."""
        x, y = self.word(text, number)
        return self.picked(lambda: self.page.mouse.click(x, y, **options))

    def drag(self, first: tuple[float, float], last: tuple[float, float]) -> None:
        """Drag the mouse from one point to another."""
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=6)
        self.page.mouse.up()

    def picked(self, act: Any) -> dict[str, Any]:
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


def inside(box: dict[str, float], view: dict[str, float]) -> bool:
    """Return whether a box is seen whole in a view, or all that fits of it from its left on."""
    wide = box["width"] > view["width"]
    return (
        box["left"] >= view["left"] - 1
        and (box["right"] <= view["right"] + 1 or (wide and box["left"] <= view["left"] + 1))
        and box["top"] >= view["top"] - 1
        and box["bottom"] <= view["bottom"] + 1
    )
