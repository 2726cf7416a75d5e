"""The dates that stand beside Tanggal Efektif: approved_on, in_force_on, checked_on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DATES = ("approved_on", "in_force_on", "checked_on")


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        for name in _DATES:
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
            batch_op.add_column(sa.Column(f"{name}_precision", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        for name in reversed(_DATES):
            batch_op.drop_column(f"{name}_precision")
            batch_op.drop_column(name)
