"""What is to be mended in each SOP, and the files of one whose pages are files of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; SOPs that are there already get it when they are loaded again."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_mend", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("parts", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("parts")
        batch_op.drop_column("to_mend")
