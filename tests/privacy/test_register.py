"""No column is kept without a purpose, a time to live, and what erasure does to it."""

from __future__ import annotations

from flask import Flask

from school.database import Base
from school.privacy.contract import PLAIN, Rows
from school.privacy.register import TABLES


def test_every_column_is_declared_and_nothing_else(app: Flask) -> None:
    """A column without an entry? Declare it in `school/privacy/register.py`, which says how."""
    there = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
    declared = {f"{name}.{column}" for name, entry in TABLES.items() for column in entry.columns}
    assert there == declared


def test_what_is_personal_has_a_purpose_and_an_end(app: Flask) -> None:
    for name, entry in TABLES.items():
        personal = any(column.personal for column in entry.columns.values())
        assert personal is (entry.purpose is not None) is (entry.rows is not None), name


def test_what_names_a_person_is_personal_and_found(app: Flask) -> None:
    """A table that refers to people is never said to tell of nobody."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person":
                entry = TABLES[table.name]
                assert entry.columns[key.parent.name] is not PLAIN, key.parent
                assert entry.of is not None, table.name


def test_what_stays_for_good_names_nobody(app: Flask) -> None:
    """Text of a person's own is deleted with its row, replaced, or withdrawn from the log."""
    staying = {
        f"{name}.{column}"
        for name, entry in TABLES.items()
        if entry.rows is Rows.NAMELESS
        for column, declared in entry.columns.items()
        if declared.personal and declared.erased is None
    }
    assert staying == {
        *(f"person.{each}" for each in ("id", "role", "created_at")),
        *(f"publication.{each}" for each in ("id", "at", "author_id", "note")),
        *(f"audit_line.{each}" for each in ("number", "at", "actor_id", "action", "details")),
        *(f"audit_line.{each}" for each in ("subject_kind", "subject_id")),
        *(f"audit_line.{each}" for each in ("details_digest", "digest")),
        *(f"erasure_request.{each}" for each in ("id", "person_id", "asked_at", "withdrawn_at")),
        *(f"erasure_request.{each}" for each in ("done_at", "proof_until")),
    }
