"""Files in archives found as files in folders are: each a document with a path of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zlib import error as ZlibError

from extract.bounds.budget import Allowance
from extract.errors import DamagedError, DocumentError, InaccessibleError, LimitError
from extract.readers.archives.bounds import BOUNDS, is_hidden, name_parts
from extract.readers.reader import HEAD_BYTES, Member, MemberContent, SourceFile
from extract.readers.registry import archive_suffixes, carrier_suffixes, identify, missing_for
from extract.settings import Settings

# What stands between an archive's path and a member's.
MARK = "!"
_PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class MemberOrigin:
    """A file in an archive.

    Attributes:
        name: The archive's path, and its own in there.
        size: Its bytes, as the archive claims.
        version: What changes when the archive does.
        member: Opens it.
    """

    name: str
    size: int
    version: str
    member: Member = field(repr=False, compare=False)

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes, in pieces; not more than the archive claims there are.

        Raises:
            DocumentError: It cannot be unpacked.
        """
        try:
            with self.member.open() as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, ZlibError, EOFError, ValueError, RuntimeError) as error:
            raise DamagedError("the archive's member cannot be unpacked") from error
        except OSError as error:
            raise InaccessibleError(f"cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class FoundMember:
    """What an archive holds.

    Attributes:
        path: The archive's path with the mark behind it, and the member's path below that.
        depth: How many parts that is more than the archive's.
        origin: Where its bytes are.
        problem: Why nothing of it can be read, where it is an archive.
        skip_reason: Why it is passed over.
    """

    path: Path
    depth: int
    origin: MemberOrigin | None = None
    problem: DocumentError | None = None
    skip_reason: str | None = None


def is_archive(path: Path) -> bool:
    """Return whether a file is an archive by its name."""
    return path.suffix.lower() in archive_suffixes()


def may_carry(path: Path) -> bool:
    """Return whether a file is a document that may carry others, by its name."""
    return path.suffix.lower() in carrier_suffixes()


def find_members(path: Path) -> Iterator[FoundMember]:
    """Yield the files that an archive holds, or a document carries, those of archives in it too.

    Args:
        path: The archive or document; a document is not yielded itself.
    """
    try:
        stat = path.stat()
    except OSError as error:
        problem = InaccessibleError(f"cannot be opened: {error.strerror or error}")
        yield FoundMember(path, 0, problem=problem)
        return
    version = f"{stat.st_mtime_ns}-{stat.st_size}"
    finder = _Finder(version)
    find = finder.find if is_archive(path) else finder.find_carried
    yield from find(SourceFile(path), path, 0, 0)


@dataclass(slots=True)
class _Finder:
    """Looks through one archive.

    Attributes:
        version: What changes when the archive does.
        count: Members seen so far.
    """

    version: str
    count: int = 0

    def find(self, file: SourceFile, path: Path, parts: int, depth: int) -> Iterator[FoundMember]:
        """Yield the members of an archive.

        Args:
            file: The archive.
            path: Its path.
            parts: How many parts that is longer than the outermost archive's.
            depth: In how many archives it stands.
        """
        try:
            found = identify(file)
            if not found.reader.holds_members:
                # It is called an archive and is none: what it is shows when it is read.
                yield FoundMember(path, parts)
                return
            settings = Settings()
            content = found.reader.read(file, settings, Allowance(settings.limits))
            members = list(content.members) if isinstance(content, MemberContent) else []
        except DocumentError as error:
            yield FoundMember(path, parts, problem=error)
            return
        except OSError as error:
            cause = InaccessibleError(f"cannot be opened: {error.strerror or error}")
            yield FoundMember(path, parts, problem=cause)
            return
        yield from self._members(members, path, parts, depth)

    def find_carried(
        self, file: SourceFile, path: Path, parts: int, depth: int
    ) -> Iterator[FoundMember]:
        """Yield the files that a document carries; what is wrong with it shows when it is read.

        Args:
            file: The document.
            path: Its path.
            parts: How many parts that is longer than the outermost file's.
            depth: In how many archives it stands.
        """
        try:
            members = list(identify(file).reader.attachments(file))
        except (DocumentError, OSError):
            return
        yield from self._members(members, path, parts, depth)

    def _members(
        self, members: Iterable[Member], path: Path, parts: int, depth: int
    ) -> Iterator[FoundMember]:
        """Yield members under paths of their own, once each."""
        root = path.with_name(path.name + MARK)
        seen: set[tuple[str, ...]] = set()
        for member in members:
            self.count += 1
            if self.count > BOUNDS.max_members:
                limit = LimitError(f"the archive has more than {BOUNDS.max_members:,} members")
                yield FoundMember(path, parts, problem=limit)
                return
            names = name_parts(member.name)
            if names is not None and is_hidden(names):
                continue
            if names is None or names in seen:
                reason = "its name leads out of the archive" if names is None else "named twice"
                yield FoundMember(root / f"member {self.count}", parts + 1, skip_reason=reason)
                continue
            seen.add(names)
            yield from self._member(member, root.joinpath(*names), parts + len(names), depth)

    def _member(self, member: Member, path: Path, parts: int, depth: int) -> Iterator[FoundMember]:
        """Yield a member; what it holds where it is an archive."""
        origin = MemberOrigin(str(path), member.size, self.version, member)
        if not is_archive(path):
            yield FoundMember(path, parts, origin)
            if may_carry(path) and depth + 1 < BOUNDS.max_depth:
                yield from self._carried(path, origin, parts, depth)
        elif (lacking := missing_for(path.suffix.lower())) is not None:
            yield FoundMember(path, parts, skip_reason=lacking)
        elif depth + 1 >= BOUNDS.max_depth:
            yield FoundMember(path, parts, skip_reason="an archive within too many archives")
        elif member.size > BOUNDS.max_nested_bytes:
            yield FoundMember(path, parts, skip_reason="an archive too large to stand in another")
        else:
            try:
                nested = _Nested(path, origin)
                if len(nested.data) > BOUNDS.max_nested_bytes:
                    raise LimitError("an archive too large to stand in another")
            except DocumentError as error:
                yield FoundMember(path, parts, problem=error)
                return
            yield from self.find(nested, path, parts, depth + 1)

    def _carried(
        self, path: Path, origin: MemberOrigin, parts: int, depth: int
    ) -> Iterator[FoundMember]:
        """Yield the files that a document in an archive carries."""
        if origin.size > BOUNDS.max_nested_bytes:
            return
        try:
            nested = _Nested(path, origin)
        except DocumentError:  # it shows when the document is read
            return
        yield from self.find_carried(nested, path, parts, depth + 1)


class _Nested(SourceFile):
    """An archive within an archive, unpacked again each time that a member of it is opened.

    Args:
        path: What it is called.
        origin: Where it is.
    """

    def __init__(self, path: Path, origin: MemberOrigin) -> None:
        """Unpack it."""
        super().__init__(path)
        self._origin = origin
        self.data = _read(origin)
        self.head = self.data[:HEAD_BYTES]

    def open(self) -> BinaryIO:
        """Return it as an open file."""
        return BytesIO(_read(self._origin))


def _read(origin: MemberOrigin) -> bytes:
    """Return the bytes of a member, a little more than the bound at most."""
    data = bytearray()
    for piece in origin.pieces():
        data += piece
        if len(data) > BOUNDS.max_nested_bytes:
            break
    return bytes(data)
