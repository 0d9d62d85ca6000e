"""An admin sees what a list changes, then does just that; every fault of it is told at once."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.accounts.models import Person, Role
from school.cohorts import operations
from school.cohorts.models import Cohort, Enrolment
from tests.factories import NOW, Account, csrf, make_cohort, make_person
from tests.statements import Statements

LIST = "Zoé Exemple <zoe@example.org>\nBob Autre <bob@example.org>\n"


@pytest.fixture
def admin(session: Session, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    """An administrator's browser."""
    return signed_in(make_person(session, Role.ADMIN))


@pytest.fixture
def cohort(session: Session) -> Cohort:
    found = make_cohort(session)
    session.expunge(found)  # reading it again would hold the database
    return found


def preview(client: FlaskClient, cohort: Cohort, **form: object) -> TestResponse:
    """What a list would change; a pasted list unless another way is given."""
    data = {"csrf_token": csrf(client, "/compte"), "way": "list", **form}
    return client.post(f"/administrer/cohortes/{cohort.id}/inscriptions/apercu", data=data)


def agree(
    client: FlaskClient, cohort: Cohort, shown: TestResponse, *, buffered: bool = True
) -> TestResponse:
    """Send the form of a preview; unbuffered, the work is done as the reply is read."""
    form = shown.text.partition(f'action="/administrer/cohortes/{cohort.id}/inscriptions"')[2]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form.partition("</form>")[0])
    data = {name: unescape(value) for name, value in fields}
    return client.post(
        f"/administrer/cohortes/{cohort.id}/inscriptions", data=data, buffered=buffered
    )


def enrolled(session: Session, cohort: Cohort) -> list[str]:
    found = session.scalars(
        select(Person.email)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.left_at.is_(None))
        .order_by(Person.email)
    ).all()
    session.rollback()
    return list(found)


