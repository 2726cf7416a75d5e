"""What findings concern, their groups, and their messages as wording and parameters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; findings that are there already concern the reading."""
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("concerns", sa.Text(), nullable=False, server_default="reading")
        )
        batch_op.add_column(sa.Column("wording", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("params", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_column("params")
        batch_op.drop_column("wording")
        batch_op.drop_column("concerns")
        batch_op.drop_column("group_id")
