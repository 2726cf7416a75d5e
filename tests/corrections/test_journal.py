"""The journal: nothing that was entered is lost, whoever else writes and whatever crashes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extract.corrections.journal import Action, Change, Entry, Journal
from extract.errors import BadReviewError

WRITER = """
import sys
from pathlib import Path
from extract.corrections.journal import Action, Change, Entry, Journal
journal = Journal(Path(sys.argv[1]))
for number in range(50):
    with journal.appending() as file:
        file.news()
        change = Change(pointer="/header/title", before=number, after=number + 1)
        entry = Entry(by=sys.argv[2], record="r", action=Action.EDIT, changes=(change,))
        file.append(entry)
"""


def _entry(by: str = "Ani", text: str = "Baru") -> Entry:
    change = Change(pointer="/header/title", before="Lama", after=text, page=1, bbox=(1, 2, 3, 4))
    return Entry(by=by, record="ab-1", action=Action.EDIT, changes=(change,))


def _append(journal: Journal, *entries: Entry) -> None:
    with journal.appending() as file:
        file.news()
        file.append(*entries)


def test_an_entry_says_who_when_where_from_and_to(tmp_path: Path) -> None:
    _append(Journal(tmp_path), _entry())
    line = json.loads((tmp_path / "review/journal.jsonl").read_text("utf-8"))
    assert line["by"] == "Ani" and line["at"].endswith("Z") and line["record"] == "ab-1"
    assert line["changes"] == [
        {"pointer": "/header/title", "from": "Lama", "to": "Baru", "page": 1, "bbox": [1, 2, 3, 4]}
    ]


def test_entries_come_back_as_they_were_and_each_once(tmp_path: Path) -> None:
    writer, reader = Journal(tmp_path), Journal(tmp_path)
    first, second = _entry(), _entry("Budi")
    _append(writer, first)
    assert reader.news() == [first]
    _append(writer, second)
    assert reader.news() == [second]
    assert reader.news() == []
    assert writer.news() == []


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=Path.cwd())
        for name in ("Ani", "Budi", "Cici")
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    entries = Journal(tmp_path).news()
    assert len(entries) == 150
    for name in ("Ani", "Budi", "Cici"):
        own = [entry.changes[0].before for entry in entries if entry.by == name]
        assert own == list(range(50))


def test_a_crash_in_the_middle_of_a_line_costs_that_line_alone(tmp_path: Path) -> None:
    first, lost, later = _entry(), _entry(text="Hilang"), _entry(text="Kemudian")
    _append(Journal(tmp_path), first, lost)
    path = tmp_path / "review/journal.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert Journal(tmp_path).news() == [first]
    _append(Journal(tmp_path), later)
    assert Journal(tmp_path).news() == [first, later]


def test_a_line_that_is_no_entry_is_said(tmp_path: Path) -> None:
    _append(Journal(tmp_path), _entry())
    path = tmp_path / "review/journal.jsonl"
    path.write_text(path.read_text("utf-8") + '{"by": "Ani"}\n', "utf-8")
    with pytest.raises(BadReviewError, match=r"journal\.jsonl: a line is no entry"):
        Journal(tmp_path).news()


def test_a_journal_that_was_replaced_is_not_written_into(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    _append(journal, _entry(), _entry())
    (tmp_path / "review/journal.jsonl").write_text("", "utf-8")
    with pytest.raises(BadReviewError, match="was replaced"):
        _append(journal, _entry())
