"""Cohorts have instructors, and are archived."""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cohort", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "cohort_instructor",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_instructor_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cohort_instructor_person_id_person")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_instructor")),
    )
    op.create_index(op.f("ix_cohort_instructor_person_id"), "cohort_instructor", ["person_id"])


def downgrade() -> None:
    op.drop_table("cohort_instructor")
    op.drop_column("cohort", "archived_at")
