"""People ask to be erased."""

import sqlalchemy as sa
from alembic import op

from school.database import Instant

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("proof_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR done_at IS NULL",
            name=op.f("ck_erasure_request_withdrawn_or_done"),
        ),
        sa.CheckConstraint(
            "(done_at IS NULL) = (proof_until IS NULL)",
            name=op.f("ck_erasure_request_done_with_an_end"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erasure_request_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
    )
    op.create_index(
        "uq_erasure_request_standing",
        "erasure_request",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("erasure_request")
