from __future__ import annotations

import json

import pytest

from extract import Settings, extract_file
from extract.findings.registry import make_finding
from extract.record.masking import NIP_POINTER, mask_record
from models import Provenance
from normalize.privacy import MASKED_NIP
from tests.records import make_record

# Nobody's: born on 30 February.
NIP = "198002302005011009"


def test_no_part_of_a_record_holds_an_nip() -> None:
    record = make_record()
    record.header.approver.nip = NIP
    record.header.approver.name = f"Bunga Uji NIP {NIP}"
    record.provenance[NIP_POINTER] = Provenance(page=1, raw="198002 3O20 05011009", confidence=0.8)
    record.warnings = [f"Hubungi NIP. {NIP}"]
    record.extra_sections = {f"Catatan {NIP}": [NIP]}
    record.steps[0].remarks = "NIP 19800230 200501 1 009"
    read = {"text": "1980O2302O"}
    record.findings = [make_finding("nip-malformed", "nip-letters", read, field=NIP_POINTER)]
    masked = mask_record(record)
    written = masked.model_dump_json()
    assert "1980" not in written
    assert "05011009" not in written
    assert masked.header.approver.nip is None
    assert masked.header.approver.name == f"Bunga Uji NIP {MASKED_NIP}"
    assert masked.provenance[NIP_POINTER].raw == MASKED_NIP


def test_what_is_no_nip_stays_as_it_was() -> None:
    record = make_record(sha256=f"{NIP}{NIP}{NIP}ab12ab12ab")
    record.header.approver.nip = None
    assert mask_record(record) == record


@pytest.mark.parametrize("masked", [False, True])
def test_the_setting_does_it_for_every_document(masked: bool) -> None:
    (record,) = extract_file(
        "samples/kecamatan-telaga-bestari.pdf", settings=Settings(mask_nip=masked)
    )
    (whole,) = extract_file("samples/kecamatan-telaga-bestari.pdf")
    nip = whole.header.approver.nip
    assert nip is not None
    assert (nip in json.dumps(record.model_dump(mode="json"))) is not masked
    assert NIP_POINTER in record.provenance
