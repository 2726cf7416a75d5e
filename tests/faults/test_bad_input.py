"""Every kind of bad input: one line that names file and cause, an entry in run.json, on it goes."""

from __future__ import annotations

import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from extract.cli import main
from extract.errors import DocumentError, ExitCode
from tests.hostile.raw import assemble, one_page, page, png, tiff

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = SAMPLES / "disdukcapil-lembah-arunika.txt"
GOOD_PDF = SAMPLES / "dinas-pustaka-arsip.pdf"


def encrypted_pdf(user_password: str) -> bytes:
    stream = io.BytesIO()
    lock = StandardEncryption(user_password, ownerPassword="owner")
    canvas = Canvas(stream, encrypt=lock)
    canvas.drawString(72, 720, "Undangan rapat koordinasi")
    canvas.save()
    return stream.getvalue()


def pdf_without_pages() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def letter() -> bytes:
    return (
        b"Kepada Yth. seluruh pegawai\n\nDengan hormat, kami mengundang Saudara untuk hadir pada "
        b"rapat koordinasi hari Senin pukul 09.00 di ruang rapat.\n\nAtas perhatiannya kami "
        b"ucapkan terima kasih.\n"
    )


# A stream packed in a way that there is not.
LOST = b"<< /Filter /No /Length 1 >>\nstream\nx\nendstream"

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "empty-file"),
    "empty.txt": (lambda: b"", "empty-file"),
    "blank.txt": (lambda: b" \r\n\t\n", "empty-file"),
    "mark-only.txt": (lambda: b"\xef\xbb\xbf", "empty-file"),
    "noise.pdf": (lambda: random.Random(7).randbytes(4096), "unsupported-format"),  # noqa: S311
    "noise.txt": (lambda: random.Random(8).randbytes(4096), "unsupported-format"),  # noqa: S311
    "program.pdf": (lambda: b"MZ\x90\0\x03\0\0\0" + bytes(200), "unsupported-format"),
    "archive.txt": (lambda: b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(200), "unsupported-format"),
    # Before the first page; qpdf repairs a file of which a page is left.
    "half.pdf": (lambda: GOOD_PDF.read_bytes()[:2000], "damaged"),
    "head.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "locked.pdf": (lambda: encrypted_pdf("secret"), "encrypted"),
    "unlocked.pdf": (lambda: encrypted_pdf(""), "not-an-sop"),
    "no-pages.pdf": (pdf_without_pages, "damaged"),
    "letter.txt": (letter, "not-an-sop"),
    "bomb.png": (lambda: png(40_000, 40_000), "over-limit"),
    "bomb.tif": (lambda: tiff(60_000, 60_000), "over-limit"),
    "half.png": (lambda: png(2_000, 2_000)[:300], "damaged"),
    "sheet.pdf": (lambda: assemble(one_page() | {3: page(box=b"[0 0 1000000000 9]")}), "damaged"),
    "page.pdf": (lambda: assemble(one_page() | {4: LOST}), "damaged"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def account(output: Path) -> dict[str, dict[str, object]]:
    run = json.loads((output / "run.json").read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in run["files"]}


def test_one_line_and_one_entry_each_and_the_good_file_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content())
    shutil.copy(GOOD, folder / "z-good.txt")
    assert main(["in", "gone.pdf", "-q"]) == ExitCode.SOME_FAILED

    codes = {f"in/{name}": code for name, (_, code) in BAD.items()} | {"gone.pdf": "missing-file"}
    expected = {name: code for name, code in codes.items() if code != "not-an-sop"}
    lines = capsys.readouterr().err.splitlines()
    named = dict(line.split(": ", 1) for line in lines)
    assert len(lines) == len(named)
    assert named.keys() == expected.keys()
    entries = account(tmp_path / "output")
    assert {entries[name]["status"] for name in codes.keys() - expected.keys()} == {"not-an-sop"}
    for name, code in expected.items():
        assert entries[name]["status"] == "failed"
        assert entries[name]["error"] == {"code": code, "message": named[name]}, name
    assert entries["in/z-good.txt"]["status"] == "read"
    assert (tmp_path / "output/records/in/z-good.txt.json").exists()


@pytest.mark.parametrize("name", BAD)
def test_from_python_each_is_a_typed_error_of_one_line(folder: Path, name: str) -> None:
    content, code = BAD[name]
    (folder / name).write_bytes(content())
    with pytest.raises(DocumentError) as caught:
        list(extract_file(folder / name))
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert name not in str(caught.value), "the command names the file already"


@pytest.mark.usefixtures("inline_engine")
def test_what_an_earlier_run_read_stays_when_the_file_goes_bad(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copy(GOOD, folder / "a.txt")
    assert main(["in", "-q"]) == ExitCode.OK
    names = ("records/in/a.txt.json", "documents.csv", "steps.csv")
    earlier = [(tmp_path / "output" / name).read_bytes() for name in names]
    (folder / "a.txt").write_bytes(b"")
    assert main(["in", "-q"]) == ExitCode.SOME_FAILED
    assert [(tmp_path / "output" / name).read_bytes() for name in names] == earlier
    assert account(tmp_path / "output")["in/a.txt"]["status"] == "failed"
