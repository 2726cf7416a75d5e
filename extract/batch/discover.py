"""From the paths a user names to the files to read, each once and in a stable order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.batch.members import MemberOrigin, find_members, is_archive, may_carry
from extract.batch.remote.listing import Origin, list_files
from extract.batch.remote.urls import Url
from extract.errors import DocumentError, InaccessibleError, MissingFileError
from extract.readers.registry import document_suffixes, missing_for

# Files that describe a folder and are no documents.
FOLDER_NOTES = frozenset({"readme", "license", "licence"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        path: Where it is.
        source_path: Its name in the output, with / between the parts, from the name of the given
            folder on; of a file that was given itself, from the working directory on.
        problem: Why it cannot be read, if that is known before it is opened.
        position: Its number among all files found, from 1.
        origin: Where its bytes are, if not on this machine.
    """

    path: Path
    source_path: str
    problem: DocumentError | None = None
    position: int = 0
    origin: Origin | MemberOrigin | None = None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is not read.

    Attributes:
        source_path: Its name, as that of an `InputFile`.
        reason: Why it is skipped.
        position: Its number among all files found; skipped ones come first.
    """

    source_path: str
    reason: str
    position: int = 0


@dataclass(slots=True)
class Discovery:
    """The files found in the given paths.

    Attributes:
        files: The files to read, in the order of the named paths, sorted within a folder.
        skipped: The files that are not read.
    """

    files: list[InputFile] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A path found: absolute, and how many of its last parts are its name in the output."""

    path: Path
    named_parts: int
    problem: DocumentError | None = None
    skip_reason: str | None = None
    origin: Origin | MemberOrigin | None = None

    @property
    def identity(self) -> str:
        """Return the same for all paths that lead to the same file."""
        return self.origin.name if self.origin else os.path.realpath(self.path)

    @property
    def source_path(self) -> str:
        """Return the name as valid Unicode, whatever bytes it has."""
        name = "/".join(self.path.parts[-self.named_parts :])
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def discover(
    paths: Iterable[Path | Url], *, leave_out: Path | None = None, members: bool = True
) -> Discovery:
    """Return the files that the given files and folders hold.

    Folders are searched recursively. Hidden entries are skipped, and a file or folder that is
    reached in two ways counts once. Links are followed only if they lead to something within the
    given paths. Paths that are missing or cannot be opened are returned as files with a problem,
    so that they are reported like any other failure.

    Args:
        paths: Files and folders as the user gave them, or their URLs.
        leave_out: A folder not to search: the output folder.
        members: Whether archives are looked into; each of their files then counts for itself.
    """
    discovery = Discovery()
    read: list[_Candidate] = []
    seen: dict[str, str] = {}
    avoided = os.path.realpath(leave_out) if leave_out else None
    # Not resolve(): a link keeps the name it was given.
    roots = [
        path if isinstance(path, Url) else Path(os.path.abspath(path))  # noqa: PTH100
        for path in paths
    ]
    homes = [Path(os.path.realpath(root)) for root in roots if isinstance(root, Path)]
    for root in roots:
        found = _look_elsewhere(root) if isinstance(root, Url) else _look_at(root, avoided, homes)
        for candidate in _unpacked(found) if members else found:
            real = candidate.identity
            if candidate.skip_reason:
                reason = candidate.skip_reason
            elif real in seen:
                if seen[real] == str(candidate.path):
                    continue
                reason = "the same file as one already named"
            else:
                seen[real] = str(candidate.path)
                read.append(candidate)
                continue
            position = len(discovery.skipped) + 1
            discovery.skipped.append(SkippedFile(candidate.source_path, reason, position))
    discovery.files = [
        InputFile(
            candidate.path, candidate.source_path, candidate.problem, position, candidate.origin
        )
        for position, candidate in enumerate(_with_distinct_names(read), len(discovery.skipped) + 1)
    ]
    return discovery


