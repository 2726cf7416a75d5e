"""How fast the review answers over many SOPs while two people write, and whether a word is lost.

    python benchmarks/review.py [SOPS [DURATION_S]]      1000 SOPs for 30 seconds unless given

The records are those of the samples over and over. The server is the real command in a process of
its own; two writers change values of the same SOPs as fast as they are answered, and whoever is
told that the other was faster looks again and writes anew. A reader meanwhile asks for every kind
of page. In the end all that was answered as saved must stand on the pages.
"""

from __future__ import annotations

import html
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract import extract_paths  # noqa: E402
from extract.storage.record_files import record_file, write_records  # noqa: E402

SOPS = 1000
DURATION_S = 30
# Writers share so few SOPs that they meet.
SHARED_SOPS = 5
SEED = 9
FIELDS = ("/header/phone", "/header/website", "/steps/rows/1/remarks")
QUEUES = ("/", "/?state=new", "/?kind=ocr&words=surat", "/?offset=500")

_AREA = r'data-at="{}" data-seen="([^"]*)"'
_SHOWN = re.compile(r'name="shown" value="([^"]*)"|data-shown="([^"]*)"')


@dataclass(slots=True)
class Person:
    """A browser's worth of requests.

    Attributes:
        host: Where the server listens.
        by: Who it is.
        times: Kind of request -> seconds that each took.
    """

    host: str
    by: str
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def enter(self, path: str) -> None:
        """Come in by the link, and say who it is."""
        self.send("GET", path)
        self.csrf = _found(r'name="csrf" content="([^"]*)"', self.get("entering", "/person"))
        self.send("POST", "/person", {"name": self.by, "back": "/"})

    def get(self, kind: str, path: str) -> str:
        """Return a page; its time is kept."""
        began = time.perf_counter()
        status, text = self.send("GET", path)
        self.times[kind].append(time.perf_counter() - began)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return text

    def post(self, kind: str, path: str, fields: dict[str, str]) -> int:
        """Send a form and return the status; its time is kept."""
        began = time.perf_counter()
        status, _ = self.send("POST", path, fields)
        self.times[kind].append(time.perf_counter() - began)
        return status

    def send(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Send a request as a page of ours does."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers |= {
                "Origin": f"http://{self.host}",
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRF-Token": self.csrf,
                "HX-Request": "true",
            }
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        for told in answer.headers.get_all("set-cookie") or ():
            name, _, value = told.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, text


class Writer(threading.Thread):
    """Who changes values until the time is over.

    Args:
        person: Who it is.
        names: The SOPs that he changes.
        until: The end, by the monotonic clock.
    """

    def __init__(self, person: Person, names: list[str], until: float) -> None:
        """Keep what is told."""
        super().__init__()
        self.person, self.names, self.until = person, names, until
        self.saved: list[tuple[str, str, str]] = []
        self.beaten = 0

    def run(self) -> None:
        """Append a word of his own to values, over and over."""
        chance = random.Random(f"{SEED}{self.person.by}")  # noqa: S311
        while time.monotonic() < self.until:
            name, at = chance.choice(self.names), chance.choice(FIELDS)
            word = f"{self.person.by}{len(self.saved)}"
            page = self.person.get("page of an SOP", f"/sop/{quote(name)}")
            seen = html.unescape(_found(_AREA.format(re.escape(at)), page))
            now = json.loads(seen) or ""
            shown = next((a or b for a, b in _SHOWN.findall(page)), "")
            fields = {"at": at, "seen": seen, "typed": f"{now} {word}".strip(), "shown": shown}
            status = self.person.post("saving", f"/sop/{quote(name)}/value", fields)
            if status == 200:
                self.saved.append((name, at, word))
            elif status == 409:
                self.beaten += 1
            else:
                raise RuntimeError(f"saving: {status}")


