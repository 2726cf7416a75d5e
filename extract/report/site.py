"""The report's folder: a list with plots, and a page for each SOP beside its document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from extract.corrections.reviewed import read_reviewed
from extract.errors import DocumentError
from extract.findings.messages import retold
from extract.findings.registry import title_of
from extract.page_images.find import SourceFinder
from extract.page_images.images import PageImage, write_source_images
from extract.record.flow_graph import is_flow_known
from extract.report.overview import (
    MOST_BARS,
    Overview,
    ReviewMark,
    duration_classes,
    review_mark,
    step_classes,
)
from extract.report.sop_page import build_page
from extract.storage.atomic import whole_file
from extract.translation.translate import translate
from extract.ui.levels import Level
from extract.ui.texts import Words, load_words
from extract.writers.svg import draw_flow_svg
from models.finding import Concern
from models.language import Language
from models.record import SopRecord

ASSETS = ("report.css", "list.js", "sop.js")
ASSETS_FOLDER, SOPS_FOLDER, PAGES_FOLDER = "assets", "sops", "pages"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plot.

    Attributes:
        label: What it counts.
        count: How many there are.
        share: Its length, as a part of the longest one's.
        kind: The name of its colour; empty for the usual one.
    """

    label: str
    count: int
    share: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PageImages:
    """The pictures of a SOP's pages, or why there are none.

    Attributes:
        images: The pictures.
        trouble: Why there are none; None where there are.
    """

    images: list[PageImage]
    trouble: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """The result of writing a report.

    Attributes:
        sops: How many SOPs it shows.
        troubles: What could not be shown, one line each.
    """

    sops: int
    troubles: list[str]


def write_report(output: Path, folder: Path, sources: Sequence[Path], language: Language) -> Made:
    """Write a report of all records in a run's output folder.

    Args:
        output: The output folder.
        folder: Where to write the report; made if missing.
        sources: Folders and files in which the documents are looked for.
        language: Of the pages.

    Raises:
        BadRecordsError: The output folder holds no records, or a file of it none of this version.
        BadReviewError: The journal of the review cannot be read.
        OutputError: The report cannot be written.
    """
    site = _Site(folder, SourceFinder(sources), language)
    for record in read_reviewed(output):
        site.add(record)
    site.finish()
    return Made(len(site.overview.rows), site.troubles)


class _Site:
    """A report while it is written."""

    def __init__(self, folder: Path, finder: SourceFinder, language: Language) -> None:
        """Begin with nothing."""
        self.folder = folder
        self.finder = finder
        self.language = language
        self.words = words = load_words("extract.report", language)
        self.overview = Overview()
        self.troubles: list[str] = []
        self._environment = Environment(
            loader=PackageLoader("extract.report"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            t=words,
            assets=ASSETS_FOLDER,
            Level=Level,
            review_text=_review_text,
            message=lambda finding: retold(finding, language),
            title_of=lambda code: title_of(code, language),
        )
        # The last page is held back until the next is known, as it links to it.
        self._held: tuple[SopRecord, PageImages] | None = None
        self._before: str | None = None

    def add(self, record: SopRecord) -> None:
        """Add an SOP; its page is written when the next one is known."""
        images = self._draw(record)
        self.overview.add(record, f"{SOPS_FOLDER}/{record.id}.html")
        self._write_held(record.id)
        self._held = record, images

    def finish(self) -> None:
        """Write the last SOP's page, the list, and what the pages need."""
        self._write_held(None)
        self._write(
            "index.html",
            "index.html",
            overview=self.overview,
            plots=list(_plots(self.overview, self.words, self.language)),
            root="",
        )
        for name in ASSETS:
            with whole_file(self.folder / ASSETS_FOLDER / name) as stream:
                asset = files(__package__).joinpath("assets", name)
                stream.write(asset.read_text(encoding="utf-8"))

    def _write_held(self, after: str | None) -> None:
        """Write the page held back, now that the next is known."""
        if self._held is None:
            return
        record, images = self._held
        flow = None
        if is_flow_known(record):
            # `draw_flow_svg` escapes all text.
            flow = Markup(draw_flow_svg(record))  # noqa: S704
        self._write(
            f"{SOPS_FOLDER}/{record.id}.html",
            "sop.html",
            record=record,
            content=build_page(record),
            page_images=images,
            flow=flow,
            review=review_mark(record.review),
            before=self._before,
            after=after,
            pages=PAGES_FOLDER,
            root="../",
        )
        self._before = record.id
        self._held = None

    def _write(self, path: str, template: str, **filled: object) -> None:
        """Write a page."""
        with whole_file(self.folder / path) as stream:
            for part in self._environment.get_template(template).generate(**filled):
                stream.write(part)

    def _draw(self, record: SopRecord) -> PageImages:
        """Write the pictures of a record's pages."""
        source = record.source
        if not source.pages:
            return PageImages([], self.words("no_pages"))
        try:
            images = write_source_images(source, self.finder, self.folder / PAGES_FOLDER, record.id)
        except DocumentError as error:
            self.troubles.append(f"{source.path}: {error}")
            cause = translate(str(error), self.language)
            return PageImages([], self.words("undrawable", cause=cause))
        if images is None:
            return PageImages([], self.words("no_source", path=source.path))
        return PageImages(images, None)


def _plots(overview: Overview, words: Words, language: Language) -> Iterator[tuple[str, list[Bar]]]:
    """Yield the overview's plots with the names of their headings."""

    def named(counts: Mapping[str, int], names: Sequence[str]) -> list[Bar]:
        return _bars([(words(n), counts.get(n, 0), "") for n in names])

    unknown = words("unknown")
    agencies = Counter({name or unknown: count for name, count in overview.agencies.items()})
    yield "by_agency", _most(agencies, words)
    grades = [(words(g) if g else unknown, n, g or "") for g, n in overview.grades.most_common()]
    yield "by_grade", _bars(grades)
    if any(overview.reviews):
        marks = [*reversed(ReviewMark), None]
        counts = [(_review_text(mark), overview.reviews[mark], mark or "") for mark in marks]
        yield "by_review", _bars([(words(name), n, kind) for name, n, kind in counts if n])
    yield "by_steps", _bars([(n, overview.step_counts[n], "") for n in step_classes()])
    yield "by_duration", named(overview.durations, duration_classes())
    for concern in Concern:
        findings = [
            (f"{title_of(code, language)} ({words(severity)})", count, severity)
            for (concerns, severity, code), count in overview.findings.most_common()
            if concerns == concern
        ]
        yield f"by_finding_{concern}", _bars(findings)
    yield "by_regulation", _most(overview.regulations, words)


def _review_text(mark: ReviewMark | None) -> str:
    """Return the name of the text that says how far a review is."""
    return f"review_{mark or 'new'}"


def _most(counts: Counter[str], words: Words) -> list[Bar]:
    """Return bars for the most frequent values, and one for all others."""
    most = counts.most_common(MOST_BARS)
    rest = len(counts) - len(most)
    bars = [(str(key), count, "") for key, count in most]
    if rest:
        left = counts.total() - sum(count for _, count in most)
        bars.append((words("others", count=rest), left, "rest"))
    return _bars(bars)


def _bars(counts: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """Return counts as bars, the longest of length 1."""
    longest = max((count for _, count, _ in counts), default=0) or 1
    return [Bar(label, count, count / longest, kind) for label, count, kind in counts]
