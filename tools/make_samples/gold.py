"""The gold of a made document, straight from its spec."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tools.make_samples.scan_spec import Scan
from tools.make_samples.spec import Document, Header, Sop, Step

Json = dict[str, Any]

SECTIONS = ("qualifications", "related_sops", "equipment", "warnings", "records")
HEADER_TEXTS = (
    "government", "agency", "unit", "address", "phone", "email", "website", "sop_number", "title",
)  # fmt: skip
HEADER_DATES = ("created_on", "revised_on", "effective_on")


def gold_of(document: Document) -> Json:
    """Return what must be read from a document, in the contract's form of gold.

    Besides the contract's "not_judged", "unordered" names the lists whose order the document does
    not show, and each record's "findings" the findings that must be among those raised.
    """
    origin = "digital" if document.form == "pdf" else "plain-text"
    if document.look.get("picture"):
        origin = "mixed"
    return {
        "group": "made-digital" if document.form == "pdf" else f"made-{document.form}",
        "not_judged": list(document.not_judged),
        "unordered": list(document.unordered),
        "records": [gold_record(sop, origin) for sop in document.sops],
    }


def gold_of_scan(document: Document, scan: Scan) -> Json:
    """Return what must be read from a scan of a document.

    "known" names what is known to be misread, and why; "least_right" and "least_certain" are the
    shares of its values that must be read correctly and with high confidence.
    """
    gold = gold_of(document)
    for record in gold["records"]:
        record["source"]["text_origin"] = "ocr"
        record["findings"] = []
    least = {"least_right": scan.least_right, "least_certain": scan.least_certain}
    return {**gold, "group": "made-scan", **least, "known": dict(scan.known)}


def gold_record(sop: Sop, origin: str) -> Json:
    """Return the record of one SOP."""
    return {
        "source": {"pages": list(sop.pages), "text_origin": origin},
        "header": gold_header(sop.header),
        "legal_basis": [
            {
                "raw": citation.raw,
                "type": citation.type,
                "issuer": citation.issuer,
                "number": citation.number,
                "year": citation.year,
                "subject": citation.subject,
                "slug": citation.slug,
            }
            for citation in sop.legal_basis
        ],
        **{section: list(sop.items(section)) for section in SECTIONS},
        "actors": list(sop.actors),
        "steps": [gold_step(seq, step) for seq, step in enumerate(sop.steps, start=1)],
        "flow": [
            {"source": seq, "target": arrow.to, "label": arrow.label}
            for seq, step in enumerate(sop.steps, start=1)
            for arrow in step.next
        ],
        "findings": [dict(finding) for finding in sop.findings],
    }


def gold_header(header: Header) -> Json:
    """Return the identity sheet's values."""
    approver = header.approver
    return {
        **{name: getattr(header, name) for name in HEADER_TEXTS},
        **{name: getattr(header, name).value for name in HEADER_DATES},
        "approver": {
            "position": approver.position,
            "name": approver.name,
            "rank": approver.rank,
            "nip": approver.nip.value,
        },
    }


def gold_step(seq: int, step: Step) -> Json:
    """Return one row; symbols and actors as the spec draws them."""
    return {
        "seq": seq,
        "number": step.number,
        "activity": step.activity,
        "actors": list(step.actors),
        "symbol": step.symbol,
        "requirements": step.requirements,
        "duration": asdict(step.duration),
        "output": step.output,
        "remarks": step.remarks,
    }
