"""What the viewer is told of pages, and when they are drawn."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from extract.review.limits import PAGE_LIMITS
from extract.review.sources.pages import PAGES_FOLDER
from extract.storage.page_text import WORDS_FOLDER
from models import SopRecord
from tests.review.documents import SAMPLES
from tests.review.web.serving import Served, serve


@pytest.fixture
def output(read_samples: Path, tmp_path: Path) -> Path:
    """Give a run of its own, of which no page is drawn yet."""
    shutil.copytree(read_samples, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / PAGES_FOLDER, ignore_errors=True)
    return tmp_path / "out"


def record_of(served: Served, name: str) -> SopRecord:
    """Return the record of a sample."""
    (row,) = [row for row in served.site.session.queue() if row.source.endswith(name)]
    return served.site.session.open(row.id).extracted


def test_a_page_is_told_in_points_with_its_words_and_picture(output: Path) -> None:
    with serve(output, SAMPLES) as served:
        record = record_of(served, "terbalik.pdf")
        told = json.loads(served.get(f"/pages/{record.id}/2.json").text)
        assert (told["number"], told["turned"], told["trouble"]) == (2, 180, None)
        assert (told["width"], told["height"]) == (
            pytest.approx(842, abs=1),
            pytest.approx(595, abs=1),
        )
        assert all(0 <= word[1] <= word[3] <= told["width"] for word in told["words"])
        picture = served.get(told["image"])
        assert (picture.status, picture.headers["content-type"]) == (200, "image/webp")
        assert picture.headers["cache-control"] == "no-store"


def test_without_words_the_page_is_shown_and_says_so(output: Path) -> None:
    shutil.rmtree(output / WORDS_FOLDER)
    with serve(output, SAMPLES) as served:
        record = record_of(served, "telaga-bestari.pdf")
        told = json.loads(served.get(f"/pages/{record.id}/1.json").text)
        assert told["words"] == []
        assert told["image"] is not None
        assert "--force" in told["trouble"]
        text = record_of(served, "nusa-kelapa.txt")
        assert served.get(f"/pages/{text.id}/text.json").status == 404


def test_without_the_document_it_is_said_where_to_look(output: Path, tmp_path: Path) -> None:
    with serve(output, tmp_path / "nowhere") as served:
        record = record_of(served, "telaga-bestari.pdf")
        told = json.loads(served.get(f"/pages/{record.id}/1.json").text)
        assert told["image"] is None
        assert "--sources" in told["trouble"]
        assert told["words"]
        answer = served.get(f"/pages/{record.id}/1.webp")
        assert answer.status == 503
        assert "--sources" in answer.text


def test_a_text_is_told_line_by_line(output: Path) -> None:
    with serve(output, SAMPLES) as served:
        record = record_of(served, "nusa-kelapa.txt")
        told = json.loads(served.get(f"/pages/{record.id}/text.json").text)
        lines = (
            (SAMPLES / "inspektorat-nusa-kelapa.txt").read_text(encoding="utf-8-sig").split("\n")
        )
        assert told["lines"] == lines
        assert served.get(f"/pages/{record.id}/1.json").status == 404


def test_what_stands_first_in_the_queue_is_drawn_before_it_is_opened(output: Path) -> None:
    with serve(output, SAMPLES) as served:
        first = [served.site.session.open(row.id).extracted for row in served.site.session.queue()]
        pages = [
            output / PAGES_FOLDER / record.source.sha256 / f"{number}.webp"
            for record in first[: PAGE_LIMITS.sops_ahead]
            for number in record.source.pages
        ]
        assert pages
        assert served.get("/").status == 200
        until = time.monotonic() + 60
        while not all(page.exists() for page in pages):
            assert time.monotonic() < until
            time.sleep(0.05)
