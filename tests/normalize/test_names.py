from __future__ import annotations

import pytest

from normalize.names import canonical_name, names_agree, parse_name
from tests.normalize.rows import read_rows

ROWS = read_rows("names")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['source']}: {row['printed']}" for row in ROWS])
def test_a_name_stands_apart_from_its_titles(row: dict[str, str]) -> None:
    person = parse_name(row["printed"])
    assert person is not None
    assert person.canonical == row["canonical"]
    assert " / ".join(person.front_titles) == row["front"]
    assert " / ".join(person.back_titles) == row["back"]
    assert person.unknown == ()


@pytest.mark.parametrize("text", ["", "-", "S.E., M.M.", "dr", "Drs. H.", "....", "x" * 500])
def test_a_line_without_a_name_has_none(text: str) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [("A.A. Gede Putra, SH", "A.A. Gede Putra"), ("Drs.H.Ahmad Fauzi,M.Si", "Ahmad Fauzi"),
     ("Ahmad.S.Pd", "Ahmad"), ("Budi S.", "Budi S."), ("NUR'AINI SKM", "NUR'AINI")],
)  # fmt: skip
def test_the_name_stays_as_printed(printed: str, name: str) -> None:
    person = parse_name(printed)
    assert person is not None
    assert person.name == name


def test_what_is_no_known_title_is_kept_apart() -> None:
    person = parse_name("Budi Santoso, S.E., XYZ")
    assert person is not None
    assert (person.back_titles, person.unknown) == (("S.E.",), ("XYZ",))


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("RAHMAT HIDAYAT, S.Pd", "RAHMAT HIDAYAT S.Pd", True),
        ("Drs. Rahmat Hidayat", "H. RAHMAT HIDAYAT, M.Si", True),
        ("M. Yusuf", "Muhammad Yusuf, S.E", True),
        ("Moh. Yusuf", "Mochamad Yusuf", True),
        ("Abdulrahman", "Abdul Rahman", True),
        ("Budi Santoso", "Budi Santosa", True),
        ("Budi Santoso", "Budi Santoso Wijaya", True),
        ("Budi", "Budi Santoso", False),
        ("Siti Aminah", "Siti Aisyah", False),
        ("Rina Wati", "Dina Wati", False),
        ("Budi Santoso", "Budi Hartono", False),
        ("B. S.", "Budi Santoso", False),
        ("", "Budi Santoso", False),
    ],
)
def test_names_of_one_person_agree(first: str, second: str, agree: bool) -> None:
    assert names_agree(first, second) is names_agree(second, first) is agree


def test_the_canonical_name_is_its_own() -> None:
    for row in ROWS:
        assert canonical_name(row["canonical"]) == row["canonical"]
