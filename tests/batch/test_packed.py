"""Files in 7z and RAR archives and in Outlook mails are documents with paths of their own."""

from __future__ import annotations

import importlib.util
import struct
import zipfile
from pathlib import Path
from zlib import crc32

import pytest

from extract.batch.discover import discover
from extract.errors import DamagedError
from extract.readers.archives import outlook, packed

FILES = {"sub/a.pdf": b"isi a" * 2000, "b.txt": b"isi b" * 2000, "x.json": b"{}" * 3000}


def seven(files: dict[str, bytes]) -> bytes:
    import libarchive

    parts: list[bytes] = []

    def keep(data: bytes) -> int:
        parts.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(keep, "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    return b"".join(parts)


def rar(files: dict[str, bytes]) -> bytes:
    """Return an archive of RAR 4 whose members are not packed."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", crc32(head) & 0xFFFF) + head

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        size = len(data)
        body = struct.pack(
            "<IIBIIBBHI", size, size, 3, crc32(data), 0x58210000, 20, 0x30, len(name), 0x81A4
        )
        out += block(0x74, 0x8000, body + name.encode()) + data
    return out + block(0x7B, 0x4000, b"")


def msg(files: dict[str, bytes]) -> bytes:
    """Return a mail as a compound file (MS-CFB) whose streams are large enough for own sectors."""
    size, none, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE
    entries: list[tuple[str, int, int, int, bytes]] = [("Root Entry", 5, none, 1, b"")]

    def add(name: str, kind: int, right: int, child: int, data: bytes = b"") -> None:
        entries.append((name, kind, right, child, data))

    count = len(files)
    add("__properties_version1.0", 2, 2 if count else none, none, bytes(4096))
    for index, (name, data) in enumerate(files.items()):
        at = 2 + 3 * index
        following = at + 3 if index + 1 < count else none
        add(f"__attach_version1.0_#{index:08X}", 1, following, at + 1)
        add("__substg1.0_37010102", 2, at + 2, none, data)
        add("__substg1.0_3707001F", 2, none, none, name.encode("utf-16-le").ljust(4096, b"\0"))
    while len(entries) % 4:
        entries.append(("", 0, none, none, b""))
    directory = len(entries) // 4
    chains, sectors, listed = [*range(2, directory + 1), end], [], []
    for name, kind, right, child, data in entries:
        start = end
        if data:
            padded = data.ljust(-(-len(data) // size) * size, b"\0")
            start = len(chains) + 1
            sectors.append(padded)
            chains += [*range(start + 1, start + len(padded) // size), end]
        raw = name.encode("utf-16-le") + b"\0\0" if name else b""
        fields = (len(raw), kind, 1, none, right, child, 0, start, len(data))
        listed.append(raw.ljust(64, b"\0") + struct.pack("<HBBIII16xI16xIQ", *fields))
    table = [0xFFFFFFFD, *chains]
    table += [free] * (128 - len(table))
    assert len(table) == 128, "one sector of the table reaches so far"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    )
    header = header.ljust(size, b"\xff")
    return header + struct.pack("<128I", *table) + b"".join(listed) + b"".join(sectors)


MAKERS = {".7z": seven, ".rar": rar, ".msg": msg}


def skip_where_missing(suffix: str) -> None:
    lacking = outlook.missing() if suffix == ".msg" else packed.missing()
    if lacking:
        pytest.skip(lacking)


@pytest.mark.parametrize("suffix", MAKERS)
def test_members_have_paths_of_their_own(suffix: str, tmp_path: Path) -> None:
    skip_where_missing(suffix)
    data = MAKERS[suffix](FILES)
    (tmp_path / f"arsip{suffix}").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "semua.zip", "w") as archive:
        archive.writestr(f"arsip{suffix}", data)
    found = discover([tmp_path])
    inner = ["a.pdf" if suffix == ".msg" else "sub/a.pdf", "b.txt"]
    root = f"{tmp_path.name}/arsip{suffix}!", f"{tmp_path.name}/semua.zip!/arsip{suffix}!"
    assert sorted(f.source_path for f in found.files) == sorted(
        f"{r}/{name}" for r in root for name in inner
    )
    contents = {b"".join(f.origin.pieces()) for f in found.files if f.origin}
    assert contents == {FILES["sub/a.pdf"], FILES["b.txt"]}
    assert [s.reason for s in found.skipped] == ["not a kind of file that holds SOPs"] * 2


@pytest.mark.parametrize("suffix", MAKERS)
def test_broken_ones_are_damaged(suffix: str, tmp_path: Path) -> None:
    skip_where_missing(suffix)
    data = MAKERS[suffix](FILES)
    path = tmp_path / f"arsip{suffix}"
    for at in range(40, len(data), len(data) // 12):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 : -20])
        for file in discover([path]).files:
            try:
                list(file.origin.pieces() if file.origin else ())
            except DamagedError:
                continue


@pytest.mark.parametrize("suffix", MAKERS)
def test_in_a_folder_they_are_skipped_where_nothing_reads_them(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    packed.missing.cache_clear()
    (tmp_path / f"arsip{suffix}").write_bytes(b"x")
    (skipped,) = discover([tmp_path]).skipped
    packed.missing.cache_clear()
    assert "pip install 'sop-extract[archives]'" in skipped.reason
