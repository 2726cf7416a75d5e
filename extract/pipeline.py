"""One document from bytes to pages or text, to raw SOPs, to records with findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.bounds.budget import Allowance
from extract.bounds.limits import Limits, check_size
from extract.bounds.losses import LOSSES, text_cut_short
from extract.checks import check_record
from extract.errors import (
    DocumentError,
    EmptyFileError,
    LimitError,
    PagesApartError,
    UnsupportedFormatError,
)
from extract.fields.assemble import assemble_pages
from extract.fields.evidence import refusal
from extract.fields.officers import agree_on_officers
from extract.fields.pages import looks_like
from extract.fields.titles import correct_titles
from extract.findings.messages import speaking, tell
from extract.findings.registry import make_finding
from extract.readers.reader import Content, PageContent, SourceFile, TextContent, TextForm
from extract.readers.registry import identify
from extract.record.build import build_record
from extract.record.masking import mask_record
from extract.settings import Settings
from extract.text import read_text_sops, text_signs
from extract.unruled.pages import lay_out_pages
from extract.vocabulary.matcher import load_all_spellings
from models.page import Page, PageFile
from models.raw import RawSop
from models.record import SopRecord
from models.source import SourcePart
from normalize.catalogue import catalogue_with
from normalize.citations import parse_citation

# What reads a text of each form.
_TEXT_READERS: dict[TextForm, Callable[[str], list[RawSop]]] = {TextForm.PLAIN: read_text_sops}


def extract_document(
    path: Path, *, source_path: str, settings: Settings, allowance: Allowance | None = None
) -> list[SopRecord]:
    """Read every SOP of one document.

    Args:
        path: The file.
        source_path: What the records call it: its path relative to the input root, with /.
        settings: The run's settings.
        allowance: When to stop; what the settings' limits say where it is None.

    Returns:
        A record for each SOP, in order of appearance; at least one.

    Raises:
        EmptyFileError: The file is empty.
        UnsupportedFormatError: The file has a format that no reader reads.
        EncryptedError: It is locked with a password.
        DamagedError: It is damaged, and no SOP was found in what can be read.
        LimitError: It is larger than the limits allow.
        NotAnSopError: It is not an SOP.
        SopNotReadError: Much points to an SOP in it, but none could be read.
        RecognitionError: Nothing of it could be read, as recognition failed.
        DocumentError: It cannot be opened, or one of the above.
        MissingDependencyError: It must be recognised, and the OCR engine or a language is missing.
    """
    with speaking(settings.language):
        return _extract(path, source_path, settings, allowance or Allowance(settings.limits))


def _extract(
    path: Path, source_path: str, settings: Settings, allowance: Allowance
) -> list[SopRecord]:
    """Read every SOP of one document; see `extract_document`."""
    file = SourceFile(path)
    data = _read_bytes(file, settings.limits)
    if not data.strip():
        raise EmptyFileError("the file is empty")
    found = identify(file)
    content = found.reader.read(file, settings, allowance)
    if isinstance(content, PageContent) and "max_pages" not in found.reader.bounds:
        content = PageContent(_bounded(content.pages, allowance))
    sops = _read_sops(content, found.media_type, settings, allowance)
    source = _Origin(source_path, hashlib.sha256(data).hexdigest(), found.media_type)
    return _build_records(sops, source, settings)


@dataclass(frozen=True, slots=True)
class _Origin:
    """What records say of the document they were read from."""

    path: str
    sha256: str
    media_type: str
    parts: Sequence[SourcePart] = ()


def _build_records(sops: Sequence[RawSop], origin: _Origin, settings: Settings) -> list[SopRecord]:
    """Return the checked records of a document's SOPs."""
    catalogue = catalogue_with(settings.catalogue)
    records = [
        check_record(
            build_record(
                sop,
                path=origin.path,
                sha256=origin.sha256,
                media_type=origin.media_type,
                position=position,
                settings=settings,
                parts=origin.parts,
            ),
            sop,
            settings.as_of,
            catalogue,
        )
        for position, sop in enumerate(sops, 1)
    ]
    return [mask_record(record) for record in records] if settings.mask_nip else records


