"""A small, always equal part of the campaign that `python -m tests.fuzz` goes on with."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.target import check, kinds, make


@pytest.mark.parametrize("kind", kinds())
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_a_sample_made_worse_gives_records_or_one_of_our_errors(kind: str, random: Random) -> None:
    check(make(random, kind))


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=400).map(lambda data: b"%PDF-1.7\n" + data),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )
)
def test_bytes_of_no_kind_at_all_do_too(data: bytes) -> None:
    check(data)
