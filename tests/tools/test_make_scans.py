"""The committed scans are what their specs make, and show what the specs say."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from tools.make_samples.gold import gold_of, gold_of_scan
from tools.make_samples.make import SAMPLES, document_bytes
from tools.make_samples.random_scans import make_random, random_scan
from tools.make_samples.scan_document import ORIENTATION, TURN_RIGHT, write_scan
from tools.make_samples.scan_effects import (
    Picture,
    grained,
    leaning,
    on_paper,
    photocopied,
    photographed,
    signed,
    stamped,
)
from tools.make_samples.scan_spec import Scan, Signature, Stamp, load_scans
from tools.make_samples.spec import load_all

SCANS = load_scans()
DOCUMENTS = {document.source: document for document in load_all()}
MOST_BYTES = 400_000
# Another release of a library may draw a letter's edge or store a JPEG a little otherwise.
ALIKE = 3.0


def by_source(scan: Scan) -> str:
    return scan.source


def made(scan: Scan) -> bytes:
    return write_scan(scan, document_bytes(DOCUMENTS[scan.of]))


def pictures(scan: Scan, content: bytes) -> Iterator[Picture]:
    """Yield the pages of a scan's file as grey pictures, as they are stored."""
    if scan.source.endswith(".pdf"):
        with pypdfium2.PdfDocument(content) as document:
            for page in document:
                yield np.asarray(page.render(scale=2).to_pil().convert("L"))
        return
    with Image.open(io.BytesIO(content)) as image:
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            yield np.asarray(image.convert("L").reduce(2))


@pytest.mark.parametrize("scan", SCANS, ids=by_source)
def test_scans_in_the_tree_show_what_the_specs_make(scan: Scan) -> None:
    """Not the bytes: another release of a library may write the same picture differently."""
    kept = (SAMPLES / scan.source).read_bytes()
    assert len(kept) <= MOST_BYTES
    want, have = list(pictures(scan, made(scan))), list(pictures(scan, kept))
    assert [page.shape for page in have] == [page.shape for page in want]
    for one, other in zip(want, have, strict=True):
        assert np.abs(one.astype(int) - other.astype(int)).mean() < ALIKE


@pytest.mark.parametrize("scan", SCANS, ids=by_source)
def test_making_twice_gives_the_same_bytes(scan: Scan) -> None:
    assert made(scan) == made(scan)


@pytest.mark.parametrize("scan", SCANS, ids=by_source)
def test_the_gold_of_a_scan_is_that_of_its_document(scan: Scan) -> None:
    document = gold_of(DOCUMENTS[scan.of])
    gold = gold_of_scan(DOCUMENTS[scan.of], scan)
    assert gold["known"] == dict(scan.known)
    assert all(reason for reason in scan.known.values())
    for want, have in zip(document["records"], gold["records"], strict=True):
        assert have["source"] == {**want["source"], "text_origin": "ocr"}
        unchanged = want.keys() - {"source", "findings"}
        assert {key: have[key] for key in unchanged} == {key: want[key] for key in unchanged}


@pytest.mark.parametrize(
    "scan", [scan for scan in SCANS if scan.source.endswith(".pdf")], ids=by_source
)
def test_pdfs_of_scans_hold_pictures_and_no_text(scan: Scan) -> None:
    with pypdfium2.PdfDocument(SAMPLES / scan.source) as document:
        for page in document:
            assert page.get_textpage().get_text_range().strip() == ""
            assert len(list(page.get_objects())) == 1


def test_the_photo_lies_on_its_side_and_says_so() -> None:
    (scan,) = (scan for scan in SCANS if scan.photo)
    with Image.open(SAMPLES / scan.source) as photo:
        assert photo.getexif()[ORIENTATION] == TURN_RIGHT
        assert photo.width > photo.height


def test_the_photocopy_is_black_and_white_in_several_pages() -> None:
    (scan,) = (scan for scan in SCANS if scan.bilevel)
    with Image.open(SAMPLES / scan.source) as copy:
        assert copy.mode == "1"
        assert getattr(copy, "n_frames", 1) > 1
        assert copy.info["compression"] == "group4"


def sheet() -> Picture:
    """Return white paper with a black bar across its upper half."""
    picture = np.full((400, 300), 255, np.uint8)
    picture[100:110, 50:250] = 0
    return picture


def test_a_stamp_and_a_pen_are_coloured_and_leave_print_readable() -> None:
    paper = on_paper(sheet(), (240, 244, 246))
    inked = stamped(paper, Stamp(150, 105, 40, ("DINAS", "UJI")), 1.0)
    inked = signed(inked, Signature(200, 300, 80), 1.0)
    changed = np.abs(inked.astype(int) - paper).max(axis=2) > 40
    assert changed.any()
    assert not changed[:40].any()
    colourful = inked.max(axis=2).astype(int) - inked.min(axis=2)
    assert colourful[changed].mean() > 40
    assert inked[100:110, 50:250].max() < 120, "the print is darker than the stamp"


def test_leaning_turns_clockwise() -> None:
    leant = leaning(sheet(), 3.0)
    rows = [np.nonzero(leant[:, column] < 128)[0].mean() for column in (90, 210)]
    assert rows[1] > rows[0]


def test_grain_and_dirt_come_from_the_seed() -> None:
    one, same, other = (
        photocopied(grained(sheet(), 5.0, random), 50, random)
        for random in map(np.random.default_rng, (1, 1, 2))
    )
    assert (one == same).all()
    assert (one != other).any()
    assert set(np.unique(one)) == {0, 255}


def test_a_photo_shows_the_whole_page_crooked_and_unevenly_lit() -> None:
    photo = photographed(on_paper(sheet(), (230, 235, 240)), np.random.default_rng(0))
    grey = photo.mean(axis=2)
    assert grey.shape[0] > 400
    assert grey.shape[1] > 300
    left, right = grey[200:240, 60:90].mean(), grey[200:240, 250:280].mean()
    assert left > right + 20


def test_random_scans_are_the_same_for_the_same_number(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        make_random(tmp_path / folder, first=8, count=1)
    (scan,) = (tmp_path / "one" / "inputs").iterdir()
    assert scan.read_bytes() == (tmp_path / "other" / "inputs" / scan.name).read_bytes()
    gold = json.loads((tmp_path / "one" / "gold" / f"{scan.stem}.json").read_text("utf-8"))
    assert gold["records"]
    document = load_all()[0]
    assert random_scan(1, document) != random_scan(2, document)
