"""OCR engines of other packages are added without touching ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from extract.batch.fingerprint import reading_of
from extract.errors import PluginError
from extract.readers.scan.ocr import engines, registry
from extract.readers.scan.read import read_picture
from extract.readers.scan.recognition.recogniser import Recogniser
from extract.settings import Settings
from tests.plugins import install, recipe

ENGINE = "blind_engine"


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let the registry look for engines anew, and once more after the test."""
    registry.all_engines.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    registry.all_engines.cache_clear()
    sys.modules.pop(ENGINE, None)


def blots() -> np.ndarray:
    """Return the picture of a page with a few blots of ink, 200 by 100 points at 300 dpi."""
    picture = np.full((417, 833), 255, np.uint8)
    for left in range(100, 400, 40):
        picture[150:190, left : left + 25] = 0
    return picture


def test_ours_is_the_main_engine_and_every_engine_says_what_it_is() -> None:
    assert registry.main_engine() in registry.all_engines()
    assert registry.main_engine() not in registry.voters()
    names = [engine.name for engine in registry.all_engines()]
    assert len(set(names)) == len(names)
    assert all(engine.confidence_scale for engine in registry.all_engines())


def test_an_engine_of_an_installed_package_is_a_voter(
    tmp_path: Path, fresh: pytest.MonkeyPatch
) -> None:
    main, before = registry.main_engine(), reading_of(Settings())
    registry.all_engines.cache_clear()
    fresh.syspath_prepend(install(tmp_path, ENGINE, recipe(ENGINE), group=registry.GROUP))
    assert "blind" in [engine.name for engine in registry.voters()]
    assert registry.main_engine() is main
    assert reading_of(Settings()) != before, "what was read without it is read anew"


def test_a_main_engine_of_an_installed_package_reads_pages(
    tmp_path: Path, fresh: pytest.MonkeyPatch
) -> None:
    code = recipe(ENGINE).replace("Role.VOTER", "Role.MAIN")
    fresh.syspath_prepend(install(tmp_path, ENGINE, code, group=registry.GROUP))
    page = read_picture(blots(), 1, Recogniser("ind", 300), level=True)
    assert "Kegiatan" in [word.text for word in page.words]


def test_an_engine_of_ours_is_one_file(tmp_path: Path, fresh: pytest.MonkeyPatch) -> None:
    (tmp_path / f"{ENGINE}.py").write_text(recipe(ENGINE), encoding="utf-8")
    fresh.setattr(engines, "__path__", [*engines.__path__, str(tmp_path)])
    assert "blind" in [engine.name for engine in registry.voters()]
    sys.modules.pop(f"{engines.__name__}.{ENGINE}")


def test_a_broken_engine_is_named(tmp_path: Path, fresh: pytest.MonkeyPatch) -> None:
    code = recipe(ENGINE).replace("ENGINE = BlindEngine()", "ENGINE = BlindEngine")
    fresh.syspath_prepend(install(tmp_path, ENGINE, code, group=registry.GROUP))
    with pytest.raises(PluginError, match=r"package blind-engine is no .*OcrEngine"):
        registry.all_engines()
