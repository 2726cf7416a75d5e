"""The registry of OCR engines: which there are, and which reads pages."""

from __future__ import annotations

from functools import cache

from extract.errors import MissingDependencyError
from extract.readers.plugins import load_installed, load_own
from extract.readers.scan.ocr.engine import OcrEngine, Role
from extract.settings import OcrEngineMode, OcrMode, Settings

# The entry points by which other packages offer engines.
GROUP = "sop_extract.ocr_engines"
_OWN = "extract.readers.scan.ocr.engines"
_KIND: type[OcrEngine] = OcrEngine  # type: ignore[type-abstract]


@cache
def all_engines() -> tuple[OcrEngine, ...]:
    """Return all engines: those of other packages first, then ours by the names of their modules.

    Raises:
        PluginError: An engine of another package cannot be used.
    """
    return (*load_installed(GROUP, _KIND), *load_own(_OWN, "ENGINE", _KIND))


def main_engine() -> OcrEngine:
    """Return the engine that reads pages: the first of that role, so another package's before ours.

    Raises:
        MissingDependencyError: There is none.
    """
    for engine in all_engines():
        if engine.role is Role.MAIN:
            return engine
    raise MissingDependencyError("there is no OCR engine; install sop-extract anew")


def used_packages() -> tuple[str, ...]:
    """Return the distributions that readings of pictures depend on: those of all engines."""
    return main_engine().packages + tuple(name for voter in voters() for name in voter.packages)


@cache
def installed_voter() -> OcrEngine | None:
    """Return the engine that is asked for second opinions; None where none is installed."""
    for engine in voters():
        try:
            engine.require("")
        except MissingDependencyError:
            continue
        return engine
    return None


def is_voter_missing(settings: Settings) -> bool:
    """Return whether a second engine would be asked and none is installed."""
    return (
        settings.ocr is not OcrMode.NEVER
        and settings.ocr_engine is not OcrEngineMode.TESSERACT
        and installed_voter() is None
    )


def voters() -> tuple[OcrEngine, ...]:
    """Return the engines that can be asked for a second opinion."""
    return tuple(engine for engine in all_engines() if engine.role is Role.VOTER)
