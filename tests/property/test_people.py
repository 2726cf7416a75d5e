"""Whatever is printed where a person is due, nothing raises, and what is normal is read back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from normalize.names import canonical_name, names_agree, parse_name
from normalize.nip import NumberKind, examine_nip
from normalize.ranks import parse_rank
from normalize.tables import load_tsv
from normalize.thresholds import PERSON

LINES = st.text() | st.lists(
    st.sampled_from(
        ["Drs.", "H.", "S.Sos", "M.", ",", "AHMAD", "Tk. I", "IV/b", "NIP.", "19900102", "201503",
         "Kolonel", "(", ")", "Pembina", "l", "1", "\u0130", "\ufb01"]
    )
).map(" ".join)  # fmt: skip
WORDS = st.sampled_from(["Budi", "Rahmat", "Siti", "Lestari", "Hartono", "Wibowo", "Utama"])
FRONT = st.sampled_from(["Drs.", "Dra.", "Ir.", "H.", "Hj.", "dr.", "Prof."])
BACK = st.sampled_from(["S.Sos", "M.Si", "S.H.", "M.AP", "Ph.D", "SE", "Sp.PD"])


@given(LINES, LINES)
def test_any_line_can_be_asked(line: str, other: str) -> None:
    person, rank, number = parse_name(line), parse_rank(line), examine_nip(line)
    if person is not None:
        assert person.canonical == canonical_name(person.canonical)
        assert person.name
    if rank is not None:
        assert rank.golongan or rank.rank or rank.problems
    if number is not None:
        assert number.digits.isdecimal()
        assert number.nip is None or len(number.nip) == PERSON.nip_digits
    assert names_agree(line, other) == names_agree(other, line)


@given(
    st.lists(FRONT, max_size=3, unique=True),
    st.lists(WORDS, min_size=1, max_size=4),
    st.lists(BACK, max_size=3, unique=True),
    st.booleans(),
)
def test_a_printed_name_is_taken_apart_again(
    front: list[str], words: list[str], back: list[str], shouted: bool
) -> None:
    name = " ".join(words).upper() if shouted else " ".join(words)
    person = parse_name(", ".join([" ".join([*front, name]), *back]))
    assert person is not None
    assert (list(person.front_titles), list(person.back_titles)) == (front, back)
    assert (person.name, person.canonical) == (name, " ".join(words).upper())


@given(
    st.dates(date(1960, 1, 1), date(2000, 12, 31)),
    st.integers(18, 40),
    st.integers(1, 12),
    st.sampled_from("12"),
    st.integers(1, 999),
)
def test_a_sound_nip_has_no_problems(
    born: date, age: int, month: int, sex: str, serial: int
) -> None:
    year = born.year + age + (month < born.month)
    nip = f"{born:%Y%m%d}{year}{month:02}{sex}{serial:03}"
    facts = examine_nip(f"NIP. {nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}")
    assert facts is not None
    assert (facts.kind, facts.problems, facts.nip) == (NumberKind.NIP, (), nip)
    assert (facts.born, facts.appointed) == (born, f"{year}-{month:02}")
    assert (facts.sex, facts.serial) == ("male" if sex == "1" else "female", serial)


@given(st.sampled_from(load_tsv("ranks")), st.sampled_from(load_tsv("ranks")))
def test_a_rank_with_anothers_class_is_told(rank: dict[str, str], other: dict[str, str]) -> None:
    if rank["golongan"] and other["golongan"]:
        facts = parse_rank(f"{rank['rank']} ({other['golongan']})")
        assert facts is not None
        differ = rank["golongan"] != other["golongan"]
        assert list(facts.problems) == ["rank-golongan-mismatch"] * differ