def extract_parts(
    parts: Sequence[PageFile], *, settings: Settings, listed: bool, allowance: Allowance
) -> list[SopRecord]:
    """Read the SOP whose pages are files of their own.

    Files at the end that give it nothing are left out.

    Args:
        parts: The files, in the order of the pages.
        settings: The run's settings.
        listed: Whether somebody said that they are one document. All SOPs in it are then taken,
            and no file is left out.
        allowance: When to stop.

    Returns:
        Its record; of listed files a record for each SOP.

    Raises:
        PagesApartError: They do not read as one SOP that goes over at least two of the files.
        DocumentError: A file cannot be read, or none holds an SOP.
    """
    with speaking(settings.language):
        pages, origins = list[Page](), list[SourcePart]()
        media_type = parts[0].media_type or identify(SourceFile(parts[0].path)).media_type
        for part in parts:
            held = part.pages or _pages_of(part.path, settings, allowance)
            numbers = list(range(len(pages) + 1, len(pages) + len(held) + 1))
            pages += [replace(p, number=n) for p, n in zip(held, numbers, strict=True)]
            origins.append(SourcePart(path=part.source_path, sha256=part.sha256, pages=numbers))
        content = PageContent(iter(pages))
        sops = _read_sops(content, media_type, settings, allowance)
        if not listed:
            used = {number for sop in sops for number in sop.pages}
            kept = len(origins)
            while kept and used.isdisjoint(origins[kept - 1].pages):
                kept -= 1
            if len(sops) != 1 or kept < 2:
                raise PagesApartError("they do not read as one SOP")
            if kept < len(parts):
                pages = pages[: origins[kept - 1].pages[-1]]
                origins = origins[:kept]
                content = PageContent(iter(pages))
                sops = _read_sops(content, media_type, settings, allowance)
        whole = hashlib.sha256("".join(part.sha256 for part in origins).encode()).hexdigest()
        for sop in sops:
            names = [part.path.rpartition("/")[2] for part in origins]
            sop.findings.append(make_finding("pages-joined", params={"files": names}))
        origin = _Origin(parts[0].source_path, whole, media_type, origins)
        return _build_records(sops, origin, settings)


def _pages_of(path: Path, settings: Settings, allowance: Allowance) -> list[Page]:
    """Return the pages of a file.

    Raises:
        DocumentError: It cannot be read, or has no pages.
    """
    file = SourceFile(path)
    _read_bytes(file, settings.limits)
    content = identify(file).reader.read(file, settings, allowance)
    if not isinstance(content, PageContent):
        raise PagesApartError(f"{path.name} has no pages")
    return list(_bounded(content.pages, allowance))


def _read_bytes(file: SourceFile, limits: Limits) -> bytes:
    """Return a file's bytes.

    Raises:
        LimitError: There are more than the limit allows.
        DocumentError: It cannot be opened.
    """
    try:
        check_size(file.path.stat().st_size, limits)
        return file.data
    except OSError as error:
        raise DocumentError(f"the file cannot be opened: {error.strerror}") from error


def warm_up() -> None:
    """Load what every document needs, so that the first is read as fast as the others.

    What only some need (OpenCV, tables for fragmented text) is loaded when such a document comes.

    Raises:
        BadTableError: A table of spellings names a field that no model declares.
    """
    load_all_spellings()
    parse_citation("Undang-Undang Nomor 1 Tahun 2000 tentang Contoh")


def _read_sops(
    content: Content, media_type: str, settings: Settings, allowance: Allowance
) -> list[RawSop]:
    """Read the SOPs that a reader's content holds; at least one.

    Raises:
        DocumentError: There is none, or none can be read.
    """
    if isinstance(content, PageContent):
        lost: list[DocumentError] = []
        found = assemble_pages(lay_out_pages(_watched(content.pages, lost, allowance)))
        sops = found.sops
        if not sops:
            signs = [page.signs for page in found.pages]
            raise lost[0] if lost else refusal(signs, looks_like(found.pages))
        agree_on_officers(sops)
        correct_titles(sops)
        return sops
    if isinstance(content, TextContent):
        allowance.on_text(content.text[: settings.limits.content])
        return _read_text(content, settings.limits)
    raise UnsupportedFormatError(
        f"{media_type} files hold other files; read them by extract_paths, or unpack it first"
    )


def _read_text(content: TextContent, limits: Limits) -> list[RawSop]:
    """Read a text's SOPs, as far as the limit allows; the last says what is missing.

    Raises:
        DocumentError: There is none in it.
    """
    text = content.text[: limits.content]
    sops = _TEXT_READERS[content.form](text)
    is_cut = len(content.text) > limits.content
    if not sops and is_cut:
        raise LimitError(text_cut_short(limits.content).message)
    if not sops:
        raise refusal([text_signs(text)])
    if is_cut:
        sops[-1].findings.append(text_cut_short(limits.content))
    return sops


def _bounded(pages: Iterable[Page], allowance: Allowance) -> Iterator[Page]:
    """Yield pages as far as the limits allow; the last one notes what is missing."""
    upcoming = iter(pages)
    page = next(upcoming, None)
    number = 0
    while page is not None:
        number += 1
        following = next(upcoming, None)
        end = None if following is None else allowance.end_after(number)
        if end is not None:
            page, following = page.noted([end]), None
        yield page
        page = following


def _watched(
    pages: Iterable[Page], lost: list[DocumentError], allowance: Allowance
) -> Iterator[Page]:
    """Yield pages and report each; collect losses, the error if no SOP is found."""
    for page in pages:
        allowance.on_page(page)
        for note in page.notes:
            if note.code in LOSSES:
                lost.append(
                    LOSSES[note.code](tell(note.code, note.wording, note.params), page.number)
                )
        yield page
