"""Records without the numbers of persons in office, for those who may not keep them."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from models.record import SopRecord
from normalize.privacy import MASKED_NIP, mask_nips

NIP_POINTER = "/header/approver/nip"
# Findings quote what they are about.
_QUOTED = re.compile(r'"[^"]*"')


def mask_record(record: SopRecord) -> SopRecord:
    """Return a record in which no text holds an NIP.

    The approver's NIP becomes null, as the contract has no form for a masked number; its entry in
    `provenance` still says that there is one. The file's name and hash are not changed.
    """
    values = record.model_dump()
    kept = {name: values.pop(name) for name in ("id", "source")}
    masked = _masked(values)
    masked["header"]["approver"]["nip"] = None
    place = masked["provenance"].get(NIP_POINTER)
    if place is not None and place["raw"] is not None:
        place["raw"] = MASKED_NIP
    for finding in masked["findings"]:
        if finding["field"] == NIP_POINTER:
            quoted = {name: MASKED_NIP for name in ("read", "text") if name in finding["params"]}
            finding["params"] |= quoted
            finding["message"] = _QUOTED.sub(f'"{MASKED_NIP}"', finding["message"])
    return SopRecord.model_validate({**kept, **masked})


def _masked(value: Any) -> Any:
    """Return a value with every NIP in its texts masked, those in names of fields too."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else mask_nips(value)
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {_masked(name): _masked(item) for name, item in value.items()}
    return value
