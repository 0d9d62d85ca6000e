"""Drafts say which text and which numbers they were typed for."""

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("revision_id", sa.Integer(), nullable=True))
    op.add_column(
        "draft", sa.Column("basis", sa.String(length=16), server_default="", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("draft", "basis")
    op.drop_column("draft", "revision_id")