def main() -> None:
    """Measure and print."""
    told = [int(word) for word in sys.argv[1:]]
    sops, seconds = [*told, *(SOPS, DURATION_S)[len(told) :]]
    with tempfile.TemporaryDirectory() as name:
        output = Path(name)
        names = list(_write_records(output, sops))
        with _served(output) as (host, path):
            reader, *people = (Person(host, by) for by in ("Reader", "Ani", "Budi"))
            for person in (reader, *people):
                person.enter(path)
            until = time.monotonic() + seconds
            writers = [Writer(person, names[:SHARED_SOPS], until) for person in people]
            for writer in writers:
                writer.start()
            chance = random.Random(SEED)  # noqa: S311
            while time.monotonic() < until:
                reader.get("queue", chance.choice(QUEUES))
                sop = f"/sop/{quote(chance.choice(names))}"
                reader.get("page of an SOP", sop)
                typed = {"at": "/steps/rows/1/duration", "typed": "2 hari kerja"}
                reader.post("understanding what is typed", f"{sop}/understand", typed)
            for writer in writers:
                writer.join()
            lost = list(_lost(reader, writers))
        _tell([reader, *people], writers, lost)
    sys.exit(1 if lost else 0)


def _lost(reader: Person, writers: list[Writer]) -> Iterator[tuple[str, str, str]]:
    """Yield what was answered as saved and does not stand on the page."""
    pages: dict[str, str] = {}
    for name, at, word in (one for writer in writers for one in writer.saved):
        if name not in pages:
            pages[name] = reader.get("page of an SOP", f"/sop/{quote(name)}")
        value = json.loads(html.unescape(_found(_AREA.format(re.escape(at)), pages[name])))
        if word not in (value or "").split():
            yield name, at, word


def _tell(people: list[Person], writers: list[Writer], lost: list[tuple[str, str, str]]) -> None:
    """Print the times of each kind of request, and what was written."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for person in people:
        for kind, times in person.times.items():
            kinds[kind] += times
    print(f"{'':32}{'requests':>9}{'median':>9}{'95 %':>9}{'worst':>9}   milliseconds")
    for kind, times in sorted(kinds.items()):
        if len(times) < 20:
            continue
        late = statistics.quantiles(times, n=20)[-1]
        figures = (statistics.median(times), late, max(times))
        print(f"{kind:32}{len(times):>9}" + "".join(f"{1000 * one:>9.0f}" for one in figures))
    saved = sum(len(writer.saved) for writer in writers)
    beaten = sum(writer.beaten for writer in writers)
    print(f"{saved} values saved by two writers, {beaten} times one was told that the other was "
          f"faster; lost: {len(lost)}")  # fmt: skip


def _write_records(output: Path, wanted: int) -> Iterator[str]:
    """Write so many SOPs' records, the samples' over and over; yield their ids."""
    records = list(extract_paths([ROOT / "samples"]))
    for number in range(wanted):
        record = records[number % len(records)]
        sha256 = f"{number:012x}{record.source.sha256[12:]}"
        source = record.source.model_copy(
            update={"sha256": sha256, "path": f"{number:04}/{record.source.path}"}
        )
        header = record.header.model_copy(update={"title": f"{record.header.title} {number}"})
        copy = record.model_copy(
            update={"id": f"{sha256[:12]}-1", "source": source, "header": header}
        )
        write_records(record_file(output, source.path), [copy])
        yield copy.id


@contextmanager
def _served(output: Path) -> Iterator[tuple[str, str]]:
    """Serve the review of an output folder; give where it is, and the path that lets in."""
    command = [
        sys.executable,
        "-m",
        "extract",
        "review",
        str(output),
        "--no-browser",
        "--port",
        "0",
    ]
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert server.stdout is not None  # noqa: S101
        link = urlsplit(_found(r"(http://\S+)", server.stdout.readline()))
        print(f"ready after {time.perf_counter() - began:.1f} s")
        yield link.netloc, f"{link.path}?{link.query}"
    finally:
        server.terminate()
        server.wait(30)


def _found(pattern: str, text: str) -> str:
    """Return what a pattern's group takes from a text."""
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"no {pattern} in {text[:200]!r}")
    return match[1]


if __name__ == "__main__":
    main()
