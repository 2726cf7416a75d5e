"""The output contract as JSON Schema, made from the models.

`python -m models.schema` writes it anew; a test fails when the file and the models part.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.record import SCHEMA_VERSION, SopRecord

SCHEMA_FILE = Path(__file__).with_name("sop-record.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def build_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one record as the writers give it."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:sop-extract:sop-record:{SCHEMA_VERSION}",
        **SopRecord.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """Return the schema as it stands in the file."""
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
