"""Pages drawn for the review, by a process that may hang or crash."""

from __future__ import annotations

import hashlib
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from extract.review.limits import PAGE_LIMITS
from extract.review.sources.pages import PAGES_FOLDER, PagePicture, PagePictures, Trouble
from models import Source, TextOrigin
from tests.review.documents import SAMPLES

Store = Callable[..., PagePictures]


def source_of(path: Path, *pages: int) -> Source:
    """Return the source of a record that was read from a file."""
    return Source(
        path=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type="application/pdf",
        pages=list(pages),
        text_origin=TextOrigin.DIGITAL,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give what makes stores of pictures, closed in the end."""
    made: list[PagePictures] = []

    def make(*sources: Path, **options: object) -> PagePictures:
        made.append(PagePictures(tmp_path / "out", sources, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for pictures in made:
        pictures.close()


def drawn(tmp_path: Path, source: Source) -> list[str]:
    """Return the names of a document's pictures."""
    folder = tmp_path / "out" / PAGES_FOLDER / source.sha256
    return sorted(path.name for path in folder.glob("*.webp"))


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something has come about."""
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_page_is_drawn_in_its_size_and_the_others_behind_it(store: Store, tmp_path: Path) -> None:
    sample = SAMPLES / "kecamatan-telaga-bestari.pdf"
    source = source_of(sample, 1, 2, 3)
    pictures = store(SAMPLES)
    picture = pictures.picture(source, 2)
    assert isinstance(picture, PagePicture)
    assert (picture.width, picture.height) == (pytest.approx(935, abs=1), pytest.approx(609, abs=1))
    with Image.open(picture.path) as image:
        assert image.size == (
            pytest.approx(picture.width / 72 * PAGE_LIMITS.dpi, abs=1),
            pytest.approx(picture.height / 72 * PAGE_LIMITS.dpi, abs=1),
        )
        darkest, _ = image.convert("L").getextrema()
        assert darkest < 80, "something is drawn"
    wait_for(lambda: drawn(tmp_path, source) == ["1.webp", "2.webp", "3.webp"])


def test_a_picture_of_several_pages_is_drawn_in_any_order(store: Store) -> None:
    sample = SAMPLES / "scans" / "puskesmas-muara-pelangi-fotokopi.tiff"
    source = source_of(sample, 1)
    pictures = store(sample)
    with Image.open(sample) as image:
        pages = getattr(image, "n_frames", 1)
    found = [pictures.picture(source, number) for number in range(pages, 0, -1)]
    assert all(isinstance(picture, PagePicture) for picture in found)
    assert len({picture.path for picture in found if isinstance(picture, PagePicture)}) == pages
    assert pictures.picture(source, pages + 1) is Trouble.NOT_DRAWN


def test_what_is_asked_for_ahead_is_there_when_somebody_looks(store: Store, tmp_path: Path) -> None:
    sample = SAMPLES / "kelurahan-gunung-melati.pdf"
    source = source_of(sample, 1, 2)
    store(SAMPLES).ahead([source])
    wait_for(lambda: drawn(tmp_path, source) == ["1.webp", "2.webp"])
    # Nothing is drawn a second time, nor is the document needed any more.
    idle = store(tmp_path / "nowhere", command=["/nonexistent"])
    assert isinstance(idle.picture(source, 1), PagePicture)


def test_a_document_that_is_missing_may_come(store: Store, tmp_path: Path) -> None:
    sample = SAMPLES / "kelurahan-gunung-melati.pdf"
    source = source_of(sample, 1, 2)
    folder = tmp_path / "sources"
    folder.mkdir()
    pictures = store(folder)
    assert pictures.picture(source, 1) is Trouble.MISSING
    (folder / sample.name).write_bytes(b"another")
    assert pictures.picture(source, 1) is Trouble.MISSING
    shutil.copy(sample, folder)
    assert isinstance(pictures.picture(source, 1), PagePicture)


def test_a_document_that_changes_while_the_server_runs_is_not_shown(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    shutil.copy(SAMPLES / "kelurahan-gunung-melati.pdf", folder / "a.pdf")
    source = source_of(folder / "a.pdf", 1)
    pictures = store(folder)
    assert isinstance(pictures.picture(source, 1), PagePicture)
    shutil.copy(SAMPLES / "kecamatan-telaga-bestari.pdf", folder / "a.pdf")
    assert pictures.picture(source, 2) is Trouble.MISSING


def test_a_document_that_cannot_be_drawn_spoils_no_other(store: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing")
    bad = source_of(tmp_path / "bad.pdf", 1)
    pictures = store(tmp_path, SAMPLES)
    assert pictures.picture(bad, 1) is Trouble.NOT_DRAWN
    good = source_of(SAMPLES / "kelurahan-gunung-melati.pdf", 1)
    assert isinstance(pictures.picture(good, 1), PagePicture)


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("import time; input(); time.sleep(600)", Trouble.TOO_LONG),
        ("input(); import os; os.abort()", Trouble.CRASHED),
        ("input(); print('what?', flush=True); input()", Trouble.CRASHED),
        ("raise SystemExit", Trouble.CRASHED),
    ],
    ids=["hangs", "crashes", "babbles", "does not start"],
)
def test_a_drawer_that_fails_ends_that_page(
    script: str, trouble: Trouble, store: Store, tmp_path: Path
) -> None:
    noted = tmp_path / "processes"
    script = f"import os; open({str(noted)!r}, 'a').write(f'{{os.getpid()}}\\n'); {script}"
    pictures = store(SAMPLES, deadline=0.5, command=[sys.executable, "-c", script])
    source = source_of(SAMPLES / "kelurahan-gunung-melati.pdf", 1)
    assert pictures.picture(source, 1) is trouble
    before = noted.read_text(encoding="ascii").split()
    # It is not tried again: whoever looks once more is answered at once.
    assert pictures.picture(source, 1) is trouble
    assert noted.read_text(encoding="ascii").split() == before
    # The next page has a process of its own.
    assert pictures.picture(source, 2) is trouble
    pictures.close()
    after = noted.read_text(encoding="ascii").split()
    assert all(not Path("/proc", process).exists() for process in after)


def test_closing_ends_what_hangs_and_frees_who_waits(store: Store) -> None:
    script = "import time; time.sleep(600)"
    pictures = store(SAMPLES, deadline=600.0, command=[sys.executable, "-c", script])
    source = source_of(SAMPLES / "kelurahan-gunung-melati.pdf", 1)
    told: list[PagePicture | Trouble] = []
    waiting = threading.Thread(target=lambda: told.append(pictures.picture(source, 1)))
    waiting.start()
    time.sleep(0.2)
    pictures.close()
    waiting.join(30)
    assert told == [Trouble.CRASHED]


def test_where_pictures_cannot_be_written_it_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder would be", encoding="utf-8")
    source = source_of(SAMPLES / "kelurahan-gunung-melati.pdf", 1)
    assert store(SAMPLES).picture(source, 1) is Trouble.NOT_WRITTEN
