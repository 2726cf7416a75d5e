"""An arrow between two steps."""

from __future__ import annotations

from pydantic import Field

from models.base import ContractModel


class FlowEdge(ContractModel):
    """An arrow from one step to another."""

    source: int = Field(ge=1, description="seq of the step it leaves.")
    target: int = Field(ge=1, description="seq of the step it enters.")
    label: str | None = Field(default=None, description="Words printed at the arrow.")
