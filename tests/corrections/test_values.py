"""What is typed into a field, and what it is understood as."""

from __future__ import annotations

import pytest

from extract.corrections.values import Reader
from extract.settings import Settings
from tests.review.sops import make_sop

READER = Reader.of(make_sop(), Settings())


@pytest.mark.parametrize(
    ("at", "typed", "value", "meaning"),
    [
        ("/header/created_on", "26 Juli 2023", "2023-07-26", {"date": "2023-07-26"}),
        ("/header/created_on", "2023-07-26", "2023-07-26", {"date": "2023-07-26"}),
        ("/header/effective_on", "Juli 2023", "2023-07", {"date": "2023-07"}),
        ("/header/title", "  Surat   Masuk ", "Surat Masuk", {}),
        ("/header/phone", " - ", None, {}),
        ("/steps/rows/1/number", "3.", "3", {}),
        (
            "/steps/rows/1/duration", "2 hari kerja", "2 hari kerja",
            {"duration": "2 hari kerja", "iso8601": "P2D", "working_minutes": "900"},
        ),
        ("/steps/rows/1/duration", "20", "20", {"duration": "20 menit", "iso8601": "PT20M",
                                               "working_minutes": "20"}),
        (
            "/legal_basis/rows/1", "Permendagri No. 52 Tahun 2011", "Permendagri No. 52 Tahun 2011",
            {"type": "PERMEN", "issuer": "Menteri Dalam Negeri", "number": "52", "year": "2011",
             "slug": "permendagri-no-52-tahun-2011"},
        ),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(
    at: str, typed: str, value: str | None, meaning: dict[str, str]
) -> None:
    understood = READER.understand(at, typed)
    assert understood.value == value
    assert dict(understood.meaning) == meaning
    assert understood.problem is None


def test_what_a_field_cannot_hold_is_no_value() -> None:
    assert READER.understand("/header/created_on", "kemarin").problem == "no-date"
    assert READER.understand("/header/created_on", "31 Februari 2023").problem == "no-date"
    assert READER.understand("/header/approver/nip", "12345").problem == "no-nip"
    assert READER.understand("/steps/rows/1/symbol", "segitiga").problem == "no-symbol"


def test_what_can_be_kept_but_is_odd_is_said() -> None:
    assert READER.understand("/legal_basis/rows/1", "Arahan pimpinan").doubt == "no-regulation"
    assert READER.understand("/steps/rows/1/duration", "xyz").doubt == "no-duration"
    odd = READER.understand("/header/approver/nip", "19999914 201001 1 009")
    assert odd.value is None or odd.doubt is not None
