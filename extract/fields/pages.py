"""Pages that are no part of an SOP: what each looks like, said in a finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from extract.findings.registry import make_finding
from models.finding import Finding
from models.grid import PageLayout
from normalize.text import fold_key

# A cover has few words; a page with more is another kind of page.
MOST_COVER_LINES = 25


def passed_over(layout: PageLayout) -> Finding:
    """Return the finding that a page was passed over, and what it looks like."""
    kind = kind_of(layout)
    return make_finding(
        "page-passed-over",
        f"The page was passed over as no part of an SOP; it looks like {kind}.",
        page=layout.number,
    )


def kind_of(layout: PageLayout) -> str:
    """Return what a page without a part of an SOP looks like, in words: "a decree"."""
    lines = [line.text for line in layout.lines]
    lines += [line.text for grid in layout.grids for cell in grid.cells for line in cell.lines]
    if not lines:
        return "a picture without text" if layout.page.pictures else "a blank page"
    keys = [fold_key(line) for line in lines]
    for kind, beginnings in _load_kinds().items():
        if kind == "cover" and len(lines) > MOST_COVER_LINES:
            continue
        if any(key.startswith(beginnings) for key in keys):
            return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
    return "text without an SOP's labels"


@cache
def _load_kinds() -> Mapping[str, tuple[str, ...]]:
    """Return kind of page -> what its lines begin with, folded."""
    table = tomllib.loads(files(__package__).joinpath("pages.toml").read_text("utf-8"))
    return {kind: tuple(map(fold_key, words)) for kind, words in table["kinds"].items()}
