"""The register: every table and every column, what it is for, and what erasure does to it.

A test fails when a column of the database is not here. To add one: is it of a person? If so, the
purpose of its table says why and how long, `Rows` what erasure does to the rows that are theirs,
and `becomes` what then stands in a column that would still name them. Export and erasure read this
register and nothing else.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_

from school.accounts.particulars import fold_email
from school.accounts.passwords import NONE_YET
from school.privacy.contract import PLAIN, TOLD, WITHHELD, Column, Entry, Rows, Who, becomes, by
from school.privacy.purposes import (
    ACCOUNT,
    DRAFTS,
    EXTRA_TIME,
    LAB,
    LOG,
    MAIL,
    REQUESTS,
    SECURITY,
    SIGN_INS,
    STUDIES,
    WORK,
)


def _each(column: Column, names: str) -> dict[str, Column]:
    return dict.fromkeys(names.split(), column)


def told_of(table: Table, who: Who) -> ColumnElement[bool]:
    """The lines of the log that tell of a person."""
    return and_(table.c.subject_kind == "person", table.c.subject_id == str(who.id))


def _sent_to(table: Table, who: Who) -> ColumnElement[bool]:
    return table.c.recipient == who.email


def _asked_by(table: Table, who: Who) -> ColumnElement[bool]:
    return table.c.email_key == fold_email(who.email)


def _without_salt(details: str | None) -> dict[str, Any] | None:
    """What was before and after, without what keeps its digest from being guessed."""
    if details is None:
        return None
    told: dict[str, Any] = json.loads(details)
    return {name: value for name, value in told.items() if name != "salt"}


def _nobody(person_id: int) -> str:
    """An address that no mail reaches (RFC 2606), and that nobody else has."""
    return f"erased-{person_id}@erased.invalid"


def _plain(names: str) -> Entry:
    """A table that tells of nobody."""
    return Entry(None, None, None, _each(PLAIN, names))


TABLES: Mapping[str, Entry] = {
    "person": Entry(
        ACCOUNT,
        Rows.NAMELESS,
        by("id"),
        {
            **_each(TOLD, "id role created_at"),
            "email": becomes(_nobody),
            "email_key": becomes(_nobody, exported=False),
            "first_name": becomes(lambda _id: "nº"),
            "last_name": becomes(str),
            "password_hash": becomes(lambda _id: NONE_YET, exported=False),
            "locale": becomes(lambda _id: "fr"),
            "active": becomes(lambda _id: False),
        },
    ),
    "sign_in": Entry(
        SIGN_INS,
        Rows.PROOF,
        by("person_id"),
        {
            **_each(TOLD, "id person_id created_at seen_at expires_at ended_at"),
            "device": becomes(lambda _id: ""),
            "viewing_id": becomes(lambda _id: None, exported=False),
            "token_digest": becomes(lambda _id: secrets.token_bytes(32), exported=False),
        },
    ),
    "link": Entry(
        SECURITY,
        Rows.DELETED,
        by("person_id"),
        {**_each(TOLD, "id person_id purpose expires_at used_at"), "token_digest": WITHHELD},
    ),
    "second_factor": Entry(
        SECURITY,
        Rows.DELETED,
        by("person_id"),
        {**_each(TOLD, "person_id created_at"), **_each(WITHHELD, "seed last_step")},
    ),
    "recovery_code": Entry(
        SECURITY, Rows.DELETED, by("person_id"), {**_each(TOLD, "id person_id"), "digest": WITHHELD}
    ),
    # A keyed digest of an address, for fifteen minutes: whose it is cannot be told from it.
    "sign_in_guess": Entry(
        SECURITY, Rows.DELETED, None, {"id": PLAIN, **_each(WITHHELD, "subject at")}
    ),
    "mail": Entry(
        MAIL,
        Rows.DELETED,
        _sent_to,
        {
            **_each(TOLD, "id kind recipient state tries created_at sent_at"),
            **_each(WITHHELD, "message_id data next_at error"),
        },
    ),
    "cohort": _plain("id name starts_on ends_on opens_by_date holidays module_days archived_at"),
    "cohort_instructor": Entry(
        STUDIES, Rows.DELETED, by("person_id"), _each(TOLD, "cohort_id person_id")
    ),
    "enrolment": Entry(
        STUDIES,
        Rows.PROOF,
        by("person_id"),
        _each(TOLD, "id person_id cohort_id joined_at left_at starts_on"),
    ),
    "join_link": _plain("id cohort_id seed token_digest places created_at expires_at ended_at"),
    "joining": Entry(
        STUDIES,
        Rows.DELETED,
        _asked_by,
        {
            **_each(TOLD, "id link_id email first_name last_name locale expires_at joined_at"),
            **_each(WITHHELD, "email_key token_digest"),
        },
    ),
    "extra_time": Entry(
        EXTRA_TIME, Rows.DELETED, by("person_id"), _each(TOLD, "person_id percent")
    ),
    "reading": Entry(
        WORK, Rows.PROOF, by("person_id"), _each(TOLD, "id person_id lesson_id revision_id at")
    ),
    # What an exercise drew and how it marks tell the answers that are still to be given.
    "attempt": Entry(
        WORK,
        Rows.PROOF,
        by("person_id"),
        {
            **_each(TOLD, "id person_id lesson_id exercise_id revision_id draw number typed"),
            **_each(TOLD, "echo score passed closed feedback handed_in at"),
            **_each(WITHHELD, "numbers read mistake details client_key"),
        },
    ),
    "upload": Entry(
        WORK,
        Rows.PROOF,
        by("person_id"),
        _each(TOLD, "id person_id exercise_id digest name bytes at"),
    ),
    "exercise_progress": Entry(
        WORK,
        Rows.PROOF,
        by("person_id"),
        _each(TOLD, "person_id exercise_id lesson_id last_attempt_id attempts best_score passed"),
    ),
    "lesson_progress": Entry(
        WORK,
        Rows.PROOF,
        by("person_id"),
        _each(TOLD, "person_id lesson_id read_at done_at place last_at"),
    ),
    "review": Entry(
        WORK,
        Rows.PROOF,
        by("person_id"),
        _each(TOLD, "person_id subject stability difficulty due last_review"),
    ),
    "draft": Entry(
        DRAFTS,
        Rows.DELETED,
        by("person_id"),
        {
            **_each(TOLD, "person_id exercise_id draw number form saved_at"),
            **_each(WITHHELD, "writer turn revision_id basis"),
        },
    ),
    "scenario": Entry(
        LAB, Rows.DELETED, by("person_id"), _each(TOLD, "id person_id name plan shared saved_at")
    ),
    "publication": Entry(
        LOG, Rows.NAMELESS, by("author_id"), {**_each(TOLD, "id at author_id note")}
    ),
    "document": _plain("id key kind path current_revision_id imported_digest"),
    "revision": _plain("id document_id number publication_id path source digest rendered"),
    # The details are withdrawn by the log's own rules (`audit.withdrawal`).
    "audit_line": Entry(
        LOG,
        Rows.NAMELESS,
        told_of,
        {
            **_each(TOLD, "number at action subject_kind subject_id"),
            "details": Column(shown=_without_salt),
            **_each(WITHHELD, "actor_id details_digest digest"),
        },
    ),
    "audit_head": _plain("id number digest"),
    "erasure_request": Entry(
        REQUESTS,
        Rows.NAMELESS,
        by("person_id"),
        _each(TOLD, "id person_id asked_at withdrawn_at done_at proof_until"),
    ),
}
