"""Files in archives are documents with paths of their own."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from extract.api import extract_paths
from extract.batch.discover import discover
from extract.batch.members import find_members
from extract.errors import DamagedError, EncryptedError, LimitError
from extract.readers.archives import bounds

SAMPLE = Path(__file__).parents[2] / "samples" / "kecamatan-telaga-bestari.pdf"


def archive(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in members.items():
            held.writestr(name, data)
    return stream.getvalue()


def mail(attachments: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "dinas@example.id", "arsip@example.id"
    message["Subject"], message["Date"] = "SOP", "Mon, 1 Jan 2024 08:00:00 +0700"
    message.set_content("Terlampir.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def test_members_have_paths_of_their_own(tmp_path: Path) -> None:
    inner = archive({"c.txt": b"c"})
    held = {"sub/a.pdf": b"a", "b.pdf": b"b", "in.zip": inner, "x.json": b"{}", ".hidden.pdf": b""}
    folder = tmp_path / "sop"
    folder.mkdir()
    (folder / "arsip.zip").write_bytes(archive(held))
    (folder / "surat.eml").write_bytes(mail({"d.pdf": b"d", "../e.pdf": b"e"}))
    found = discover([folder])
    assert [file.source_path for file in found.files] == [
        "sop/arsip.zip!/sub/a.pdf",
        "sop/arsip.zip!/b.pdf",
        "sop/arsip.zip!/in.zip!/c.txt",
        "sop/surat.eml!/d.pdf",
        "sop/surat.eml!/e.pdf",
    ]
    contents = [b"".join(file.origin.pieces()) for file in found.files if file.origin]
    assert contents == [b"a", b"b", b"c", b"d", b"e"]
    assert [(file.source_path, file.reason) for file in found.skipped] == [
        ("sop/arsip.zip!/x.json", "not a kind of file that holds SOPs")
    ]


def test_members_are_read_like_files(tmp_path: Path) -> None:
    path = tmp_path / "arsip.zip"
    path.write_bytes(archive({"camat/a.pdf": SAMPLE.read_bytes()}))
    (record,) = extract_paths(path)
    assert record.source.path == "arsip.zip!/camat/a.pdf"
    assert record.header.title == "Pelayanan Surat Keterangan Domisili Usaha"


def portfolio(attachments: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    pdf = pypdfium2.PdfDocument(SAMPLE)
    for name, data in attachments.items():
        pdf.new_attachment(name).set_data(data)
    pdf.save(stream)
    return stream.getvalue()


def test_files_embedded_in_a_pdf_are_members_beside_the_pdf(tmp_path: Path) -> None:
    book = SAMPLE.with_name("office") / "telaga-bestari.xlsx"
    data = portfolio({"sub/lampiran.xlsx": book.read_bytes(), "gambar.svg": b"<svg/>"})
    folder = tmp_path / "sop"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(data)
    (folder / "plain.pdf").write_bytes(SAMPLE.read_bytes())
    (folder / "z.zip").write_bytes(archive({"b.pdf": data}))
    found = discover([folder])
    assert [file.source_path for file in found.files] == [
        "sop/a.pdf", "sop/a.pdf!/lampiran.xlsx", "sop/plain.pdf", "sop/z.zip!/b.pdf",
        "sop/z.zip!/b.pdf!/lampiran.xlsx",
    ]  # fmt: skip
    assert {file.source_path for file in found.skipped} == {
        "sop/a.pdf!/gambar.svg", "sop/z.zip!/b.pdf!/gambar.svg",
    }  # fmt: skip
    records = list(extract_paths(folder / "a.pdf"))
    assert [record.source.path for record in records] == ["a.pdf", "a.pdf!/lampiran.xlsx"]
    assert records[0].header == records[1].header


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_broken_list_of_embedded_files_harms_nothing(cut: int, tmp_path: Path) -> None:
    data = portfolio({"a.xlsx": b"x" * 500})
    at = data.rindex(b"EmbeddedFiles") + cut
    path = tmp_path / "a.pdf"
    path.write_bytes(data[:at] + b"\xff<<]" + data[at + 4 :])
    assert discover([path]).files[0].source_path == "a.pdf"


@pytest.mark.parametrize(
    "name",
    ["../luar.pdf", "/etc/a.pdf", "a/../../b.pdf", "C:\\a.pdf", "a\tb.pdf", "x" * 300 + ".pdf",
     "/".join(["a"] * 40) + "/b.pdf", "a/ /b.pdf", "a\x00b/../../c.pdf"],
)  # fmt: skip
def test_a_name_that_no_file_may_have_is_told_and_not_used(name: str, tmp_path: Path) -> None:
    path = tmp_path / "arsip.zip"
    path.write_bytes(archive({name: b"x", "baik.pdf": b"y"}))
    found = discover([path])
    assert [file.source_path for file in found.files][-1] == "arsip.zip!/baik.pdf"
    paths = [file.source_path for file in (*found.files, *found.skipped)]
    assert not any(".." in p or "\\" in p or "\t" in p or len(p) > 280 for p in paths)


def test_traps_end_with_a_typed_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "arsip.zip"
    path.write_bytes(archive({"a.pdf": bytes(20_000_000)}))
    (found,) = discover([path]).files
    assert found.origin is not None
    with pytest.raises(LimitError):
        list(found.origin.pieces())
    small = bounds.ArchiveBounds(max_members=3)
    monkeypatch.setattr("extract.batch.members.BOUNDS", small)
    path.write_bytes(archive({f"{n}.pdf": b"x" for n in range(9)}))
    *_, last = find_members(path)
    assert isinstance(last.problem, LimitError)


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = archive({"a.pdf": b"x"})
    for _ in range(6):
        data = archive({"in.zip": data})
    path = tmp_path / "arsip.zip"
    path.write_bytes(data)
    found = discover([path])
    assert not found.files
    assert [skipped.reason for skipped in found.skipped] == ["an archive within too many archives"]


def test_broken_archives_and_members_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / "arsip.zip"
    whole = archive({"a.pdf": b"x" * 5000})
    path.write_bytes(whole[:-30])
    (found,) = discover([path]).files
    assert isinstance(found.problem, DamagedError)
    at = whole.index(b"PK\x01\x02") - 10
    path.write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    (found,) = discover([path]).files
    assert found.origin is not None
    with pytest.raises(DamagedError):
        list(found.origin.pieces())


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    path = tmp_path / "arsip.zip"
    data = bytearray(archive({"a.pdf": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    (found,) = discover([path]).files
    assert found.origin is not None
    with pytest.raises(EncryptedError):
        list(found.origin.pieces())


def test_a_file_that_is_only_called_an_archive_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "bukan.zip"
    path.write_bytes(SAMPLE.read_bytes())
    assert [file.source_path for file in discover([path]).files] == ["bukan.zip"]
