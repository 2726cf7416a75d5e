"""Whatever a record holds, the checks say what is wrong and raise nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from extract.checks import check_record
from extract.findings.registry import load_kinds
from models import SopRecord
from tests.property.records import RECORDS


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS)
def test_checks_raise_for_no_record(record: SopRecord) -> None:
    before = record.model_copy(deep=True)
    checked = check_record(record)
    assert record == before
    assert checked.findings[: len(before.findings)] == before.findings
    for finding in checked.findings[len(before.findings) :]:
        assert finding.code in load_kinds()
        assert finding.message.endswith((".", ".)"))
        assert SopRecord.model_validate(checked.model_dump()) == checked
