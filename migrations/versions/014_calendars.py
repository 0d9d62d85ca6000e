"""Cohorts have calendars; students a first day of their own, and extra time.

What was open to the cohorts that there are stays open to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column, kind, present in (
        ("opens_by_date", sa.Boolean(), sa.false()),
        ("holidays", sa.JSON(), sa.text("'[]'")),
        ("module_days", sa.JSON(), sa.text("'{}'")),
    ):
        op.add_column("cohort", sa.Column(column, kind, server_default=present, nullable=False))
    op.add_column("enrolment", sa.Column("starts_on", sa.Date(), nullable=True))
    op.create_table(
        "extra_time",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 1 AND 200", name=op.f("ck_extra_time_percent_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_extra_time_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_extra_time")),
    )


def downgrade() -> None:
    op.drop_table("extra_time")
    op.drop_column("enrolment", "starts_on")
    for column in ("module_days", "holidays", "opens_by_date"):
        op.drop_column("cohort", column)
