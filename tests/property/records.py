"""Any records of the contract, made by hypothesis from the models."""

from __future__ import annotations

from hypothesis import strategies as st

from models import (
    Approver,
    Citation,
    Duration,
    DurationUnit,
    Finding,
    FlowEdge,
    Header,
    Procedure,
    Provenance,
    RegulationType,
    Severity,
    SopRecord,
    Source,
    Step,
    Symbol,
    TextOrigin,
)

WORDS = st.sampled_from(
    (
        "dan",
        "arsip",
        "arsip,",
        "Arsipp",
        "laporan",
        "Menyusun",
        "Irban",
        "I",
        "II",
        "2",
        "/",
        "067",
        "Tahun",
        "2021",
        "terverifikasi",
        "Memverifikasi",
        "...",
        "Ya",
        "tahunan",
    )
)
TEXT = st.text(max_size=40) | st.lists(WORDS, max_size=8).map(" ".join)
MAYBE = st.none() | TEXT
DATE = (
    st.none() | st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["2023", "2024-05"])
)
AMOUNT = st.none() | st.integers(0, 10**6) | st.floats(0, 1e9)
CONFIDENCE = st.floats(0, 1)

APPROVERS = st.builds(
    Approver, position=MAYBE, name=MAYBE, rank=MAYBE,
    nip=st.none() | st.from_regex(r"[0-9]{18}", fullmatch=True),
)  # fmt: skip
HEADERS = st.builds(
    Header, government=MAYBE, agency=MAYBE, unit=MAYBE, address=MAYBE, phone=MAYBE, email=MAYBE,
    website=MAYBE, sop_number=MAYBE, title=MAYBE, created_on=DATE, revised_on=DATE,
    effective_on=DATE, approver=APPROVERS,
)  # fmt: skip
CITATIONS = st.builds(
    Citation, raw=TEXT, type=st.sampled_from(RegulationType), issuer=MAYBE, number=MAYBE,
    year=st.none() | st.integers(1900, 2200), subject=MAYBE, slug=MAYBE,
)  # fmt: skip
DURATIONS = st.builds(
    Duration, raw=TEXT, min=AMOUNT, max=AMOUNT, unit=st.none() | st.sampled_from(DurationUnit),
    iso8601=MAYBE, working_minutes=AMOUNT,
)  # fmt: skip
STEPS = st.builds(
    Step, seq=st.integers(1, 99), number=st.none() | st.integers(0, 99).map(str) | TEXT,
    activity=MAYBE, actors=st.lists(TEXT, max_size=2), symbol=st.none() | st.sampled_from(Symbol),
    requirements=MAYBE, duration=st.none() | DURATIONS, output=MAYBE, remarks=MAYBE,
)  # fmt: skip
FLOWS = st.builds(FlowEdge, source=st.integers(1, 9), target=st.integers(1, 9), label=MAYBE)
FINDINGS = st.builds(
    Finding, code=st.sampled_from(["arrow-end-unknown", "some-code"]),
    severity=st.sampled_from(Severity), message=TEXT,
)  # fmt: skip
PLACES = st.builds(
    Provenance, page=st.none() | st.integers(1, 9), bbox=st.none(), line=st.none(),
    confidence=CONFIDENCE,
)  # fmt: skip
POINTERS = st.sampled_from(
    ["/header/sop_number", "/header/title", "/legal_basis/0", "/steps/0", "/steps/0/duration", "/"]
)
SOURCES = st.builds(
    Source, path=TEXT, sha256=st.just("ab" * 32), media_type=TEXT,
    pages=st.lists(st.integers(1, 9), max_size=2), text_origin=st.sampled_from(TextOrigin),
)  # fmt: skip
TEXTS = st.lists(TEXT, max_size=3)
IDS = st.from_regex(r"[0-9a-f]{12}-[1-9]", fullmatch=True)

RECORDS = st.builds(
    SopRecord, id=IDS, source=SOURCES, header=HEADERS, legal_basis=st.lists(CITATIONS, max_size=3),
    qualifications=TEXTS, related_sops=TEXTS, equipment=TEXTS, warnings=TEXTS, records=TEXTS,
    actors=TEXTS, steps=st.lists(STEPS, max_size=5), flow=st.lists(FLOWS, max_size=4),
    procedures=st.just([]) | st.just([Procedure(first_seq=1, last_seq=2)]),
    findings=st.lists(FINDINGS, max_size=2),
    provenance=st.dictionaries(POINTERS, PLACES, max_size=4),
)  # fmt: skip
