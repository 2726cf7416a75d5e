"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "documents",
        sa.Column("schema_version", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("text_origin", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("review_state", sa.Text(), nullable=True),
        sa.Column("review_revision", sa.BigInteger(), nullable=True),
        sa.Column("review_by", sa.Text(), nullable=True),
        sa.Column("review_at", sa.Text(), nullable=True),
        sa.Column("review_corrected", sa.BigInteger(), nullable=True),
        sa.Column("review_confirmed", sa.BigInteger(), nullable=True),
        sa.Column("review_conflicts", sa.BigInteger(), nullable=True),
        sa.Column("government", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("sop_number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("created_on_precision", sa.Text(), nullable=True),
        sa.Column("revised_on", sa.Date(), nullable=True),
        sa.Column("revised_on_precision", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("effective_on_precision", sa.Text(), nullable=True),
        sa.Column("approver_position", sa.Text(), nullable=True),
        sa.Column("approver_name", sa.Text(), nullable=True),
        sa.Column("approver_rank", sa.Text(), nullable=True),
        sa.Column("approver_nip", sa.Text(), nullable=True),
        sa.Column("region_level", sa.Text(), nullable=True),
        sa.Column("region_name", sa.Text(), nullable=True),
        sa.Column("region_regency", sa.Text(), nullable=True),
        sa.Column("region_province", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index("ix_documents_agency", ["agency"], unique=False)
        batch_op.create_index("ix_documents_sha256", ["sha256"], unique=False)
        batch_op.create_index("ix_documents_sop_number", ["sop_number"], unique=False)

    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_actors_id"),
        sa.PrimaryKeyConstraint("id", "position", name="pk_actors"),
    )
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.create_index("ix_actors_canonical", ["canonical"], unique=False)

    op.create_table(
        "findings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=True),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_findings_id"),
        sa.PrimaryKeyConstraint("id", "position", name="pk_findings"),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index("ix_findings_code", ["code"], unique=False)

    op.create_table(
        "legal_basis",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_legal_basis_id"),
        sa.PrimaryKeyConstraint("id", "position", name="pk_legal_basis"),
    )
    with op.batch_alter_table("legal_basis", schema=None) as batch_op:
        batch_op.create_index("ix_legal_basis_slug", ["slug"], unique=False)

    op.create_table(
        "procedures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("actors", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_procedures_id"),
        sa.PrimaryKeyConstraint("id", "position", name="pk_procedures"),
    )
    op.create_table(
        "provenance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("top", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("bottom", sa.Double(), nullable=True),
        sa.Column("page", sa.BigInteger(), nullable=True),
        sa.Column("line", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_provenance_id"),
        sa.PrimaryKeyConstraint("id", "pointer", name="pk_provenance"),
    )
    op.create_table(
        "sections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_sections_id"),
        sa.PrimaryKeyConstraint("id", "section", "position", name="pk_sections"),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("symbol", sa.Text(), nullable=True),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("duration_raw", sa.Text(), nullable=True),
        sa.Column("duration_min", sa.Double(), nullable=True),
        sa.Column("duration_max", sa.Double(), nullable=True),
        sa.Column("duration_unit", sa.Text(), nullable=True),
        sa.Column("duration_iso8601", sa.Text(), nullable=True),
        sa.Column("duration_working_minutes", sa.Double(), nullable=True),
        sa.Column("duration_working_basis_counted_as", sa.Text(), nullable=True),
        sa.Column("duration_working_basis_minutes_a_day", sa.Double(), nullable=True),
        sa.Column("duration_working_basis_days_a_week", sa.Double(), nullable=True),
        sa.Column("duration_kind", sa.Text(), nullable=True),
        sa.Column("duration_approximate", sa.BigInteger(), nullable=True),
        sa.Column("duration_per", sa.Text(), nullable=True),
        sa.Column("duration_in_words", sa.Double(), nullable=True),
        sa.Column("duration_several", sa.BigInteger(), nullable=True),
        sa.Column("output", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["documents.id"], name="fk_steps_id"),
        sa.PrimaryKeyConstraint("id", "seq", name="pk_steps"),
    )
    op.create_table(
        "flow",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id", "source"], ["steps.id", "steps.seq"], name="fk_flow_id_source"
        ),
        sa.ForeignKeyConstraint(
            ["id", "target"], ["steps.id", "steps.seq"], name="fk_flow_id_target"
        ),
        sa.PrimaryKeyConstraint("id", "position", name="pk_flow"),
    )
    op.create_table(
        "step_actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id", "seq"], ["steps.id", "steps.seq"], name="fk_step_actors_id_seq"
        ),
        sa.PrimaryKeyConstraint("id", "seq", "position", name="pk_step_actors"),
    )
    with op.batch_alter_table("step_actors", schema=None) as batch_op:
        batch_op.create_index("ix_step_actors_canonical", ["canonical"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("step_actors", schema=None) as batch_op:
        batch_op.drop_index("ix_step_actors_canonical")

    op.drop_table("step_actors")
    op.drop_table("flow")
    op.drop_table("steps")
    op.drop_table("sections")
    op.drop_table("provenance")
    op.drop_table("procedures")
    with op.batch_alter_table("legal_basis", schema=None) as batch_op:
        batch_op.drop_index("ix_legal_basis_slug")

    op.drop_table("legal_basis")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index("ix_findings_code")

    op.drop_table("findings")
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.drop_index("ix_actors_canonical")

    op.drop_table("actors")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index("ix_documents_sop_number")
        batch_op.drop_index("ix_documents_sha256")
        batch_op.drop_index("ix_documents_agency")

    op.drop_table("documents")
