"""Runs divided over machines, and joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.batch.discover import discover
from extract.batch.join import join_shards
from extract.batch.lock import locked
from extract.batch.run import run_batch
from extract.batch.shards import Shard, share_of
from extract.cli import main
from extract.errors import BadRecordsError, ExitCode, OutputError
from extract.settings import Settings
from extract.storage.page_text import WORDS_FOLDER
from extract.storage.places import LOCK_FILE, RUN_FILE, STATE_FOLDER
from extract.writers.formats import DEFAULT_FORMATS, Format
from tests.batch.folders import account, make, results, titles
from tests.batch.listener import Listener
from tests.inline_engine import InlineEngine

FORMATS = (*DEFAULT_FORMATS, Format.SVG)
# Good, bad and partial ones, and twins that shards do not see of each other.
CONTENTS = {
    **{f"x{number:02}": f"Judul {number}\nLain {number}" for number in range(20)},
    **{f"y{number}": f"Judul {number}\nLain {number}" for number in range(5)},
    "bad": "damaged", "bad2": "damaged", "lost": "Satu\ndefect",
}  # fmt: skip


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.batch.reading.PIPELINE", "tests.stub_pipeline")


def run(
    output: Path, *paths: Path, shard: str | None = None, settings: Settings | None = None
) -> list[str]:
    """Run, and return the stems of the files that were read."""
    listener = Listener()
    run_batch(
        paths, output, settings or Settings(), listener, InlineEngine(),
        formats=FORMATS, shard=Shard.parse(shard) if shard else None,
    )  # fmt: skip
    return [Path(name).stem for name in listener.began]


def join(output: Path) -> list[str]:
    """Join the shards of an output folder, and return what was noticed."""
    notices: list[str] = []
    join_shards(output, notices.append)
    return notices


def whole(output: Path) -> dict[str, bytes]:
    """Return what stands in an output folder beside the shards."""
    return {name: data for name, data in results(output).items() if not name.startswith("shards/")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make(tmp_path / "sop", **CONTENTS)
    (folder / "picture.bmp").write_bytes(b"BM")
    (folder / "README.md").write_text("A note.", encoding="utf-8")
    make(folder / "deeper", z="Dalam", x00=CONTENTS["x00"])
    return folder


class TestShards:
    @pytest.mark.parametrize("of", [1, 2, 3, 7])
    def test_each_file_is_in_just_one(self, folder: Path, of: int) -> None:
        found = discover([folder])
        shares = [share_of(found, Shard(number, of)) for number in range(1, of + 1)]
        files = [file for share in shares for file in share.files]
        skipped = [file for share in shares for file in share.skipped]
        assert sorted(files, key=lambda file: file.position) == found.files
        assert sorted(skipped, key=lambda file: file.position) == found.skipped

    def test_they_are_of_like_size(self) -> None:
        names = [f"arsip/sop-{number}.pdf" for number in range(3000)]
        sizes = [sum(Shard(number, 3).holds(name) for name in names) for number in (1, 2, 3)]
        assert min(sizes) > 900

    def test_files_that_come_move_no_others(self, folder: Path) -> None:
        before = {file.path for file in share_of(discover([folder]), Shard(2, 3)).files}
        make(folder, **{f"new{number}": f"Baru {number}" for number in range(9)})
        after = {file.path for file in share_of(discover([folder]), Shard(2, 3)).files}
        assert {path for path in after if not path.stem.startswith("new")} == before
        assert len(after) > len(before)

    def test_where_the_folder_is_mounted_does_not_matter(
        self, folder: Path, tmp_path: Path
    ) -> None:
        here = share_of(discover([folder]), Shard(1, 3))
        (tmp_path / "mnt").mkdir()
        there = share_of(discover([folder.rename(tmp_path / "mnt" / "sop")]), Shard(1, 3))
        assert [f.source_path for f in there.files] == [f.source_path for f in here.files]

    @pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/99999", ""])
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(ValueError, match="is no shard"):
            Shard.parse(text)


class TestJoin:
    def test_three_joined_are_one_run(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "one", folder)
        read = [run(tmp_path / "out", folder, shard=f"{number}/3") for number in (3, 1, 2)]
        assert all(read)
        assert join(tmp_path / "out") == []
        assert whole(tmp_path / "out") == results(tmp_path / "one")
        assert any(name.endswith(".svg") for name in whole(tmp_path / "out"))

    def test_the_words_of_all_pages_come_along(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "one", folder)
        for number in (1, 2):
            run(tmp_path / "out", folder, shard=f"{number}/2")
        join(tmp_path / "out")
        kept = [
            {path.name: path.read_bytes() for path in (output / WORDS_FOLDER).iterdir()}
            for output in (tmp_path / "out", tmp_path / "one")
        ]
        assert kept[0] == kept[1]
        assert len(kept[0]) >= 20

    def test_joined_again_after_more_was_read(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for number in (1, 2):
            run(out, folder, shard=f"{number}/2")
        join(out)
        first = titles(out)
        # Comes before the file of the same content that was read until now.
        make(folder, a=CONTENTS["x07"], new="Baru")
        for number in (1, 2):
            run(out, folder, shard=f"{number}/2")
        join(out)
        assert sorted(titles(out)) == sorted([*first, "Baru"])
        run(tmp_path / "one", folder)
        assert whole(out) == results(tmp_path / "one")

    def test_a_run_after_it_has_nothing_to_read(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for number in (1, 2, 3):
            run(out, folder, shard=f"{number}/3")
        join(out)
        joined = whole(out)
        assert run(out, folder) == []
        assert whole(out) == joined

    def test_a_shard_s_account_tells_of_its_own_files(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "out", folder, shard="2/3")
        part = Shard(2, 3).folder(tmp_path / "out")
        told = account(part)
        assert told["shard"] == "2/3"
        found = {file.source_path: file.position for file in discover([folder]).files}
        positions = {e["path"]: e["position"] for e in told["files"] if e["status"] != "skipped"}
        assert positions.items() <= found.items()
        assert 0 < len(positions) < len(found)
        assert told["totals"]["unread"] == 0

    def test_the_output_within_the_input_is_no_input(self, folder: Path) -> None:
        run(folder / "out", folder, shard="1/2")
        read = run(folder / "out", folder, shard="2/2")
        assert read
        assert run(folder / "out", folder, shard="1/2") == []


class TestWhatCannotBeJoined:
    def test_no_shards(self, tmp_path: Path) -> None:
        with pytest.raises(BadRecordsError, match="no shards"):
            join(tmp_path)

    def test_one_is_missing(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "out", folder, shard="2/4")
        with pytest.raises(BadRecordsError, match=r"of 4 shards these are missing: 1, 3, 4"):
            join(tmp_path / "out")

    def test_one_is_not_done(self, folder: Path, tmp_path: Path) -> None:
        for number in (1, 2):
            run(tmp_path / "out", folder, shard=f"{number}/2")
        (Shard(1, 2).folder(tmp_path / "out") / RUN_FILE).unlink()
        with pytest.raises(BadRecordsError, match="not been read to its end"):
            join(tmp_path / "out")

    def test_two_divisions(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "out", folder, shard="1/1")
        run(tmp_path / "out", folder, shard="1/2")
        with pytest.raises(BadRecordsError, match="shards of 1 and 2 parts"):
            join(tmp_path / "out")

    def test_other_settings(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "out", folder, shard="1/2")
        run(tmp_path / "out", folder, shard="2/2", settings=Settings(dpi=200))
        with pytest.raises(BadRecordsError, match="different settings"):
            join(tmp_path / "out")

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"session": {}}', "null"])
    def test_an_account_that_is_none(self, folder: Path, tmp_path: Path, text: str) -> None:
        run(tmp_path / "out", folder, shard="1/1")
        (Shard(1, 1).folder(tmp_path / "out") / RUN_FILE).write_text(text, encoding="utf-8")
        with pytest.raises(BadRecordsError, match="no account"):
            join(tmp_path / "out")

    def test_one_is_being_read(self, folder: Path, tmp_path: Path) -> None:
        run(tmp_path / "out", folder, shard="1/1")
        part = Shard(1, 1).folder(tmp_path / "out")
        with (
            locked(part / STATE_FOLDER / LOCK_FILE, "it"),
            pytest.raises(OutputError, match="another run writes to it"),
        ):
            join(tmp_path / "out")

    def test_other_libraries_are_said_to_be(self, folder: Path, tmp_path: Path) -> None:
        for number in (1, 2):
            run(tmp_path / "out", folder, shard=f"{number}/2")
        path = Shard(2, 2).folder(tmp_path / "out") / RUN_FILE
        told = json.loads(path.read_bytes())
        path.write_text(json.dumps(told | {"python": "3.0"}), encoding="utf-8")
        (notice,) = join(tmp_path / "out")
        assert "different versions of python" in notice


@pytest.mark.usefixtures("stub_pipeline")
def test_from_the_command_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    for number in (1, 2):
        main([str(folder), "-o", out, "--shard", f"{number}/2"])
        assert f"Written to {out}/shards/{number}-of-2" in capsys.readouterr().out.replace("\n", "")
    assert main(["join", out]) == ExitCode.SOME_FAILED
    shown = capsys.readouterr()
    assert "Written to" in shown.out
    assert shown.err == ""
    main([str(folder), "-o", str(tmp_path / "one"), "-q"])
    assert account(tmp_path / "out")["totals"] == account(tmp_path / "one")["totals"]
    assert main(["join", str(tmp_path / "one")]) == ExitCode.BAD_ARGUMENTS
