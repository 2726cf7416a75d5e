"""Which files may be pages of one document, by their names and by a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.batch.discover import Discovery, InputFile
from extract.batch.page_groups.grouping import PageGrouping, read_list
from extract.batch.page_groups.names import find_sequences
from extract.errors import BadListError

PICTURES = frozenset({".jpg", ".png"})


def found(*names: str) -> list[list[str]]:
    """Return the sequences among files, by their names."""
    files = [InputFile(Path(name), name, position=at) for at, name in enumerate(names, 1)]
    return [[file.source_path for file in s.files] for s in find_sequences(files, PICTURES)]


@pytest.mark.parametrize(
    "names",
    [
        ["arsip/sop_1.jpg", "arsip/sop_2.jpg", "arsip/sop_3.jpg"],
        ["arsip/sop_9.jpg", "arsip/sop_10.jpg"],
        ["arsip/izin_1_identitas.jpg", "arsip/izin_2_langkah.png"],
        ["arsip/SOP Izin hal 1.jpg", "arsip/SOP Izin hal 2 (alur).jpg"],
        ["arsip/izin (1).jpg", "arsip/izin (2).jpg"],
        ["arsip/izin.jpg", "arsip/izin (2).jpg"],
        ["arsip/izin.jpg", "arsip/izin (1).jpg", "arsip/izin (2).jpg"],
        ["arsip/IMG_20240105_0007.jpg", "arsip/IMG_20240105_0008.jpg"],
        ["arsip/IMG-20240105-WA0001.jpg", "arsip/img-20240105-WA0002.jpg"],
        ["arsip/SOP1_Kab_2016.jpg", "arsip/SOP2_Kab_2016.jpg"],
        ["arsip/izin/depan.jpg", "arsip/izin/langkah.jpg"],
    ],
)
def test_pictures_whose_names_are_counted_may_belong_together(names: list[str]) -> None:
    assert found(*sorted(names, reverse=True)) == [names]


@pytest.mark.parametrize(
    "names",
    [
        ["arsip/sop_1.jpg", "arsip/sop_3.jpg"],
        ["arsip/sop_1.jpg", "lain/sop_2.jpg"],
        ["arsip/izin_1.jpg", "arsip/pindah_2.jpg"],
        ["arsip/sop_1.pdf", "arsip/sop_2.pdf"],
        ["arsip/sop_1.jpg", "arsip/sop_1.png", "arsip/surat.pdf"],
        ["depan.jpg", "langkah.jpg"],
        ["arsip/izin/depan.jpg", "arsip/izin/langkah.jpg", "arsip/izin/surat.pdf"],
    ],
)
def test_others_do_not(names: list[str]) -> None:
    assert found(*names) == []


def test_a_scanner_s_counter_runs_over_many_documents() -> None:
    names = [f"arsip/scan{number:04}.jpg" for number in range(1, 201)]
    assert found(*names) == [names]


def test_each_file_is_in_one_sequence() -> None:
    years = [f"arsip/sop {year}_{page}.jpg" for year in (2019, 2020) for page in (1, 2)]
    assert found(*years) == [years[:2], years[2:]]


def test_a_list_names_documents(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.jpg", "c.pdf", "d.pdf"):
        (tmp_path / name).touch()
    path = tmp_path / "gabung.txt"
    path.write_text("# dua dokumen\na.pdf\nb.jpg\n\n\nd.pdf\nc.pdf\n", encoding="utf-8-sig")
    listed = read_list(path)
    files = [
        InputFile(tmp_path / name, name, position=at)
        for at, name in enumerate(("a.pdf", "b.jpg", "c.pdf", "d.pdf"), 1)
    ]
    sequences = PageGrouping(listed=listed).sequences(Discovery(files))
    assert [[f.source_path for f in s.files] for s in sequences] == [
        ["a.pdf", "b.jpg"],
        ["d.pdf", "c.pdf"],
    ]
    with pytest.raises(BadListError, match="not among the files of this run"):
        PageGrouping(listed=listed).sequences(Discovery([*files[:2], files[3]]))


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"a.pdf\n\nb.pdf\nc.pdf\n", "stands alone"),
        (b"a.pdf\nb.pdf\n\na.pdf\nc.pdf\n", "named twice"),
        (b"\xff\xfe\xfa", "not UTF-8"),
        (None, "No such file"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(
    tmp_path: Path, content: bytes | None, cause: str
) -> None:
    path = tmp_path / "gabung.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadListError, match=cause):
        read_list(path)
