"""Writes the letters of all offices: a page of HTML and a DOCX file each."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from extract.corrections.reviewed import read_reviewed
from extract.report.letters.letter import LANGUAGE, Letter
from extract.storage.atomic import whole_file, whole_path
from extract.tables.overview.facts import gather_facts
from extract.tables.overview.spellings import SPELLINGS_FILE, NameKind, read_corrected
from extract.ui.texts import load_words
from models.record import SopRecord

Records = Callable[[], Iterable[SopRecord]]

# What XML 1.0 (2.2, Char) does not allow.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters and digits of an office's name in a file's name. Unfitted.
MAX_NAME_CHARS = 60
# Parts of a DOCX file that are the same in all (ECMA-376, Part 2), and their places in it.
_FIXED_PARTS = {
    "[Content_Types].xml": "docx_types.xml",
    "_rels/.rels": "docx_rels.xml",
    "word/styles.xml": "docx_styles.xml",
    "word/_rels/document.xml.rels": "docx_document_rels.xml",
}
# The time of each part, so that two runs write the same bytes; the first that ZIP knows.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_letters(output: Path, folder: Path) -> list[Path]:
    """Write a letter for each office of a run's output folder.

    Args:
        output: The output folder.
        folder: Where to write them; made if missing.

    Returns:
        The HTML files; a DOCX file of the same name stands beside each.

    Raises:
        BadRecordsError: The output folder holds no records, or spellings that cannot be read.
        BadReviewError: The journal of the review cannot be read.
        OutputError: A file cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("extract.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["t"] = load_words("extract.report", LANGUAGE)
    environment.filters["xml"] = lambda text: _NOT_XML.sub("", text)
    letters = collect_letters(lambda: read_reviewed(output), output)
    written: list[Path] = []
    for name, letter in zip(_names(letters), letters, strict=True):
        page = folder / f"{name}.html"
        with whole_file(page) as stream:
            stream.write(environment.get_template("letter.html").render(letter=letter))
        body = environment.get_template("letter_docx.xml").render(letter=letter)
        with whole_path(folder / f"{name}.docx") as path:
            _write_docx(path, body)
        written.append(page)
    return written


def collect_letters(records: Records, output: Path) -> list[Letter]:
    """Return the letters of all offices, by name.

    Args:
        records: Returns the records; they are gone through twice.
        output: The output folder, which may hold corrected spellings.
    """
    corrected = read_corrected(output / "review" / SPELLINGS_FILE)
    facts = gather_facts(records(), date.min, corrected)
    letters: dict[tuple[str, str], Letter] = {}
    for record in records():
        office = facts.spellings.name(NameKind.OFFICE, record.header.agency or "")
        government = record.header.government or ""
        key = (government.casefold(), office.casefold())
        letters.setdefault(key, Letter(government, office)).add(record)
    return [letters[key] for key in sorted(letters)]


def _names(letters: Iterable[Letter]) -> Iterator[str]:
    """Yield a file's name for each letter, no two alike."""
    used: set[str] = set()
    for letter in letters:
        words = re.sub(r"[^a-z0-9]+", "-", f"{letter.office} {letter.government}".casefold())
        name = words.strip("-")[:MAX_NAME_CHARS].strip("-") or "tanpa-perangkat-daerah"
        number = 1
        while (numbered := name if number == 1 else f"{name}-{number}") in used:
            number += 1
        used.add(numbered)
        yield numbered


def _write_docx(path: Path, body: str) -> None:
    """Write a DOCX file with a body."""
    templates = files("extract.report").joinpath("templates")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for place, name in _FIXED_PARTS.items():
            package.writestr(_entry(place), templates.joinpath(name).read_text("utf-8"))
        package.writestr(_entry("word/document.xml"), body)


def _entry(place: str) -> zipfile.ZipInfo:
    """Return the entry of a part."""
    entry = zipfile.ZipInfo(place, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
