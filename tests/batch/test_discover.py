from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.batch.discover import discover
from extract.errors import InaccessibleError, MissingFileError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def found(*paths: Path, leave_out: Path | None = None) -> list[str]:
    return [file.source_path for file in discover(paths, leave_out=leave_out).files]


def test_a_folder_is_searched_with_all_below_it_in_order(tmp_path: Path) -> None:
    make(tmp_path / "sop", "z.pdf", "b/A.TXT", "b/c/d.md", "a.text")
    assert found(tmp_path / "sop") == ["sop/a.text", "sop/b/A.TXT", "sop/b/c/d.md", "sop/z.pdf"]


def test_the_named_folder_s_own_name_begins_the_path_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "sop", "a.pdf")
    monkeypatch.chdir(tmp_path / "sop")
    assert found(Path()) == found(Path("../sop")) == found(tmp_path / "sop") == ["sop/a.pdf"]


def test_a_file_is_named_from_the_working_directory_or_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "here/sop/a.pdf", "there/b.pdf")
    monkeypatch.chdir(tmp_path / "here")
    assert found(Path("sop/a.pdf"), Path("../there/b.pdf")) == ["sop/a.pdf", "b.pdf"]


def test_hidden_files_and_the_output_folder_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path / "sop", "a.pdf", ".b.pdf", ".git/c.txt", "output/records/d.txt")
    discovery = discover([tmp_path / "sop"], leave_out=tmp_path / "sop" / "output")
    assert [file.source_path for file in discovery.files] == ["sop/a.pdf"]
    assert discovery.skipped == []


def test_other_files_in_a_folder_are_named_as_skipped_with_the_reason(tmp_path: Path) -> None:
    make(tmp_path / "sop", "a.pdf", "gold/a.json", "README.md", "readme.id.md", "LICENSE.txt")
    discovery = discover([tmp_path / "sop"])
    assert [file.source_path for file in discovery.files] == ["sop/a.pdf"]
    assert {skipped.source_path: skipped.reason for skipped in discovery.skipped} == {
        "sop/LICENSE.txt": "a note on the folder",
        "sop/README.md": "a note on the folder",
        "sop/readme.id.md": "a note on the folder",
        "sop/gold/a.json": "not a kind of file that holds SOPs",
    }


@pytest.mark.parametrize("name", ["README.md", "program.exe", ".hidden.txt"])
def test_a_file_named_by_itself_is_always_tried(tmp_path: Path, name: str) -> None:
    make(tmp_path, name)
    assert found(tmp_path / name) == [name]


def test_a_file_reached_in_two_ways_counts_once(tmp_path: Path) -> None:
    make(tmp_path / "sop", "a.pdf", "sub/b.pdf")
    (tmp_path / "sop" / "0-link.pdf").symlink_to("a.pdf")
    discovery = discover([tmp_path / "sop", tmp_path / "sop" / "sub", tmp_path / "sop" / "a.pdf"])
    assert [file.source_path for file in discovery.files] == ["sop/a.pdf", "sop/sub/b.pdf"]
    assert [(s.source_path, s.reason) for s in discovery.skipped] == [
        ("sop/0-link.pdf", "the same file as one already named")
    ]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path / "sop", "a.pdf", "sub/b.pdf")
    (tmp_path / "sop" / "sub" / "up").symlink_to(tmp_path / "sop")
    (tmp_path / "sop" / "self.pdf").symlink_to("self.pdf")
    files = discover([tmp_path / "sop"]).files
    assert [file.source_path for file in files] == ["sop/a.pdf", "sop/sub/b.pdf", "sop/self.pdf"]
    assert isinstance(files[-1].problem, InaccessibleError)


def test_a_link_is_followed_only_to_what_was_named(tmp_path: Path) -> None:
    make(tmp_path, "archive/a.pdf", "archive/b.pdf", "sop/c.pdf")
    (tmp_path / "sop" / "old").symlink_to(tmp_path / "archive")
    (tmp_path / "sop" / "out.pdf").symlink_to(tmp_path / "archive" / "b.pdf")
    (tmp_path / "sop" / "zero.pdf").symlink_to("/dev/zero")
    discovery = discover([tmp_path / "sop"])
    assert [file.source_path for file in discovery.files] == ["sop/c.pdf"]
    reason = "a link that leads out of what was named; name what it leads to"
    assert {skipped.source_path: skipped.reason for skipped in discovery.skipped} == dict.fromkeys(
        ("sop/old", "sop/out.pdf", "sop/zero.pdf"), reason
    )
    both = [tmp_path / "sop", tmp_path / "archive"]
    assert sorted(found(*both)) == ["sop/c.pdf", "sop/old/a.pdf", "sop/old/b.pdf"]
    assert found(tmp_path / "sop" / "old") == ["old/a.pdf", "old/b.pdf"]


def test_equal_names_in_different_places_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "x/sop/a.pdf", "y/sop/a.pdf", "y/sop/b.pdf")
    assert found(tmp_path / "x" / "sop", tmp_path / "y" / "sop") == [
        "x/sop/a.pdf",
        "y/sop/a.pdf",
        "sop/b.pdf",
    ]


def test_a_missing_path_comes_as_a_file_with_its_problem(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf")
    files = discover([tmp_path / "none", tmp_path / "a.pdf" / "b", tmp_path / "a.pdf"]).files
    assert [type(file.problem) for file in files] == [
        MissingFileError,
        MissingFileError,
        type(None),
    ]


def test_a_link_that_leads_nowhere_is_a_failure_not_silence(tmp_path: Path) -> None:
    (tmp_path / "sop").mkdir()
    (tmp_path / "sop" / "a.pdf").symlink_to("gone.pdf")
    (file,) = discover([tmp_path / "sop"]).files
    assert isinstance(file.problem, MissingFileError)


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "sop").mkdir()
    os.mkfifo(tmp_path / "sop" / "a.pdf")
    (file,) = discover([tmp_path / "sop"]).files
    assert isinstance(file.problem, InaccessibleError)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_cannot_be_listed_is_a_failure(tmp_path: Path) -> None:
    make(tmp_path / "sop", "a.pdf", "locked/b.pdf")
    (tmp_path / "sop" / "locked").chmod(0)
    files = discover([tmp_path / "sop"]).files
    assert [(f.source_path, type(f.problem)) for f in files] == [
        ("sop/a.pdf", type(None)),
        ("sop/locked", InaccessibleError),
    ]


def test_a_name_that_is_no_utf_8_still_has_a_text_form(tmp_path: Path) -> None:
    (tmp_path / "sop").mkdir()
    (tmp_path / "sop" / os.fsdecode(b"tgl-\xe9.txt")).write_text("x", encoding="utf-8")
    (path,) = found(tmp_path / "sop")
    assert path == "sop/tgl-\\xe9.txt"
