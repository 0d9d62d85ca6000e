"""The lines of the audit log are added and never changed, but for the withdrawal of details.

On SQLite a table that is made again (batch mode) loses its triggers: whoever alters `audit_line`
makes them again. Dropping the table fires none of them.
"""

from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None

COLUMNS = (
    "number",
    "at",
    "actor_id",
    "action",
    "subject_kind",
    "subject_id",
    "details_digest",
    "digest",
)
SQLITE = (
    """
    CREATE TRIGGER audit_line_deleted BEFORE DELETE ON audit_line
    BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never deleted'); END
    """,
    # REPLACE deletes without firing the trigger above.
    """
    CREATE TRIGGER audit_line_replaced BEFORE INSERT ON audit_line
    WHEN EXISTS (SELECT 1 FROM audit_line WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never replaced'); END
    """,
    f"""
    CREATE TRIGGER audit_line_changed BEFORE UPDATE ON audit_line
    WHEN NEW.details IS NOT NULL OR {" OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in COLUMNS)}
    BEGIN SELECT RAISE(ABORT, 'lines of the audit log are never changed'); END
    """,
)
POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF NEW.details IS NULL AND ({", ".join(f"NEW.{c}" for c in COLUMNS)})
           IS NOT DISTINCT FROM ({", ".join(f"OLD.{c}" for c in COLUMNS)}) THEN
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION 'lines of the audit log are never changed nor deleted';
    END $$
    """,
    """
    CREATE TRIGGER audit_line_kept BEFORE UPDATE OR DELETE ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_line_is_kept()
    """,
    """
    CREATE TRIGGER audit_line_not_emptied BEFORE TRUNCATE ON audit_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_line_is_kept()
    """,
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_line_is_kept() CASCADE")
    else:
        for name in ("deleted", "replaced", "changed"):
            op.execute(f"DROP TRIGGER audit_line_{name}")