def _unpacked(found: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Yield candidates; for an archive those in it, behind a document those it carries."""
    for candidate in found:
        is_plain = candidate.problem or candidate.skip_reason or candidate.origin
        if is_plain or not is_archive(candidate.path):
            yield candidate
            if is_plain or not may_carry(candidate.path):
                continue
        for member in find_members(candidate.path):
            reason = member.skip_reason
            if reason is None and member.origin is not None:
                reason = _unsuited(member.path)
            parts = candidate.named_parts + member.depth
            yield _Candidate(member.path, parts, member.problem, reason, member.origin)


def _with_distinct_names(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates, their names made longer by parent folders until all differ."""
    while True:
        uses = Counter(candidate.source_path for candidate in candidates)
        longer = [
            replace(candidate, named_parts=candidate.named_parts + 1)
            if uses[candidate.source_path] > 1 and candidate.named_parts < len(candidate.path.parts)
            else candidate
            for candidate in candidates
        ]
        if longer == candidates:
            return candidates
        candidates = longer


def _look_at(root: Path, avoided: str | None, homes: Sequence[Path]) -> Iterator[_Candidate]:
    """Yield what a given path holds: the file itself, or a folder's files in order.

    Args:
        root: The path.
        avoided: The real path of a folder not to search.
        homes: The real paths of all given paths; links may lead to what is within.
    """
    problem = _problem_with(root)
    if problem or not root.is_dir():
        working_directory = Path.cwd()
        below = root.is_relative_to(working_directory)
        parts = len(root.relative_to(working_directory).parts) if below else 1
        yield _Candidate(root, max(parts, 1), problem)
        return
    found = [
        _judge(path, len(path.parts) - len(root.parts) + 1, problem, homes)
        for path, problem in _search(root, avoided, homes)
    ]
    # A link comes after the files, so that a file is known by its own name and not by a link's.
    yield from sorted(found, key=lambda c: (c.path.is_symlink(), c.path.parts))


def _look_elsewhere(url: Url) -> Iterator[_Candidate]:
    """Yield what a URL holds: the file itself, or the files of a folder in order."""
    for file in list_files(url):
        is_named = file.problem is not None or file.named_parts == 1
        reason = None if is_named else _unsuited(file.path)
        yield _Candidate(file.path, file.named_parts, file.problem, reason, file.origin)


def _problem_with(path: Path) -> DocumentError | None:
    """Return why a path can be neither searched nor read; None if it can."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return MissingFileError("there is no such file or folder")
    except OSError as error:
        return InaccessibleError(f"cannot be opened: {error.strerror}")
    if not path.is_dir() and not path.is_file():
        return InaccessibleError("is a device or a pipe, not a file")
    return None


def _judge(
    path: Path, named_parts: int, problem: DocumentError | None, homes: Sequence[Path]
) -> _Candidate:
    """Return a path of a folder as a candidate, with the reason if it is not to be read."""
    reason = None
    if problem is None:
        if _leads_out(path, homes):
            reason = "a link that leads out of what was named; name what it leads to"
        else:
            reason = _unsuited(path)
        if reason is None:
            problem = _problem_with(path)
    return _Candidate(path, named_parts, problem, reason)


def _unsuited(path: Path) -> str | None:
    """Return why a file of a folder is not read, by its name; None if it is."""
    if path.suffix.lower() not in document_suffixes():
        return "not a kind of file that holds SOPs"
    if path.name.split(".")[0].lower() in FOLDER_NOTES:
        return "a note on the folder"
    return missing_for(path.suffix.lower())


def _leads_out(path: Path, homes: Sequence[Path]) -> bool:
    """Return whether a path is a link to something outside of some folders."""
    if not path.is_symlink() or not path.exists():
        return False
    real = Path(os.path.realpath(path))
    return not any(real.is_relative_to(home) for home in homes)


def _search(
    root: Path, avoided: str | None, homes: Sequence[Path]
) -> Iterator[tuple[Path, DocumentError | None]]:
    """Yield every visible file below a folder, and every folder that cannot be listed.

    Linked folders are searched last and each real folder once, which ends loops of links. Links
    that lead out of the given paths are yielded as if they were files.
    """
    searched = {avoided}
    folders, links = [root], list[Path]()
    while folders or links:
        folder = folders.pop() if folders else links.pop()
        real = os.path.realpath(folder)
        if real in searched:
            continue
        searched.add(real)
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield folder, InaccessibleError(f"the folder cannot be listed: {error.strerror}")
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry) or _leads_out(path, homes):
                yield path, None
            elif entry.is_symlink():
                links.append(path)
            else:
                folders.append(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder; a link that leads nowhere is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False
