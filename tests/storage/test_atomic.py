from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import OutputError
from extract.storage.atomic import whole_file


def test_the_file_takes_its_name_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    with whole_file(path) as stream:
        stream.write("é\r\n")
        stream.flush()
        assert not path.exists()
    assert path.read_bytes() == "é\r\n".encode()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_stood_there_stays_where_the_writing_fails(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(error), whole_file(path) as stream:
        stream.write("half")
        raise error
    assert path.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt" / "inner").mkdir(parents=True)
    with (
        pytest.raises(OutputError, match=r"a\.txt: cannot be written: Is a directory"),
        whole_file(tmp_path / "a.txt") as stream,
    ):
        stream.write("x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with (
        pytest.raises(OutputError, match=r"b\.txt: cannot be written"),
        whole_file(tmp_path / "a" / "b.txt") as stream,
    ):
        stream.write("x")
