"""An evaluation as a web page that shows each miss beside a picture of its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pydantic import ValidationError

from extract.errors import DocumentError
from extract.evaluate.evaluation import Evaluation
from extract.evaluate.page_parts import PagePart, find_page_part
from extract.evaluate.tally import AREAS, Miss, Tally, main_ratio
from extract.evaluate.thresholds import CROP
from extract.page_images.find import SourceFinder
from extract.page_images.images import PageImage, write_source_images
from extract.record.pointers import Json, value_at
from extract.storage.atomic import whole_file
from models.source import Source

PAGES_FOLDER = "pages"


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a page's picture that shows a miss, in points.

    Attributes:
        image: The picture.
        view: Left, top, width and height of the part.
        box: The value's own left, top, width and height; None where only the page is known.
    """

    image: PageImage
    view: tuple[float, float, float, float]
    box: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class ShownMiss:
    """A miss with what a person needs to judge it.

    Attributes:
        miss: The miss.
        page: 1-based page it stands on; None where that is not known.
        confidence: Confidence of what was found; None if unknown.
        crop: The picture of the place; None where there is none.
    """

    miss: Miss
    page: int | None
    confidence: float | None
    crop: Crop | None


def write_page(evaluation: Evaluation, folder: Path, sources: Sequence[Path]) -> list[str]:
    """Write `index.html` and the pictures it shows into a folder.

    Args:
        evaluation: The evaluation.
        folder: Where to write them; made if missing.
        sources: Where the documents are looked for; without any the page has no pictures.

    Returns:
        What could not be shown, one line each.

    Raises:
        OutputError: A file cannot be written.
    """
    pictures = _Pictures(SourceFinder(sources), folder / PAGES_FOLDER)
    documents = [
        (name, tally, list(_shown(evaluation, tally, pictures)))
        for name, tally in evaluation.documents.items()
    ]
    template = _environment().get_template("evaluation.html")
    with whole_file(folder / "index.html") as stream:
        for part in template.generate(
            documents=documents,
            groups={**evaluation.groups, "All documents": evaluation.overall},
            overall=evaluation.overall,
            areas=AREAS,
            without_gold=evaluation.without_gold,
            pages=PAGES_FOLDER,
        ):
            stream.write(part)
    return pictures.failures


def _environment() -> Environment:
    """Return the environment of the templates; all text of documents is escaped."""
    environment = Environment(
        loader=PackageLoader("extract.evaluate"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.globals["main_ratio"] = main_ratio
    return environment


def _shown(evaluation: Evaluation, tally: Tally, pictures: _Pictures) -> Iterator[ShownMiss]:
    """Yield the misses of a document with their places."""
    for miss in tally.misses:
        record = evaluation.records.get(miss.record or "")
        place = (
            None if record is None else find_page_part(record, miss.found_pointer or miss.pointer)
        )
        if record is None or place is None:
            yield ShownMiss(miss, None, None, None)
            continue
        confidence = place.confidence if miss.found_pointer else None
        yield ShownMiss(miss, place.page, confidence, pictures.crop(record, place))


class _Pictures:
    """The pictures of pages, each document's written when the first miss on it is shown."""

    def __init__(self, finder: SourceFinder, folder: Path) -> None:
        """Begin with none."""
        self.failures: list[str] = []
        self._finder = finder
        self._folder = folder
        self._written: dict[str, dict[int, PageImage]] = {}

    def crop(self, record: Json, place: PagePart) -> Crop | None:
        """Return the picture of a place; None where the document or its page is missing."""
        image = self._pages(record).get(place.page)
        if image is None:
            return None
        if place.box is None:
            return Crop(image, (0.0, 0.0, image.width, image.height), None)
        box = place.box
        width = max(box.width + 2 * CROP.margin_x_pt, CROP.min_width_pt)
        height = max(box.height + 2 * CROP.margin_y_pt, CROP.min_height_pt)
        left = min(max(box.x_mid - width / 2, 0.0), max(image.width - width, 0.0))
        top = min(max(box.y_mid - height / 2, 0.0), max(image.height - height, 0.0))
        own = (box.x0, box.top, box.width, box.height)
        return Crop(image, (left, top, width, height), own)

    def _pages(self, record: Json) -> dict[int, PageImage]:
        """Return the pictures of a record's pages, by number."""
        told = value_at(record, "/source/path")
        path = told if isinstance(told, str) else ""
        stem = f"{hashlib.sha256(path.encode()).hexdigest()[:8]}-{record.get('id')}"
        if stem not in self._written:
            self._written[stem] = self._write(record, path, stem)
        return self._written[stem]

    def _write(self, record: Json, path: str, stem: str) -> dict[int, PageImage]:
        """Write the pictures of a record's pages."""
        try:
            source = Source.model_validate(record.get("source"))
            images = write_source_images(source, self._finder, self._folder, stem)
        except ValidationError:  # records of other tools are evaluated too
            return {}
        except DocumentError as error:
            self.failures.append(f"{path}: {error}")
            return {}
        return {image.number: image for image in images or ()}


def _percent(ratio: float | None) -> str:
    """Return a ratio in percent; a hundred only where it is, a dash where nothing was judged."""
    if ratio is None:
        return "–"
    return "100" if ratio == 1 else f"{min(ratio * 100, 99.9):.1f}"
