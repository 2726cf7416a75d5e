"""A letter to an office says what to mend where, each habit once, and can be opened in Word."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

from extract.cli import main
from extract.errors import ExitCode
from extract.findings.registry import make_finding
from extract.storage.record_files import record_file, write_records
from models.finding import Concern
from tests.records import make_record

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_a_run_s_letters_are_pages_and_word_files(tmp_path: Path) -> None:
    record = make_record(title="Peminjaman <b>Arsip</b> & Berkas\x0b")
    code = "step-output-missing"
    faults = [
        make_finding(code, "one", params={"step": n}, field=f"/steps/{i}/output", page=2)
        for i, n in enumerate(("1", "2"))
    ]
    record.findings = [f.model_copy(update={"concerns": Concern.DOCUMENT}) for f in faults]
    write_records(record_file(tmp_path, record.source.path), [record])
    assert main(["report", str(tmp_path), "--letters"]) == ExitCode.OK
    [page] = (tmp_path / "letters").glob("*.html")
    assert "Peminjaman &lt;b&gt;Arsip&lt;/b&gt; &amp; Berkas" in page.read_text("utf-8")
    with zipfile.ZipFile(page.with_suffix(".docx")) as package:
        trees = {
            name: ElementTree.fromstring(package.read(name))  # noqa: S314
            for name in package.namelist()
        }
    texts = "\n".join(node.text or "" for node in trees["word/document.xml"].iter(f"{W}t"))
    assert "Yth. Pimpinan DINAS KEARSIPAN" in texts
    assert "hlm. 2, langkah" in texts
    assert "Peminjaman <b>Arsip</b> & Berkas\n" in texts
