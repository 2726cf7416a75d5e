"""From the paths a user names to the files to read, each once and in a stable order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.batch.remote.listing import Origin, list_files
from extract.batch.remote.urls import Url
from extract.errors import DocumentError, InaccessibleError, MissingFileError
from extract.readers.registry import document_suffixes

# Files that tell of a folder rather than being a document in it.
FOLDER_NOTES = frozenset({"readme", "license", "licence"})


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        path: Where it is.
        source_path: Its name in the output: from the named folder's own name on (or from the
            working directory, for a file named by itself), with / between the parts.
        problem: Why it cannot be read, where that is plain before opening it.
        position: Its number among all that the named paths hold, from 1 on.
        origin: Where its bytes are, where that is not on this machine's disks.
    """

    path: Path
    source_path: str
    problem: DocumentError | None = None
    position: int = 0
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that is not tried.

    Attributes:
        source_path: Its name, made as that of an `InputFile`.
        reason: Why it is passed over.
        position: Its number among all that the named paths hold; these come before the files.
    """

    source_path: str
    reason: str
    position: int = 0


@dataclass(slots=True)
class Discovery:
    """What the named paths hold.

    Attributes:
        files: The files to read, in the order of the named paths, sorted within a folder.
        skipped: The files passed over.
    """

    files: list[InputFile] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A path met on the way: an absolute path, and how many of its last parts name it."""

    path: Path
    named_parts: int
    problem: DocumentError | None = None
    skip_reason: str | None = None
    origin: Origin | None = None

    @property
    def identity(self) -> str:
        """Return what two paths to one file have in common."""
        return self.origin.name if self.origin else os.path.realpath(self.path)

    @property
    def source_path(self) -> str:
        """Return the last parts as text that UTF-8 can hold, whatever bytes the name has."""
        name = "/".join(self.path.parts[-self.named_parts :])
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def discover(paths: Iterable[Path | Url], *, leave_out: Path | None = None) -> Discovery:
    """Return the files that the named files and folders hold.

    Folders are searched with all below them; hidden entries are passed over, and a file or folder
    reached in two ways counts once. Links are followed only to what the named paths hold: one that
    leads out of them may lead anywhere. Paths that are missing or cannot be
    opened come as files with a problem, so that they are reported like any other failure.

    Args:
        paths: Files and folders as named by the user, or their URLs.
        leave_out: A folder not to search, the output's.
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
        for candidate in found:
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
        for position, candidate in enumerate(_told_apart(read), len(discovery.skipped) + 1)
    ]
    return discovery


def _told_apart(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates with as many folders before their names as makes these differ."""
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
    """Yield what one named path holds: the file itself, or a folder's files in order.

    Args:
        root: The path.
        avoided: The real path of a folder not to search.
        homes: The real paths of all that the user named, which links may lead to.
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
    """Yield what a URL holds: the file itself, or a folder's files in order."""
    for file in list_files(url):
        is_named = file.problem is not None or file.named_parts == 1
        reason = None if is_named else _unsuited(file.path)
        yield _Candidate(file.path, file.named_parts, file.problem, reason, file.origin)


def _problem_with(path: Path) -> DocumentError | None:
    """Return why a path can be neither searched nor read, if so."""
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
    """Return what a folder holds as a candidate, with why it is not to be read, if so."""
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
    """Return why a file that a folder holds is not tried, by its name; None where it is."""
    if path.suffix.lower() not in document_suffixes():
        return "not a kind of file that holds SOPs"
    if path.name.split(".")[0].lower() in FOLDER_NOTES:
        return "a note on the folder"
    return None


def _leads_out(path: Path, homes: Sequence[Path]) -> bool:
    """Return whether a path is a link to something that is below none of some folders."""
    if not path.is_symlink() or not path.exists():
        return False
    real = Path(os.path.realpath(path))
    return not any(real.is_relative_to(home) for home in homes)


def _search(
    root: Path, avoided: str | None, homes: Sequence[Path]
) -> Iterator[tuple[Path, DocumentError | None]]:
    """Yield every visible file below a folder, and every folder that cannot be listed.

    Linked folders are searched last and each real folder once, which ends loops of links; those
    that lead out of the named ones come as if they were files.
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
