"""URLs of folders and files, and their errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.errors import MissingDependencyError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SECRETS = re.compile(r"(?<=//)[^/@]*@|[?#].*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Url:
    """The URL of a folder or file that fsspec can open, such as s3://bucket/prefix.

    `str` leaves out what may be a password or a signature.

    Attributes:
        text: The URL as the user gave it.
    """

    text: str = field(repr=False)

    def __str__(self) -> str:
        """Return it without user name, password and query."""
        return _SECRETS.sub("", self.text)

    def open(self) -> tuple[AbstractFileSystem, str]:
        """Return its file system, which caches no listings, and its path there.

        Raises:
            MissingDependencyError: The package for its protocol is not installed.
            ValueError: There is no such protocol.
        """
        try:
            from fsspec.core import url_to_fs

            found: tuple[Any, str] = url_to_fs(self.text, use_listings_cache=False)
        except ImportError as error:
            raise MissingDependencyError(
                f"{self}: a package that speaks to it is missing ({error.name or 'see fsspec'}): "
                "pip install 'sop-extract[s3]' for S3, or what fsspec names for its protocol"
            ) from error
        return found[0], found[1].rstrip("/")


def is_url(text: str) -> bool:
    """Return whether a word of the command line is a URL and no path."""
    return _SCHEME.match(text) is not None


def cause_of(error: Exception) -> str:
    """Return the cause of an error in a few words.

    The message of an error of a library is left out: it may quote a signed URL.
    """
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        return error.strerror
    cause = error.__cause__ or error
    response = getattr(cause, "response", None)
    if isinstance(response, dict):  # botocore's
        code = response.get("Error", {}).get("Code")
        if isinstance(code, str) and re.fullmatch(r"\w{1,60}", code):
            return code
    return type(cause).__name__
