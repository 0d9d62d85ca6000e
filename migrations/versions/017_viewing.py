"""The student whose pages a sign-in shows."""

import sqlalchemy as sa
from alembic import op

revision = "017"
down_revision = "016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("viewing_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_sign_in_viewing_id_person"),
            "person",
            ["viewing_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as table:
        table.drop_constraint(op.f("fk_sign_in_viewing_id_person"), type_="foreignkey")
        table.drop_column("viewing_id")
