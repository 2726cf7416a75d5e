"""The scans of the samples through the real pipeline, Tesseract included, held against their gold.

Another release of Tesseract reads another letter wrong, so no value of a scan is held by itself.
What holds for any of them: which SOPs, actors and steps there are, in their order; that nothing
wrong is called certain; that so much of the gold is read as `tools/make_samples/scans.toml` says.
What is not read there of the first kind is `known` in the gold, with the reason.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from extract.errors import MissingDependencyError
from extract.readers.scan.ocr.registry import main_engine
from extract.settings import Settings
from models import Grade, SopRecord, TextOrigin
from tests.sample_readings import SampleReadings

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SCANS = sorted(path.name for path in (SAMPLES / "scans").iterdir())
judge = runpy.run_path(str(ROOT / "benchmarks" / "judging.py"))["judge"]

CERTAIN = 0.9
# A name says the same with so many letters wrong.
SLIPS = 2


class Sure(dict[str, Json]):
    """The provenance of a record that is sure of every value."""

    def get(self, key: str, default: object = None) -> Json:  # type: ignore[override]
        """Return the place of any value."""
        return {"confidence": 1.0}


@pytest.fixture(autouse=True, scope="module")
def recognition() -> None:
    try:
        main_engine().require(Settings().ocr_lang)
    except MissingDependencyError as error:
        pytest.skip(str(error))


@dataclass(frozen=True)
class Scan:
    """A scan of the samples: its gold, and what was read of it."""

    name: str
    gold: Json
    records: list[SopRecord]

    def judged(self) -> list[Any]:
        """Return the values of its records, each with its confidence and whether it is right."""
        told = [record.model_dump(mode="json") for record in self.records]
        return list(judge(self.name, self.gold, told))

    def count_wanted(self) -> int:
        """Return how many values its gold has."""
        wanted = [{**want, "provenance": Sure()} for want in self.gold["records"]]
        return len(list(judge(self.name, self.gold, wanted)))


def scan_of(name: str, readings: SampleReadings) -> Scan:
    gold = (SAMPLES / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8")
    return Scan(name, json.loads(gold), readings.records(f"scans/{name}"))


@pytest.fixture(params=SCANS, scope="module")
def scan(request: pytest.FixtureRequest, sample_readings: SampleReadings) -> Scan:
    return scan_of(request.param, sample_readings)


def structure(record: Json) -> Iterator[tuple[str, list[str]]]:
    """Yield what a record is made of, by pointers: its actors, its steps by their numbers."""
    yield "/actors", record["actors"]
    yield "/steps", [step["number"] for step in record["steps"]]


def is_alike(want: list[str], have: list[str]) -> bool:
    """Return whether two lists name the same things, but for a few letters."""
    return len(want) == len(have) and all(
        Levenshtein.distance(one or "", other or "") <= min(SLIPS, len(one or "") // 4)
        for one, other in zip(want, have, strict=True)
    )


def test_a_scan_has_the_sops_actors_and_steps_of_its_gold(scan: Scan) -> None:
    assert len(scan.records) == len(scan.gold["records"])
    for want, record in zip(scan.gold["records"], scan.records, strict=True):
        assert record.source.pages == want["source"]["pages"]
        have = dict(structure(record.model_dump(mode="json")))
        for pointer, value in structure(want):
            assert pointer in scan.gold["known"] or is_alike(value, have[pointer]), pointer


def test_nothing_wrong_is_called_certain(scan: Scan) -> None:
    certain = [
        value
        for value in scan.judged()
        if value.confidence >= CERTAIN and not value.right
        and value.pointer not in scan.gold["known"]
    ]  # fmt: skip
    assert not certain, "\n".join(map(str, certain))


def test_as_much_of_a_scan_is_read_and_called_certain_as_it_should_be(scan: Scan) -> None:
    gold, values = scan.gold, scan.judged()
    right = sum(value.right for value in values) / scan.count_wanted()
    certain = sum(value.confidence >= CERTAIN for value in values) / scan.count_wanted()
    wrong = "\n".join(str(value) for value in values if not value.right)
    assert right >= gold["least_right"], f"{right:.3f} is right; what is not:\n{wrong}"
    assert certain >= gold["least_certain"], f"{certain:.3f} is certain"


def test_a_scan_says_that_it_was_recognised_and_how_well(scan: Scan) -> None:
    for record in scan.records:
        assert record.source.text_origin is TextOrigin.OCR
        assert record.grade in (Grade.GOOD, Grade.FAIR)
        assert all(place.confidence < 1 for place in record.provenance.values())


def test_places_on_a_page_that_lay_upside_down_are_those_of_the_page_as_it_is_shown(
    sample_readings: SampleReadings,
) -> None:
    (record,) = sample_readings.records("scans/kelurahan-gunung-melati-terbalik.pdf")
    places = [record.provenance[f"/steps/{index}/activity"] for index in range(6)]
    assert {place.page for place in places} == {2}
    tops = [place.bbox[1] for place in places if place.bbox]
    assert len(tops) == 6
    assert tops == sorted(tops, reverse=True), "the first step is the lowest"


def test_names_may_have_a_letter_wrong_and_numbers_none() -> None:
    assert is_alike(["Lurah", "Kepala Seksi"], ["Lurab", "Kepaia Seksl"])
    assert not is_alike(["Lurah"], ["Lurah", "Staf"])
    assert not is_alike(["Lurah", "Staf"], ["Staf", "Lurah"])
    assert not is_alike(["1", None], ["7", None])
