"""The review as the real command serves it, and a person with a browser before it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Error

from extract.corrections.reviewed import settings_of
from extract.review.session import ReviewSession
from extract.review.web.site import LANGUAGE, PERSON
from extract.storage.record_files import read_records, record_files, write_records
from normalize.citations import parse_citation
from tests.browsers import only_from

ROOT = Path(__file__).parents[3]
DESKTOP = {"width": 1280, "height": 800}
# How long a browser on a busy machine may take, in milliseconds.
PATIENCE = 20_000
# A refusal is an answer with an error status, which Chromium notes on its console.
_REFUSAL = re.compile(r"status of (409|422)")


@contextmanager
def command(output: Path, *options: str) -> Iterator[str]:
    """Run `python -m extract review` on an output folder; give the link that it prints."""
    words = [sys.executable, "-m", "extract", "review", str(output), "--port", "0", "--no-browser"]
    words += ["--sources", str(ROOT / "samples"), *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, "the command printed no link"
            yield found[0]
        finally:
            process.terminate()


@dataclass(slots=True)
class Person:
    """Somebody with a browser of his own.

    Attributes:
        page: His page.
        url: The address of the queue.
        complaints: What the browser's console said that it should not.
        keys: How many keys he pressed.
    """

    page: Any
    url: str
    complaints: list[str] = field(default_factory=list)
    keys: int = 0

    def come(self, link: str, name: str, language: str = "en") -> None:
        """Open the link that the command printed, as somebody who has said who he is."""
        told = {PERSON: quote(name), LANGUAGE: language}
        self.page.context.add_cookies(
            [{"name": key, "value": value, "url": self.url} for key, value in told.items()]
        )
        self._enter(link)
        self.until("document.querySelector('#queue')")

    def come_first(self, link: str, name: str, language: str = "en") -> None:
        """Open the link that the command printed, and say who he is."""
        self._enter(link)
        if "/person" not in self.page.url:
            self.page.goto(f"{self.url}person")
        self.page.fill("#name", name)
        self.page.select_option("#language", language)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(self.url)
        self.until("document.querySelector('#queue')")

    def _enter(self, link: str) -> None:
        self.page.on("console", lambda message: self._hear(message))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(link)

    def open(self, record: str) -> None:
        """Open an SOP."""
        self.page.goto(f"{self.url}sop/{record}")
        self.until("document.activeElement !== document.body")

    def until(self, condition: str) -> None:
        """Wait until something in the page is true.

        The page's own policy forbids what Playwright waits with (eval).
        """
        for _ in range(PATIENCE // 50):
            # Another page may be opening just now.
            with suppress(Error):
                if self.page.evaluate(f"() => Boolean({condition})"):
                    return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {condition}")

    def text(self, selector: str) -> str:
        """Return what an element says."""
        return str(self.page.inner_text(selector))

    def value(self, selector: str) -> str:
        """Return what stands in a field."""
        return str(self.page.input_value(selector))

    def shows(self, selector: str, value: str) -> None:
        """Wait until a field holds a value, and it is the saved one."""
        told = json.dumps(value)
        field = f"document.querySelector({json.dumps(selector)})"
        self.until(f"{field}?.value === {told} && {field}.defaultValue === {told}")

    def asking(self) -> list[str]:
        """Return the ids of what asks for attention, in order."""
        links = "document.querySelectorAll('#asks a[data-target]')"
        return list(self.page.evaluate(f"() => [...{links}].map(link => link.dataset.target)"))

    def focused(self) -> str:
        """Return the id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, and count them."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        """Type a text, and count its keys."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def arrows(self, key: str) -> list[dict[str, str]]:
        """Return the arrows that leave a step, as they are drawn from."""
        told = self.page.get_attribute(f"#l-{key}", "data-arrows")
        return list(json.loads(told))

    def _hear(self, message: Any) -> None:
        """Note what the console says."""
        if message.type in ("error", "warning") and not _REFUSAL.search(message.text):
            self.complaints.append(message.text)


@contextmanager
def people(
    browser: Any, link: str, *names: str, language: str = "en", known: bool = True, **options: Any
) -> Iterator[list[Person]]:
    """Give people who review a run at the same time, strangers to each other.

    Args:
        browser: The browser.
        link: The link that lets a browser in.
        names: Their names.
        language: The language they read.
        known: Whether their browsers know their names already.
        options: More of Playwright's options for a context.
    """
    url = link.partition("?")[0]
    found = []
    for name in names:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        context.route("**/*", lambda route: only_from(route, url))
        person = Person(context.new_page(), url)
        (person.come if known else person.come_first)(link, name, language)
        found.append(person)
    yield found
    for person in found:
        person.page.context.close()
        assert person.complaints == []


def journal(output: Path) -> list[dict[str, Any]]:
    """Return the entries of a folder's journal."""
    lines = (output / "review" / "journal.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def session(output: Path) -> ReviewSession:
    """Return the session of an output folder, as another program opens it."""
    return ReviewSession(output, settings_of(output))


def reread(
    output: Path, name: str, *, legal_basis: dict[int, str] | None = None, **header: str
) -> None:
    """Write a record anew, as a run writes it that read something otherwise.

    Args:
        output: The output folder.
        name: The record's id.
        legal_basis: Place -> what is read there.
        header: Values of the identity sheet.
    """
    for path in record_files(output):
        records = read_records(path)
        for index, record in enumerate(records):
            if record.id != name:
                continue
            items = list(record.legal_basis)
            for place, text in (legal_basis or {}).items():
                items[place] = parse_citation(text)
            read = record.header.model_copy(update=header)
            records[index] = record.model_copy(update={"header": read, "legal_basis": items})
            write_records(path, records)
