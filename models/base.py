"""What all models of the output contract share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ContractModel(BaseModel):
    """A part of the output contract: unknown fields are refused, values checked on assignment."""

    model_config = ConfigDict(
        extra="forbid",
        validate_assignment=True,
        use_attribute_docstrings=False,
        json_schema_serialization_defaults_required=True,
    )
