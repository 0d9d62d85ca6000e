"""What students remember of skills and mistakes, and when it comes back."""

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_review", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stability > 0", name=op.f("ck_review_stability_is_positive")),
        sa.CheckConstraint(
            "difficulty >= 1 AND difficulty <= 10", name=op.f("ck_review_difficulty_is_a_mark")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_review_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "subject", name=op.f("pk_review")),
    )


def downgrade() -> None:
    op.drop_table("review")
