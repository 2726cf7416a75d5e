"""Lists the folder of a URL, and reads its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.batch.remote.urls import Url, cause_of
from extract.errors import (
    DocumentError,
    InaccessibleError,
    MissingDependencyError,
    MissingFileError,
)

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PIECE = 8_000_000
# Under which names file systems report the version of a file.
_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "created")


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that is not on this machine.

    Attributes:
        name: Its URL, without anything secret.
        path: Its path in its file system.
        size: Its size in bytes; None if unknown.
        version: Differs if the file has changed; "" if unknown.
        system: The file system.
    """

    name: str
    path: str
    size: int | None
    version: str
    system: AbstractFileSystem = field(repr=False, compare=False)

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes, in pieces of 8 MB.

        Raises:
            InaccessibleError: It cannot be read.
        """
        try:
            with self.system.open(self.path, "rb") as stream:
                while piece := stream.read(_PIECE):
                    yield piece
        except Exception as error:  # each protocol has errors of its own
            raise InaccessibleError(f"cannot be fetched: {cause_of(error)}") from error


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the folder of a URL.

    Attributes:
        path: Its path, absolute.
        named_parts: How many of its last parts name it.
        origin: Where its bytes are; None if the URL cannot be searched.
        problem: Why it cannot be searched.
    """

    path: Path
    named_parts: int
    origin: Origin | None = None
    problem: DocumentError | None = None


def list_files(url: Url) -> Iterator[Found]:
    """Yield the files in the folder of a URL, sorted; the file itself if it is one.

    Hidden files are left out, and names that are no valid paths.

    Raises:
        MissingDependencyError: The package for its protocol is not installed.
    """
    root = Path("/", str(url).partition("://")[2].strip("/") or "root")
    try:
        system, top = url.open()
        listing: dict[str, dict[str, Any]] = system.find(top, detail=True)
        if not listing and not system.exists(top):
            yield Found(root, 1, problem=MissingFileError("there is no such file or folder"))
            return
    except MissingDependencyError:
        raise
    except Exception as error:  # each protocol has errors of its own
        problem = InaccessibleError(f"cannot be listed: {cause_of(error)}")
        yield Found(root, 1, problem=problem)
        return
    base = top.strip("/")
    for name in sorted(listing, key=lambda name: name.split("/")):
        below = name.strip("/").removeprefix(base)
        parts = below.strip("/").split("/") if below.strip("/") else []
        if any(part.startswith(".") or not part or "\0" in part for part in parts):
            continue
        entry = listing[name]
        version = next((str(entry[key]) for key in _VERSIONS if entry.get(key)), "")
        origin = Origin(
            name="/".join([str(url).rstrip("/"), *parts]),
            path=name,
            size=entry.get("size"),
            version=version,
            system=system,
        )
        yield Found(root.joinpath(*parts), len(parts) + 1 if parts else 1, origin)
