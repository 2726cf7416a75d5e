"""An office file as a package of parts (ECMA-376 part 2), opened without trust in it.

No part is unpacked beyond its bound, no entity is expanded, nothing outside the file is followed.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zlib import error as ZlibError

from lxml import etree

from extract.errors import DamagedError, EncryptedError, LimitError
from extract.readers.office.bounds import BOUNDS, OfficeBounds

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What a password-protected zip entry's flag bits have.
_LOCKED = 0x1


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to.

    Attributes:
        id: The name by which the part refers to it.
        kind: The last part of its type, such as "worksheet" or "drawing".
        target: The name of the part; "" where it stands outside the file, which is not followed.
    """

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """The parts of an office file.

    Attributes:
        archive: The file.
        bounds: How much of it is read.
        unpacked: Bytes unpacked so far.
    """

    archive: zipfile.ZipFile
    bounds: OfficeBounds = BOUNDS
    unpacked: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, data: bytes, bounds: OfficeBounds = BOUNDS) -> Package:
        """Open a file.

        Args:
            data: Its bytes.
            bounds: How much of it is read.

        Raises:
            DamagedError: It is no ZIP archive, or its list of parts is broken.
            LimitError: It has more parts than a file may.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedError("its list of parts is broken") from error
        names = archive.namelist()
        if len(names) > bounds.max_parts:
            raise LimitError(f"it has more than {bounds.max_parts:,} parts")
        # Names of parts are compared without regard to case (ECMA-376 part 2, 7.2.3).
        return cls(archive, bounds, 0, {name.casefold(): name for name in reversed(names)})

    def has(self, part: str) -> bool:
        """Return whether there is a part of a name."""
        return part.casefold() in self._names

    def read(self, part: str) -> bytes:
        """Return a part's bytes.

        Raises:
            DamagedError: There is no such part, or it cannot be unpacked.
            EncryptedError: It is locked with a password.
            LimitError: It unpacks to more than a part, or a file, may.
        """
        name = self._names.get(part.casefold())
        if name is None:
            raise DamagedError(f"its part {part[:80]!r} is missing")
        if self.archive.getinfo(name).flag_bits & _LOCKED:
            raise EncryptedError("the file is locked with a password; save it without one")
        most = min(self.bounds.max_part_bytes, self.bounds.max_unpacked_bytes - self.unpacked)
        try:
            with self.archive.open(name) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            ZlibError,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
        ) as error:
            # RuntimeError includes NotImplementedError for unknown ways of packing.
            raise DamagedError(f"its part {part[:80]!r} cannot be unpacked") from error
        if len(data) > most:
            raise LimitError(f"its part {part[:80]!r} unpacks to more than a part may have")
        self.unpacked += len(data)
        return data

    def xml(self, part: str) -> etree._Element:
        """Return the root element of a part.

        Raises:
            DamagedError: The part is missing, no XML, or declares a document type.
            EncryptedError: It is locked with a password.
            LimitError: It is larger than a part may be.
        """
        return parse_xml(self.read(part), part)

    def relationships(self, part: str) -> list[Relationship]:
        """Return what a part refers to; nothing where it has no list.

        Raises:
            DamagedError: The list is no XML.
        """
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listed):
            return []
        return list(_relationships(self.xml(listed), folder))


def _relationships(root: etree._Element, folder: str) -> Iterator[Relationship]:
    """Yield the entries of a list of relationships."""
    for entry in root.iter(_RELATIONSHIP):
        kind = entry.get("Type", "").rpartition("/")[2]
        target = entry.get("Target", "")
        if entry.get("TargetMode") == "External":
            target = ""
        elif target.startswith("/"):
            target = target.lstrip("/")
        elif target:
            target = posixpath.normpath(posixpath.join(folder, target))
        yield Relationship(entry.get("Id", ""), kind, target)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root element of XML that comes from a stranger.

    Args:
        data: The XML.
        name: What it is, for the message.

    Raises:
        DamagedError: It is no XML, or has a document type, which office files never have: it
            could define entities.
    """
    if b"<!DOCTYPE" in data[:4096].replace(b"\0", b""):
        raise DamagedError(f"its part {name[:80]!r} declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedError(f"its part {name[:80]!r} is no XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedError(f"its part {name[:80]!r} declares a document type")
    return root


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element that a path of local names leads to; None where there is none.

    Args:
        element: Where the path begins; None gives None.
        names: Local names, one below the other.
    """
    for name in names:
        if element is None:
            return None
        element = next((e for e in element if local_name(e) == name), None)
    return element


def number(text: str | None, default: float = 0.0) -> float:
    """Return a number written in XML; the default where none, or no finite one, is written."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e12 else default


def whole(text: str | None, default: int = 0) -> int:
    """Return a whole number written in XML; the default where none is written."""
    return int(number(text, float(default)))


def is_on(text: str | None, *, default: bool = False) -> bool:
    """Return whether a boolean attribute (ST_OnOff) is on; the default where it is absent."""
    return default if text is None else text.strip().lower() in ("1", "true", "on")