def test_a_pasted_list_is_shown_then_applied(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    shown = preview(admin, cohort, list=LIST)
    assert shown.status_code == 200
    for text in ("2 nouveaux comptes", "Zoé Exemple", "Appliquer à 2 personnes"):
        assert text in shown.text
    assert enrolled(session, cohort) == []
    done = agree(admin, cohort, shown)
    assert (done.status_code, "C’est fait pour 2 personnes." in done.text) == (200, True)
    assert enrolled(session, cohort) == ["bob@example.org", "zoe@example.org"]
    again = preview(admin, cohort, list=LIST)
    assert "Il n’y a rien à faire" in again.text
    assert "Appliquer" not in again.text


def test_a_file_tells_every_fault_at_once_and_hostile_text_stays_text(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    content = (
        "Prénom;Nom;Courriel;<b>Tél</b>\r\n<script>alert(1)</script>;;bob<i>\r\nA;B;a@b.fr\r\n"
    ).encode("cp1252")
    shown = preview(admin, cohort, way="file", files=(io.BytesIO(content), "<i>.csv"))
    assert shown.status_code == 422
    assert "2 problèmes" in shown.text
    assert "bob&lt;i&gt;" in shown.text
    assert "Écrivez le nom" in shown.text
    assert "<script>alert" not in shown.text
    assert "<b>" not in shown.text
    assert "Appliquer" not in shown.text
    assert enrolled(session, cohort) == []


def test_what_was_pasted_or_typed_comes_back_when_it_is_refused(
    admin: FlaskClient, cohort: Cohort
) -> None:
    assert "Zoé, sans adresse" in preview(admin, cohort, list="Zoé, sans adresse").text
    shown = preview(admin, cohort, way="one", email="zoe@example.org", first_name="Zoé-Anaïs")
    assert shown.status_code == 422
    assert 'value="Zoé-Anaïs"' in shown.text
    assert preview(admin, cohort, way="file").status_code == 422


def test_one_person_joins_then_leaves_from_the_page_of_the_cohort(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    shown = preview(
        admin, cohort, way="one", email="zoe@example.org", first_name="Zoé", last_name="Exemple"
    )
    agree(admin, cohort, shown)
    page = admin.get(f"/administrer/cohortes/{cohort.id}").text
    assert 'name="list" value="zoe@example.org"' in page
    shown = preview(admin, cohort, way="leave", list="zoe@example.org\nother@example.org")
    assert "1 personne quitte la promotion" in shown.text
    assert "Rien ne change pour 1 personne" in shown.text
    agree(admin, cohort, shown)
    assert enrolled(session, cohort) == []


def test_whom_the_list_does_not_name_may_leave(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    agree(admin, cohort, preview(admin, cohort, list=LIST))
    shown = preview(admin, cohort, list="zoe@example.org")
    assert "1 personne de la promotion n’est pas dans la liste, et reste" in shown.text
    kept = re.search(r'name="roster" value="([^"]*)"', shown.text)
    assert kept
    shown = preview(admin, cohort, way="kept", roster=unescape(kept[1]), missing_leave="1")
    assert "1 personne quitte la promotion" in shown.text
    agree(admin, cohort, shown)
    assert enrolled(session, cohort) == ["zoe@example.org"]


def test_what_changed_since_it_was_shown_is_shown_anew(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    shown = preview(admin, cohort, list=LIST)
    agree(admin, cohort, preview(admin, cohort, list="Bob Autre <bob@example.org>"))
    again = agree(admin, cohort, shown)
    assert again.status_code == 409
    assert "Quelque chose a changé" in again.text
    assert enrolled(session, cohort) == ["bob@example.org"]
    agree(admin, cohort, again)
    assert enrolled(session, cohort) == ["bob@example.org", "zoe@example.org"]


def test_what_changes_between_the_agreement_and_the_work_undoes_it(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    reply = agree(admin, cohort, preview(admin, cohort, list=LIST), buffered=False)
    make_person(session, email="bob@example.org")
    assert "Rien n’a été fait." in reply.text
    assert "C’est fait" not in reply.text
    assert enrolled(session, cohort) == []


def test_two_admins_at_once_end_as_one(
    app: Flask, session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    shown = preview(admin, cohort, list=LIST)
    cookie = admin.get_cookie("ffollozz")
    assert cookie is not None
    barrier = threading.Barrier(4)

    def one(_: int) -> bool:
        client = app.test_client()
        client.set_cookie("ffollozz", cookie.value)
        barrier.wait()
        return "C’est fait" in agree(client, cohort, shown).text

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [False, False, False, True]
    assert enrolled(session, cohort) == ["bob@example.org", "zoe@example.org"]


def test_nobody_is_enrolled_in_an_archived_cohort(
    session: Session, admin: FlaskClient, cohort: Cohort
) -> None:
    shown = preview(admin, cohort, list=LIST)
    operations.archive(session, cohort.id, True, NOW, by=None)
    session.commit()
    assert agree(admin, cohort, shown).status_code == 303
    assert "archivée" in admin.get(f"/administrer/cohortes/{cohort.id}/inscriptions").text
    assert enrolled(session, cohort) == []


def test_a_spoilt_form_is_refused(admin: FlaskClient, cohort: Cohort) -> None:
    data = {"csrf_token": csrf(admin, "/compte"), "roster": "[[]]", "digest": "x"}
    address = f"/administrer/cohortes/{cohort.id}/inscriptions"
    assert admin.post(address, data=data).status_code == 400
    data["roster"] = '[["",1,"a@b.fr","A","B",false]]'
    assert admin.post(address.replace(str(cohort.id), "404404"), data=data).status_code == 404
    assert admin.post(address, data=data).status_code == 409


def test_a_long_list_takes_few_statements_and_its_page_tells_how_far_it_has_come(
    session: Session,
    admin: FlaskClient,
    cohort: Cohort,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    text = "\n".join(f"Zoé Exemple <p{n}@example.org>" for n in range(600))
    with count_sql() as statements:
        shown = preview(admin, cohort, list=text)
    assert len(statements) <= 9
    assert "et 400 autres" in shown.text
    with count_sql() as statements:
        done = agree(admin, cohort, shown)
    assert len(statements) <= 24
    assert re.findall(r"\d+ personnes sur 600", done.text)[::2] == [
        f"{n} personnes sur 600" for n in (250, 500, 600)
    ]
    page = admin.get(f"/administrer/cohortes/{cohort.id}").text
    assert page.count("/dates") == 200
    assert "et 400 autres, parmi les personnes de l’école" in page
