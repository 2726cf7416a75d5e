"""PDFs whose parts lead in circles, lie or are broken: what can be read is, the rest is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract import Settings, extract_file
from extract.bounds.losses import LOSSES
from extract.cli import main
from extract.errors import DamagedError, DocumentError, EncryptedError, ExitCode
from extract.readers.pdf import read_pdf
from models.page import Page
from tests.hostile.raw import CATALOG, WORDS, assemble, one_page, page, stream
from tests.records import told

SAMPLES = Path(__file__).parents[2] / "samples"


def read(folder: Path, data: bytes) -> list[Page]:
    path = folder / "hostile.pdf"
    path.write_bytes(data)
    return list(read_pdf(path))


def texts(found: list[Page]) -> list[list[str]]:
    return [[word.text for word in p.words] for p in found]


READ = [["Nomor", "SOP"]]


class TestCircles:
    def test_a_page_tree_that_leads_back_to_itself(self, tmp_path: Path) -> None:
        objects = one_page()
        objects[2] = b"<< /Type /Pages /Count 9 /Kids [2 0 R 6 0 R 3 0 R] >>"
        objects[6] = b"<< /Type /Pages /Count 9 /Parent 2 0 R /Kids [2 0 R 6 0 R] >>"
        assert texts(read(tmp_path, assemble(objects))) == READ

    def test_a_reference_to_itself(self, tmp_path: Path) -> None:
        objects = one_page() | {6: b"7 0 R", 7: b"6 0 R"}
        objects[3] = page(b"/Annots 6 0 R").replace(b"/Contents 4 0 R", b"/Contents [4 0 R 6 0 R]")
        assert texts(read(tmp_path, assemble(objects))) == READ

    def test_a_table_of_objects_before_which_it_stands_itself(self, tmp_path: Path) -> None:
        data = assemble(one_page())
        start = int(re.findall(rb"startxref\n(\d+)", data)[0])
        assert texts(read(tmp_path, assemble(one_page(), b"/Prev %d" % start))) == READ

    def test_outlines_forms_and_resources_that_hold_each_other(self, tmp_path: Path) -> None:
        objects = one_page(b"/X Do " + WORDS)
        objects[1] = CATALOG.replace(b"/Pages", b"/Outlines 8 0 R /PageLabels 9 0 R /Pages")
        objects[8] = b"<< /First 8 0 R /Last 8 0 R /Next 8 0 R /Parent 8 0 R >>"
        objects[9] = b"<< /Kids [9 0 R 9 0 R] >>"
        objects[6] = b"<< /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> /Self 6 0 R >>"
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources 6 0 R"
        objects[7] = stream(b"/X Do 0 0 m 9 9 l S", head)
        objects[3] = objects[3].replace(b"<< /Font << /F1 5 0 R >> >>", b"6 0 R")
        objects[2] = b"<< /Type /Pages /Count 1 /Kids [3 0 R] /Resources 6 0 R >>"
        [found] = read(tmp_path, assemble(objects))
        assert texts([found]) == READ
        assert len(found.paths) == 1

    def test_a_tree_deeper_than_any(self, tmp_path: Path) -> None:
        objects = one_page() | {
            number: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1)
            for number in range(10, 5000)
        }
        objects[2] = b"<< /Type /Pages /Count 1 /Kids [10 0 R] >>"
        with pytest.raises(DamagedError, match="nested too deeply"):
            read(tmp_path, assemble(objects))


class TestBoxes:
    @pytest.mark.parametrize(
        ("box", "sides"),
        [
            (b"[0 0 1000000000 1000000000]", "1e+09 x 1e+09"),
            (b"[0 0 1 842]", "1 x 842"),
            (b"[0 0 0 0]", "0 x 0"),
            (b"[0 0 99999999999999999999 5]", "1e+20 x 5"),
        ],
    )
    def test_a_page_of_no_paper_s_size_is_not_read(
        self, tmp_path: Path, box: bytes, sides: str
    ) -> None:
        objects = one_page()
        objects[3] = page(box=box)
        objects[6] = page()
        objects[2] = b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>"
        unread, good = read(tmp_path, assemble(objects))
        assert texts([unread, good]) == [[], *READ]
        [note] = unread.notes
        assert note.code in LOSSES
        assert f"no page is {sides} points large" in told(note)

    @pytest.mark.parametrize(
        "box", [b"[595 842 0 0]", b"[-100 -100 495 742]", b"[0 0 nan 842]", b"[]", b"(x)", b"null"]
    )
    def test_a_box_that_is_odd_or_none_is_made_the_best_of(
        self, tmp_path: Path, box: bytes
    ) -> None:
        objects = one_page()
        objects[3] = page(box=box)
        assert texts(read(tmp_path, assemble(objects))) == READ

    @pytest.mark.parametrize("number", [b"9" * 30, b"9" * 400 + b".5", b"-" + b"9" * 38 + b".0"])
    def test_what_is_painted_beyond_all_paper_is_left_out(
        self, tmp_path: Path, number: bytes
    ) -> None:
        far = b"BT /F1 %s Tf %s %s Td (Jauh) Tj ET q %s 0 0 %s 0 0 cm 0 0 m 1 1 l S Q 1 0 0 %s k "
        far += b"0 0 m %s %s l S " + b"%s w 10 10 m 20 20 l S "
        content = far.replace(b"%s", number) + b"1 w " + WORDS
        [found] = read(tmp_path, assemble(one_page(content)))
        assert "SOP" in [word.text for word in found.words] or found.notes
        assert all(abs(edge) < 30_000 for word in found.words for edge in word.bbox)
        assert all(abs(edge) < 30_000 for path in found.paths for edge in path.bbox)


class TestDamage:
    def test_garbage_before_the_header(self, tmp_path: Path) -> None:
        assert texts(read(tmp_path, b"garbage\n" * 100 + assemble(one_page()))) == READ

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (rb"startxref\n\d+", b"startxref\n7"),
            (rb"startxref\n\d+", b"startxref\n-1"),
            (rb"startxref\n\d+", b"startxref\n99999999999999999999"),
            (rb"startxref\n\d+", b"startxref"),
            (rb"\d{10} 00000 n", b"0000000007 00000 n"),
            (rb"\d{10} 00000 n", b"9999999999 00000 n"),
            (rb"xref\n0 1", b"xref\n0 999999999"),
            (rb"xref\n0 1\n", b""),
        ],
    )
    def test_a_table_of_objects_that_lies(self, tmp_path: Path, old: bytes, new: bytes) -> None:
        assert texts(read(tmp_path, re.sub(old, new, assemble(one_page())))) == READ

    def test_a_file_cut_off_anywhere_is_read_or_refused(self, tmp_path: Path) -> None:
        data = assemble(one_page())
        for end in range(0, len(data), 37):
            try:
                found = read(tmp_path, data[:end])
            except DocumentError as error:
                assert "\n" not in str(error)
            else:
                assert texts(found) in (READ, [[]])

    def test_content_is_read_up_to_its_damage(self, tmp_path: Path) -> None:
        objects = one_page()
        plain = b"".join(b"BT /F1 9 Tf 9 %d Td (k%d) Tj ET\n" % (y, y) for y in range(20, 800, 2))
        packed = bytearray(stream(plain))
        packed[len(packed) // 2] ^= 0xFF
        objects[4] = bytes(packed)
        [found] = read(tmp_path, assemble(objects))
        assert 20 < len(found.words) < 390
        assert [note.code for note in found.notes if note.code in LOSSES] == ["page-damaged"]

    def test_a_damaged_page_leaves_the_others(self, tmp_path: Path) -> None:
        objects = one_page() | {6: page(contents=7), 7: b"<< /Filter /No >>\nstream\nx\nendstream"}
        objects[2] = b"<< /Type /Pages /Count 3 /Kids [3 0 R 6 0 R 8 0 R] >>"
        objects[8] = page()
        found = read(tmp_path, assemble(objects))
        assert texts(found) == [*READ, [], *READ]
        assert [[note.code for note in p.notes] for p in found] == [[], ["page-damaged"], []]


class TestLocks:
    @pytest.fixture
    def locked(self, tmp_path: Path) -> Path:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas

        path = tmp_path / "terkunci.pdf"
        canvas = Canvas(str(path), encrypt=StandardEncryption("rahasia", ownerPassword="pemilik"))
        canvas.drawString(100, 100, "Nomor SOP")
        canvas.save()
        return path

    @pytest.mark.parametrize("words", [["rahasia"], ["pemilik"], ["salah", "é", "rahasia"]])
    def test_one_of_the_passwords_opens_it(self, locked: Path, words: list[str]) -> None:
        assert texts(list(read_pdf(locked, passwords=words))) == READ

    @pytest.mark.parametrize(
        ("words", "cause"),
        [([], "give it with --password"), (["salah", "中"], "none of the passwords given")],
    )
    def test_none_does(self, locked: Path, words: list[str], cause: str) -> None:
        with pytest.raises(EncryptedError, match=cause):
            list(extract_file(locked, settings=Settings(passwords=words)))

    @pytest.mark.usefixtures("inline_engine")
    def test_the_command_names_the_file_and_shows_no_password(
        self, locked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(locked.parent)
        given = ["--password", "kata-sandi-salah", "-q"]
        assert main(["terkunci.pdf", *given]) == ExitCode.SOME_FAILED
        shown = capsys.readouterr().err
        assert shown == (
            "terkunci.pdf: none of the passwords given opens the PDF; give it another one\n"
        )
        for path in Path("output").rglob("*"):
            assert not path.is_file() or b"kata-sandi-salah" not in path.read_bytes()
        assert main(["terkunci.pdf", "--password", "rahasia"]) == ExitCode.OK
        assert "it is not an SOP" in capsys.readouterr().err


@pytest.mark.usefixtures("inline_engine")
def test_scripts_are_not_run_and_attachments_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = (SAMPLES / "kelurahan-gunung-melati.pdf").read_bytes()
    added = (
        b"9001 0 obj\n<< /S /JavaScript /JS (app.launchURL\\('lampiran.exe'\\)) >>\nendobj\n"
        b"9002 0 obj\n<< /Type /EmbeddedFile /Length 8 >>\nstream\nLAMPIRAN\nendstream\nendobj\n"
        b"9003 0 obj\n<< /Type /Filespec /F (../../lampiran.exe) /EF << /F 9002 0 R >> >>\nendobj\n"
        b"9004 0 obj\n<< /S /Launch /F (/bin/sh) >>\nendobj\n"
    )
    catalogue = re.sub(
        rb"(/Type /Catalog)",
        rb"\1 /OpenAction 9001 0 R /AA << /WC 9004 0 R >> /Names << /EmbeddedFiles "
        rb"<< /Names [(lampiran.exe) 9003 0 R] >> >>",
        data,
    )
    assert catalogue != data
    Path("a.pdf").write_bytes(catalogue.replace(b"\nxref\n", b"\n" + added + b"xref\n", 1))
    assert main(["a.pdf", "-q", "--debug-images", "gambar"]) == ExitCode.OK
    for path in tmp_path.rglob("*"):
        assert "lampiran" not in path.name
        assert path.name == "a.pdf" or not path.is_file() or b"LAMPIRAN" not in path.read_bytes()
